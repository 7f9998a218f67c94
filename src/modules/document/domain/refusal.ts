import type { Sniffed } from './sniff.ts';

/** Why a file is not taken. Each has its words in `refusal-words.ts`. */
export type UploadRefusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  | { readonly kind: 'too-many-files'; readonly most: number }
  | { readonly kind: 'too-much-in-drafts'; readonly limitBytes: number }
  | { readonly kind: 'heic' }
  | { readonly kind: 'not-taken'; readonly found: Sniffed }
  /** the name says PDF or picture, the bytes are something else */
  | { readonly kind: 'not-what-it-says'; readonly claimed: 'pdf' | 'image'; readonly found: Sniffed }
  | { readonly kind: 'image-broken' }
  | { readonly kind: 'image-cut-off' }
  | { readonly kind: 'too-many-pixels'; readonly pixels: number; readonly limit: number }
  | { readonly kind: 'pdf-broken' }
  | { readonly kind: 'pdf-locked' }
  | { readonly kind: 'pdf-active'; readonly what: PdfActive }
  | { readonly kind: 'pdf-too-many-pages'; readonly pages: number; readonly limit: number }
  | { readonly kind: 'pdf-too-complex' }
  | { readonly kind: 'two-files-in-one' }
  | { readonly kind: 'infected' }
  /** too many pictures are being worked on; nothing is wrong with the file */
  | { readonly kind: 'busy' }
  /** the connection ended before the file did */
  | { readonly kind: 'interrupted' };

export type PdfActive = 'script' | 'launch' | 'attachment' | 'media' | 'xfa' | 'sends-data';
