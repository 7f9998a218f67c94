import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { isPlainDate, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { FileInput } from '../../../ui/components/file-input/file-input.tsx';
import { PersonCard } from '../../../ui/components/person-card/person-card.tsx';
import { SourceChip } from '../../../ui/components/source-chip/source-chip.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { cardRefusalWords, readCardQr, readDeclaredIdentity, type ScannedCard } from '../../identity/domain/index.ts';
import { declaredFaultWords } from '../../identity/web/index.ts';
import type { Person } from '../domain/index.ts';
import { after, before, draftHref, onward, pathOf } from './draft-path.ts';
import { isOlder, OtherDevice } from './other-device.tsx';
import type { DossierWebDeps } from './web-deps.ts';
import { identified, openDraft, saveChange, type OpenDraft } from './with-draft.ts';
import { W } from './words.ts';

const text = z.string().max(LIMITS.lineText * 4).optional();
const typedIdentity = z.strictObject({ ma: text, ten: text, 'can-cuoc': text, 'ngay-sinh.day': text, 'ngay-sinh.month': text, 'ngay-sinh.year': text, 'dien-thoai': text, _ban: text });
type Typed = z.infer<typeof typedIdentity>;
const params = z.object({ draft: z.uuid() });

const FAULTS: Readonly<Record<string, { readonly input: string }>> = { name: { input: 'ten' }, personalId: { input: 'can-cuoc' }, birthDate: { input: 'ngay-sinh' }, phone: { input: 'dien-thoai' }, issuedOn: { input: 'ma' } };

/** «Cho biết anh/chị là ai»: VNeID, the card's QR (scanned, photographed) or typing. Typing is enough to file, and says so. */
export function identifyRoutes(deps: DossierWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/nhap/:draft/xac-nhan', permission: 'draft.write', audit: 'draft.identify-page', params,
      async handle(request) {
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        return page(identifyPage(request, opened, await knownPerson(deps, request), {}, []));
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/xac-nhan', permission: 'draft.write', audit: 'draft.identify', params, body: typedIdentity,
      async handle(request) {
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        const known = await knownPerson(deps, request);
        if (known && request.actor.kind === 'citizen') return save(deps, request, opened, known, request.actor.assurance);
        const card = request.body.ma?.trim() ? readCardQr(request.body.ma) : null;
        if (card && !card.ok) return page(identifyPage(request, opened, null, request.body, [{ name: 'ma', message: cardRefusalWords(card.refusal) }]), 400);
        const scanned = card?.ok ? card.value : null;
        const typed = scanned ? cardFields(scanned, request.body) : request.body;
        const read = readDeclaredIdentity({ name: typed.ten ?? '', personalId: typed['can-cuoc'] ?? '', birthDate: [typed['ngay-sinh.year'] ?? '', (typed['ngay-sinh.month'] ?? '').padStart(typed['ngay-sinh.month'] ? 2 : 0, '0'), (typed['ngay-sinh.day'] ?? '').padStart(typed['ngay-sinh.day'] ? 2 : 0, '0')].join('-'), phone: typed['dien-thoai'] ?? '' }, scanned ? 'card-code' : 'typed', vietnamDate(request.now));
        if (!read.ok) return page(identifyPage(request, opened, null, typed, read.refusal.map((fault) => ({ name: FAULTS[fault.field]?.input ?? 'ten', message: declaredFaultWords(fault) }))), 400);
        const { identity } = read.value;
        const person: Person = { name: identity.name, personalId: identity.personalId, ...(identity.birthDate ? { birthDate: identity.birthDate } : {}), ...(identity.phone ? { phone: identity.phone } : {}), ...(scanned?.address ? { address: scanned.address } : {}), ...(scanned?.gender ? { gender: scanned.gender } : {}) };
        const stored = opened.draft.content.owner;
        const changedElsewhere = stored !== undefined && (['name', 'personalId', 'birthDate', 'phone'] as const).some((key) => (stored[key] ?? '') !== (person[key] ?? ''));
        if (changedElsewhere && isOlder(request.body._ban, opened.draft.revision)) return page(identifyPage(request, opened, null, typed, [], true), 409);
        return save(deps, request, opened, person, 'none');
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/anh-can-cuoc', permission: 'draft.write', audit: 'draft.read-card', params, multipart: true,
      async handle(request) {
        const opened = await openDraft(deps, request as never);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        const read = await deps.readCardPhoto(request.parts());
        if (!read.ok) return page(identifyPage(request as never, opened, null, {}, [{ name: 'anh', message: read.refusal }]), 400);
        const card = readCardQr(read.value);
        if (!card.ok) return page(identifyPage(request as never, opened, null, {}, [{ name: 'anh', message: cardRefusalWords(card.refusal) }]), 400);
        return page(identifyPage(request as never, opened, null, cardFields(card.value, {}), []));
      },
    }),
  ];
}

const knownPerson = async (deps: DossierWebDeps, request: Pick<RouteRequest<unknown, unknown, unknown>, 'actor'>): Promise<Person | null> => (request.actor.kind === 'citizen' ? deps.person(request.actor.citizenId) : null);

async function save(deps: DossierWebDeps, request: RouteRequest<{ draft: string }, unknown, unknown>, opened: OpenDraft, owner: Person, assurance: 'none' | 'desk' | 'level-1' | 'level-2') {
  const known = await saveChange(deps, opened, request.now, (content) => identified(content, owner, assurance));
  if (known === 'gone') return redirect(draftHref(opened.draft.id, 'kiem-tra'));
  return redirect(onward(known, pathOf(known, opened.content, request.now), 'xac-nhan').href);
}

