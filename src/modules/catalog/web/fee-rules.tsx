import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Reply, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { officerOf } from '../../../platform/http/who-asks.ts';
import { showDong } from '../../../shared/money.ts';
import { isPlainDate, showShortDate } from '../../../shared/plain-date.ts';
import { tidy, type Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkbox } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { amountOf, type FeeRule } from '../../fee/domain/index.ts';
import type { CatalogVersion } from '../ports.ts';
import { changeFee, type ChangeFeeRefusal } from '../use-cases/change-fee.ts';
import type { CatalogAdminDeps } from './admin-pages.tsx';
import { FEES } from './fee-words.ts';
import { W } from './words.ts';

const LIST = '/quan-tri/thu-tuc';
const params = z.object({ code: z.string().regex(/^\d\.\d{6}$/u) });
const text = (most: number) => z.string().max(most).optional();
const body = z.strictObject({ version: z.uuid(), hash: z.string().regex(/^[0-9a-f]{64}$/u), khoan: text(120), 'so-tien': text(20), 'can-cu': text(600), 'chua-doi-chieu': z.literal('co').optional(), 'tu-ngay.day': text(4), 'tu-ngay.month': text(4), 'tu-ngay.year': text(6) });
type Typed = Partial<z.infer<typeof body>>;
type Request = Pick<RouteRequest<{ code: string }, unknown, unknown>, 'view' | 'lang' | 'params'>;
const PROBLEM_AT: Readonly<Partial<Record<ChangeFeeRefusal['kind'], string>>> = { 'no-such-rule': 'khoan', tiers: 'khoan', 'amount-wrong': 'so-tien', 'basis-missing': 'can-cu', 'from-wrong': 'tu-ngay', 'changed-before': 'tu-ngay' };

/** What a procedure charges, from when to when and by which text; a new amount is entered from a day on. */
export function feeRuleRoutes(deps: CatalogAdminDeps): Route[] {
  const shown = async (request: Request, typed: Typed, refusal: ChangeFeeRefusal['kind'] | null, status: number): Promise<Reply> => {
    const versions = await deps.catalog.versionsOf(request.params.code);
    const version = versions.find((one) => one.state === 'draft') ?? versions.find((one) => one.state === 'published') ?? notFound();
    return page(feePage(request, version, typed, refusal), status);
  };
  return [
    route({ method: 'GET', path: `${LIST}/:code/muc-thu`, permission: 'catalog.manage', audit: 'procedure.fees', params, async handle(request) { return shown(request, {}, null, 200); } }),
    route({
      method: 'POST', path: `${LIST}/:code/muc-thu`, permission: 'catalog.publish', audit: 'procedure.change-fee', params, body,
      async handle(request) {
        const typed = request.body;
        const digits = (typed['so-tien'] ?? '').replace(/[\s.đ]/giu, '');
        const from = `${(typed['tu-ngay.year'] ?? '').trim().padStart(4, '0')}-${(typed['tu-ngay.month'] ?? '').trim().padStart(2, '0')}-${(typed['tu-ngay.day'] ?? '').trim().padStart(2, '0')}`;
        const done = await changeFee({ store: deps.catalog, clock: deps.clock }, { versionId: typed.version, expectedHash: typed.hash, by: officerOf(request).name, change: { ruleId: typed.khoan ?? '', amount: /^\d{1,12}$/u.test(digits) ? Number(digits) : Number.NaN, from, legalBasis: tidy(typed['can-cu'] ?? ''), unverified: typed['chua-doi-chieu'] !== undefined } });
        return done.ok ? redirect(`${LIST}/${request.params.code}/muc-thu`) : shown(request, typed, done.refusal.kind, PROBLEM_AT[done.refusal.kind] ? 400 : 409);
      },
    }),
  ];
}

