import { Fragment, type VNode } from 'preact';
import type { Condition, Facts } from '../../../shared/condition.ts';
import { showDong } from '../../../shared/money.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import type { View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkbox, Checkboxes } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { DocumentChecklist, type ChecklistItem } from '../../../ui/components/document-checklist/document-checklist.tsx';
import { FileField } from '../../../ui/components/file-field/file-field.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { ThreePanes } from '../../../ui/components/three-panes/three-panes.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import type { Paper, ProcedureContent } from '../../catalog/domain/index.ts';
import { paperOffered, type Delivery, type Due, type ReceivedFile } from '../../dossier/domain/index.ts';
import type { PostPrice } from '../../dossier/index.ts';
import { PostFields, pricesInWords, sizeText } from '../../dossier/web/index.ts';
import type { Answers } from '../../../shared/condition.ts';
import { describeCondition, type Body, type FieldError, type FormPage } from '../../eform/domain/index.ts';
import { problemsOf } from '../../eform/web/index.ts';
import type { FeeLine } from '../../fee/domain/index.ts';
import type { QueueRow } from '../ports.ts';
import type { DeskDeps } from './desk-deps.ts';
import { sectionsOf, switchable, switchWords, type ScreenBlock } from './one-screen-form.ts';
import { listOf, presented, textOf, usualOriginals, type Problem } from './read-intake.ts';
import { ScanSheet, type SheetScan } from './scan-sheet.tsx';
import { SHEET } from './sheet-words.ts';
import { INTAKE, STATUS_WORDS, W } from './words.ts';

/** Everything that one screen of the counter shows; the handler gathers it, this draws it. */
export interface IntakeScreen {
  readonly slug: string; readonly content: ProcedureContent; readonly own: Body; readonly screen: FormPage | null; readonly facts: Facts;
  /** what was typed for the form's questions; null: `values` are shown */
  readonly form: Body | null; readonly values: Answers; readonly sources: Readonly<Record<string, string>>; readonly formErrors: readonly FieldError[];
  /** scanned here; what the person sent from home with the draft stands beside it and is not removed here */
  readonly files: readonly ReceivedFile[]; readonly sentFromHome: readonly ReceivedFile[]; readonly problems: readonly Problem[]; readonly warnings: readonly Text[]; readonly notice: { readonly kind: 'info' | 'warn'; readonly words: Text } | null; readonly cardTaken: boolean; readonly scan: SheetScan | null;
  readonly previous: readonly QueueRow[]; readonly previousNames: ReadonlyMap<string, string>; readonly draftCode: string | null;
  readonly fees: readonly FeeLine[]; readonly due: Due | null; readonly dueProblem: Text | null;
  readonly ways: readonly Delivery['methods'][number][]; /** prices and places of the post, where it serves this */ readonly post: { readonly prices: readonly PostPrice[]; readonly provinces: readonly { readonly value: string; readonly label: string }[]; /** đồng that stand on the screen for the address typed so far */ readonly shown: number | null } | null;
}
interface PageContext { readonly view: View; readonly lang: Lang; readonly formFields: DeskDeps['formFields'] }

