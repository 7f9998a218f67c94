import type { VNode } from 'preact';
import { Say, plain, useLang, useWords, type PlainWords, type Words } from '../../language.tsx';

export interface QrCodeProps {
  /** path data on a grid of one unit a module, without the quiet zone: `M0 0h1v1h-1z…` */
  readonly path: string;
  /** modules along one side */
  readonly modules: number;
  /** what it holds, for those who cannot see it */
  readonly title?: PlainWords | undefined;
  readonly caption?: Words | undefined;
}

/** Dark on white with four modules of quiet zone in both colour themes: many cheap readers fail on inverted codes. */
export function QrCode({ path, modules, title, caption }: QrCodeProps): VNode {
  const lang = useLang();
  const words = useWords();
  const side = modules + 8;
  return (
    <figure class="mc-qr">
      <svg viewBox={`-4 -4 ${side} ${side}`} width="180" height="180" role="img" aria-label={title === undefined ? words.qrAlt : plain(title, lang)} shape-rendering="crispEdges">
        <rect x="-4" y="-4" width={side} height={side} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      {caption !== undefined && <figcaption><Say words={caption} /></figcaption>}
    </figure>
  );
}
