import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import { showMoment, vietnamDate, yearOf } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { QrCode } from '../../../ui/components/qr-code/qr-code.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { showWhere } from '../../dossier/domain/index.ts';
import { clerkCodeText, CODE_DIGITS, isClerkNumber, minutesText, normaliseClerkNumber, normaliseCode, showMinutesNumber } from '../domain/index.ts';
import type { MinutesView } from '../ports.ts';
import { PAGE } from './post-today.tsx';
import { officerAt, type PostWebDeps } from './web-deps.ts';
import { DESK, KIND_WORDS, SHEET, SIGN_WORDS } from './words.ts';

const params = z.object({ id: z.uuid() });
const line = z.string().max(LIMITS.lineText).optional();
type Request = RouteRequest<{ id: string }, unknown, unknown>;
type Problem = { readonly name: string; readonly message: Text };
interface Typed { readonly name: string; readonly number: string }

export const textOf = (minutes: MinutesView): string => minutesText({ reference: minutes.reference, kind: minutes.kind, lines: minutes.lines.map(({ parcel, complete }) => ({ carrierNumber: parcel.carrierNumber ?? '', complete })) });

/** One sheet: the list both count, the clerk's code, and once both have signed the number and the print. */
export function minutesRoutes(deps: PostWebDeps): Route[] {
  const find = async (request: Request): Promise<MinutesView> => (await deps.desk.minutes(officerAt(request).scope, request.params.id)) ?? notFound();
  return [
    route({
      method: 'GET', path: `${PAGE}/bien-ban/:id`, permission: 'delivery.desk', audit: 'delivery.minutes', params,
      async handle(request) { return page(sheetPage(deps, request, await find(request), null, [])); },
    }),
    route({
      method: 'POST', path: `${PAGE}/bien-ban/:id/ky`, permission: 'delivery.desk', audit: 'delivery.sign-minutes', params, body: z.strictObject({ 'ten-buu-ta': line, 'so-hieu': line, ma: line }),
      async handle(request) {
        const minutes = await find(request);
        const { scope } = officerAt(request);
        const typed = { name: request.body['ten-buu-ta']?.normalize('NFC').trim() ?? '', number: normaliseClerkNumber(request.body['so-hieu'] ?? '') };
        const code = normaliseCode(request.body.ma ?? '');
        const problems: Problem[] = [...(typed.name.length < 2 ? [{ name: 'ten-buu-ta', message: SIGN_WORDS['no-name'] }] : []), ...(isClerkNumber(typed.number) ? [] : [{ name: 'so-hieu', message: SIGN_WORDS['clerk-number'] }]), ...(new RegExp(`^\\d{${CODE_DIGITS}}$`, 'u').test(code) ? [] : [{ name: 'ma', message: SHEET.codeMissing }])];
        const { carrier } = deps;
        if (problems.length > 0 || !carrier) return page(sheetPage(deps, request, minutes, typed, problems), 400);
        const outcome = await deps.desk.sign(scope, minutes.id, { clerkName: typed.name, clerkNumber: typed.number, at: request.now, year: yearOf(vietnamDate(request.now)) }, (now) => sameText(carrier.clerkCode(clerkCodeText(textOf(now), typed.number)), code));
        if (typeof outcome !== 'string') return redirect(`${PAGE}/bien-ban/${minutes.id}`);
        return page(sheetPage(deps, request, await find(request), typed, [{ name: 'ma', message: SIGN_WORDS[outcome] }]), outcome === 'wrong-code' ? 400 : 409);
      },
    }),
    route({
      method: 'POST', path: `${PAGE}/bien-ban/:id/bo`, permission: 'delivery.desk', audit: 'delivery.strike-out-minutes', params, body: z.strictObject({}),
      async handle(request) { await deps.desk.strikeOut(officerAt(request).scope, (await find(request)).id); return redirect(PAGE); },
    }),
  ];
}
/** Eight digits with five tries: comparing all of them takes no longer for one that begins right. */
function sameText(a: string, b: string): boolean {
  let differs = a.length ^ b.length;
  for (let at = 0; at < a.length; at += 1) differs |= a.charCodeAt(at) ^ (b.charCodeAt(at) || 0);
  return differs === 0;
}

