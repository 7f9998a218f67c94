import { z } from 'zod';
import { json, route, type Route } from '../../../platform/http/route.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { chooseRoutes } from './choose-pages.tsx';
import { linkedDeskRoutes } from './desk-pages.tsx';
import type { LinkageWebDeps } from './web-deps.ts';

const text = z.string().max(500).optional();
/** What another agency sends: it brings a signature in place of a token, and all it does is lie in the inbox. */
const messageRoute = (deps: LinkageWebDeps): Route => route({
  method: 'POST', path: '/lien-thong/tin/:partner', permission: 'linkage.message', audit: 'linkage.message', machine: true, params: z.object({ partner: z.string().regex(/^[a-z][a-z-]{1,30}$/u) }),
  body: z.strictObject({ message: text, key: text, reference: text, seq: text, state: text, at: text, number: text, reason: text, signature: text }),
  async handle({ params: { partner }, body, now }) {
    const agency = deps.agencies.get(partner);
    if (!agency) throw new HttpProblem('not-found');
    const message = agency.readMessage(Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => entry[1] !== undefined)));
    if (!message) throw new HttpProblem('forbidden');
    // Stored before it is answered; the same message again is the same line.
    await deps.linkage.takeIn(partner, message, now);
    return json({ received: true });
  },
});
export const linkageRoutes = (deps: LinkageWebDeps): Route[] => [...chooseRoutes(deps), ...linkedDeskRoutes(deps), messageRoute(deps)];