function feePage({ view, lang, params: { code } }: Request, version: CatalogVersion, typed: Typed, refusal: ChangeFeeRefusal['kind'] | null): VNode {
  const { fees } = version.content;
  const governs = view.actor.kind === 'officer' && view.actor.governs === true;
  const draft = version.state === 'draft';
  const at = refusal ? PROBLEM_AT[refusal] : undefined;
  const error = (name: string): { error?: Text } => (refusal && at === name ? { error: FEES.faults[refusal] } : {});
  const changeable = fees.filter((rule) => amountOf(rule) !== null);
  const date = (value: string | undefined): string => (value === undefined ? '' : isPlainDate(value) ? showShortDate(value) : value);
  return (
    <DeskLayout view={view} title={FEES.title} lead={`${code} · ${version.content.officialName}`} active="procedures" back={`${LIST}/${code}`} errors={refusal && at ? [{ name: at, message: FEES.faults[refusal] }] : false}>
      {refusal && !at && <Notice kind="error" role="status"><p>{FEES.faults[refusal][lang]}</p></Notice>}
      <DataTable id="muc-thu" caption={FEES.title} captionHidden rows={fees} rowKey={(rule) => rule.id} empty={FEES.none} columns={[
        { key: 'ten', title: FEES.what, head: true, cell: (rule: FeeRule) => rule.name[lang] }, { key: 'tien', title: FEES.amount, numeric: true, cell: (rule) => { const amount = amountOf(rule); return amount === null ? FEES.tiers[lang] : `${showDong(amount)}${'perUnit' in rule.amount ? ` / ${rule.amount.unit[lang]}` : ''}`; } },
        { key: 'tu', title: FEES.from, cell: (rule) => date(rule.validFrom) }, { key: 'den', title: FEES.to, cell: (rule) => date(rule.validTo) }, { key: 'can-cu', title: FEES.basis, cell: (rule) => <span lang="vi">{rule.legalBasis}</span> },
        { key: 'mien', title: FEES.reliefs, cell: (rule) => (rule.reliefs ?? []).map((relief) => `${relief.name[lang]} (−${relief.percentOff}%)`).join('; ') }, { key: 'kiem', title: FEES.checked, cell: (rule) => (rule.unverified ? <Tag colour="yellow">{FEES.unverified}</Tag> : FEES.yes[lang]) },
      ]} />
      {!governs && <Notice kind="info"><p>{W.admin.onlyProvince[lang]}</p></Notice>}
      {governs && !draft && <form method="post" action={`${LIST}/${code}/ban-nhap`}><CsrfFields view={view} /><p>{FEES.needsDraft[lang]}</p><ButtonGroup><Button kind="secondary">{FEES.startDraft[lang]}</Button></ButtonGroup></form>}
      {governs && draft && changeable.length > 0 && <>
        <h2>{FEES.change[lang]}</h2>
        <p>{FEES.changeNote[lang]}</p>
        <form method="post" action={`${LIST}/${code}/muc-thu`} noValidate>
          <CsrfFields view={view} /><input type="hidden" name="version" value={version.id} /><input type="hidden" name="hash" value={version.contentHash} />
          <Select name="khoan" label={FEES.what} value={typed.khoan ?? ''} empty={FEES.choose[lang]} options={changeable.map((rule) => ({ value: rule.id, label: `${rule.name[lang]} (${showDong(amountOf(rule) ?? 0)}, ${date(rule.validFrom)})` }))} {...error('khoan')} />
          <TextField name="so-tien" label={FEES.newAmount} width={12} inputMode="numeric" suffix="đ" value={typed['so-tien'] ?? ''} {...error('so-tien')} />
          <DateField name="tu-ngay" label={FEES.newFrom} value={{ day: typed['tu-ngay.day'], month: typed['tu-ngay.month'], year: typed['tu-ngay.year'] }} {...error('tu-ngay')} />
          <TextField name="can-cu" label={FEES.newBasis} hint={FEES.basisHint} value={typed['can-cu'] ?? ''} {...error('can-cu')} />
          <Checkbox name="chua-doi-chieu" label={FEES.notCompared} checked={typed['chua-doi-chieu'] !== undefined} />
          <ButtonGroup><Button>{FEES.save[lang]}</Button></ButtonGroup>
        </form></>}
    </DeskLayout>);
}
