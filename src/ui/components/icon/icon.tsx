import type { VNode } from 'preact';
import { markup, type Markup } from '../../ready-made.ts';

/** Strokes on a 24-unit grid, 2 wide, in the colour of the text; at most 24, drawn for this project. An icon never stands without a word. */
const DRAWINGS = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.3 15.3L21 21',
  phone: 'M5 3h4l2 5-2.5 1.8a12 12 0 0 0 5.7 5.7L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z',
  camera: 'M3 8h4l2-3h6l2 3h4v11H3zM12 10a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7',
  paper: 'M6 3h8l5 5v13H6zM14 3v5h5M9.5 13h6M9.5 17h6',
  check: 'M4 12.5l5.5 5.5L20 6.5',
  alert: 'M12 3.5L22 20.5H2zM12 10v5M12 17.6v.4',
  stop: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM8.5 8.5l7 7M15.5 8.5l-7 7',
  info: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v6M12 7v.4',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5.5l3.5 2',
  dash: 'M5 12h14',
  person: 'M12 3.5a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4 21c.5-4.5 3.5-6.5 8-6.5s7.5 2 8 6.5',
  print: 'M7 8V3h10v5M7 17H3V8h18v9h-4M7 13.500h10V21H7z',
  download: 'M12 3v12M6.5 10l5.5 5.500L17.5 10M4 20.500h16',
  back: 'M14.5 5L7.5 12l7 7',
  edit: 'M4 20l1-5L16.5 3.500l4 4L9 19z',
  money: 'M2.5 6h19v12h-19zM12 9.500a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5M6 12h.300M17.7 12h.3',
  birth: 'M9 4.500a3 3 0 1 0 6 0a3 3 0 0 0-6 0M12 9.500c-4 0-6.5 3-6.5 6.500s3 5.5 6.5 5.500s6.5-2 6.5-5.500s-2.5-6.5-6.5-6.500M7 13.500l10 5.500M17 13.500L7 19',
  school: 'M2 9l10-5 10 5-10 5zM6 11.500V17c3.5 2.7 8.5 2.7 12 0v-5.500M22 9v6.5',
  wedding: 'M8.5 9a6 6 0 1 0 0 12a6 6 0 0 0 0-12M15.5 9a6 6 0 1 1-3.5 10.900M12 10.100A6 6 0 0 1 15.5 9M8.5 9L6.5 5.5 8.5 3l2 2.500z',
  house: 'M3 11.500L12 4l9 7.500M5.5 9.500V20.500h13V9.500M10 20.500v-6h4v6',
  shop: 'M4 4h16l1.5 5.500h-19zM4.5 9.500v11h15v-11M9.5 20.500v-6h5v6',
  health: 'M9 3.500h6V9h5.500v6H15v5.500H9V15H3.500V9H9z',
  elder: 'M10 3.500a2.7 2.7 0 1 0 0 5.400a2.7 2.7 0 0 0 0-5.400M10 9c-3 .5-4 3-4 6v6M10 9c2 1.5 2.5 4 6 4.500M12 12.500c.5 3-.5 4-.5 8.500M17.5 21v-9',
  farewell: 'M12 3c2 2.5 2.5 3.5 2.5 5A2.5 2.5 0 0 1 12 10.500A2.5 2.5 0 0 1 9.5 8c0-1.5.5-2.5 2.5-5M12 10.500V13M8.5 13h7v8h-7zM4 21h16',
} as const;

export type IconName = keyof typeof DRAWINGS;
export const iconNames = Object.keys(DRAWINGS) as readonly IconName[];

export interface IconProps {
  readonly name: IconName;
  /** mirrored left to right: `back` as «next» */
  readonly mirrored?: boolean | undefined;
  readonly large?: boolean | undefined;
}
export function Icon({ name, mirrored, large }: IconProps): VNode {
  const classes = `mc-icon${large ? ' mc-icon-large' : ''}${mirrored ? ' mc-icon-mirrored' : ''}`;
  return <svg class={classes} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" dangerouslySetInnerHTML={stroke[name]} />;
}
const stroke = Object.fromEntries(Object.entries(DRAWINGS).map(([name, d]) => [name, markup`<path d="${d}"/>`])) as Readonly<Record<IconName, Markup>>;
const finished = new Map<IconName, Markup>();
/** The same drawing for `ready-made.ts`. */
export function iconMarkup(name: IconName): Markup {
  let known = finished.get(name);
  if (!known) { known = markup`<svg class="mc-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${stroke[name]}</svg>`; finished.set(name, known); }
  return known;
}
