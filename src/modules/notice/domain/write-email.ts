import type { Lang } from '../../../shared/text.ts';
import type { NoticeTemplate, NoticeValues } from './templates.ts';
import { namesIn } from './write-sms.ts';

export const EMAIL_LIMITS = { /** characters of a subject */ subject: 120, /** characters of one filled-in value */ value: 4000 } as const;

const CLOSING: Readonly<Record<Lang, readonly string[]>> = {
  vi: ['Thư này gửi tự động, xin đừng trả lời. Cơ quan không bao giờ hỏi mật khẩu hay mã OTP qua thư hoặc tin nhắn.'],
  en: ['This is an automatic message, please do not reply. The office never asks for a password or a one-time code by e-mail or SMS.', 'This is a reference translation; the Vietnamese text prevails.'],
};

/** Full text, in the language of the contact. The subject carries the code and the moment, nothing of a person (T-16). */
export function writeEmail(template: NoticeTemplate, values: NoticeValues, lang: Lang): { readonly subject: string; readonly text: string } {
  const clean = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, (value ?? '').normalize('NFC').replace(/[^\P{Cc}\n]+/gu, ' ').replace(/ {2,}/gu, ' ').slice(0, EMAIL_LIMITS.value).trim()])) as Record<string, string>;
  const paragraphs = template.lines.map((line) => line[lang]).filter((line) => namesIn(line).every((name) => (clean[name] ?? '') !== '')).map((line) => fill(line, clean));
  const greeting = lang === 'vi' ? 'Kính gửi anh/chị,' : 'Dear Sir or Madam,';
  const signature = clean['agency'] ?? '';
  return {
    subject: fill(template.subject[lang], clean).replace(/\s+/gu, ' ').slice(0, EMAIL_LIMITS.subject).trim(),
    text: [greeting, ...paragraphs, ...(signature === '' ? [] : [signature]), '--', ...CLOSING[lang]].join('\n\n'),
  };
}
const fill = (line: string, values: Readonly<Record<string, string>>): string => line.replace(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? '');

/** The same text as simple HTML: paragraphs, line breaks, links to http(s) addresses; everything else is escaped. */
export function emailHtml(text: string, lang: Lang): string {
  const paragraphs = text.split(/\n{2,}/u).map((paragraph) => (paragraph === '--' ? '<hr>' : `<p>${paragraph.split('\n').map(linked).join('<br>')}</p>`));
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title></title></head><body>${paragraphs.join('\n')}</body></html>`;
}
const escape = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;').replace(/'/gu, '&#39;');
function linked(line: string): string {
  return line.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/u).map((part, index) => (index % 2 === 1 ? `<a href="${escape(part)}">${escape(part)}</a>` : escape(part))).join('');
}
