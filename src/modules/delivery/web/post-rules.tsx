import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { showDong } from '../../../shared/money.ts';
import { isPlainDate, plainDate, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkbox } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { checkTariff, readCodes, ZONE_WORDS, ZONES, type NewTariff, type Zone } from '../domain/index.ts';
import { dateIn, day, line, PAGE, partsIn, type Body, type Problem } from './decision-boxes.ts';
import { catalogued } from './read-list.tsx';
import { officerAt, type PostWebDeps } from './web-deps.ts';
import { IMPORT, RULES, TARIFF_FAULTS } from './words.ts';

/** codes of one way: many more than the province's own «94 thủ tục» */
const codes = z.string().max(20_000).optional();
type Request = RouteRequest<unknown, { bao?: string | undefined }, unknown>;
const INPUT = { amount: 'gia', date: 'tu', past: 'tu', source: 'nguon' } as const;

/** Dated prices of the post and the province's dated lists: entered here, never changed afterwards. */
export function rulesRoutes(deps: PostWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: PAGE, permission: 'delivery.manage', audit: 'delivery.rules', query: z.object({ bao: z.string().max(10).optional() }),
      async handle(request) { return page(await rulesPage(deps, request, {}, [])); },
    }),
    route({
      method: 'POST', path: `${PAGE}/gia`, permission: 'delivery.manage', audit: 'delivery.enter-tariff', body: z.strictObject({ chieu: line, noi: line, gia: line, nguon: line, 'da-doi-chieu': line, ...day('tu') }),
      async handle(raw) {
        const request = raw as unknown as Request & { readonly body: Body };
        const { officer, scope } = officerAt(request);
        const { body } = request;
        const tariff: NewTariff = { direction: body['chieu'] === 'send' ? 'send' : 'return', zone: ZONES.find((one): one is Zone => one === body['noi']) ?? 'province', amount: Number((body['gia'] ?? '').replace(/[\s.đ]/gu, '') || Number.NaN), validFrom: dateIn(body, 'tu'), source: body['nguon'] ?? '', verified: body['da-doi-chieu'] !== undefined };
        const faults = checkTariff(tariff, vietnamDate(request.now));
        const problems: Problem[] = faults.map((fault) => ({ name: INPUT[fault], message: TARIFF_FAULTS[fault] }));
        if (problems.length > 0) return page(await rulesPage(deps, request, body, problems), 400);
        const outcome = await deps.rules.enterTariff(scope, { ...tariff, id: deps.ids.uuid(), officerId: officer.officerId, at: request.now });
        return outcome === 'entered' ? redirect(`${PAGE}?bao=luu`) : page(await rulesPage(deps, request, body, [{ name: 'tu', message: RULES.taken }]), 409);
      },
    }),
    route({
      method: 'POST', path: `${PAGE}/quyet-dinh`, permission: 'delivery.manage', audit: 'delivery.enter-decision', body: z.strictObject({ so: line, gui: codes, nhan: codes, 'da-doi-chieu': line, ...day('ky'), ...day('ap-dung') }),
      async handle(raw) {
        const request = raw as unknown as Request & { readonly body: Body };
        const { officer, scope } = officerAt(request);
        const { body } = request;
        const province = await deps.offer.offices.province(officer.agencyId);
        const known = await catalogued(deps);
        const [send, back] = [readCodes(body['gui'] ?? ''), readCodes(body['nhan'] ?? '')];
        const wrong = (name: string, read: typeof send): Problem[] => { const unknown = read.codes.filter((code) => !known.has(code)); return read.wrong.length > 0 ? [{ name, message: RULES.codesWrong(read.wrong.slice(0, 5).join(', ')) }] : unknown.length > 0 ? [{ name, message: RULES.codesUnknown(unknown.slice(0, 5).join(', ')) }] : []; };
        const [issuedOn, validFrom] = [dateIn(body, 'ky'), dateIn(body, 'ap-dung')];
        const problems: Problem[] = [...(body['so']?.trim() ? [] : [{ name: 'so', message: RULES.numberMissing }]), ...(isPlainDate(issuedOn) ? [] : [{ name: 'ky', message: RULES.dateWrong }]), ...(isPlainDate(validFrom) ? [] : [{ name: 'ap-dung', message: RULES.dateWrong }]), ...wrong('gui', send), ...wrong('nhan', back), ...(send.codes.length + back.codes.length === 0 ? [{ name: 'gui', message: RULES.codesNone }] : []), ...(province?.agencyId ? [] : [{ name: 'so', message: RULES.noProvince }])];
        if (problems.length > 0 || !province?.agencyId) return page(await rulesPage(deps, request, body, problems), 400);
        const outcome = await deps.rules.enterDecision(scope, { id: deps.ids.uuid(), provinceAgency: province.agencyId, number: body['so'] ?? '', issuedOn: plainDate(issuedOn), validFrom: plainDate(validFrom), send: send.codes, return: back.codes, verified: body['da-doi-chieu'] !== undefined, officerId: officer.officerId, at: request.now });
        return outcome === 'entered' ? redirect(`${PAGE}?bao=luu`) : page(await rulesPage(deps, request, body, [{ name: 'ap-dung', message: RULES.decisionTaken }]), 409);
      },
    }),
  ];
}

