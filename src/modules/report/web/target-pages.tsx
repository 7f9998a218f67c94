import { z } from 'zod';
import { page, redirect, route, type Route } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { halfYear, isGroup, MEASURES, ONLINE_DEFINITIONS, quarter, wholeYear, type Period, type TypedTargets } from '../domain/index.ts';
import { enterDecision, enterTargets, type By } from '../use-cases/enter-target.ts';
import { address, officerOf, scopeOf, type ReportWebDeps } from './report-deps.ts';
import { decisionPage, decisionsPage, newDecisionPage } from './target-views.tsx';
import { targetFile } from './target-file.ts';
import { targetDetailPage } from './target-detail.tsx';
import { typedDate } from './period-choice.ts';
import { decisionProblem, T, targetProblem } from './target-words.ts';

const HOME = '/ban/chi-tieu';
const box = z.string().max(LIMITS.lineText).optional();
const small = z.string().max(8).optional();
const many = <S extends z.ZodType>(one: S) => z.union([one, z.array(one).max(500)]).optional().transform((value) => [value ?? []].flat() as z.output<S>[]);
const id = z.object({ id: z.uuid() });
export const PERIOD_KEYS = ['nam', '6T1', '6T2', 'Q1', 'Q2', 'Q3', 'Q4'] as const;
const targetBody = z.strictObject({ 'don-vi': many(z.string().regex(/^\d{1,9}$/u)), nam: small, ky: many(z.enum(PERIOD_KEYS)), 'tu.day': small, 'tu.month': small, 'tu.year': small, 'den.day': small, 'den.month': small, 'den.year': small, do: box, nhom: box, muc: box });
export type TypedTargetForm = z.output<typeof targetBody>;

