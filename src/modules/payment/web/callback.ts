import { comeAgain, json, route, type Route } from '../../../platform/http/route.ts';
import { ANSWERS } from '../domain/index.ts';
import { takeCallback } from '../use-cases/take-callback.ts';
import type { PaymentWebDeps } from './web-deps.ts';

/**
 * VNPAY's callback is a GET from server to server: the one GET that leaves something behind. It has a prefix of its own, brings
 * a signature in place of a token, and all it may do is add a line to the inbox (role `motcua_callback`).
 */
export function callbackRoutes(deps: PaymentWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/thong-bao/vnpay', permission: 'payment.callback', audit: 'payment.callback', machine: true,
      async handle({ url, now }) {
        if (deps.gateway?.name !== 'vnpay') return json(ANSWERS.unknown);
        // Whatever goes wrong with us, the gateway hears that it should come again.
        try { return json(await takeCallback({ gateway: deps.gateway, inbox: deps.inbox }, url.search.slice(1), now)); } catch (error) { return comeAgain(error, ANSWERS.unknown); }
      },
    }),
  ];
}
