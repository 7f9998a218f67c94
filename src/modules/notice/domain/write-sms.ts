import type { Lang } from '../../../shared/text.ts';
import { SMS_PLACES, toPlainSms } from './gsm7.ts';
import { PLACEHOLDERS, type NoticeTemplate, type NoticeValues, type Placeholder } from './templates.ts';

/**
 * One SMS of at most 160 places, whatever the names are: written full when there is room; then with the usual
 * abbreviations; then with the short code; then names cut at a word; then the optional parts go, last first. What
 * counts for the reader – who, which dossier, by when – stays to the end (UX-20).
 */
export function writeSms(template: Pick<NoticeTemplate, 'sms'>, values: NoticeValues, lang: Lang): string {
  const plain = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toPlainSms(value ?? '')])) as Record<string, string>;
  // A link or a number is whole or absent, never cut.
  if ((plain['link'] ?? '').length > WHOLE_MOST.link || plain['link'] !== values.link) plain['link'] = '';
  if ((plain['phone'] ?? '').length > WHOLE_MOST.phone) plain['phone'] = '';
  const parts = cutApart(template.sms[lang]).filter((part) => !part.optional || namesIn(part.text).every((name) => (plain[name] ?? '') !== ''));
  const optional = parts.filter((part) => part.optional);
  let last = '';
  for (const style of STYLES) {
    for (let dropped = 0; dropped <= (style.mayDrop ? optional.length : 0); dropped += 1) {
      const kept = new Set(optional.slice(0, optional.length - dropped));
      const raw = parts.filter((part) => !part.optional || kept.has(part)).map((part) => part.text).join('');
      last = fill(raw, plain, style).replace(/ {2,}/gu, ' ').trim();
      if (last.length <= SMS_PLACES) return last;
    }
  }
  return last.slice(0, SMS_PLACES).trimEnd();
}

interface Style { readonly abbreviate: boolean; readonly shortCode: boolean; readonly most: number; readonly mayDrop: boolean }
const AGENCY_ROOM = 46;
const STYLES: readonly Style[] = [
  { abbreviate: false, shortCode: false, most: 160, mayDrop: false },
  { abbreviate: true, shortCode: false, most: 160, mayDrop: false },
  { abbreviate: true, shortCode: true, most: 160, mayDrop: false },
  ...[48, 40, 32, 26, 20].map((most): Style => ({ abbreviate: true, shortCode: true, most, mayDrop: false })),
  ...[48, 40, 32, 26, 20, 16, 12].map((most): Style => ({ abbreviate: true, shortCode: true, most, mayDrop: true })),
];
/** Longest values that an SMS carries whole; anything else that is fixed is a date or a count of ours. */
const WHOLE_MOST = { link: 60, phone: 15, fixed: 40 } as const;

interface Part { readonly text: string; readonly optional: boolean }
function cutApart(text: string): readonly Part[] {
  return text.split(/(\[[^\]]*\])/u).filter((part) => part !== '').map((part) => (part.startsWith('[') ? { text: part.slice(1, -1), optional: true } : { text: part, optional: false }));
}
export const namesIn = (text: string): readonly Placeholder[] => [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] as Placeholder);

function fill(text: string, values: Readonly<Record<string, string>>, style: Style): string {
  return text.replace(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name] ?? '';
    switch (PLACEHOLDERS[name as Placeholder]) {
      case 'code': return style.shortCode ? shortCode(value) : value;
      // The office must be recognised, so its name is cut later than that of the procedure.
      case 'name': return cutAtWord(style.abbreviate ? abbreviate(value) : value, name === 'agency' && style.most >= 20 ? Math.max(style.most, AGENCY_ROOM) : style.most);
      default: return name === 'link' || name === 'phone' ? value : value.slice(0, WHOLE_MOST.fixed);
    }
  });
}

/** `H36.21-260213-0042` → `260213-0042`: the counter finds it by date and number. */
export function shortCode(code: string): string {
  const tail = /\d{6}-\d{4,}$/u.exec(code);
  return tail ? tail[0] : code.slice(-20);
}
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/\buy ban nhan dan\b/giu, 'UBND'], [/\bbo phan (mot cua|tiep nhan va tra ket qua)( ket qua)?\b/giu, 'BP Mot cua'], [/\btrung tam phuc vu hanh chinh cong\b/giu, 'TTPVHCC'],
  [/\bthanh pho\b/giu, 'TP'], [/\bthi tran\b/giu, 'TT'], [/\bthi xa\b/giu, 'TX'], [/\bphuong\b/giu, 'P.'], [/\b(cac )?thu tuc( hanh chinh)?( ve)?\b/giu, ''], [/\bdang ky\b/giu, 'DK'], [/\bxac nhan\b/giu, 'XN'],
  [/\bgiay chung nhan\b/giu, 'GCN'], [/\bnguoi co cong\b/giu, 'NCC'], [/\bbao hiem y te\b/giu, 'BHYT'], [/\btinh trang hon nhan\b/giu, 'TT hon nhan'], [/\bpeople'?s committee\b/giu, 'UBND'],
];
export function abbreviate(name: string): string {
  return SHORT.reduce((text, [long, short]) => text.replace(long, short), name).replace(/ {2,}/gu, ' ').trim();
}
export function cutAtWord(name: string, most: number): string {
  if (name.length <= most) return name;
  const cut = name.slice(0, most + 1);
  // Half a place name misleads («TP Ha» for Hà Nội): better stop at the last comma or bracket.
  const comma = Math.max(cut.lastIndexOf(','), cut.lastIndexOf(' ('));
  if (comma >= most / 2) return cut.slice(0, comma).trimEnd();
  const space = cut.lastIndexOf(' ');
  return (space >= most / 2 ? cut.slice(0, space) : name.slice(0, most)).replace(/[\s,.;:(–-]+$/u, '');
}
