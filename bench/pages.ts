import { get, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readyDrafts } from './drafts.ts';
import type { House } from './house.ts';
import { judge, type Goal } from './measure.ts';
import { startPart } from './part.ts';
import { signInCitizens } from './people.ts';

const MOST_KB = 30;
const MOST_REQUESTS = 4;
const MOST_AGAIN_KB = 1.5;

interface Fetched { readonly path: string; readonly status: number; readonly text: string; /** body as it travels */ readonly bytes: number; readonly headerBytes: number; readonly tag: string }
interface Weighed { readonly requests: number; readonly kb: number; readonly headerKb: number; readonly scriptKb: number; readonly parts: readonly string[] }

/** What a browser that was never here before fetches for the first view of a page: the page and everything it names, compressed as the server sends it. */
export async function benchPages(house: House, port: number): Promise<number> {
  const [person] = await signInCitizens(house, 1);
  const [draft] = await readyDrafts(house, [person!], 1);
  const pages: readonly { readonly name: string; readonly path: string; readonly cookie?: string; readonly readOnly: boolean; /** the same for every visitor: whoever has it does not fetch it again */ readonly everybodys?: true }[] = [
    { name: '/', path: '/', readOnly: true, everybodys: true },
    { name: '/thu-tuc', path: '/thu-tuc', readOnly: true, everybodys: true },
    { name: '/tim', path: `/tim?q=${encodeURIComponent('lam khai sinh cho con')}`, readOnly: true },
    { name: '/thu-tuc/khai-sinh', path: '/thu-tuc/khai-sinh', readOnly: true, everybodys: true },
    { name: 'a question page', path: `/nhap/${draft!.draftId}/cau/ngay-sinh`, cookie: person!.cookie, readOnly: false },
  ];
  const goals: Goal[] = [];
  const web = await startPart('web-child', house.env, { execArgv: house.servingFlags });
  try {
    for (const one of pages) {
      const weighed = await weigh(port, one.path, one.cookie);
      process.stdout.write(`${one.name}: ${weighed.requests} requests, ${weighed.kb.toFixed(1)} KB and ${weighed.headerKb.toFixed(1)} KB of headers (${weighed.parts.join(', ')})\n`);
      goals.push(
        { what: `${one.name}: first view with headers`, value: weighed.kb + weighed.headerKb, bound: 'at most', goal: MOST_KB, digits: 1, unit: ' KB' },
        { what: `${one.name}: requests`, value: weighed.requests, bound: 'at most', goal: MOST_REQUESTS, digits: 0 },
        ...(one.everybodys ? [{ what: `${one.name}: asked about again`, value: await weighAgain(port, one.path), bound: 'at most', goal: MOST_AGAIN_KB, digits: 1, unit: ' KB' } as const] : []),
        ...(one.readOnly ? [{ what: `${one.name}: script`, value: weighed.scriptKb, bound: 'at most', goal: 0, digits: 1, unit: ' KB' } as const] : []),
      );
    }
  } finally {
    await web.stop();
  }
  return judge(goals);
}

async function weigh(port: number, path: string, cookie?: string): Promise<Weighed> {
  const page = await fetchRaw(port, path, cookie);
  if (page.status !== 200) throw new Error(`${path} was answered ${page.status}`);
  const named = new Map<string, 'style' | 'script' | 'other'>();
  for (const [tag] of page.text.matchAll(/<(?:link|script|img|source|iframe|object|video|audio|embed)\b[^>]*>/giu)) {
    const at = /\b(?:src|href|srcset|data)="([^"]+)"/iu.exec(tag)?.[1]?.replaceAll('&amp;', '&').split(' ')[0];
    if (!at || at.startsWith('data:') || (/^<link/iu.test(tag) && !/\brel="[^"]*(?:stylesheet|icon|preload|modulepreload|manifest|prefetch)/iu.test(tag))) continue;
    named.set(at, /^<script/iu.test(tag) ? 'script' : /stylesheet/iu.test(tag) ? 'style' : 'other');
  }
  let scriptBytes = [...page.text.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/giu)].reduce((sum, [, code]) => sum + Buffer.byteLength(code ?? ''), 0);
  const fetched: Fetched[] = [page];
  for (const [address, kind] of named) {
    const part = await fetchRaw(port, address, cookie);
    if (part.status !== 200) throw new Error(`${path} names ${address}, which was answered ${part.status}`);
    fetched.push(part);
    if (kind === 'script') scriptBytes += part.bytes;
    if (kind === 'style') for (const [, inside] of part.text.matchAll(/(?:url\(|@import\s+)["']?([^"')]+)/gu)) {
      if (inside && !inside.startsWith('data:') && !inside.startsWith('#')) fetched.push(await fetchRaw(port, new URL(inside, `http://x${address}`).pathname, cookie));
    }
  }
  const kb = (bytes: number): number => bytes / 1024;
  return { requests: fetched.length, kb: kb(fetched.reduce((sum, one) => sum + one.bytes, 0)), headerKb: kb(fetched.reduce((sum, one) => sum + one.headerBytes, 0)), scriptKb: kb(scriptBytes), parts: fetched.map((one, n) => `${n === 0 ? 'page' : one.path.split('/').at(-1)} ${kb(one.bytes).toFixed(1)}`) };
}

/** What travels when a browser that has the page asks whether it still stands. */
async function weighAgain(port: number, path: string): Promise<number> {
  const first = await fetchRaw(port, path);
  const again = await fetchRaw(port, path, undefined, first.tag);
  if (again.status !== 304) throw new Error(`${path} was answered ${again.status} to whoever has it`);
  return (again.bytes + again.headerBytes) / 1024;
}

function fetchRaw(port: number, path: string, cookie?: string, has?: string): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers: { 'accept-encoding': 'gzip, deflate, br, zstd', accept: 'text/html,*/*', ...(cookie ? { cookie } : {}), ...(has ? { 'if-none-match': has } : {}) } }, (answer: IncomingMessage) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const body = Buffer.concat(chunks);
        const coding = answer.headers['content-encoding'];
        const text = (coding === 'br' ? brotliDecompressSync(body) : coding === 'gzip' ? gunzipSync(body) : body).toString('utf8');
        const headerBytes = answer.rawHeaders.reduce((sum, piece) => sum + Buffer.byteLength(piece) + 2, 17);
        resolve({ path, status: answer.statusCode ?? 0, text, bytes: body.length, headerBytes, tag: answer.headers.etag ?? '' });
      });
    }).on('error', reject);
  });
}
