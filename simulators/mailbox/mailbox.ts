import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SmsCentre, WrittenSms } from '../sms-centre/sms-centre.ts';
import type { MailSink } from '../mail-sink/mail-sink.ts';
import { mailboxPage, STYLE, type Written } from './mailbox-page.ts';

export interface Mailbox { readonly port: number; close(): Promise<void> }
export interface MailboxOptions {
  readonly port: number; readonly mail: Pick<MailSink, 'messages'>;
  /** with `say`, the page has a telephone that writes to `shortNumber` */ readonly sms: Pick<SmsCentre, 'messages'> & { readonly say?: SmsCentre['say'] };
  readonly shortNumber?: string;
  readonly host?: '127.0.0.1';
}
const LIMITS = { shown: 100, written: 50, body: 20_000, letters: 1_000 } as const;
const CSP = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const OWN = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/u;

/** «Hộp thư trình diễn»: a page on this machine that shows what the two simulators have received, and a telephone to write from. No script. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const written: Written[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    // Under «no-referrer» a browser would not say where a form comes from, and the telephone below could not tell.
    const headers = { 'content-security-policy': CSP, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' };
    const send = (status: number, type: string, body: string): void => { response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` }); response.end(request.method === 'HEAD' ? undefined : body); };
    // Only this machine's own names: a foreign page that resolves its name to 127.0.0.1 must not read the letters.
    if (!OWN.test(request.headers.host ?? '')) { send(421, 'text/plain', 'Chỉ mở trên máy này'); return; }
    if (request.method === 'POST' && path === '/nhan' && options.sms.say && options.shortNumber) {
      // Nor may another site's form write from here.
      if (request.headers.origin !== `http://${request.headers.host}`) { send(403, 'text/plain', 'Chỉ gửi từ trang này'); return; }
      void readForm(request).then((form) => {
        const [from, text] = [telephone(form?.get('so') ?? ''), (form?.get('tin') ?? '').slice(0, LIMITS.letters)];
        if (from === null) { send(400, 'text/plain', 'Số điện thoại cần 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09. Quay lại và sửa.'); return; }
        const message: WrittenSms = { from, to: options.shortNumber ?? '', text };
        written.push({ ...message, at: new Date() });
        if (written.length > LIMITS.written) written.shift();
        void options.sms.say?.(message).catch(() => undefined);
        response.writeHead(303, { ...headers, location: `/?so=${from}#sms` });
        response.end();
      }, () => send(400, 'text/plain', 'Chưa đọc được'));
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') { send(405, 'text/plain', 'Chỉ để xem'); return; }
    if (path === '/style.css') { send(200, 'text/css', STYLE); return; }
    if (path === '/') {
      const typed = new URL(request.url ?? '/', 'http://localhost').searchParams.get('so') ?? '';
      send(200, 'text/html', mailboxPage({ mail: options.mail.messages().slice(-LIMITS.shown), sms: options.sms.messages().slice(-LIMITS.shown), written, shortNumber: options.sms.say ? (options.shortNumber ?? null) : null, from: telephone(typed) ?? '' }));
      return;
    }
    if (path === '/tin.json') { send(200, 'application/json', JSON.stringify({ mail: options.mail.messages().slice(-LIMITS.shown).map(({ raw: _, ...one }) => one), sms: options.sms.messages().slice(-LIMITS.shown) })); return; }
    send(404, 'text/plain', 'Không có trang này');
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(options.port, options.host ?? '127.0.0.1', () => resolve()); });
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
}

function telephone(typed: string): string | null {
  const digits = typed.replace(/[\s.()+-]+/gu, '').replace(/^84/u, '0');
  return /^0[35789]\d{8}$/u.test(digits) ? `84${digits.slice(1)}` : null;
}
async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  let body = '';
  for await (const chunk of request) { body += String(chunk); if (body.length > LIMITS.body) return null; }
  return new URLSearchParams(body);
}
