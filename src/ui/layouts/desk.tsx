import type { ComponentChildren, VNode } from 'preact';
import { ErrorSummary, type FieldProblem } from '../components/error-summary/error-summary.tsx';
import { CsrfFields } from '../components/csrf-fields/csrf-fields.tsx';
import { BackLink } from '../components/back-link/back-link.tsx';
import { Say, frameWords, plain, type PlainWords, type Words } from '../language.tsx';
import type { View } from '../view.ts';
import { DESK_PLACES, type DeskPlace } from './desk-nav.ts';
import { DisplayForm, Document } from './frame.tsx';
import { PATHS } from './paths.ts';

export interface DeskLayoutProps {
  readonly view: View;
  readonly title: PlainWords;
  /** which place of the navigation this page belongs to */
  readonly active?: DeskPlace | undefined;
  /** numbers beside places: `{ today: 4 }` */
  readonly counts?: { readonly [Place in DeskPlace]?: number } | undefined;
  readonly lead?: Words | undefined;
  readonly above?: ComponentChildren;
  readonly back?: { readonly href: string; readonly label?: Words | undefined } | string | undefined;
  readonly errors?: boolean | readonly FieldProblem[] | undefined;
  /** the full width of the screen (three panes); otherwise 80 rem */
  readonly wide?: boolean | undefined;
  /** beside the title, at the right: buttons and tags */
  readonly actions?: ComponentChildren;
  /** `counter-keys` is always loaded */
  readonly islands?: readonly string[] | undefined;
  readonly refreshSeconds?: number | undefined;
  readonly children: ComponentChildren;
}

export function DeskLayout(props: DeskLayoutProps): VNode {
  const { view } = props;
  const words = frameWords(view.lang);
  const problems = Array.isArray(props.errors) ? (props.errors as readonly FieldProblem[]) : [];
  const back = typeof props.back === 'string' ? { href: props.back } : props.back;
  const officer = view.actor.kind === 'officer' ? view.actor : undefined;
  const places = officer ? DESK_PLACES.filter((place) => place.roles.some((role) => officer.roles.includes(role))) : [];
  const big = view.size === 'lon';
  return (
    <Document view={view} title={props.title} errors={props.errors === true || problems.length > 0} desk islands={[...new Set(['counter-keys', ...(props.islands ?? [])])]} robots="noindex" refreshSeconds={props.refreshSeconds}>
      <a class="mc-skip" href="#noi-dung">{words.skip}</a>
      <div class={props.wide ? 'mc-shell mc-desk mc-shell-full' : 'mc-shell mc-desk'}>
        <header class="mc-header">
          <div class="mc-bar">
            <div class="mc-in">
              <a class="mc-site" href={PATHS.deskHome}>{view.siteName}</a>
              <DisplayForm path={view.path}><button class="mc-size" name="co" value={big ? 'thuong' : 'lon'}>{big ? words.normalText : words.bigText}</button></DisplayForm>
              {officer && (
                <form class="mc-officer" method="post" action={PATHS.deskSignOut}>
                  <CsrfFields view={view} />
                  <span><span class="mc-vh">{words.deskUser}: </span><b>{officer.name}</b>{officer.title ? `, ${officer.title}` : ''}</span>
                  <a class="mc-size" href={PATHS.deskAccount}>{words.deskAccount}</a>
                  <button class="mc-size">{words.signOut}</button>
                </form>
              )}
            </div>
          </div>
          {places.length > 0 && (
            <nav class="mc-nav" aria-label={words.deskNav}>
              <div class="mc-in">
                {places.map((place) => (
                  <a key={place.place} href={place.href} aria-current={props.active === place.place ? 'page' : undefined} data-key={place.dataKey}>
                    <span>{plain(place.words, view.lang)}{props.counts?.[place.place] !== undefined && <span class="mc-count"> ({props.counts[place.place]})</span>}</span>
                    {place.dataKey && <kbd class="mc-kbd" aria-hidden="true">{place.dataKey}</kbd>}
                  </a>
                ))}
              </div>
            </nav>
          )}
          {view.demo && <p class="mc-demo"><span class="mc-in">{words.demo}</span></p>}
        </header>
        <div class="mc-in mc-body">
          {back && <nav aria-label={words.back}><BackLink href={back.href}>{back.label}</BackLink></nav>}
          <main id="noi-dung" tabIndex={-1}>
            <ErrorSummary problems={problems} />
            {props.above}
            <div class="mc-title-row"><h1>{plain(props.title, view.lang)}</h1>{props.actions && <div class="mc-title-actions">{props.actions}</div>}</div>
            {props.lead !== undefined && <p class="mc-lead"><Say words={props.lead} /></p>}
            {props.children}
          </main>
        </div>
      </div>
    </Document>
  );
}
