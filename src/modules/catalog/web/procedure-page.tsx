import type { ComponentChildren, VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type View } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { plainDate, showShortDate, vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { inLang, lowerFirst, upperFirst, type Lang, type Text } from '../../../shared/text.ts';
import { Breadcrumb } from '../../../ui/components/breadcrumb/breadcrumb.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Button } from '../../../ui/components/button/button.tsx';
import { Chapters, Details } from '../../../ui/components/details/details.tsx';
import { FactList, type Fact } from '../../../ui/components/fact-list/fact-list.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { StartButton } from '../../../ui/components/start-button/start-button.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { describeCondition } from '../../eform/domain/index.ts';
import { describeAmount, isValidOn } from '../../fee/domain/index.ts';
import { addressOf, askedFields, lifeEvent, nothingToPay, shortFee, shortTerm, showTerm, sortPapers, uncheckedParts, type Paper, type ProcedureContent, type ServiceLevel } from '../domain/index.ts';
import type { CatalogVersion } from '../ports.ts';
import type { Finder } from '../use-cases/find-procedures.ts';
import { W } from './words.ts';

const P = W.page;

/** One published procedure: what people want to know first, then all of it, and a leaflet for the wall. */
export function procedureRoutes(deps: { readonly finder: Finder }): Route[] {
  const params = z.object({ procedure: z.string().max(80) });
  return [
    route({
      method: 'GET', path: '/thu-tuc/:procedure', permission: 'public.read', audit: 'procedure.read', params,
      async handle({ view, now, params: { procedure } }) {
        const madeOf = await deps.finder.revision();
        const { version, level } = (await deps.finder.one(procedure)) ?? notFound();
        // One address for each procedure, so that links and bookmarks agree.
        if (procedure !== addressOf(version.content) && !/^\d/u.test(procedure)) return redirect(`/thu-tuc/${addressOf(version.content)}`);
        return page(<ProcedurePage view={view} version={version} level={level} today={vietnamDate(now)} />, 200, { cache: 'checked', madeOf });
      },
    }),
    route({
      method: 'GET', path: '/thu-tuc/:procedure/to-huong-dan', permission: 'public.read', audit: 'procedure.leaflet', params,
      async handle({ view, now, params: { procedure } }) {
        const madeOf = await deps.finder.revision();
        const { version, level } = (await deps.finder.one(procedure)) ?? notFound();
        return page(<Leaflet view={view} version={version} level={level} today={vietnamDate(now)} />, 200, { cache: 'checked', madeOf });
      },
    }),
  ];
}
interface PageProps { readonly view: View; readonly version: CatalogVersion; readonly level: ServiceLevel; readonly today: PlainDate }

function ProcedurePage({ view, version, level, today }: PageProps): VNode {
  const { content } = version;
  const { lang } = view;
  const event = content.lifeEvents.map((key) => lifeEvent(key)).find((one) => one !== undefined);
  const crumbs = [{ href: '/', words: W.home }, event ? { href: `/viec/${event.key}`, words: event.name } : { href: '/thu-tuc', words: W.list.title }];
  const address = addressOf(content);
  return (
    <CitizenLayout view={view} title={content.plainName} above={<Breadcrumb links={crumbs} />}>
      <p class="mc-muted">{P.official[lang]}: <span lang="vi">{content.officialName}</span> · {P.code[lang]} {content.code}</p>
      {lang === 'en' && <p class="mc-muted">{P.vietnamese.en}</p>}
      <FactList facts={factsOf(content, level, today, lang)} />
      <WhatToBring content={content} level={level} lang={lang} />
      {content.form && level.legacy >= 3
        ? <StartButton href={`/khai/${address}`} note={P.startNote}>{P.start}</StartButton>
        : (
          <>
            {content.screening && <ButtonGroup><Button href={`/khai/${address}/dieu-kien`}>{P.check[lang]}</Button></ButtonGroup>}
            <Notice title={P.counter}><p>{P.counterText[lang]}{view.helpPhone && <> {P.counterCall[lang]} <a href={`tel:${view.helpPhone.replace(/[^\d+]/gu, '')}`}>{view.helpPhone}</a>.</>}</p></Notice>
          </>
        )}
      {content.form && <p><a href={`/thu-tuc/${address}/dien-roi-in`}>{P.fillAndPrint[lang]}</a></p>}
      <p><a href={`/thu-tuc/${address}/to-huong-dan`}>{P.leaflet[lang]}</a></p>
      <h2>{P.full[lang]}</h2>
      <FullText version={version} today={today} lang={lang} />
    </CitizenLayout>
  );
}

function factsOf(content: ProcedureContent, level: ServiceLevel, today: PlainDate, lang: Lang): Fact[] {
  const term = shortTerm(content);
  const proxy = content.papers.some((paper) => /ủy quyền/iu.test(paper.name));
  const termFlag = content.flags.find((flag) => flag.part === 'terms' && flag.resolution);
  return [
    { term: P.fee, value: shortFee(content, today)[lang] },
    { term: P.term, value: <>{term ? term[lang] : P.notStated[lang]}{termFlag?.resolution?.unverified && <Unchecked lang={lang} />}</> },
    { term: P.who, value: <span lang="vi">{content.applicants.join('; ')}</span> },
    ...(proxy ? [{ term: P.proxy, value: P.proxyYes[lang] }] : []),
    { term: P.where, value: <><span lang="vi">{content.authority}</span> ({content.manner.map((manner) => P.channels[manner.channel][lang]).join(', ')})</> },
    { term: P.level, value: <>{level.chip[lang]} · {P.levelWords(level.legacy, level.modernName)[lang]}{level.reasons.length > 0 && <><br />{P.because[lang]}: {level.reasons.map((reason) => lowerFirst(reason[lang])).join('; ')}</>}</> },
  ];
}
const Unchecked = ({ lang }: { lang: Lang }): VNode => <small class="mc-muted"> ({P.unchecked[lang].toLowerCase()})</small>;
const quantityOf = (paper: Paper, lang: Lang): string => [P.copies(paper.originals, paper.copies)[lang], paper.kind === 'present' ? P.show[lang] : ''].filter(Boolean).join(' – ');
const paperName = (paper: Paper, lang: Lang): ComponentChildren => (lang === 'en' && paper.shortName.en === paper.shortName.vi ? <span lang="vi">{paper.shortName.vi}</span> : paper.shortName[lang]);

function WhatToBring({ content, level, lang }: { content: ProcedureContent; level: ServiceLevel; lang: Lang }): VNode {
  const { always, sometimes, declarations } = sortPapers(content);
  return (
    <section>
      <h2>{P.bring(always.length)[lang]}</h2>
      {always.length > 0 ? <ul>{always.map((group) => <PaperLine key={group[0]?.key} group={group} content={content} lang={lang} />)}</ul> : <p>{P.noPapers[lang]}</p>}
      {content.form && level.legacy >= 3 ? <p>{P.formHere[lang]}</p> : declarations.length > 0 && <p>{P.formPaper[lang]}: {declarations.map((paper, at) => <>{at > 0 && '; '}{paperName(paper, lang)}</>)}.</p>}
      {sometimes.length > 0 && (
        <Details summary={P.sometimes(sometimes.length)}>
          <ul>{sometimes.map((paper) => <PaperLine key={paper.key} group={[paper]} content={content} lang={lang} when />)}</ul>
        </Details>
      )}
    </section>
  );
}
/** One paper, or one of several: the first, else the next. `when` says in which case it is needed. */
function PaperLine({ group, content, lang, when }: { group: readonly Paper[]; content: ProcedureContent; lang: Lang; when?: boolean }): VNode | null {
  const [paper, ...others] = group;
  if (!paper) return null;
  const quantity = quantityOf(paper, lang);
  return (
    <li>
      {paperName(paper, lang)}{quantity && <span class="mc-muted"> ({quantity})</span>}
      {others.map((other, at) => <>{at === 0 ? `. ${P.orElse[lang]}: ` : '; '}{lowerFirst(other.shortName[lang])}</>)}
      {when && paper.whenText && <><br /><span class="mc-muted" lang="vi">{paper.whenText}</span></>}
      {when && !paper.whenText && paper.requiredWhen && <><br /><span class="mc-muted">{P.only[lang]} {describeCondition(paper.requiredWhen, askedFields(content), lang)}</span></>}
      {paper.hint && !content.form && <><br /><span class="mc-muted">{paper.hint[lang]}</span></>}
    </li>
  );
}

/** All parts of the procedure in the order of NĐ 63/2010 Đ.8: the seven compulsory ones, then those that only some have. */
function FullText({ version, today, lang }: { version: CatalogVersion; today: PlainDate; lang: Lang }): VNode {
  const { content } = version;
  const unchecked = uncheckedParts(content);
  const mark = (part: string): VNode | null => (unchecked.some((one) => one.part === part) ? <p><Unchecked lang={lang} /></p> : null);
  const termNotes = content.flags.filter((flag) => flag.part === 'terms' && flag.resolution);
  return (
    <Chapters>
      <Details summary={P.order}>{mark('order')}<ol lang="vi">{content.order.map((step) => <li key={step}>{step}</li>)}</ol></Details>
      <Details summary={P.manner}>
        <ul>{content.manner.map((manner) => <li key={manner.channel}>{upperFirst(P.channels[manner.channel][lang])}{[manner.term, manner.fee, manner.note].filter(Boolean).length > 0 && <span lang="vi">: {[manner.term, manner.fee, manner.note].filter(Boolean).join('; ')}</span>}</li>)}</ul>
      </Details>
      <Details summary={P.papers}>
        <p>{content.copiesOfDossier === null ? P.setsByPaper[lang] : P.sets(content.copiesOfDossier)[lang]}</p>
        <ul lang="vi">{content.papers.map((paper) => <li key={paper.key}>{paper.name}{quantityOf(paper, lang) && <span class="mc-muted"> ({quantityOf(paper, lang)})</span>}{paper.whenText && !paper.name.includes(paper.whenText) && <span class="mc-muted"> – {paper.whenText}</span>}</li>)}</ul>
      </Details>
      <Details summary={P.terms}>
        {mark('terms')}
        <ul>{content.terms.map((term, at) => <li key={at}>{term.term ? showTerm(term.term)[lang] : P.notStated[lang]}{term.channel && ` (${P.channels[term.channel][lang]})`}{term.term && term.sourceText.length > 4 && showTerm(term.term).vi.toLowerCase() !== term.sourceText.toLowerCase() && <span lang="vi"> – {term.sourceText}</span>}{term.legalBasis && <span class="mc-muted" lang="vi">. {P.ifBasis[lang]}: {term.legalBasis}</span>}</li>)}</ul>
        {termNotes.map((flag) => flag.resolution && content.terms.every((term) => term.sourceText.length <= 4) && <p lang="vi" key={flag.sourceText}>{flag.resolution.value}</p>)}
      </Details>
      <Details summary={P.applicants}><p lang="vi">{content.applicants.join('; ')}</p></Details>
      <Details summary={P.authority}>{mark('authority')}<p lang="vi">{content.authority}</p></Details>
      <Details summary={P.results}>{content.results.length > 0 ? <ul lang="vi">{content.results.map((result) => <li key={result.name}>{result.name}{result.code && <span class="mc-muted"> ({result.code})</span>}</li>)}</ul> : <p>{P.notStated[lang]}</p>}</Details>
      <Details summary={P.fees}>{mark('fees')}<Fees content={content} today={today} lang={lang} /></Details>
      <Details summary={P.forms}><FormsOf content={content} lang={lang} /></Details>
      <Details summary={P.conditions}><p lang="vi">{content.conditions ?? P.none.vi}</p></Details>
      <Details summary={P.legal}><ul lang="vi">{content.legalBasis.map((text) => <li key={text}>{text}</li>)}</ul>{content.decision && <p>{P.decision[lang]}: <span lang="vi">{content.decision}, {content.ministry}</span></p>}</Details>
      <Details summary={P.sources}>
        {version.publishedAt && <p>{P.version(version.versionNo, showShortDate(vietnamDate(version.publishedAt)))[lang]}</p>}
        {unchecked.length > 0 && <><p>{P.uncheckedLead[lang]}</p><ul>{unchecked.map((one) => <li key={one.part}>{(W.parts[one.part] ?? { vi: one.part, en: one.part })[lang]}: <span lang="vi">{one.basis}</span></li>)}</ul></>}
        <ul lang="vi">{content.sources.map((source) => <li key={source}>{/^https:\/\//u.test(source) ? <a href={source} rel="noopener">{new URL(source).host}</a> : source}</li>)}</ul>
      </Details>
    </Chapters>
  );
}

function Fees({ content, today, lang }: { content: ProcedureContent; today: PlainDate; lang: Lang }): VNode {
  const rules = content.fees.filter((rule) => rule.validTo === undefined || rule.validTo >= today);
  const doubt = content.flags.some((flag) => flag.part === 'fees' && !flag.resolution);
  return (
    <>
      {/* Where there are dated rules they are the price; the announcement's own words may be of an earlier day. */}
      {content.feeText && rules.length === 0 && <p lang="vi">{content.feeText}</p>}
      {rules.length > 0 && (
        <ul>{rules.map((rule) => (
          <li key={rule.id}>
            {inLang(rule.name, lang)}: <strong>{describeAmount(rule.amount)[lang]}</strong>{rule.validFrom > today && ` ${P.feeFrom(showShortDate(plainDate(rule.validFrom)))[lang]}`}{rule.when && <> ({describeCondition(rule.when, askedFields(content), lang)})</>}. <span class="mc-muted" lang="vi">{rule.legalBasis}</span>{rule.unverified && <Unchecked lang={lang} />}
            {(rule.reliefs ?? []).filter((relief) => isValidOn(relief, today)).map((relief) => <><br />{inLang(relief.name, lang)}{relief.percentOff < 100 && ` (−${relief.percentOff}%)`}{relief.validTo !== undefined && ` ${P.feeUntil(showShortDate(plainDate(relief.validTo)))[lang]}`}. <span class="mc-muted" lang="vi">{relief.legalBasis}</span></>)}
          </li>))}</ul>)}
      {!content.feeText && content.fees.length === 0 && <p>{P.notStated[lang]}</p>}
      {doubt && !nothingToPay(content) && <p>{P.province[lang]}</p>}
    </>
  );
}
function FormsOf({ content, lang }: { content: ProcedureContent; lang: Lang }): VNode {
  const { declarations } = sortPapers(content);
  const source = content.form?.source;
  if (!content.form && declarations.length === 0 && (content.publishedForms ?? []).length === 0) return <p>{P.none[lang]}</p>;
  return (
    <>
      {content.form && <ul><li><a href={`/thu-tuc/${addressOf(content)}/to-khai.pdf`}>{P.blankForm[lang]}</a></li><li><a href={`/thu-tuc/${addressOf(content)}/dien-roi-in`}>{P.fillAndPrint[lang]}</a></li></ul>}
      {content.form && <p>{inLang(content.form.title, lang)}{source?.legalBasis && <span class="mc-muted" lang="vi"> – {source.legalBasis}</span>}</p>}
      <ul lang="vi">{declarations.map((paper) => <li key={paper.key}>{paper.name}</li>)}</ul>
      {(content.publishedForms ?? []).length > 0 && <p>{P.published[lang]} <span lang="vi">{content.publishedForms?.join('; ')}</span>.</p>}
      {!content.form && <p>{P.paperOnly[lang]}</p>}
    </>
  );
}

/** One page for the wall and for the hand: printed as it stands, without the frame's links. */
function Leaflet({ view, version, level, today }: PageProps): VNode {
  const { content } = version;
  const { lang } = view;
  const name: Text = { vi: P.leafletTitle(content.plainName.vi).vi, en: P.leafletTitle(content.plainName.en).en };
  return (
    <CitizenLayout view={view} title={name} back={`/thu-tuc/${addressOf(content)}`} robots="noindex">
      <p class="mc-muted" lang="vi">{content.officialName} · {content.code}</p>
      <FactList facts={factsOf(content, level, today, lang)} />
      <WhatToBring content={content} level={level} lang={lang} />
      <h2>{P.order[lang]}</h2>
      <ol lang="vi">{content.order.map((step) => <li key={step}>{step}</li>)}</ol>
    </CitizenLayout>
  );
}