function sheetPage(deps: PostWebDeps, request: Request, minutes: MinutesView, typed: Typed | null, problems: readonly Problem[]) {
  const { lang, view } = request;
  const signed = minutes.state === 'signed';
  const provinces = deps.provinces();
  const errorOf = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  const young = signed && !minutes.fileId && minutes.signedAt && request.now.getTime() - minutes.signedAt.getTime() < 60_000;
  return (
    <DeskLayout view={view} title={KIND_WORDS[minutes.kind]} active="post" errors={problems} back={{ href: PAGE, label: DESK.title }} {...(minutes.state === 'open' ? { lead: SHEET.lead } : {})} {...(young ? { refreshSeconds: 3 } : {})}>
      {signed && <Notice kind="ok" role="status"><p>{SHEET.done[lang]} {SHEET.number[lang]} <strong>{showMinutesNumber({ number: minutes.number ?? 0, year: minutes.year ?? 0 })}</strong></p></Notice>}
      {minutes.state === 'cancelled' && <Notice kind="warn" role="status"><p>{DESK.struck[lang]}</p></Notice>}
      {signed && <SummaryList rows={[{ term: SHEET.officer, value: minutes.officerName }, { term: SHEET.clerk, value: `${minutes.clerkName ?? ''} (${minutes.clerkNumber ?? ''}), ${SHEET.how[minutes.how ?? 'code'][lang]}` }, { term: SHEET.at, value: showMoment(minutes.signedAt ?? minutes.openedAt, lang) }]} />}
      {signed && <ButtonGroup>{minutes.fileId ? <Button href={`/tep/${minutes.fileId}`} dataKey="F8">{DESK.print[lang]}</Button> : <p role="status">{DESK.making[lang]}</p>}</ButtonGroup>}
      <DataTable id="bang" cards caption={KIND_WORDS[minutes.kind]} captionHidden rows={minutes.lines} rowKey={({ parcel }) => parcel.id} columns={[
        { key: 'so', title: DESK.number, head: true, tight: true, cell: ({ parcel }) => <a href={`${PAGE}/buu-gui/${parcel.id}`} class="mc-nowrap">{parcel.carrierNumber}</a> }, { key: 'ho-so', title: DESK.code, tight: true, cell: ({ parcel }) => parcel.reference }, { key: 'nguoi', title: minutes.kind === 'from-post' ? DESK.from : DESK.to, cell: ({ parcel }) => parcel.address.name }, { key: 'noi', title: DESK.where, cell: ({ parcel }) => showWhere(parcel.address, provinces) },
        minutes.kind === 'to-post' ? { key: 'thu', title: DESK.cod, numeric: true, cell: ({ parcel }) => `${DESK.cod[lang]} ${showDong(parcel.cod, lang)}` } : minutes.kind === 'from-post' ? { key: 'du', title: SHEET.papers, cell: ({ complete }) => (complete ? SHEET.complete : SHEET.missing)[lang] } : { key: 'lan', title: DESK.tries, numeric: true, cell: ({ parcel }) => DESK.triesOf(parcel.tries.length)[lang] },
        ...(minutes.kind === 'from-post' && signed ? [{ key: 'vao', title: SHEET.file, cell: ({ parcel }: MinutesView['lines'][number]) => (parcel.dossierId ? <a href={`/ban/ho-so/${parcel.dossierId}`}>{DESK.code[lang]}</a> : <a href={`${PAGE}/buu-gui/${parcel.id}`}>{SHEET.file[lang]}</a>) }] : []),
      ]} />
      {minutes.state === 'open' && <>
        <QrCode {...deps.qr(`${minutes.id} ${textOf(minutes)}`)} title={SHEET.text} caption={SHEET.scan} />
        <SummaryList rows={[{ term: SHEET.text, value: <code class="mc-hash">{minutes.id} {textOf(minutes)}</code> }]} />
        <form method="post" action={`${PAGE}/bien-ban/${minutes.id}/ky`} noValidate>
          <CsrfFields view={view} />
          <TextField name="ten-buu-ta" label={SHEET.clerkName} value={typed?.name ?? ''} autocomplete="off" spellcheck={false} {...errorOf('ten-buu-ta')} />
          <TextField name="so-hieu" label={SHEET.clerkNumber} value={typed?.number ?? ''} width={12} autocomplete="off" spellcheck={false} {...errorOf('so-hieu')} />
          <TextField name="ma" label={SHEET.code} value="" width={12} inputMode="numeric" autocomplete="off" {...errorOf('ma')} />
          <ButtonGroup><Button dataKey="Ctrl+Enter">{SHEET.sign[lang]}</Button></ButtonGroup>
        </form>
        <form method="post" action={`${PAGE}/bien-ban/${minutes.id}/bo`} noValidate><CsrfFields view={view} /><ButtonGroup><Button kind="quiet">{SHEET.strike[lang]}</Button></ButtonGroup></form>
      </>}
    </DeskLayout>);
}