export function IntakePage({ shown, context }: { readonly shown: IntakeScreen; readonly context: PageContext }) {
  const { content } = shown;
  const { view, lang } = context;
  const action = `/ban/tiep-nhan/${shown.slug}`;
  const firstPaper = content.papers.find((paper) => paper.kind === 'submit');
  const errorOf = (name: string): { error?: Text } => { const found = shown.problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  const problems = [...shown.problems, ...(shown.screen ? problemsOf(shown.screen, shown.formErrors) : [])];
  return (
    <DeskLayout view={view} title={content.plainName} active="intake" wide errors={problems} islands={['toggle-when', 'address-pick', 'pick-by-letters']} actions={<span class="mc-quiet">{content.officialName.length <= SHORT_NAME ? `${content.officialName} · ` : ''}{content.code}</span>} back={{ href: '/ban/tiep-nhan#q', label: W.chooseProcedure }}>
      {shown.notice && <Notice kind={shown.notice.kind} role="status"><p>{shown.notice.words[lang]}</p></Notice>}
      <form method="post" action={action} encType="multipart/form-data" noValidate class="mc-compact">
        <CsrfFields view={view} />
        {/* Enter in any box (a scanner ends with it) reads the card or counts again, never receives; it comes back at the papers. */}
        <button type="submit" name="tinh-lai" value="1" formAction={`${action}#${shown.scan?.kept ? 'to-khai-quet' : firstPaper ? `giay-nhan-${firstPaper.key}` : 'ho-so'}`} class="mc-vh" tabIndex={-1} aria-hidden="true" />
        {shown.draftCode && <input type="hidden" name="nhap" value={shown.draftCode} />}
        {shown.files.map((file) => <input key={file.id} type="hidden" name="tep" value={file.id} />)}
        <ThreePanes panes={[
          { title: W.applicant, id: 'nguoi-nop', follows: true, children: <Applicant shown={shown} lang={lang} errorOf={errorOf} /> },
          { title: W.file, id: 'ho-so', children: <>
            {content.form && <ScanSheet scan={shown.scan} lang={lang} />}
            <Papers shown={shown} lang={lang} errorOf={errorOf} />
            <Questions shown={shown} context={context} />
          </> },
          { title: W.slip, id: 'giay-hen', follows: true, children: <Slip shown={shown} lang={lang} errorOf={errorOf} /> },
        ]} />
      </form>
      {content.form && <p class="mc-quiet"><a href={`/khai/${shown.slug}?giup=1`}>{INTAKE.helpInstead[lang]}</a></p>}
      <KeyHints keys={[{ keys: 'F4', words: INTAKE.keys.card }, ...(content.form ? [{ keys: 'F7', words: SHEET.key }] : []), { keys: 'F8', words: INTAKE.putAside }, { keys: 'F9', words: INTAKE.keys.recompute }, { keys: 'Ctrl+Enter', words: INTAKE.keys.receive }]} />
    </DeskLayout>);
}
/** An official name that fits beside the title; longer ones stand on the procedure's own page. */
const SHORT_NAME = 80;
type ErrorOf = (name: string) => { error?: Text };

function Applicant({ shown, lang, errorOf }: { readonly shown: IntakeScreen; readonly lang: Lang; readonly errorOf: ErrorOf }) {
  const { own } = shown;
  const at = (name: string): { name: string; value: string; error?: Text } => ({ name, value: textOf(own, name), ...errorOf(name) });
  return (
    <>
      {shown.cardTaken && <Notice kind="ok" role="status"><p>{INTAKE.cardTaken[lang]}</p></Notice>}
      <TextField {...at('nguoi.the')} label={W.cardText} hint={W.cardHint} required={false} autocomplete="off" spellcheck={false} dataKey="F4" />
      <ButtonGroup><Button kind="secondary" name="doc-the" value="1">{W.readCard[lang]}</Button></ButtonGroup>
      <TextField {...at('nguoi.ten')} label={INTAKE.name} autocomplete="off" spellcheck={false} />
      <TextField {...at('nguoi.so')} label={INTAKE.id} inputMode="numeric" width={12} autocomplete="off" />
      <Checkbox name="nguoi.khong-so" label={INTAKE.noId} checked={textOf(own, 'nguoi.khong-so') !== ''} />
      <DateField name="nguoi.ngay-sinh" label={INTAKE.born} required={false} value={{ day: textOf(own, 'nguoi.ngay-sinh.day'), month: textOf(own, 'nguoi.ngay-sinh.month'), year: textOf(own, 'nguoi.ngay-sinh.year') }} {...errorOf('nguoi.ngay-sinh')} />
      <TextField {...at('nguoi.dien-thoai')} label={INTAKE.phone} kind="tel" width={12} required={false} autocomplete="off" />
      <TextField {...at('nguoi.thu-dien-tu')} label={INTAKE.email} kind="email" required={false} autocomplete="off" />
      <TextField {...at('nguoi.noi-o')} label={INTAKE.home} required={false} autocomplete="off" />
      <input type="hidden" name="nguoi.gioi-tinh" value={textOf(own, 'nguoi.gioi-tinh')} />
      <input type="hidden" name="nguoi.ngay-cap" value={textOf(own, 'nguoi.ngay-cap')} />
      {shown.warnings.map((warning) => <Notice key={warning.vi} kind="warn"><p>{warning[lang]}</p></Notice>)}
      <Details summary={INTAKE.other} open={textOf(own, 'nop.ten') !== '' || errorOf('nop.ten').error !== undefined || errorOf('nop.so').error !== undefined}>
        <TextField {...at('nop.ten')} label={INTAKE.otherName} required={false} autocomplete="off" spellcheck={false} />
        <TextField {...at('nop.so')} label={INTAKE.otherId} inputMode="numeric" width={12} required={false} autocomplete="off" />
      </Details>
      {shown.previous.length > 0 && <>
        <h3>{INTAKE.before[lang]}</h3>
        <ul>{shown.previous.map((row) => (
          <li key={row.id}><a href={`/ban/ho-so/${row.id}`}>{shown.previousNames.get(row.procedure) ?? row.procedure}</a> <span class="mc-nowrap">{row.code ?? row.reference}</span> · {STATUS_WORDS[row.status]?.[lang] ?? row.status}
            {row.status === 'done' && <> · <a href={`/ban/tra-ket-qua?ma=${encodeURIComponent(row.code ?? row.reference)}`}>{INTAKE.waiting[lang]}</a></>}</li>))}</ul>
      </>}
    </>);
}

function Papers({ shown, lang, errorOf }: { readonly shown: IntakeScreen; readonly lang: Lang; readonly errorOf: ErrorOf }) {
  const { content, facts, own } = shown;
  const fields = new Map((shown.screen?.fields ?? []).map((field) => [field.key, field]));
  const ticked = new Set(listOf(own, 'giay-nhan'));
  const always: Paper[] = [];
  const switched: { readonly paper: Paper; readonly when: Condition; readonly words: string }[] = [];
  for (const paper of content.papers.filter((one) => one.kind === 'submit')) {
    const left = paper.requiredWhen === undefined || paper.optional === true ? true : switchable(paper.requiredWhen, fields, facts);
    const words = typeof left === 'boolean' ? undefined : switchWords(left);
    if (words && typeof left !== 'boolean') switched.push({ paper, when: left, words });
    else if (left !== false || paperOffered(paper, facts)) always.push(paper);
  }
  const item = (paper: Paper): ChecklistItem => {
    const name = `giay.${paper.key}`;
    const pages = shown.files.filter((file) => file.paper === paper.key);
    const home = shown.sentFromHome.filter((file) => file.paper === paper.key);
    const counts = [`ban-chinh.${paper.key}`, `ban-sao.${paper.key}`] as const;
    const wrong = [name, ...counts].some((one) => errorOf(one).error !== undefined);
    const usual = [usualOriginals(paper) > 0 ? `${usualOriginals(paper)} ${W.originals[lang]}` : '', paper.copies > 0 ? `${paper.copies} ${W.copies[lang]}` : ''].filter(Boolean).join(', ');
    return {
      key: paper.key, name: paper.shortName, checked: ticked.has(paper.key), need: paper.whenText ? `${usual} (${INTAKE.onlyWhen[lang]}: ${paper.whenText})` : usual, ...errorOf(`giay-nhan.${paper.key}`),
      children: <>
        {home.length > 0 && <p>{INTAKE.fromHome[lang]}: {home.map((file, at) => <Fragment key={file.id}>{at > 0 && ', '}<a href={`/tep/${file.id}`}>{file.name}</a> <span class="mc-quiet">({sizeText(file.size, lang)})</span></Fragment>)}</p>}
        <Details summary={INTAKE.more} open={wrong || pages.length > 0}>
          <TextField name={counts[0]} label={about(INTAKE.originals, paper)} inputMode="numeric" width={4} autocomplete="off" value={textOf(own, counts[0]) || String(usualOriginals(paper))} {...errorOf(counts[0])} />
          <TextField name={counts[1]} label={about(INTAKE.copies, paper)} inputMode="numeric" width={4} autocomplete="off" value={textOf(own, counts[1]) || String(paper.copies)} {...errorOf(counts[1])} />
          <FileField name={name} label={about(INTAKE.scan, paper)} required={false} removeName="bo" {...errorOf(name)}
            pages={pages.map((file) => ({ id: file.id, label: file.name, status: 'ok', sizeText: sizeText(file.size, lang), viewUrl: `/tep/${file.id}` }))} />
        </Details></>,
    };
  };
  const seen = content.papers.filter((paper) => presented(paper, facts));
  const looked = new Set(listOf(own, 'giay-xem'));
  if (always.length + switched.length + seen.length === 0) return <p>{INTAKE.noPapers[lang]}</p>;
  return (
    <div class="mc-compact-papers">
      {always.length > 0 && <DocumentChecklist mode="tick" name="giay-nhan" legend={INTAKE.papers} hint={INTAKE.papersHint} items={always.map(item)} />}
      {switched.map(({ paper, when, words }) => <div key={paper.key} data-show-when={words}><DocumentChecklist mode="tick" name="giay-nhan" legend={INTAKE.paperIf(describeCondition(when, [...fields.values()], lang))} items={[item(paper)]} /></div>)}
      {seen.length > 0 && <DocumentChecklist mode="tick" name="giay-xem" legend={INTAKE.shown} items={seen.map((paper) => ({
        key: paper.key, name: paper.shortName, checked: looked.has(paper.key),
        children: <Details summary={INTAKE.keepCopy} open={textOf(own, `ban-sao.${paper.key}`) !== '' || errorOf(`ban-sao.${paper.key}`).error !== undefined}><TextField name={`ban-sao.${paper.key}`} label={about(INTAKE.copies, paper)} inputMode="numeric" width={4} required={false} autocomplete="off" value={textOf(own, `ban-sao.${paper.key}`)} {...errorOf(`ban-sao.${paper.key}`)} /></Details>,
      }))} />}
    </div>);
}
const about = (words: Text, paper: Paper): Text => ({ vi: `${words.vi}: ${paper.shortName.vi}`, en: `${words.en}: ${paper.shortName.en}` });

/** The form's questions, page after page, each under its switches; all of them stand there without script. */
function Questions({ shown, context }: { readonly shown: IntakeScreen; readonly context: PageContext }) {
  const { content, facts } = shown;
  const { lang, formFields } = context;
  if (!content.form) return null;
  const all = content.form.pages.flatMap((page) => page.fields);
  const draw = ({ switches, fields }: ScreenBlock): VNode => {
    const [when, ...inner] = switches;
    if (!when) return formFields({ page: { key: 'quay', title: W.file, fields }, facts, values: shown.values, ...(shown.form ? { body: shown.form } : {}), errors: shown.formErrors, sources: shown.sources, lang });
    const words = describeCondition(when, all, lang);
    return <div {...(inner.length === 0 ? { class: 'mc-dependent' } : {})} data-show-when={switchWords(when)}><noscript><p class="mc-hint">{INTAKE.onlyIf(words)[lang]}</p></noscript>{draw({ switches: inner, fields })}</div>;
  };
  return (
    <>
      <p class="mc-hint">{INTAKE.questionsHint[lang]}</p>
      {sectionsOf(content.form, facts).map((section) => <div key={section.key} class="mc-compact-part" {...(section.switches[0] ? { 'data-show-when': switchWords(section.switches[0]) } : {})}><h3>{section.title[lang]}</h3><div class="mc-compact-fields">{section.blocks.map((block, at) => <Fragment key={at}>{draw({ ...block, switches: block.switches.slice(Math.min(1, section.switches.length)) })}</Fragment>)}</div></div>)}
    </>);
}

function Slip({ shown, lang, errorOf }: { readonly shown: IntakeScreen; readonly lang: Lang; readonly errorOf: ErrorOf }) {
  const { content, own, fees } = shown;
  const total = fees.reduce((sum, line) => sum + line.payable, 0);
  return (
    <>
      {shown.dueProblem ? <Notice kind="warn"><p>{shown.dueProblem[lang]}</p></Notice> : shown.due && <SummaryList rows={[{ term: W.dueNow, value: <><strong>{showMoment(new Date(shown.due.at), lang)}</strong><Details summary={W.why}><p>{shown.due.explanation[lang]}</p></Details></> }]} />}
      <SummaryList rows={[...fees.map((line) => ({ term: line.name, value: showDong(line.payable), note: line.explanation })), { term: W.feeTotal, value: <strong>{total > 0 ? showDong(total) : (fees.some((line) => line.base === 0 && !line.relief) ? INTAKE.notCounted : INTAKE.free)[lang]}</strong> }]} />
      {(content.fees.length > 0 || total > 0 || shown.post) && <Radios name="thu" label={W.feeNow} inline value={textOf(own, 'thu') || 'sau'} options={[{ value: 'tien-mat', label: W.cash }, { value: 'chuyen-khoan', label: W.transfer }, { value: 'sau', label: W.later }]} />}
      <Checkboxes name="kq" label={INTAKE.delivery} options={shown.ways.map((way) => ({ value: way, label: INTAKE.methods[way] ?? way, ...(way === 'post' && shown.post ? { hint: pricesInWords(shown.post.prices, lang) } : {}) }))} values={listOf(own, 'kq')} {...errorOf('kq')} />
      {shown.post?.shown != null && <input type="hidden" name="cuoc" value={String(shown.post.shown)} />}
      {shown.post && <div class="mc-dependent" data-show-when="kq=post"><PostFields value={{ name: textOf(own, 'buu-ten') || textOf(own, 'nguoi.ten'), phone: textOf(own, 'buu-dien-thoai') || textOf(own, 'nguoi.dien-thoai'), province: textOf(own, 'buu-tinh'), address: textOf(own, 'buu-noi-o') || textOf(own, 'nguoi.noi-o') }} owner={undefined} provinces={shown.post.provinces} errorOf={errorOf} /></div>}
      <p class="mc-quiet">{INTAKE.codeLater[lang]}</p>
      <div class="mc-pane-foot"><ButtonGroup>
        <Button id="nhan" name="nhan" value="1" dataKey="Ctrl+Enter">{W.receive[lang]}</Button>
        <Button kind="secondary" name="tinh-lai" value="1" dataKey="F9" formAction={`/ban/tiep-nhan/${shown.slug}#giay-hen`}>{W.recompute[lang]}</Button>
        <Button kind="secondary" name="luu-nhap" value="1" dataKey="F8">{INTAKE.putAside[lang]}</Button>
      </ButtonGroup></div>
    </>);
}
