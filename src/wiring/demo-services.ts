import { startIdentityProvider } from '../../simulators/identity-provider/identity-provider.ts';
import { startLinkedAgencies } from '../../simulators/linked-agencies/linked-agencies.ts';
import { startMailSink } from '../../simulators/mail-sink/mail-sink.ts';
import { startMailbox } from '../../simulators/mailbox/mailbox.ts';
import { startSmsCentre } from '../../simulators/sms-centre/sms-centre.ts';
import { startPostOffice } from '../../simulators/post-office/post-office.ts';
import { startPaymentGateway } from '../../simulators/payment-gateway/payment-gateway.ts';
import { join } from 'node:path';
import { DEMO_LINKED, DEMO_POST_CUSTOMER, DEMO_REFERENCE_TLV, DEMO_SHORT_NUMBER, DEMO_TMN_CODE, readConfig } from './config.ts';

export interface SimulatorPorts { readonly identity: number; readonly smtp: number; readonly smpp: number; readonly mailbox: number; readonly gateway: number; readonly linked: number; readonly post: number; readonly clientSecret: string; readonly gatewaySecret: string; readonly linkedSecret: string; readonly postSecret: string }

/** The outside world of the demo, speaking the real protocols on this machine only. */
export async function runSimulators(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env);
  if (!config.demo) throw new Error('the simulated outside world belongs to the demo: it does not start with MOTCUA_DEMO=0');
  const ports = JSON.parse(env['MOTCUA_SIMULATORS'] ?? '{}') as SimulatorPorts;
  const [identity, mail, sms, gateway, linked, post] = await Promise.all([
    startIdentityProvider({ port: ports.identity, issuer: `http://localhost:${ports.identity}`, clientId: 'mot-cua', clientSecret: ports.clientSecret, redirectUris: [`${config.publicUrl}/dang-nhap/ve`], keysDir: join(config.dataDir, 'identity-provider') }),
    startMailSink({ port: ports.smtp, host: '127.0.0.1' }),
    startSmsCentre({ port: ports.smpp, host: '127.0.0.1', referenceTlv: DEMO_REFERENCE_TLV }),
    startPaymentGateway({ port: ports.gateway, tmnCode: DEMO_TMN_CODE, secret: ports.gatewaySecret, ipnUrl: `${config.publicUrl}/thong-bao/vnpay`, file: join(config.dataDir, 'payment-gateway.json') }),
    startLinkedAgencies({ port: ports.linked, secrets: Object.fromEntries(DEMO_LINKED.map((partner) => [partner, ports.linkedSecret])), tellUrl: `${config.publicUrl}/lien-thong/tin/{partner}`, file: join(config.dataDir, 'linked-agencies.json') }),
    startPostOffice({ port: ports.post, customerCode: DEMO_POST_CUSTOMER, secret: ports.postSecret, callbackUrl: `${config.publicUrl}/thong-bao/buu-chinh`, file: join(config.dataDir, 'post-office.json') }),
  ]);
  const mailbox = await startMailbox({ port: ports.mailbox, mail, sms, shortNumber: DEMO_SHORT_NUMBER });
  process.send?.('ready');
  const stop = (): void => { void Promise.allSettled([identity.close(), mail.close(), sms.close(), gateway.close(), linked.close(), post.close(), mailbox.close()]).then(() => process.exit(0)); };
  process.on('SIGTERM', stop);
  process.on('SIGINT', () => undefined);
  process.on('disconnect', stop);
}
