import type { ComponentChildren, VNode } from 'preact';
import { assetUrl } from '../assets.ts';
import { drawnOnce } from '../drawn-once.ts';
import { LanguageProvider, frameWords, plain, type PlainWords } from '../language.tsx';
import type { View } from '../view.ts';

export interface DocumentProps {
  readonly view: View;
  readonly title: PlainWords;
  readonly errors: boolean;
  readonly desk: boolean;
  readonly islands: readonly string[];
  readonly robots?: string | undefined;
  readonly refreshSeconds?: number | undefined;
  readonly children: ComponentChildren;
}

/** The whole document. The router writes `<!doctype html>` before it. */
export function Document(props: DocumentProps): VNode {
  const { view, desk, refreshSeconds, children } = props;
  const size = view.size === 'lon' ? 'lon' : desk ? 'nho' : undefined;
  return (
    <html lang={view.lang} data-waiting={refreshSeconds ? String(refreshSeconds) : undefined} data-co={size} data-giao-dien={view.theme === 'theo-may' ? (desk ? 'sang' : undefined) : view.theme}>
      <head dangerouslySetInnerHTML={head(props)} />
      <body>
        <LanguageProvider value={view.lang}>{children}</LanguageProvider>
      </body>
    </html>
  );
}
const head = drawnOnce<DocumentProps>({
  key: ({ desk, islands, robots, refreshSeconds }) => [desk, islands.join(' '), robots, refreshSeconds, assetUrl('mc.css')].join('\n'),
  gap: ({ view, title, errors }) => `${errors ? frameWords(view.lang).errorPrefix : ''}${plain(title, view.lang)} – ${view.siteName}`,
  draw: ({ desk, islands, robots, refreshSeconds }, title) => (
    <>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#9E1B1B" />
      {robots && <meta name="robots" content={robots} />}
      {refreshSeconds && <noscript><meta http-equiv="refresh" content={String(refreshSeconds)} /></noscript>}
      <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
      <link rel="stylesheet" href={assetUrl('mc.css')} />
      {desk && <link rel="stylesheet" href={assetUrl('mc-desk.css')} />}
      {[...islands, ...(refreshSeconds ? ['wait-ready'] : [])].map((name) => <script key={name} src={assetUrl(`${name}.js`)} defer />)}
    </>
  ),
});

/** A preference as a plain GET form: it only sets a display cookie and comes back, so pages without a session can carry it. */
export function DisplayForm({ path, label, children }: { path: string; label?: string | undefined; children: ComponentChildren }): VNode {
  return (
    <form class="mc-display" method="get" action="/cai-dat-hien-thi" aria-label={label}>
      <input type="hidden" name="ve" value={path} />
      {children}
    </form>
  );
}
