import type { FastifyReply } from 'fastify';
import type { SetCookie } from './route.ts';

/** RFC 6266 with both forms of the name; the plain one keeps only what every browser reads the same way. */
export function disposition(filename: string, inline: boolean): string {
  const plain = filename.normalize('NFD').replace(/\p{M}+/gu, '').replace(/đ/gu, 'd').replace(/Đ/gu, 'D').replace(/[^A-Za-z0-9._ -]+/gu, '_').slice(0, 100) || 'tep';
  const full = encodeURIComponent([...filename.normalize('NFC')].slice(0, 150).join('').toWellFormed()).replace(/['()*]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** `Secure` as soon as the public address is https; scripts see a cookie only when it says so. */
export function setCookie(reply: FastifyReply, cookie: SetCookie, publicUrl: string): void {
  const secure = publicUrl.startsWith('https:');
  const parts = [`${cookie.name}=${cookie.clear ? '' : encodeURIComponent(cookie.value)}`, 'Path=/', 'SameSite=Lax'];
  if (!cookie.readableByScript) parts.push('HttpOnly');
  if (secure) parts.push('Secure');
  if (cookie.clear) parts.push('Max-Age=0');
  else if (cookie.maxAgeSeconds !== undefined) parts.push(`Max-Age=${cookie.maxAgeSeconds}`);
  const before = reply.getHeader('set-cookie');
  const all = Array.isArray(before) ? before : before === undefined ? [] : [String(before)];
  reply.removeHeader('set-cookie');
  reply.header('set-cookie', [...all.filter((one) => !one.startsWith(`${cookie.name}=`)), parts.join('; ')]);
}
