import { openErrands } from '../counterpart/errands.ts';
import { keptIn } from '../counterpart/kept-book.ts';
import { serveHere } from '../counterpart/serve-here.ts';
import { agencyPage, STYLE } from './pages.ts';
import { callIsSigned, signFields } from './protocol.ts';

/** How an agency behaves towards the next request. */
export type AgencyWay = 'normal' | 'verify' | 'refuse' | 'exists' | 'data-refused' | 'rubbish' | 'broken' | 'busy' | 'hang' | 'silent' | 'lost' | 'double' | 'out-of-order' | 'late' | 'forged';
export const WAYS: Readonly<Record<AgencyWay, string>> = {
  normal: 'nhận, rồi báo xong', verify: 'phải xác minh, rồi báo xong', refuse: 'nhận, rồi từ chối', exists: 'trả lời «đã có» từ nơi khác', 'data-refused': 'không nhận dữ liệu', rubbish: 'trả lời thứ vô nghĩa', broken: 'lỗi 500', busy: 'quá tải 503', hang: 'không trả lời cuộc gọi',
  silent: 'nhận rồi im lặng', lost: 'làm xong mà không báo', double: 'báo mỗi tin hai lần', 'out-of-order': 'báo «xong» trước «đã nhận»', late: 'báo muộn', forged: 'báo với chữ ký giả',
};
export interface AgencyRequest { readonly key: string; readonly reference: string; readonly part: string; readonly dossier: string; readonly at: string; readonly sent: number; readonly way: AgencyWay; readonly seq: number; readonly state: 'accepted' | 'verifying' | 'done' | 'refused'; readonly number: string; readonly reason: string; readonly body: Readonly<Record<string, unknown>> }
export interface LinkedAgenciesOptions {
  readonly port: number; /** partner → secret */ readonly secrets: Readonly<Record<string, string>>;
  /** where messages go: `{partner}` is put in */ readonly tellUrl?: string; readonly file?: string; readonly now?: () => Date;
  /** pause before each message */ readonly pauseMs?: number; readonly lateMs?: number; readonly retryMs?: number;
}
export interface LinkedAgenciesSimulator {
  readonly port: number; urlOf(partner: string): string; secretOf(partner: string): string;
  requests(partner: string): readonly AgencyRequest[];
  behave(partner: string, way: AgencyWay): void;
  callTo(tellUrl: string): void;
  /** Sends a message as given, signed unless it says otherwise; answers the status. */ tell(partner: string, fields: Readonly<Record<string, string>>, secret?: string): Promise<number>;
  /** until every message on its way has been answered */ idle(): Promise<void>;
  close(): Promise<void>;
}
const BODY_LIMIT = 262_144;
/** how often a message comes again that was not taken */
const RETRIES = 600;
const NAMES: Readonly<Record<string, { readonly title: string; readonly mark: string }>> = { 'cu-tru': { title: 'Cơ quan đăng ký cư trú (mô phỏng)', mark: 'TT' }, 'bao-hiem': { title: 'Bảo hiểm xã hội (mô phỏng)', mark: 'TE1' } };

