import { z } from 'zod';
import { comeAgain, json, route, type Route } from '../../../platform/http/route.ts';
import { takePostMessage, type PostReply } from '../use-cases/take-post-message.ts';
import type { PostWebDeps } from './web-deps.ts';

/** A carrier comes again after anything but 200; what it need not send again is 200 with its word. */
const STATUS: Readonly<Record<PostReply, number>> = { taken: 200, again: 200, unknown: 404, late: 403, forged: 403 };
const MOST = { payload: 8_192, field: 200 } as const;

/** The carrier's callback: it brings a signature in place of a token, and all it may do is add a line to the inbox (role `motcua_callback`). */
export function callbackRoutes(deps: PostWebDeps): Route[] {
  return [
    route({
      method: 'POST', path: '/thong-bao/buu-chinh', permission: 'delivery.callback', audit: 'delivery.callback', machine: true,
      body: z.strictObject({ payload: z.string().max(MOST.payload), timestamp: z.string().max(MOST.field), signature: z.string().max(MOST.field) }),
      async handle({ body, now }) {
        if (!deps.carrier) return json({ code: 'unknown' }, 404);
        // Whatever goes wrong with us, the carrier hears that it should come again.
        try { const code = await takePostMessage({ carrier: deps.carrier, inbox: deps.inbox, ids: deps.ids }, body, now); return json({ code }, STATUS[code]); } catch (error) { return comeAgain(error, { code: 'later' }, 503); }
      },
    }),
  ];
}
