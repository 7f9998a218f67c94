import type { Actor } from '../shared/actor.ts';
import type { Lang } from '../shared/text.ts';

/** What a page's frame needs; the router's own view has this shape (ui may not import the router). */
export interface View {
  readonly lang: Lang;
  readonly size: 'lon' | 'thuong' | 'nho';
  readonly theme: 'sang' | 'toi' | 'theo-may';
  /** address of this page with its query, to come back to after a change of letter size, colours or language */
  readonly path: string;
  readonly csrf: string;
  readonly actor: Actor;
  readonly siteName: string;
  readonly helpPhone: string;
  readonly demo: boolean;
  /** a fresh key for one effect */
  readonly newKey: () => string;
  /** lines of the footer; left out when the installation has not filled them in */
  readonly siteAddress?: string;
  readonly siteHours?: string;
}