/** Agencies on this machine that take requests over HTTP, keep a ledger of their own and call back, well or badly. */
export async function startLinkedAgencies(options: LinkedAgenciesOptions): Promise<LinkedAgenciesSimulator> {
  const now = options.now ?? (() => new Date());
  const pauseMs = options.pauseMs ?? 3_000;
  const kept = keptIn<Record<string, AgencyRequest[]>>(options.file ?? null);
  const books = new Map<string, AgencyRequest[]>(Object.keys(options.secrets).map((partner) => [partner, []]));
  for (const [partner, book] of Object.entries(kept.read() ?? {})) if (books.has(partner)) books.set(partner, book);
  const ways = new Map<string, AgencyWay>();
  let tellUrl = options.tellUrl ?? '';
  const errands = openErrands();
  const put = (partner: string, request: AgencyRequest): AgencyRequest => { const book = books.get(partner) ?? []; const at = book.findIndex((one) => one.key === request.key); if (at >= 0) book[at] = request; else book.push(request); books.set(partner, book); kept.write(Object.fromEntries(books)); return request; };

  const fieldsOf = (request: AgencyRequest, seq: number, state: AgencyRequest['state']): Record<string, string> => ({ message: `${request.reference}-${seq}`, key: request.key, reference: request.reference, seq: String(seq), state, at: now().toISOString(), number: state === 'done' ? request.number : '', reason: state === 'refused' || state === 'verifying' ? request.reason : '' });
  async function tell(partner: string, fields: Readonly<Record<string, string>>, secret = options.secrets[partner] ?? ''): Promise<number> {
    try {
      const response = await fetch(tellUrl.replace('{partner}', partner), { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(10_000), headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ ...fields, signature: signFields(secret, fields) }) });
      return response.status;
    } catch { return 0; }
  }
  /** Comes again until it is taken, as a real agency would. */
  async function deliver(partner: string, fields: Record<string, string>, left = RETRIES, secret?: string): Promise<void> {
    const status = await tell(partner, fields, secret);
    if (status !== 200 && left > 0 && !errands.ended() && !secret) errands.later(options.retryMs ?? 10_000, () => deliver(partner, fields, left - 1));
  }
  /** What an agency makes of a request: its course from acceptance to the end, and how it tells. */
  function work(partner: string, request: AgencyRequest): void {
    const { way } = request;
    const end: AgencyRequest['state'] = way === 'refuse' ? 'refused' : 'done';
    const course: readonly AgencyRequest['state'][] = way === 'silent' ? ['accepted'] : way === 'verify' ? ['accepted', 'verifying', end] : ['accepted', end];
    let wait = way === 'late' ? (options.lateMs ?? 60_000) : pauseMs;
    for (const [at, state] of (way === 'out-of-order' ? [...course.entries()].reverse() : [...course.entries()])) {
      const seq = at + 1;
      errands.later(wait, async () => {
        const known = (books.get(partner) ?? []).find((one) => one.key === request.key) ?? request;
        if (seq > known.seq) put(partner, { ...known, seq, state });
        const fields = fieldsOf(request, seq, state);
        if (way === 'lost' || way === 'silent') return;
        await deliver(partner, fields, RETRIES, way === 'forged' ? 'not-the-secret-of-anybody' : undefined);
        if (way === 'double') await deliver(partner, fields);
      });
      wait += pauseMs;
    }
  }

  const server = await serveHere({ port: options.port, bodyLimit: BODY_LIMIT }, ({ method, url, headers, body }, send) => {
    const json = (status: number, value: unknown): void => send(status, 'application/json', JSON.stringify(value));
    const [, partner = '', what = '', key = ''] = url.pathname.split('/');
    if (url.pathname === '/') { send(200, 'text/html', agencyPage([...books].map(([name, book]) => ({ partner: name, title: NAMES[name]?.title ?? name, way: ways.get(name) ?? 'normal', requests: book })), WAYS)); return; }
    if (url.pathname === '/kieu.css') { send(200, 'text/css', STYLE); return; }
    const book = books.get(partner);
    const secret = options.secrets[partner];
    if (!book || !secret) { json(404, { reason: 'no such agency' }); return; }
    if (method === 'POST' && what === 'cach') { const way = new URLSearchParams(body).get('cach') ?? ''; if (way in WAYS) ways.set(partner, way as AgencyWay); send(303, 'text/plain', '', { location: '/' }); return; }
    const path = url.pathname.slice(partner.length + 1);
    if (!callIsSigned(secret, { method, path, moment: String(headers['x-moment'] ?? ''), body, signature: String(headers['x-signature'] ?? '') })) { json(401, { reason: 'signature' }); return; }
    const way = ways.get(partner) ?? 'normal';
    if (way === 'hang') return;
    if (way === 'broken') { json(500, { reason: 'broken' }); return; }
    if (way === 'busy') { json(503, { reason: 'busy' }); return; }
    if (way === 'rubbish') { send(200, 'text/html', '<html>502 Bad Gateway</html>'); return; }
    const known = book.find((one) => one.key === (key || String(headers['idempotency-key'] ?? '')));
    if (method === 'GET' && what === 'requests') {
      if (!known) { json(404, {}); return; }
      const fields = fieldsOf(known, Math.max(known.seq, 1), known.state);
      json(200, { ...fields, signature: signFields(secret, fields) });
      return;
    }
    if (method !== 'POST' || what !== 'requests') { json(405, {}); return; }
    // The same request again is the same entry in the book, whatever the mood of the day.
    if (known) { put(partner, { ...known, sent: known.sent + 1 }); json(409, { reason: 'exists', key: known.key, reference: known.reference }); return; }
    if (way === 'exists') { json(409, { reason: 'exists', key: 'another', reference: `${NAMES[partner]?.mark ?? 'X'}-OTHER-1` }); return; }
    const told = JSON.parse(body) as { key: string; part: string; dossier: string };
    if (way === 'data-refused') { json(422, { reason: 'Thiếu nơi đăng ký thường trú của chủ hộ' }); return; }
    const mark = NAMES[partner]?.mark ?? 'X';
    const entry = put(partner, { key: told.key, reference: `${mark}-${String(book.length + 1).padStart(6, '0')}`, part: told.part, dossier: told.dossier, at: now().toISOString(), sent: 1, way, seq: 0, state: 'accepted', number: `${mark}${String(7_000_000 + book.length)}`, reason: way === 'refuse' ? 'Chủ hộ chưa đồng ý cho nhập vào hộ' : way === 'verify' ? 'Xác minh nơi ở thực tế' : '', body: told as unknown as Record<string, unknown> });
    json(202, { key: entry.key, reference: entry.reference });
    work(partner, entry);
  });
  const { port } = server;
  return {
    port, urlOf: (partner) => `http://127.0.0.1:${port}/${partner}`, secretOf: (partner) => options.secrets[partner] ?? '',
    requests: (partner) => books.get(partner) ?? [],
    behave(partner, way) { ways.set(partner, way); },
    callTo(to) { tellUrl = to; },
    tell,
    idle: () => errands.idle(),
    async close() { await errands.end(); await server.close(); },
  };
}
