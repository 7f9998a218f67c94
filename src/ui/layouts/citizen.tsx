import type { ComponentChildren, VNode } from 'preact';
import { BackLink } from '../components/back-link/back-link.tsx';
import { CsrfFields } from '../components/csrf-fields/csrf-fields.tsx';
import { ErrorSummary, type FieldProblem } from '../components/error-summary/error-summary.tsx';
import { Icon } from '../components/icon/icon.tsx';
import { drawnOnce } from '../drawn-once.ts';
import { Say, frameWords, plain, type PlainWords, type Words } from '../language.tsx';
import type { View } from '../view.ts';
import { DisplayForm, Document } from './frame.tsx';
import { PATHS } from './paths.ts';

export interface CitizenLayoutProps {
  readonly view: View;
  /** the H1 and the document's title */
  readonly title: PlainWords;
  /** one sentence or two under the title */
  readonly lead?: Words | undefined;
  /** above the title: «Câu 3/9», a breadcrumb, a tag */
  readonly above?: ComponentChildren;
  readonly back?: { readonly href: string; readonly label?: Words | undefined } | string | undefined;
  /** problems are listed above the title and «Lỗi: » stands before the document's title; `true` does only the latter */
  readonly errors?: boolean | readonly FieldProblem[] | undefined;
  /** 60 rem in place of 40, for tables */
  readonly wide?: boolean | undefined;
  /** names of the scripts that enhance this page; none on pages that are only read */
  readonly islands?: readonly string[] | undefined;
  readonly robots?: string | undefined;
  /** stands over every page of a flow: «Đang khai giúp bà Nguyễn Thị Sáu» */
  readonly banner?: Words | undefined;
  /** the page waits for something: it is loaded anew when it waits no longer, without script every so many seconds */
  readonly refreshSeconds?: number | undefined;
  readonly children: ComponentChildren;
}

export function CitizenLayout(props: CitizenLayoutProps): VNode {
  const { view } = props;
  const words = frameWords(view.lang);
  const problems = Array.isArray(props.errors) ? (props.errors as readonly FieldProblem[]) : [];
  const back = typeof props.back === 'string' ? { href: props.back } : props.back;
  return (
    <Document view={view} title={props.title} errors={props.errors === true || problems.length > 0} desk={false} islands={props.islands ?? []} robots={props.robots} refreshSeconds={props.refreshSeconds}>
      <a class="mc-skip" href="#noi-dung">{words.skip}</a>
      <div class={props.wide ? 'mc-shell mc-shell-wide' : 'mc-shell'}>
        <Header view={view} banner={props.banner ?? (view.actor.kind === 'officer' && view.path.startsWith('/nhap/') ? HELPING(view.actor.name) : undefined)} />
        <div class="mc-in mc-body">
          {back && <nav aria-label={words.back}><BackLink href={back.href}>{back.label}</BackLink></nav>}
          <main id="noi-dung" tabIndex={-1}>
            <ErrorSummary problems={problems} />
            {props.above}
            <h1>{plain(props.title, view.lang)}</h1>
            {props.lead !== undefined && <p class="mc-lead"><Say words={props.lead} /></p>}
            {props.children}
          </main>
        </div>
        <Footer view={view} />
      </div>
    </Document>
  );
}

/** Over every page of a draft that somebody of the staff fills in: for another person, and under whose name. */
const HELPING = (name: string): { readonly vi: string; readonly en: string } => ({ vi: `Đang khai giúp người dân · người giúp: ${name}`, en: `Filling in for somebody else · helper: ${name}` });

