import type { VNode } from 'preact';
import { z } from 'zod';
import { momentWords, showShortDate, vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { page, redirect, route, type Reply, type Route, type View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import type { FieldProblem } from '../../../ui/components/error-summary/error-summary.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { Say } from '../../../ui/language.tsx';
import { agencyOn, heldOn, mayManage, ROLES, type Agency, type Assignment } from '../domain/index.ts';
import type { OfficerSessions, OrganisationStore, PasswordHasher, SecondFactorStore, StaffChange, StaffRecord } from '../ports.ts';
import type { Ids } from '../../../shared/id.ts';
import { addOfficer } from '../use-cases/add-officer.ts';
import { grantRole } from '../use-cases/grant-role.ts';
import { listStaff, listStaffChanges, type StaffList } from '../use-cases/list-staff.ts';
import { removeSecondFactor } from '../use-cases/remove-second-factor.ts';
import { resetPassword } from '../use-cases/reset-password.ts';
import { revokeRole } from '../use-cases/revoke-role.ts';
import { setOfficerActive } from '../use-cases/set-officer-active.ts';
import { boxesFor, boxesOf, dateBoxes, dateOf, type DateBoxes } from './date-input.ts';
import { adminOf } from './who.ts';
import { CHANGE_WORDS, CHOOSE_FAULT, DATE_FAULT, FACTOR, GRANT_FAULT, OFFICER_FAULT, ROLE_WORDS, SIGNING, W, type Fault } from './words.ts';

export interface StaffPagesDeps { readonly store: OrganisationStore; readonly factors: SecondFactorStore; readonly hasher: PasswordHasher; readonly ids: Ids; readonly sessions: OfficerSessions }
const LIST = '/quan-tri/can-bo';
const ADD = `${LIST}/them`;
const AGENCIES = '/quan-tri/co-quan';
const RULES = '/quan-tri/hai-lop';

const grantFields = { agency: z.string(), role: z.string(), ...dateBoxes('from'), ...dateBoxes('to') };
const addBody = z.strictObject({ name: z.string(), title: z.string(), username: z.string(), ...grantFields });
const grantBody = z.strictObject({ deputy: z.string(), ...grantFields });
const officerParams = z.object({ officer: z.uuid() });
const nothing = z.strictObject({});

export function staffRoutes(deps: StaffPagesDeps): Route[] {
  return [
    route({
      method: 'GET', path: LIST, permission: 'organisation.manage', audit: 'officer.list',
      async handle({ view, actor, now }) { return page(<StaffPage view={view} list={await listStaff(deps, adminOf(actor))} today={vietnamDate(now)} />); },
    }),
    route({
      method: 'GET', path: ADD, permission: 'organisation.manage', audit: 'officer.add-page',
      async handle({ view, actor, now }) {
        const today = vietnamDate(now);
        return page(<AddPage view={view} list={await listStaff(deps, adminOf(actor))} today={today} typed={{ from: boxesFor(today) }} problems={[]} />);
      },
    }),
    route({
      method: 'POST', path: ADD, permission: 'organisation.manage', audit: 'officer.add', body: addBody,
      async handle({ view, actor, body, now }) {
        const by = adminOf(actor);
        const typed = { ...body, from: boxesOf(body, 'from'), to: boxesOf(body, 'to') };
        const again = async (problems: readonly FieldProblem[]): Promise<Reply> => page(<AddPage view={view} list={await listStaff(deps, by)} today={vietnamDate(now)} typed={typed} problems={problems} />, 422);
        const asked = readGrant(body);
        if ('problems' in asked) return again(asked.problems);
        const added = await addOfficer(deps, by, { name: body.name, title: body.title, username: body.username, ...asked }, now);
        if (!added.ok) return again(problemOf({ ...GRANT_FAULT, ...OFFICER_FAULT }[added.refusal]));
        return page(<OncePage view={view} title={W.staff.created(body.name)} password={added.value.password} officerId={added.value.officerId} />);
      },
    }),
    route({
      method: 'GET', path: `${LIST}/:officer`, permission: 'organisation.manage', audit: 'officer.read', params: officerParams,
      async handle({ view, actor, params, now }) { return officerPage(view, actor, params.officer, now, { typed: { from: boxesFor(vietnamDate(now)) }, problems: [] }); },
    }),
    route({
      method: 'POST', path: `${LIST}/:officer/giao-viec`, permission: 'organisation.manage', audit: 'officer.grant', params: officerParams, body: grantBody,
      async handle({ view, actor, params, body, now }) {
        const by = adminOf(actor);
        const again = (problems: readonly FieldProblem[]): Promise<Reply> => officerPage(view, actor, params.officer, now, { typed: { ...body, from: boxesOf(body, 'from'), to: boxesOf(body, 'to') }, problems });
        const asked = readGrant(body);
        if ('problems' in asked) return again(asked.problems);
        const given = await grantRole(deps, by, { officerId: params.officer, ...asked, deputyFor: /^[0-9a-f-]{36}$/u.test(body.deputy) ? body.deputy : null }, now);
        return given.ok ? redirect(`${LIST}/${params.officer}`) : again(problemOf(GRANT_FAULT[given.refusal]));
      },
    }),
    route({
      method: 'POST', path: `${LIST}/:officer/thoi-viec/:assignment`, permission: 'organisation.manage', audit: 'officer.revoke', params: z.object({ officer: z.uuid(), assignment: z.uuid() }), body: nothing,
      async handle({ actor, params, now }) { return settled(await revokeRole(deps, adminOf(actor), params.officer, params.assignment, now), params.officer); },
    }),
    route({
      method: 'POST', path: `${LIST}/:officer/khoa`, permission: 'organisation.manage', audit: 'officer.disable', params: officerParams, body: nothing,
      async handle({ actor, params, now }) { return settled(await setOfficerActive(deps, adminOf(actor), params.officer, false, now), params.officer); },
    }),
    route({
      method: 'POST', path: `${LIST}/:officer/mo`, permission: 'organisation.manage', audit: 'officer.enable', params: officerParams, body: nothing,
      async handle({ actor, params, now }) { return settled(await setOfficerActive(deps, adminOf(actor), params.officer, true, now), params.officer); },
    }),
    route({
      method: 'POST', path: `${LIST}/:officer/go-hai-lop`, permission: 'organisation.manage', audit: 'officer.second-factor-remove', params: officerParams, body: nothing,
      async handle({ actor, params, now }) { return settled(await removeSecondFactor(deps, adminOf(actor), params.officer, now), params.officer); },
    }),
    route({
      method: 'POST', path: `${LIST}/:officer/mat-khau`, permission: 'organisation.manage', audit: 'officer.reset-password', params: officerParams, body: nothing,
      async handle({ view, actor, params, now }) {
        const member = await deps.store.staffMember(params.officer);
        const reset = await resetPassword(deps, adminOf(actor), params.officer, now);
        if (!reset.ok) return settled(reset, params.officer);
        return page(<OncePage view={view} title={W.staff.reset(member?.name ?? '')} password={reset.value.password} officerId={params.officer} />);
      },
    }),
  ];

  async function officerPage(view: View, actor: Parameters<typeof adminOf>[0], officerId: string, now: Date, form: { typed: TypedGrant; problems: readonly FieldProblem[] }): Promise<Reply> {
    const by = adminOf(actor);
    const [list, member] = await Promise.all([listStaff(deps, by), deps.store.staffMember(officerId)]);
    // Somebody who never worked where this administrator manages is not there for him.
    const shown = member && (list.staff.some((one) => one.id === officerId) || member.assignments.length === 0) ? member : notFound();
    const barred = mayManage(by.officerId, list.managed, shown.id, shown.assignments.map((one) => one.agencyId));
    const [changes, factors] = await Promise.all([listStaffChanges(deps, officerId), deps.factors.setUpBy(by, [officerId])]);
    return page(<OfficerPage view={view} member={shown} list={list} changes={changes} factor={factors.get(officerId) ?? null} barred={barred} today={vietnamDate(now)} {...form} />, form.problems.length > 0 ? 422 : 200);
  }
}

const settled = (result: { readonly ok: boolean; readonly refusal?: string }, officerId: string): Reply => {
  if (result.ok) return redirect(`${LIST}/${officerId}`);
  // Whose account this administrator does not manage does not exist for him, as on the page that shows it.
  throw new HttpProblem(result.refusal === 'own-account' ? 'forbidden' : 'not-found');
};
const problemOf = (fault: Fault): readonly FieldProblem[] => [{ name: fault.field, message: fault.words }];
const messageOf = (problems: readonly FieldProblem[], name: string) => problems.find((problem) => problem.name === name)?.message;

/** The part of a form that says which role, where, from when to when. */
function readGrant(body: { readonly agency: string; readonly role: string }): { readonly agencyId: number; readonly role: (typeof ROLES)[number]; readonly from: PlainDate; readonly to: PlainDate | null } | { readonly problems: readonly FieldProblem[] } {
  const role = ROLES.find((one) => one === body.role);
  const from = dateOf(boxesOf(body as Record<string, unknown>, 'from'));
  const to = dateOf(boxesOf(body as Record<string, unknown>, 'to'));
  const problems: FieldProblem[] = [];
  if (!/^\d{1,9}$/u.test(body.agency)) problems.push({ name: 'agency', message: CHOOSE_FAULT });
  if (!role) problems.push({ name: 'role', message: CHOOSE_FAULT });
  if (from === null || from === 'wrong') problems.push({ name: 'from', message: DATE_FAULT });
  if (to === 'wrong') problems.push({ name: 'to', message: DATE_FAULT });
  if (problems.length > 0 || !role || from === null || from === 'wrong' || to === 'wrong') return { problems };
  return { agencyId: Number(body.agency), role, from, to };
}

interface TypedGrant { readonly agency?: string; readonly role?: string; readonly deputy?: string; readonly from: DateBoxes; readonly to?: DateBoxes }
interface TypedOfficer extends TypedGrant { readonly name?: string; readonly title?: string; readonly username?: string }

function rolesToday(member: StaffRecord, agencies: readonly Agency[], today: PlainDate): VNode {
  const held = member.assignments.filter((one) => heldOn(one, today));
  if (held.length === 0) return <Tag colour="yellow">{W.staff.noRole}</Tag>;
  return <>{held.map((one, at) => <span key={one.id}>{at > 0 && <br />}<Say words={ROLE_WORDS[one.role]} /> – {agencies.find((agency) => agency.id === one.agencyId)?.shortName}</span>)}</>;
}

function StaffPage({ view, list, today }: { view: View; list: StaffList; today: PlainDate }): VNode {
  return (
    <DeskLayout view={view} title={W.staff.title} active="organisation" back={{ href: AGENCIES, label: W.staff.agencies }} actions={<><Button kind="secondary" href={RULES}><Say words={FACTOR.title} /></Button><Button href={ADD}><Say words={W.staff.add} /></Button></>}>
      <DataTable
        caption={W.staff.title} captionHidden rows={list.staff} rowKey={(member) => member.id}
        columns={[
          { key: 'name', title: W.staff.name, head: true, cell: (member) => <><a href={`${LIST}/${member.id}`}>{member.name}</a><br /><span class="mc-muted">{member.title}</span></> },
          { key: 'username', title: W.staff.username, cell: (member) => member.username },
          { key: 'roles', title: W.staff.roles, cell: (member) => rolesToday(member, list.agencies, today) },
          { key: 'state', title: W.staff.state, cell: (member) => <Tag colour={member.active ? 'green' : 'grey'}>{member.active ? W.staff.active : W.staff.closed}</Tag> },
        ]}
      />
    </DeskLayout>
  );
}

function GrantFields({ list, today, typed, problems }: { list: StaffList; today: PlainDate; typed: TypedGrant; problems: readonly FieldProblem[] }): VNode {
  const places = list.agencies.filter((one) => list.managed.includes(one.id) && agencyOn(one, today) !== 'closed');
  return (
    <>
      <Select name="agency" label={W.staff.agency} value={typed.agency} error={messageOf(problems, 'agency')} options={places.map((one) => ({ value: String(one.id), label: one.name }))} />
      <Select name="role" label={W.staff.role} value={typed.role} error={messageOf(problems, 'role')} options={ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))} />
      <DateField name="from" label={W.staff.from} value={typed.from} error={messageOf(problems, 'from')} />
      <DateField name="to" label={W.staff.to} hint={W.staff.toHint} value={typed.to} required={false} error={messageOf(problems, 'to')} />
    </>
  );
}

