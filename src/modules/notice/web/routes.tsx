import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import type { FailedWorkDesk, NoticeDesk } from '../ports.ts';
import { retryNotice, retryNoticesOf, retryWork } from '../use-cases/retry-notice.ts';
import { FailedPage } from './failed-page.tsx';
import { FAILED, groupName, MESSAGES, readAfter, readGroup, type Group } from './group.ts';
import { MessagesPage } from './messages-page.tsx';
import type { WorkWords } from './words.ts';

type Call = RouteRequest<unknown, unknown, unknown>;

export interface NoticeRouteDeps<Keys> {
  /** `noticeDesk`: made for each request, for whom it acts */ readonly desk: (db: Call['db'], keyring: Keys, scope: Call['scope']) => NoticeDesk;
  readonly workDesk: (db: Call['db'], scope: Call['scope']) => FailedWorkDesk;
  readonly keyring: Keys;
  /** what each task of the worker is called and what to do about it */ readonly work: WorkWords;
  /** where the demo shows what was sent */ readonly demoMailbox?: string;
}

const short = z.string().max(150).optional().catch(undefined);
const none = z.strictObject({});

export function noticeRoutes<Keys>(deps: NoticeRouteDeps<Keys>): Route[] {
  const deskOf = (request: Pick<Call, 'db' | 'scope'>): NoticeDesk => deps.desk(request.db, deps.keyring, request.scope);
  const workOf = (request: Pick<Call, 'db' | 'scope'>): FailedWorkDesk => deps.workDesk(request.db, request.scope);
  const back = (group: Group | null, count: number): ReturnType<typeof redirect> => redirect(`${FAILED}?${group ? `nhom=${groupName(group)}&` : ''}da=${count}`);
  return [
    route({
      method: 'GET', path: MESSAGES, permission: 'notice.manage', audit: 'notice.list',
      async handle(request) {
        const desk = deskOf(request);
        const [waiting, summary, groups] = await Promise.all([desk.waiting(), desk.summary(request.now), desk.groups()]);
        return page(<MessagesPage view={request.view} waiting={waiting} summary={summary} failed={groups.reduce((sum, group) => sum + group.count, 0)} demoMailbox={deps.demoMailbox} />);
      },
    }),
    route({
      method: 'GET', path: FAILED, permission: 'notice.manage', audit: 'notice.failed',
      query: z.object({ nhom: short, sau: short, da: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined) }),
      async handle(request) {
        const [desk, work] = [deskOf(request), workOf(request)];
        const group = readGroup(request.query.nhom ?? '');
        const after = request.query.sau ?? '';
        const [messageGroups, workGroups, messages, pieces] = await Promise.all([
          desk.groups(), work.groups(),
          group?.kind === 'tin' ? desk.failed(group, readAfter(after)) : null,
          group?.kind === 'viec' ? work.list(group, /^\d{1,18}$/u.test(after) ? after : null) : null,
        ]);
        return page(<FailedPage view={request.view} messageGroups={messageGroups} workGroups={workGroups} group={group} messages={messages} pieces={pieces} turned={after !== ''} retried={request.query.da} words={deps.work} />);
      },
    }),
    route({
      method: 'POST', path: `${FAILED}/tin/:id`, permission: 'notice.manage', audit: 'notice.retry', params: z.object({ id: z.uuid() }), body: none,
      async handle(request) {
        const done = await retryNotice({ desk: deskOf(request), clock: { now: () => request.now } }, request.params.id, officerOf(request as Call));
        return back(null, done.ok ? 1 : 0);
      },
    }),
    route({
      method: 'POST', path: `${FAILED}/viec/:id`, permission: 'notice.manage', audit: 'notice.retry-work', params: z.object({ id: z.string().max(40) }), body: none,
      async handle(request) {
        const jobId = request.params.id;
        const count = /^\d{1,18}$/u.test(jobId) ? await retryWork({ desk: workOf(request), clock: { now: () => request.now } }, { jobId }, officerOf(request as Call)) : 0;
        return back(null, count);
      },
    }),
    route({
      method: 'POST', path: `${FAILED}/ca-nhom`, permission: 'notice.manage', audit: 'notice.retry-group', body: z.strictObject({ nhom: z.string().max(150) }),
      async handle(request) {
        const group = readGroup(request.body.nhom);
        const [clock, officer] = [{ now: () => request.now }, officerOf(request as Call)];
        const count = group === null ? 0 : group.kind === 'tin' ? await retryNoticesOf({ desk: deskOf(request), clock }, group, officer) : await retryWork({ desk: workOf(request), clock }, { task: group.task, cause: group.cause }, officer);
        return back(null, count);
      },
    }),
  ];
}
function officerOf(request: Call): string {
  if (request.actor.kind !== 'officer') throw new Error('notice.manage is for officers');
  return request.actor.officerId;
}