/** Decisions that assign targets, their rows with live progress, and the dossiers behind each number. */
export function targetRoutes(deps: ReportWebDeps): Route[] {
  const by = (request: Parameters<typeof officerOf>[0] & Parameters<typeof scopeOf>[0] & { readonly now: Date; readonly key: string | null }): By => ({ scope: scopeOf(request), officer: officerOf(request), at: request.now, key: request.key });
  return [
    route({ method: 'GET', path: HOME, permission: 'report.read', audit: 'target.list', async handle(request) { return page(await decisionsPage(deps, request)); } }),
    route({ method: 'GET', path: `${HOME}/moi`, permission: 'report.manage', audit: 'target.new-decision', async handle(request) { return page(newDecisionPage(request, {}, [])); } }),
    route({
      method: 'POST', path: HOME, permission: 'report.manage', audit: 'target.enter-decision', body: z.strictObject({ so: box, 'ngay.day': small, 'ngay.month': small, 'ngay.year': small, 'co-quan': box, 'trich-yeu': z.string().max(LIMITS.longText).optional(), 'truc-tuyen': z.enum(ONLINE_DEFINITIONS).optional() }),
      async handle(request) {
        const { body } = request;
        const entered = await enterDecision(deps, by(request), { number: body.so ?? '', issuedOn: typedDate({ day: body['ngay.day'], month: body['ngay.month'], year: body['ngay.year'] }), issuer: body['co-quan'] ?? '', title: body['trich-yeu'] ?? '', online: body['truc-tuyen'] ?? 'submitted-online' });
        return entered.ok ? redirect(`${HOME}/${entered.value}`) : page(newDecisionPage(request, body, entered.refusal.map(decisionProblem)), 400);
      },
    }),
    route({
      method: 'GET', path: `${HOME}/:id`, permission: 'report.read', audit: 'target.decision', params: id, query: z.object({ them: z.coerce.number().int().min(1).max(1000).optional().catch(undefined), trang: z.coerce.number().int().min(1).max(100).catch(1) }),
      async handle(request) { return page(await decisionPage(deps, request, request.params.id, { page: request.query.trang, added: request.query.them ?? null, typed: null, problems: [] })); },
    }),
    route({
      method: 'POST', path: `${HOME}/:id/them`, permission: 'report.manage', audit: 'target.add', params: id, body: targetBody,
      async handle(request) {
        const entered = await enterTargets(deps, by(request), request.params.id, readTargets(request.body));
        if (entered.ok) return redirect(address(`${HOME}/${request.params.id}`, { them: entered.value }));
        const first = entered.refusal[0];
        if (first?.kind === 'no-decision') return notFound();
        return page(await decisionPage(deps, request, request.params.id, { page: 1, added: null, typed: request.body, problems: entered.refusal.map(targetProblem) }), first?.kind === 'clash' ? 409 : 400);
      },
    }),
    route({
      method: 'POST', path: `${HOME}/:id/ngung`, permission: 'report.manage', audit: 'target.end-decision', params: id, body: z.strictObject({ 'ly-do': z.string().max(LIMITS.longText).optional() }),
      async handle(request) {
        const reason = request.body['ly-do']?.trim() ?? '';
        if (!reason) return page(await decisionPage(deps, request, request.params.id, { page: 1, added: null, typed: null, problems: [{ name: 'ly-do', message: T.reasonMissing }] }), 400);
        const decision = await deps.targets.decision(scopeOf(request), request.params.id);
        if (!decision) return notFound();
        await deps.targets.endDecision(scopeOf(request), request.params.id, reason, request.now);
        return redirect(`${HOME}/${request.params.id}`);
      },
    }),
    route({
      method: 'POST', path: `${HOME}/dong/:id/bo`, permission: 'report.manage', audit: 'target.remove', params: id, body: z.strictObject({}),
      async handle(request) {
        const target = (await deps.targets.target(scopeOf(request), request.params.id)) ?? notFound();
        await deps.targets.removeTarget(scopeOf(request), target.id, request.now);
        return redirect(`${HOME}/${target.decisionId}`);
      },
    }),
    route({
      method: 'GET', path: `${HOME}/:id/tep`, permission: 'report.read', audit: 'target.file', params: id,
      async handle(request) { return targetFile(deps, request, request.params.id); },
    }),
    route({
      method: 'GET', path: `${HOME}/dong/:id`, permission: 'report.read', audit: 'target.detail', params: id, query: z.object({ nhom: z.enum(['counted', 'base', 'would-close', 'received']).catch('would-close'), cach: z.enum(['self', 'assisted', 'counter', 'post']).optional().catch(undefined), sau: z.iso.datetime().optional(), 'sau-id': z.uuid().optional() }),
      async handle(request) { return page(await targetDetailPage(deps, request, request.params.id)); },
    }),
  ];
}

function readTargets(body: TypedTargetForm): TypedTargets {
  const year = Number(body.nam);
  const named = (key: (typeof PERIOD_KEYS)[number]): Period => (key === 'nam' ? wholeYear(year) : key.startsWith('6T') ? halfYear(year, Number(key[2])) : quarter(year, Number(key[1])));
  const from = typedDate({ day: body['tu.day'], month: body['tu.month'], year: body['tu.year'] });
  const to = typedDate({ day: body['den.day'], month: body['den.month'], year: body['den.year'] });
  const known = /^(20\d\d|2100)$/u.test(body.nam?.trim() ?? '');
  const typedDates = [body['tu.day'], body['tu.month'], body['tu.year'], body['den.day'], body['den.month'], body['den.year']].some((box) => box?.trim());
  const unread = [...(body.ky.length > 0 && !known ? ['year' as const] : []), ...(typedDates && !(from && to) ? ['dates' as const] : [])];
  const value = body.muc?.trim().replace(',', '.').replace(/\s*%$/u, '') ?? '';
  return {
    unitIds: body['don-vi'].map(Number), periods: [...(known ? body.ky.map(named) : []), ...(from && to ? [{ from, to }] : [])],
    measure: MEASURES.find((one) => one === body.do) ?? null, group: body.nhom !== undefined && isGroup(body.nhom) ? body.nhom : null, value: /^-?\d+(\.\d+)?$/u.test(value) ? Number(value) : null, unread,
  };
}