function AddPage({ view, list, today, typed, problems }: { view: View; list: StaffList; today: PlainDate; typed: TypedOfficer; problems: readonly FieldProblem[] }): VNode {
  return (
    <DeskLayout view={view} title={W.staff.add} active="organisation" back={LIST} errors={problems}>
      <form method="post" action={ADD}>
        <CsrfFields view={view} />
        <TextField name="name" label={W.staff.name} value={typed.name} autocomplete="off" error={messageOf(problems, 'name')} />
        <TextField name="title" label={W.staff.position} value={typed.title} autocomplete="off" error={messageOf(problems, 'title')} />
        <TextField name="username" label={W.staff.username} hint={W.staff.usernameHint} value={typed.username} autocomplete="off" width={20} spellcheck={false} error={messageOf(problems, 'username')} />
        <GrantFields list={list} today={today} typed={typed} problems={problems} />
        <Button><Say words={W.staff.add} /></Button>
      </form>
    </DeskLayout>
  );
}

function OncePage({ view, title, password, officerId }: { view: View; title: { vi: string; en: string }; password: string; officerId: string }): VNode {
  return (
    <DeskLayout view={view} title={title} active="organisation" back={LIST}>
      <Notice kind="ok" role="status"><p><Say words={W.staff.once} /></p></Notice>
      <SummaryList rows={[{ term: W.staff.password, value: <code class="mc-code">{password}</code> }]} />
      <p><a href={`${LIST}/${officerId}`}><Say words={W.staff.toOfficer} /></a></p>
    </DeskLayout>
  );
}

