/** What the demo mailbox shows of a message: enough MIME (RFC 2045–2047) for the letters that this program and ordinary clients write. */
export interface ReadMail { readonly subject: string; readonly from: string; readonly to: string; readonly messageId: string; readonly text: string; readonly html: string; readonly headers: ReadonlyMap<string, string> }

const MOST_PARTS = 20;

export function readMail(raw: Buffer): ReadMail {
  const top = split(raw.toString('latin1'));
  const found = { text: '', html: '' };
  collect(top.headers, top.body, found, { left: MOST_PARTS });
  const header = (name: string): string => decodeWords(top.headers.get(name) ?? '');
  return { subject: header('subject'), from: header('from'), to: header('to'), messageId: (top.headers.get('message-id') ?? '').trim(), text: found.text, html: found.html, headers: top.headers };
}

function split(message: string): { headers: Map<string, string>; body: string } {
  const at = /\r?\n\r?\n/u.exec(message);
  const head = at ? message.slice(0, at.index) : message;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/gu, ' ').split(/\r?\n/u)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: at ? message.slice(at.index + at[0].length) : '' };
}
function collect(headers: ReadonlyMap<string, string>, body: string, found: { text: string; html: string }, budget: { left: number }): void {
  if (budget.left-- <= 0) return;
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]{1,200})"?/iu.exec(type)?.[1];
  if (/^multipart\//iu.test(type) && boundary) {
    for (const part of body.split(`--${boundary}`).slice(1)) {
      if (part.startsWith('--')) break;
      const inner = split(part.replace(/^\r?\n/u, ''));
      collect(inner.headers, inner.body.replace(/\r?\n$/u, ''), found, budget);
    }
    return;
  }
  const bytes = decodeBody(body, headers.get('content-transfer-encoding') ?? '7bit');
  const content = decodeCharset(bytes, /charset="?([\w-]+)/iu.exec(type)?.[1] ?? 'utf-8').replace(/\r\n/gu, '\n');
  if (/^text\/html/iu.test(type)) found.html ||= content; else if (/^text\/plain/iu.test(type)) found.text ||= content;
}
function decodeBody(body: string, encoding: string): Buffer {
  if (/base64/iu.test(encoding)) return Buffer.from(body.replace(/\s+/gu, ''), 'base64');
  if (!/quoted-printable/iu.test(encoding)) return Buffer.from(body, 'latin1');
  return unhex(body.replace(/[ \t]+$/gmu, '').replace(/=\r?\n/gu, ''));
}
const unhex = (text: string): Buffer => Buffer.from(text.replace(/=([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
function decodeWords(value: string): string {
  return value.replace(/(\?=)\s+(=\?)/gu, '$1$2').replace(/=\?([\w-]+)(?:\*\w+)?\?([bq])\?([^?]*)\?=/giu, (_, charset: string, how: string, text: string) => decodeCharset(
    how.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : unhex(text.replace(/_/gu, ' ')), charset));
}
function decodeCharset(bytes: Buffer, charset: string): string {
  try { return new TextDecoder(charset).decode(bytes); } catch { return bytes.toString('utf8'); }
}