function Header({ view, banner }: { view: View; banner: Words | undefined }): VNode {
  return view.actor.kind === 'guest' && banner === undefined ? <header class="mc-header" dangerouslySetInnerHTML={guestHeader(view)} /> : <header class="mc-header"><InHeader view={view} path={view.path} banner={banner} /></header>;
}
const ofDisplay = (view: View): string => [view.lang, view.theme, view.size, view.demo, view.siteName, view.helpPhone, view.siteAddress, view.siteHours].join('\n');
const pathOf = (view: View): string => view.path;
const guestHeader = drawnOnce<View>({ key: ofDisplay, gap: pathOf, draw: (view, path) => <InHeader view={view} path={path} banner={undefined} /> });
function InHeader({ view, path, banner }: { view: View; path: string; banner: Words | undefined }): VNode {
  const words = frameWords(view.lang);
  const big = view.size === 'lon';
  return (
    <>
      <div class="mc-bar">
        <div class="mc-in">
          <a class="mc-site" href={PATHS.home}>{view.siteName}</a>
          <DisplayForm path={path}><button class="mc-size" name="ngon-ngu" value={words.otherLanguageCode} lang={words.otherLanguageCode}>{words.otherLanguageCode.toUpperCase()}<span class="mc-vh"> {words.otherLanguage}</span></button><button class="mc-size" name="co" value={big ? 'thuong' : 'lon'}>{big ? words.normalText : words.bigText}</button></DisplayForm>
        </div>
      </div>
      <nav class="mc-nav" aria-label={words.header}>
        <div class="mc-in">
          <a href={PATHS.track}><Icon name="search" />{words.track}</a>
          {view.actor.kind === 'citizen' && <a href={PATHS.account}><Icon name="person" />{words.myDossiers}</a>}
          {view.helpPhone && <a class="mc-help" href={`tel:${view.helpPhone.replace(/[^\d+]/gu, '')}`}><Icon name="phone" /><span>{words.helpCall} <span class="mc-roomy">{words.helpCallMore} </span><b>{view.helpPhone}</b></span></a>}
          {view.actor.kind === 'citizen' && <form method="post" action={PATHS.signOut}><CsrfFields view={view} /><button class="mc-link-button">{words.signOut}<span class="mc-vh"> ({view.actor.name})</span></button></form>}
        </div>
      </nav>
      {view.demo && <p class="mc-demo"><span class="mc-in">{words.demo}</span></p>}
      {banner !== undefined && <p class="mc-helping"><span class="mc-in"><Icon name="person" /> <Say words={banner} /></span></p>}
    </>
  );
}

const Footer = ({ view }: { view: View }): VNode => <footer class="mc-footer" dangerouslySetInnerHTML={footer(view)} />;
const footer = drawnOnce<View>({ key: ofDisplay, gap: pathOf, draw: (view, path) => <InFooter view={view} path={path} /> });
function InFooter({ view, path }: { view: View; path: string }): VNode {
  const words = frameWords(view.lang);
  return (
    <div class="mc-in">
      <p class="mc-footer-name"><b>{view.siteName}</b></p>
      {(view.siteAddress || view.siteHours || view.helpPhone) && <dl class="mc-footer-facts">
        {view.siteAddress && <><dt>{words.address}</dt><dd>{view.siteAddress}</dd></>}
        {view.siteHours && <><dt>{words.hours}</dt><dd>{view.siteHours}</dd></>}
        {view.helpPhone && <><dt>{words.phone}</dt><dd>{view.helpPhone}</dd></>}
      </dl>}
      <ul class="mc-footer-links">
        <li><a href={PATHS.openness}>{words.openness}</a></li>
        <li><a href={PATHS.post}>{words.post}</a></li>
        <li><a href={PATHS.feedback}>{words.feedback}</a></li>
        <li><a href={PATHS.accessibility}>{words.accessibility}</a></li>
        <li><a href={PATHS.privacy}>{words.privacy}</a></li>
      </ul>
      <DisplayForm path={path} label={words.display}>
        <span class="mc-display-group" role="group" aria-label={words.colours}>
          {(['sang', 'toi', 'theo-may'] as const).map((theme) => (
            <button key={theme} name="giao-dien" value={theme} aria-pressed={view.theme === theme ? 'true' : 'false'}>{{ sang: words.light, toi: words.dark, 'theo-may': words.asDevice }[theme]}</button>
          ))}
        </span>
        <button name="ngon-ngu" value={words.otherLanguageCode} lang={words.otherLanguageCode}>{words.otherLanguage}</button>
      </DisplayForm>
      {words.translationNote && <p>{words.translationNote}</p>}
      <p class="mc-footer-note">{words.antiScam}</p>
    </div>
  );
}