async function rulesPage(deps: PostWebDeps, request: Request, typed: Body, problems: readonly Problem[]) {
  const { lang, view } = request;
  const { officer } = officerAt(request);
  const province = await deps.offer.offices.province(officer.agencyId);
  const [tariffs, decisions] = await Promise.all([deps.rules.tariffs(), province?.agencyId ? deps.rules.decisions(province.agencyId) : []]);
  const errorOf = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  const checked = (yes: boolean) => <Tag colour={yes ? 'green' : 'yellow'}>{yes ? RULES.yes : RULES.no}</Tag>;
  return (
    <DeskLayout view={view} title={RULES.title} active="post-rules" errors={problems}>
      {request.query?.bao === 'luu' && <Notice kind="ok" role="status"><p>{RULES.saved[lang]}</p></Notice>}
      <h2>{RULES.tariffs[lang]}</h2>
      <DataTable id="gia-hien-co" cards caption={RULES.tariffs} captionHidden rows={tariffs} rowKey={(row) => row.id} empty={RULES.none} columns={[
        { key: 'chieu', title: RULES.direction, head: true, cell: (row) => RULES.directions[row.direction][lang] }, { key: 'noi', title: RULES.zone, cell: (row) => ZONE_WORDS[row.zone][lang] }, { key: 'gia', title: RULES.amount, numeric: true, cell: (row) => showDong(row.amount, lang) },
        { key: 'tu', title: RULES.from, cell: (row) => RULES.since(showShortDate(row.validFrom))[lang] }, { key: 'nguon', title: RULES.source, cell: (row) => row.source }, { key: 'doi-chieu', title: RULES.verified, cell: (row) => checked(row.verified) },
      ]} />
      <h3>{RULES.enter[lang]}</h3>
      <form method="post" action={`${PAGE}/gia`} noValidate>
        <CsrfFields view={view} />
        <Select name="chieu" label={RULES.direction} empty={null} value={typed['chieu'] ?? 'return'} options={(['return', 'send'] as const).map((value) => ({ value, label: RULES.directions[value] }))} />
        <Select name="noi" label={RULES.zone} empty={null} value={typed['noi'] ?? 'province'} options={ZONES.map((value) => ({ value, label: ZONE_WORDS[value] }))} />
        <TextField name="gia" label={RULES.amount} inputMode="numeric" width={12} value={typed['gia'] ?? ''} autocomplete="off" {...errorOf('gia')} />
        <DateField name="tu" label={RULES.from} value={partsIn(typed, 'tu')} {...errorOf('tu')} />
        <TextField name="nguon" label={RULES.source} value={typed['nguon'] ?? ''} autocomplete="off" {...errorOf('nguon')} />
        <Checkbox id="doi-chieu-gia" name="da-doi-chieu" label={RULES.verified} checked={false} />
        <ButtonGroup><Button>{RULES.save[lang]}</Button></ButtonGroup>
      </form>
      <h2>{RULES.decisions[lang]}</h2>
      <DataTable id="quyet-dinh-hien-co" cards caption={RULES.decisions} captionHidden rows={decisions} rowKey={(row) => row.id} empty={RULES.none} columns={[
        { key: 'so', title: RULES.number, head: true, cell: (row) => row.number }, { key: 'ky', title: RULES.issued, cell: (row) => RULES.signed(showShortDate(row.issuedOn))[lang] }, { key: 'tu', title: RULES.from, cell: (row) => RULES.since(showShortDate(row.validFrom))[lang] },
        { key: 'so-thu-tuc', title: RULES.count, cell: (row) => RULES.counted(row.send.length, row.return.length)[lang] }, { key: 'doi-chieu', title: RULES.verified, cell: (row) => checked(row.verified) },
      ]} />
      <h3>{RULES.enterDecision[lang]}</h3>
      <p><a href={`${PAGE}/tu-tep`}>{IMPORT.link[lang]}</a></p>
      <form method="post" action={`${PAGE}/quyet-dinh`} noValidate>
        <CsrfFields view={view} />
        <TextField name="so" label={RULES.number} value={typed['so'] ?? ''} autocomplete="off" {...errorOf('so')} />
        <DateField name="ky" label={RULES.issued} value={partsIn(typed, 'ky')} {...errorOf('ky')} />
        <DateField name="ap-dung" label={RULES.from} value={partsIn(typed, 'ap-dung')} {...errorOf('ap-dung')} />
        <TextArea name="gui" label={RULES.send} hint={RULES.codesHint} rows={5} value={typed['gui'] ?? ''} {...errorOf('gui')} />
        <TextArea name="nhan" label={RULES.return} hint={RULES.codesHint} rows={5} value={typed['nhan'] ?? ''} {...errorOf('nhan')} />
        <Checkbox id="doi-chieu-qd" name="da-doi-chieu" label={RULES.verified} checked={false} />
        <ButtonGroup><Button>{RULES.save[lang]}</Button></ButtonGroup>
      </form>
    </DeskLayout>);
}
