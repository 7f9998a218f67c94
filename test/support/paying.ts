import assert from 'node:assert/strict';
import type { IpnWay } from '../../simulators/payment-gateway/payment-gateway.ts';
import { startTestApp } from './app.ts';
import type { Payer } from './extract.ts';

/** The program with a payment gateway, and the two things that every test of money does. */
export async function startPaying() {
  const app = await startTestApp({ payments: true });
  const { gateway } = app;
  assert.ok(gateway);
  /** until the gateway has told what it has to tell, and the worker has done what follows */
  const settle = async (): Promise<void> => { await gateway.idle(); await app.drainJobs(); };
  return {
    app, gateway, settle,
    /** this person pays at the gateway, which tells it in this way; answers the order's reference there */
    async pay(payer: Payer, ipn: IpnWay = 'normal'): Promise<string> {
      const ref = await payer.goToGateway();
      gateway.behave({ ipn });
      gateway.decide(ref, 'tra');
      await settle();
      return ref;
    },
  };
}
export type Paying = Awaited<ReturnType<typeof startPaying>>;