function cardFields(card: ScannedCard, typed: Typed): Typed {
  const [year, month, day] = (card.birthDate ?? '').split('-');
  return { ten: card.name, 'can-cuoc': card.personalId, 'ngay-sinh.day': day, 'ngay-sinh.month': month, 'ngay-sinh.year': year, 'dien-thoai': typed['dien-thoai'] };
}

function identifyPage(request: RouteRequest<{ draft: string }, unknown, unknown>, opened: OpenDraft, known: Person | null, typed: Typed, problems: readonly { readonly name: string; readonly message: Text }[], changedElsewhere = false) {
  const { lang, view } = request;
  const action = draftHref(opened.draft.id, 'xac-nhan');
  const back = before(opened.path, 'xac-nhan');
  const error = (name: string): { error?: Text } => { const found = problems.find((problem) => problem.name === name); return found ? { error: found.message } : {}; };
  // Who typed already decides here again; otherwise the first question is next.
  const next = opened.draft.content.owner ? action : after(opened.path, 'xac-nhan').href;
  if (known) {
    const rows = [
      ...(known.personalId ? [{ term: W.identify.personalId, value: known.personalId }] : []), ...(known.birthDate && isPlainDate(known.birthDate) ? [{ term: W.identify.birth, value: showShortDate(known.birthDate) }] : []),
      ...(known.address ? [{ term: W.identify.address, value: known.address }] : []), ...(known.phone ? [{ term: W.identify.phone, value: known.phone }] : []),
    ];
    return (
      <CitizenLayout view={view} title={W.identify.title} lead={W.identify.signedInLead} {...(back ? { back: back.href } : {})}>
        <PersonCard name={known.name} source={<SourceChip source="vneid" />} facts={rows} />
        <form method="post" action={action} noValidate><CsrfFields view={view} /><ButtonGroup><Button>{W.identify.go[lang]}</Button></ButtonGroup></form>
      </CitizenLayout>);
  }
  const owner = opened.draft.content.owner;
  // A helper writes down another person: nothing here may be the helper's own, nor filled in by the helper's browser.
  const helping = opened.draft.channel === 'assisted';
  const own = (kind: string): string => (helping ? 'off' : kind);
  const [year, month, day] = (owner?.birthDate ?? '').split('-');
  return (
    <CitizenLayout view={view} title={helping ? W.identify.helpTitle : W.identify.title} lead={helping ? W.identify.helpLead : W.identify.lead} {...(back ? { back: back.href } : {})} errors={problems} islands={['scan-card']}>
      {changedElsewhere && owner && <OtherDevice lang={lang} at={opened.draft.changedAt} rows={[{ term: W.identify.name, value: owner.name }, { term: W.identify.personalId, value: owner.personalId }, { term: W.identify.birth, value: owner.birthDate && isPlainDate(owner.birthDate) ? showShortDate(owner.birthDate) : '' }, { term: W.identify.phone, value: owner.phone }]} />}
      {!helping && <>
        <ButtonGroup><Button href={`/dang-nhap/vneid?ve=${encodeURIComponent(next)}`}>{W.identify.vneid[lang]}</Button></ButtonGroup>
        <p class="mc-quiet">{W.identify.vneidHint[lang]}</p>
        <h2>{W.identify.or[lang]}</h2>
        <p class="mc-quiet">{W.identify.orHint[lang]}</p>
      </>}
      <form method="post" action={draftHref(opened.draft.id, 'anh-can-cuoc')} encType="multipart/form-data" noValidate data-scan-card>
        <CsrfFields view={view} />
        <FileInput name="anh" label={W.identify.photo} accept="image/*" camera {...error('anh')} />
        <ButtonGroup><Button kind="secondary">{W.identify.photoSend[lang]}</Button></ButtonGroup>
      </form>
      {helping ? <h2>{W.identify.orType[lang]}</h2> : <h3>{W.identify.orType[lang]}</h3>}
      <form method="post" action={action} noValidate>
        <CsrfFields view={view} />
        <input type="hidden" name="_ban" value={String(opened.draft.revision)} />
        <TextField name="ten" label={W.identify.name} autocomplete={own('name')} value={typed.ten ?? owner?.name ?? ''} {...error('ten')} />
        <TextField name="can-cuoc" label={W.identify.personalId} hint={W.identify.personalIdHint} inputMode="numeric" width={12} value={typed['can-cuoc'] ?? owner?.personalId ?? ''} {...error('can-cuoc')} />
        <DateField name="ngay-sinh" label={W.identify.birth} {...(helping ? {} : { autocomplete: 'bday' as const })} value={{ day: typed['ngay-sinh.day'] ?? day, month: typed['ngay-sinh.month'] ?? month, year: typed['ngay-sinh.year'] ?? year }} {...error('ngay-sinh')} />
        <TextField name="dien-thoai" label={W.identify.phone} hint={helping ? W.identify.helpPhoneHint : W.identify.phoneHint} kind="tel" autocomplete={own('tel')} width={12} required={false} value={typed['dien-thoai'] ?? owner?.phone ?? ''} {...error('dien-thoai')} />
        <Details summary={W.identify.scanner} open={Boolean(typed.ma) || problems.some((problem) => problem.name === 'ma')}>
          <TextField name="ma" label={W.identify.qrText} hint={W.identify.qrTextHint} required={false} {...(typed.ma ? { value: typed.ma } : {})} {...error('ma')} spellcheck={false} />
        </Details>
        <ButtonGroup><Button kind="secondary">{W.identify.go[lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}
