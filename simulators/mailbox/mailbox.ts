import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SmsCentre } from '../sms-centre/sms-centre.ts';
import type { MailSink } from '../mail-sink/mail-sink.ts';

export interface Mailbox { readonly port: number; close(): Promise<void> }
const SHOWN = 100;
const CSP = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const STYLE = `:root{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}
body{max-width:52rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
nav a{display:inline-block;padding:.6rem .9rem .6rem 0;min-height:2.75rem;box-sizing:border-box}
article{border:1px solid;border-radius:.4rem;padding:.25rem 1rem 1rem;margin:1rem 0}
pre{white-space:pre-wrap;font:inherit;margin:.5rem 0 0}
small{opacity:.8}`;

/** «Hộp thư trình diễn»: a page on this machine that shows what the two simulators have received. Read-only, no script. */
export async function startMailbox(options: { readonly port: number; readonly mail: Pick<MailSink, 'messages'>; readonly sms: Pick<SmsCentre, 'messages'>; readonly host?: '127.0.0.1' }): Promise<Mailbox> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const headers = { 'content-security-policy': CSP, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' };
    const send = (status: number, type: string, body: string): void => { response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` }); response.end(request.method === 'HEAD' ? undefined : body); };
    if (request.method !== 'GET' && request.method !== 'HEAD') { send(405, 'text/plain', 'Chỉ để xem'); return; }
    // Only this machine's own names: a foreign page that resolves its name to 127.0.0.1 must not read the letters.
    if (!/^(?:localhost|127\.0\.0\.1)(?::\d+)?$/u.test(request.headers.host ?? '')) { send(421, 'text/plain', 'Chỉ mở trên máy này'); return; }
    if (path === '/style.css') { send(200, 'text/css', STYLE); return; }
    if (path === '/') { send(200, 'text/html', page(options.mail, options.sms)); return; }
    if (path === '/tin.json') { send(200, 'application/json', JSON.stringify({ mail: options.mail.messages().slice(-SHOWN).map(({ raw: _, ...one }) => one), sms: options.sms.messages().slice(-SHOWN) })); return; }
    send(404, 'text/plain', 'Không có trang này');
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(options.port, options.host ?? '127.0.0.1', () => resolve()); });
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
}

function page(mail: Pick<MailSink, 'messages'>, sms: Pick<SmsCentre, 'messages'>): string {
  const letters = mail.messages().slice(-SHOWN).reverse();
  const texts = sms.messages().slice(-SHOWN).reverse();
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Hộp thư trình diễn</title><link rel="stylesheet" href="/style.css"></head><body>
<h1>Hộp thư trình diễn</h1>
<p>Bản dùng thử không gửi tin nhắn và thư ra ngoài. Mọi tin đã gửi hiện ở đây, tin mới ở trên. Tải lại trang để xem tin mới hơn.</p>
<nav><a href="#sms">Tin nhắn (${texts.length})</a> <a href="#thu">Thư (${letters.length})</a> <a href="/">Tải lại</a></nav>
<h2 id="sms">Tin nhắn SMS</h2>
${texts.length === 0 ? '<p>Chưa có tin nhắn nào.</p>' : texts.map((one) => `<article><h3>Đến ${escape(one.to)}</h3><p><small>Từ ${escape(one.from)} lúc ${moment(one.receivedAt)} · ${one.text.length} ký tự${one.parts > 1 ? `, ${one.parts} phần` : ''}${repeated(one.repeats)}</small></p><pre>${linked(one.text)}</pre></article>`).join('\n')}
<h2 id="thu">Thư điện tử</h2>
${letters.length === 0 ? '<p>Chưa có thư nào.</p>' : letters.map((one) => `<article><h3>${escape(one.subject)}</h3><p><small>Từ ${escape(one.from)} đến ${escape(one.to)} lúc ${moment(one.receivedAt)}${repeated(one.repeats)}</small></p><pre>${linked(one.text)}</pre></article>`).join('\n')}
</body></html>`;
}
const repeated = (times: number): string => (times > 0 ? ` · gửi lặp ${times} lần, đã nhận ra` : '');
const escape = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;').replace(/'/gu, '&#39;');
const linked = (text: string): string => text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/u).map((part, index) => (index % 2 === 1 ? `<a href="${escape(part)}">${escape(part)}</a>` : escape(part))).join('');
const moment = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().replace(/^(\d+)-(\d+)-(\d+)T(\d+:\d+:\d+).*$/u, '$4 ngày $3/$2/$1');
