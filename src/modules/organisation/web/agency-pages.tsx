import type { VNode } from 'preact';
import { z } from 'zod';
import { showShortDate, vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { tidy } from '../../../shared/text.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { page, redirect, route, type Route, type View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import type { FieldProblem } from '../../../ui/components/error-summary/error-summary.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { Say } from '../../../ui/language.tsx';
import { AGENCY_KINDS, agencyOn, lineOf, managedAgencies, type Agency, type AgencyKind } from '../domain/index.ts';
import type { AgencyDirectory } from '../ports.ts';
import { addAgency } from '../use-cases/add-agency.ts';
import { closeAgency } from '../use-cases/close-agency.ts';
import { boxesFor, boxesOf, dateBoxes, dateOf, type DateBoxes } from './date-input.ts';
import { adminOf } from './who.ts';
import { AGENCY_FAULT, CLOSE_FAULT, DATE_FAULT, KIND_WORDS, NOW_WORDS, W } from './words.ts';

export interface AgencyPagesDeps { readonly store: AgencyDirectory }
const LIST = '/quan-tri/co-quan';
const STAFF = '/quan-tri/can-bo';

const addBody = z.strictObject({ name: z.string(), shortName: z.string(), code: z.string(), announced: z.enum(['yes', 'no']).optional(), kind: z.string(), parent: z.string(), gso: z.string(), address: z.string(), phone: z.string(), note: z.string(), ...dateBoxes('from') });
const closeBody = z.strictObject({ successor: z.string(), ...dateBoxes('lastDay') });
const agencyParams = z.object({ agency: z.coerce.number().int().positive() });

export function agencyRoutes(deps: AgencyPagesDeps): Route[] {
  return [
    route({
      method: 'GET', path: LIST, permission: 'organisation.manage', audit: 'agency.list',
      async handle({ view, actor, now }) {
        return page(<AgenciesPage view={view} agencies={await deps.store.agencies()} seat={adminOf(actor).agencyId} today={vietnamDate(now)} typed={{ from: boxesFor(vietnamDate(now)) }} problems={[]} />);
      },
    }),
    route({
      method: 'POST', path: LIST, permission: 'organisation.manage', audit: 'agency.add', body: addBody,
      async handle({ view, actor, body, now }) {
        const by = adminOf(actor);
        const from = dateOf(boxesOf(body, 'from'));
        const again = async (problems: readonly FieldProblem[]) => page(<AgenciesPage view={view} agencies={await deps.store.agencies()} seat={by.agencyId} today={vietnamDate(now)} typed={{ ...body, from: boxesOf(body, 'from') }} problems={problems} />, 422);
        if (from === null || from === 'wrong') return again([{ name: 'from', message: DATE_FAULT }]);
        const kind = AGENCY_KINDS.find((one) => one === body.kind);
        if (!kind) return again([{ name: 'kind', message: AGENCY_FAULT['parent-missing'].words }]);
        const text = (value: string): string | null => tidy(value).slice(0, 300) || null;
        const added = await addAgency(deps, by, {
          name: tidy(body.name).slice(0, 200), shortName: tidy(body.shortName).slice(0, 120), code: body.code.trim().toUpperCase(), codeProvisional: body.announced !== 'yes', kind,
          parentId: /^\d{1,9}$/u.test(body.parent) ? Number(body.parent) : null, validFrom: from, communeCode: text(body.gso), address: text(body.address), phone: text(body.phone), officeNote: text(body.note),
        }, now);
        return added.ok ? redirect(`${LIST}/${added.value}`) : again([{ name: AGENCY_FAULT[added.refusal].field, message: AGENCY_FAULT[added.refusal].words }]);
      },
    }),
    route({
      method: 'GET', path: `${LIST}/:agency`, permission: 'organisation.manage', audit: 'agency.read', params: agencyParams,
      async handle({ view, actor, params, now }) {
        const agencies = await deps.store.agencies();
        const agency = agencies.find((one) => one.id === params.agency) ?? notFound();
        return page(<AgencyPage view={view} agency={agency} agencies={agencies} seat={adminOf(actor).agencyId} today={vietnamDate(now)} problems={[]} />);
      },
    }),
    route({
      method: 'POST', path: `${LIST}/:agency/ket-thuc`, permission: 'organisation.manage', audit: 'agency.close', params: agencyParams, body: closeBody,
      async handle({ view, actor, params, body, now }) {
        const by = adminOf(actor);
        const agencies = await deps.store.agencies();
        const agency = agencies.find((one) => one.id === params.agency) ?? notFound();
        const again = (name: string, message: FieldProblem['message']) => page(<AgencyPage view={view} agency={agency} agencies={agencies} seat={by.agencyId} today={vietnamDate(now)} problems={[{ name, message }]} lastDay={boxesOf(body, 'lastDay')} successor={body.successor} />, 422);
        const lastDay = dateOf(boxesOf(body, 'lastDay'));
        if (lastDay === null || lastDay === 'wrong') return again('lastDay', DATE_FAULT);
        const closed = await closeAgency(deps, by, agency.id, lastDay, /^\d{1,9}$/u.test(body.successor) ? Number(body.successor) : null, now);
        return closed.ok ? redirect(`${LIST}/${agency.id}`) : again(CLOSE_FAULT[closed.refusal].field, CLOSE_FAULT[closed.refusal].words);
      },
    }),
  ];
}

const messageOf = (problems: readonly FieldProblem[], name: string) => problems.find((problem) => problem.name === name)?.message;
const COLOUR = { open: 'green', 'not-yet': 'grey', closed: 'grey' } as const;

/** In the order of the tree, each below what it belongs to. */
function inTreeOrder(agencies: readonly Agency[]): readonly { readonly agency: Agency; readonly line: string }[] {
  const byId = new Map(agencies.map((one) => [one.id, one]));
  return agencies.map((agency) => ({ agency, key: lineOf(agency, byId).map((one) => String(one.id).padStart(9, '0')).join('/'), line: lineOf(agency, byId).slice(0, -1).map((one) => one.shortName).join(' › ') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

interface Typed { readonly name?: string; readonly shortName?: string; readonly code?: string; readonly announced?: string | undefined; readonly kind?: string; readonly parent?: string; readonly gso?: string; readonly address?: string; readonly phone?: string; readonly note?: string; readonly from: DateBoxes }

function AgenciesPage({ view, agencies, seat, today, typed, problems }: { view: View; agencies: readonly Agency[]; seat: number; today: PlainDate; typed: Typed; problems: readonly FieldProblem[] }): VNode {
  const managed = managedAgencies(seat, agencies);
  const parents = agencies.filter((one) => managed.includes(one.id) && one.kind !== 'desk' && agencyOn(one, today) !== 'closed');
  return (
    <DeskLayout view={view} title={W.agencies.title} active="organisation" lead={W.agencies.lead} errors={problems} actions={<Button kind="secondary" href={STAFF}><Say words={W.agencies.staff} /></Button>}>
      <DataTable
        caption={W.agencies.title} captionHidden rows={inTreeOrder(agencies)} rowKey={({ agency }) => String(agency.id)}
        columns={[
          { key: 'name', title: W.agencies.name, head: true, cell: ({ agency, line }) => <><a href={`${LIST}/${agency.id}`}>{agency.name}</a>{line !== '' && <><br /><span class="mc-muted">{line}</span></>}</> },
          { key: 'code', title: W.agencies.code, tight: true, cell: ({ agency }) => <>{agency.code}{agency.codeProvisional && <> <Tag colour="yellow">{W.agencies.provisional}</Tag></>}</> },
          { key: 'kind', title: W.agencies.kind, cell: ({ agency }) => <Say words={KIND_WORDS[agency.kind]} /> },
          { key: 'state', title: W.agencies.state, cell: ({ agency }) => <Tag colour={COLOUR[agencyOn(agency, today)]}>{NOW_WORDS[agencyOn(agency, today)]}</Tag> },
          { key: 'until', title: W.agencies.until, tight: true, cell: ({ agency }) => (agency.validTo === null ? '' : showShortDate(agency.validTo)) },
        ]}
      />
      <Details summary={W.agencies.add} open={problems.length > 0}>
        <form method="post" action={LIST}>
          <CsrfFields view={view} />
          <TextField name="name" label={W.agencies.name} value={typed.name} error={messageOf(problems, 'name')} />
          <TextField name="shortName" label={W.agencies.shortName} value={typed.shortName} />
          <Radios name="kind" label={W.agencies.kind} value={typed.kind} error={messageOf(problems, 'kind')} options={(['commune', 'department', 'desk'] satisfies AgencyKind[]).map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))} />
          <Select name="parent" label={W.agencies.parent} value={typed.parent} error={messageOf(problems, 'parent')} options={parents.map((one) => ({ value: String(one.id), label: one.name }))} />
          <TextField name="code" label={W.agencies.code} hint={W.agencies.codeHint} value={typed.code} width={20} error={messageOf(problems, 'code')} />
          <Radios name="announced" label={W.agencies.provisionalQuestion} inline value={typed.announced ?? 'no'} options={[{ value: 'yes', label: W.agencies.announced }, { value: 'no', label: W.agencies.notAnnounced }]} />
          <TextField name="gso" label={W.agencies.gso} hint={W.agencies.gsoHint} value={typed.gso} width={8} inputMode="numeric" required={false} error={messageOf(problems, 'gso')} />
          <DateField name="from" label={W.agencies.since} value={typed.from} error={messageOf(problems, 'from')} />
          <TextField name="address" label={W.agencies.address} value={typed.address} required={false} />
          <TextField name="phone" label={W.agencies.phone} value={typed.phone} kind="tel" width={20} required={false} />
          <TextField name="note" label={W.agencies.note} value={typed.note} required={false} />
          <Button><Say words={W.agencies.save} /></Button>
        </form>
      </Details>
    </DeskLayout>
  );
}

function AgencyPage({ view, agency, agencies, seat, today, problems, lastDay, successor }: { view: View; agency: Agency; agencies: readonly Agency[]; seat: number; today: PlainDate; problems: readonly FieldProblem[]; lastDay?: DateBoxes; successor?: string }): VNode {
  const nameOf = (id: number | null): string => agencies.find((one) => one.id === id)?.name ?? '';
  const closable = agency.validTo === null && agency.id !== seat && managedAgencies(seat, agencies).includes(agency.id);
  const state = agencyOn(agency, today);
  return (
    <DeskLayout view={view} title={agency.name} active="organisation" back={LIST} errors={problems} actions={<Tag colour={COLOUR[state]}>{NOW_WORDS[state]}</Tag>}>
      <SummaryList rows={[
        { term: W.agencies.code, value: <>{agency.code}{agency.codeProvisional && <> <Tag colour="yellow">{W.agencies.provisional}</Tag></>}</> },
        { term: W.agencies.kind, value: <Say words={KIND_WORDS[agency.kind]} /> },
        ...(agency.parentId === null ? [] : [{ term: W.agencies.parent, value: <a href={`${LIST}/${agency.parentId}`}>{nameOf(agency.parentId)}</a> }]),
        ...(agency.communeCode === null ? [] : [{ term: W.agencies.gso, value: agency.communeCode }]),
        ...(agency.validFrom === null ? [] : [{ term: W.agencies.since, value: showShortDate(agency.validFrom) }]),
        ...(agency.validTo === null ? [] : [{ term: W.agencies.until, value: showShortDate(agency.validTo) }]),
        ...(agency.successorId === null ? [] : [{ term: W.agencies.successor, value: <a href={`${LIST}/${agency.successorId}`}>{nameOf(agency.successorId)}</a> }]),
        ...(agency.address === null ? [] : [{ term: W.agencies.address, value: agency.address }]),
        ...(agency.phone === null ? [] : [{ term: W.agencies.phone, value: agency.phone }]),
        ...(agency.officeNote === null ? [] : [{ term: W.agencies.note, value: agency.officeNote }]),
        ...(agency.sourceNote === null ? [] : [{ term: W.agencies.source, value: agency.sourceNote }]),
      ]} />
      {closable && (
        <Details summary={W.agencies.close} open={problems.length > 0}>
          <form method="post" action={`${LIST}/${agency.id}/ket-thuc`}>
            <CsrfFields view={view} />
            <p><Say words={W.agencies.closeHint} /></p>
            <DateField name="lastDay" label={W.agencies.lastDay} value={lastDay} error={messageOf(problems, 'lastDay')} />
            <Select name="successor" label={W.agencies.successor} value={successor} empty={W.agencies.none} error={messageOf(problems, 'successor')} options={agencies.filter((one) => one.id !== agency.id && one.kind === agency.kind && agencyOn(one, today) !== 'closed').map((one) => ({ value: String(one.id), label: one.name }))} />
            <Button kind="danger"><Say words={W.agencies.closeGo} /></Button>
          </form>
        </Details>
      )}
    </DeskLayout>
  );
}