function stateOf(one: Assignment, today: PlainDate): VNode {
  if (one.revoked) return <Tag colour="grey">{W.officer.taken}</Tag>;
  if (heldOn(one, today)) return <Tag colour="green">{W.officer.now}</Tag>;
  return <Tag colour="grey">{one.from > today ? W.officer.later : W.officer.past}</Tag>;
}

function OfficerPage({ view, member, list, changes, factor, barred, today, typed, problems }: { view: View; member: StaffRecord; list: StaffList; changes: readonly StaffChange[]; factor: Date | null; barred: string | null; today: PlainDate; typed: TypedGrant; problems: readonly FieldProblem[] }): VNode {
  const nameOf = (id: string): string => list.staff.find((one) => one.id === id)?.name ?? '…';
  const lasting = (one: Assignment): boolean => !one.revoked && (one.to === null || one.to >= today);
  const agencyName = (id: number): string => list.agencies.find((one) => one.id === id)?.shortName ?? '';
  return (
    <DeskLayout view={view} title={member.name} active="organisation" back={LIST} lead={member.title} errors={problems} actions={<Tag colour={member.active ? 'green' : 'grey'}>{member.active ? W.staff.active : W.staff.closed}</Tag>}>
      <p><Say words={W.staff.username} />: <b>{member.username}</b> · <Say words={FACTOR.state} />: <Say words={factor === null ? FACTOR.off : FACTOR.on(factor)} /></p>
      {barred !== null && <Notice><p><Say words={barred === 'own-account' ? W.officer.own : W.officer.elsewhere} /></p></Notice>}
      <DataTable
        id="viec" caption={W.officer.roles} rows={member.assignments} rowKey={(one) => one.id}
        columns={[
          { key: 'role', title: W.staff.role, head: true, cell: (one) => <><Say words={ROLE_WORDS[one.role]} />{one.deputyFor !== null && <> (<Say words={W.officer.deputyFor(nameOf(one.deputyFor))} />)</>}</> },
          { key: 'agency', title: W.staff.agency, cell: (one) => agencyName(one.agencyId) },
          { key: 'from', title: W.staff.from, tight: true, cell: (one) => showShortDate(one.from) },
          { key: 'to', title: W.staff.to, tight: true, cell: (one) => (one.to === null ? <Say words={W.staff.forGood} /> : showShortDate(one.to)) },
          { key: 'state', title: W.staff.state, cell: (one) => stateOf(one, today) },
          ...(barred !== null ? [] : [{
            key: 'take', title: W.officer.take,
            cell: (one: Assignment) => lasting(one) && list.managed.includes(one.agencyId) && (
              <form method="post" action={`${LIST}/${member.id}/thoi-viec/${one.id}`}><CsrfFields view={view} /><Button kind="secondary"><Say words={W.officer.take} /><span class="mc-vh"> <Say words={ROLE_WORDS[one.role]} /></span></Button></form>
            ),
          }]),
        ]}
      />
      {barred === null && (
        <>
          <h2><Say words={W.officer.grant} /></h2>
          <form method="post" action={`${LIST}/${member.id}/giao-viec`}>
            <CsrfFields view={view} />
            <GrantFields list={list} today={today} typed={typed} problems={problems} />
            <Select name="deputy" label={W.officer.deputy} value={typed.deputy} empty={W.officer.deputyNone} error={messageOf(problems, 'deputy')} options={list.staff.filter((one) => one.id !== member.id && one.active).map((one) => ({ value: one.id, label: `${one.name}, ${one.title}` }))} />
            <Button><Say words={W.officer.give} /></Button>
          </form>
          <p><Button kind="secondary" href={`${LIST}/${member.id}/ky-thay`}><Say words={SIGNING.title} /></Button></p>
          <h2><Say words={W.officer.account} /></h2>
          <ButtonGroup>
            <form method="post" action={`${LIST}/${member.id}/mat-khau`}><CsrfFields view={view} /><Button kind="secondary"><Say words={W.officer.resetPassword} /></Button></form>
            <form method="post" action={`${LIST}/${member.id}/${member.active ? 'khoa' : 'mo'}`}><CsrfFields view={view} /><Button kind={member.active ? 'danger' : 'secondary'}><Say words={member.active ? W.officer.disable : W.officer.enable} /></Button></form>
          </ButtonGroup>
          {factor !== null && (
            <>
              <h2><Say words={FACTOR.title} /></h2>
              <p><Say words={FACTOR.removeHint} /></p>
              <form method="post" action={`${LIST}/${member.id}/go-hai-lop`}><CsrfFields view={view} /><Button kind="secondary"><Say words={FACTOR.remove} /></Button></form>
            </>
          )}
        </>
      )}
      <DataTable
        id="lich-su" caption={W.officer.history} rows={changes.map((change, at) => ({ ...change, at_: at }))} rowKey={(change) => String(change.at_)}
        columns={[
          { key: 'at', title: W.officer.at, tight: true, cell: (change) => <Say words={momentWords(change.at)} /> },
          { key: 'what', title: W.officer.what, cell: (change) => <><Say words={CHANGE_WORDS[change.what] ?? change.what} />{typeof change.detail['role'] === 'string' && <>: <Say words={ROLE_WORDS[change.detail['role'] as keyof typeof ROLE_WORDS]} /></>}</> },
          { key: 'by', title: W.officer.by, cell: (change) => change.byName ?? <Say words={W.officer.system} /> },
        ]}
      />
    </DeskLayout>
  );
}
