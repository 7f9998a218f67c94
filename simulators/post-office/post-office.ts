import { openErrands } from '../counterpart/errands.ts';
import { serveHere, type Asked, type Send } from '../counterpart/serve-here.ts';
import { openLedger, type PostEntry, type PostEvent, type PostParty } from './ledger.ts';
import { devicePage, ledgerPage, STYLE } from './pages.ts';
import { clerkCode, digest, parcelNumber, sign } from './protocol.ts';
import { STATEMENT_PAGE, statementOf } from './statement.ts';

/** How the carrier tells the office of the next steps; a question (`GET /orders/:n`) always brings the truth. */
export type PostWay = 'normal' | 'double' | 'lost' | 'forged' | 'replay' | 'stale' | 'unknown-order' | 'other-number';
const WAYS: Readonly<Record<PostWay, string>> = { normal: 'báo đúng, một lần', double: 'báo hai lần cùng lúc', lost: 'không báo', forged: 'chữ ký giả', replay: 'báo lại nhiều lần', stale: 'báo bằng thư cũ', 'unknown-order': 'báo đơn không có', 'other-number': 'báo nhầm số bưu gửi' };
export interface PostBehaviour {
  readonly way: PostWay; readonly retryMs: number; readonly retries: number;
  /** how orders are answered; `dies` takes the order and closes the line without a word */ readonly api: 'normal' | 'silent' | 'broken' | 'rubbish' | 'unsigned' | 'dies' | 'refuses';
  readonly statement: StatementWay;
}
/** what the carrier's book-keeper does with a day's statement before it goes out */
export type StatementWay = 'right' | 'forgets-one' | 'adds-one' | 'overcharges' | 'other-sum' | 'unreadable';
export interface PostOfficeOptions { readonly port: number; readonly customerCode: string; readonly secret: string; /** where messages go; set later with `callTo` */ readonly callbackUrl?: string; readonly file?: string; readonly now?: () => Date; readonly behaviour?: Partial<PostBehaviour> }
export interface Told { readonly kind: string; readonly at?: Date; readonly receiver?: Readonly<Record<string, unknown>> | null; readonly collected?: number; readonly place?: string; readonly reason?: string }
export interface PostOfficeSimulator {
  readonly port: number; readonly url: string; readonly customerCode: string; readonly secret: string;
  ledger(): readonly PostEntry[];
  behave(change: Partial<PostBehaviour>): void;
  callTo(url: string): void;
  /** what happens to a parcel: enters it in the book and tells the office; resolves when it has answered */ happens(orderNumber: string, told: Told): Promise<void>;
  /** one signed message, whatever stands in it; answers the office's code */ call(fields: Readonly<Record<string, unknown>>, how?: { readonly secret?: string; readonly at?: Date }): Promise<string>;
  code(text: string, clerkNumber: string): string;
  /** the clerk signs on the own device */ signMinutes(minutesId: string, text: string, clerk: { readonly name: string; readonly number: string }): Promise<string>;
  close(): Promise<void>;
}
const BODY_LIMIT = 32_768;
const SEEN = (party: PostParty): Record<string, unknown> => ({ name: party.name, idKind: 'can-cuoc', idNumber: '060302900001', authorised: false });

/** A carrier on this machine: signed orders, a book of its own, signed callbacks with retries, and the clerk's device. */
export async function startPostOffice(options: PostOfficeOptions): Promise<PostOfficeSimulator> {
  const { secret, customerCode } = options;
  const now = options.now ?? (() => new Date());
  const ledger = openLedger(options.file ?? null);
  let behaviour: PostBehaviour = { way: 'normal', retryMs: 30_000, retries: 10, api: 'normal', statement: 'right', ...options.behaviour };
  let callbackUrl = options.callbackUrl ?? '';
  const errands = openErrands();
  let events = 0;
  const stamp = (at: Date): string => String(Math.floor(at.getTime() / 1000));

  async function post(payload: string, timestamp: string, signature: string): Promise<string> {
    try {
      const response = await fetch(callbackUrl, { method: 'POST', redirect: 'error', signal: AbortSignal.timeout(10_000), headers: { 'content-type': 'application/json' }, body: JSON.stringify({ payload, timestamp, signature }) });
      return String(((await response.json()) as { code?: unknown }).code ?? `http-${response.status}`);
    } catch { return 'x'; }
  }
  const call: PostOfficeSimulator['call'] = (fields, how = {}) => { const payload = JSON.stringify(fields); const timestamp = stamp(how.at ?? now()); return post(payload, timestamp, sign(how.secret ?? secret, timestamp, payload)); };
  const heard = (code: string): boolean => code === 'taken' || code === 'again';
  async function deliver(order: string, event: PostEvent, left: number): Promise<void> {
    const code = await call(event as unknown as Record<string, unknown>);
    ledger.change(order, { answers: [...(ledger.get(order)?.answers ?? []), code].slice(-30) });
    if (!heard(code) && left > 0 && !errands.ended()) errands.later(behaviour.retryMs, () => deliver(order, event, left - 1));
  }
  async function happens(order: string, told: Told): Promise<void> {
    const entry = ledger.get(order);
    if (!entry) throw new Error(`no order ${order}`);
    events += 1;
    const event: PostEvent = {
      eventId: `${entry.carrierNumber}-${entry.events.length + 1}-${events}`, orderNumber: order, carrierNumber: entry.carrierNumber, kind: told.kind, at: (told.at ?? now()).toISOString(), place: told.place ?? entry.receiver.address.slice(0, 80),
      ...(told.reason ? { reason: told.reason } : {}), ...(told.kind === 'delivered' ? { ...(told.receiver === null ? {} : { receiver: told.receiver ?? SEEN(entry.receiver) }), collected: told.collected ?? entry.codAmount } : {}),
    };
    ledger.change(order, { state: told.kind, events: [...entry.events, event] });
    switch (behaviour.way) {
      case 'normal': return deliver(order, event, behaviour.retries);
      case 'double': await Promise.all([deliver(order, event, 0), deliver(order, event, 0)]); return;
      case 'replay': for (let n = 0; n < 4; n += 1) await deliver(order, event, 0); return;
      case 'lost': return;
      case 'forged': await call(event as unknown as Record<string, unknown>, { secret: 'not-the-secret-of-the-carrier' }); return;
      case 'stale': await call(event as unknown as Record<string, unknown>, { at: new Date(now().getTime() - 3_600_000) }); return;
      case 'unknown-order': await call({ ...event, orderNumber: '01920000-0000-7000-8000-00000000dead' }); return;
      case 'other-number': await call({ ...event, carrierNumber: parcelNumber(9_999_999) }); return;
    }
  }

  interface Answer { readonly status: number; readonly body: string; readonly signed?: boolean }
  const say = (status: number, fields: Readonly<Record<string, unknown>>): Answer => ({ status, body: JSON.stringify(fields), signed: true });
  function takeOrder(body: string, key: string | undefined): Answer {
    let fields: Record<string, unknown>;
    try { fields = JSON.parse(body) as Record<string, unknown>; } catch { return say(400, { error: 'unreadable' }); }
    const order = String(fields['orderNumber'] ?? '');
    if (fields['customerCode'] !== customerCode || order === '' || key !== order) return say(400, { error: 'order incomplete' });
    if (behaviour.api === 'refuses') return say(422, { error: 'address outside the network' });
    const known = ledger.get(order);
    const stated = { direction: fields['direction'] === 'collect' ? ('collect' as const) : ('deliver' as const), codAmount: Number(fields['codAmount'] ?? 0), sender: fields['sender'] as PostParty, receiver: fields['receiver'] as PostParty, reference: String(fields['reference'] ?? ''), description: String(fields['description'] ?? ''), agency: String(fields['govAgencyName'] ?? '') };
    // The same order again is the same parcel, with what is new about its address and its money.
    const entry = known ? ledger.put({ ...known, ...stated }) : ledger.put({ ...stated, orderNumber: order, carrierNumber: parcelNumber(ledger.nextNumber()), state: 'accepted', events: [], answers: [] });
    return say(known ? 200 : 201, { orderNumber: order, carrierNumber: entry.carrierNumber, acceptedAt: now().toISOString() });
  }
  function answerApi(method: string, path: string, body: string, key: string | undefined): Answer {
    const found = /^\/orders\/([0-9a-f-]{36})(\/cancel)?$/u.exec(path);
    if (method === 'POST' && path === '/orders') return takeOrder(body, key);
    const asked = /^\/statements\/(\d{4}-\d{2}-\d{2})\/(\d+)$/u.exec(path);
    if (method === 'GET' && asked) {
      const lines = statementOf(ledger.all(), asked[1] ?? '', behaviour.statement);
      const from = Number(asked[2]) * STATEMENT_PAGE;
      return say(200, { day: asked[1], lines: lines.slice(from, from + STATEMENT_PAGE), more: lines.length > from + STATEMENT_PAGE });
    }
    const entry = found ? ledger.get(found[1] ?? '') : undefined;
    if (!found || !entry) return say(404, { error: 'unknown order' });
    if (found[2]) {
      if (!['accepted', 'failed', 'cancelled'].includes(entry.state)) return say(409, { error: 'already on its way' });
      ledger.change(entry.orderNumber, { state: 'cancelled' });
      return say(200, { orderNumber: entry.orderNumber, carrierNumber: entry.carrierNumber });
    }
    return say(200, { orderNumber: entry.orderNumber, carrierNumber: entry.carrierNumber, state: entry.state, events: entry.events });
  }
  async function confirm(minutesId: string, text: string, clerk: { readonly name: string; readonly number: string }): Promise<string> {
    return call({ eventId: `bb-${minutesId}-${clerk.number}`, kind: 'minutes', at: now().toISOString(), minutes: minutesId, digest: digest(text), clerkName: clerk.name, clerkNumber: clerk.number });
  }

  function answerOrder({ method, url, headers, body, hangUp }: Asked, send: Send): void {
    if (behaviour.api === 'silent') return;
    if (behaviour.api === 'broken') { send(500, 'application/json', ''); return; }
    if (behaviour.api === 'rubbish') { send(200, 'text/html', '<html>502 Bad Gateway</html>'); return; }
    const timestamp = String(headers['x-timestamp'] ?? '');
    const rightly = sign(secret, timestamp, `${method} ${url.pathname}\n${body}`) === headers['x-signature'] && Math.abs(now().getTime() / 1000 - Number(timestamp)) < 300;
    const answer = rightly ? answerApi(method, url.pathname, body, headers['idempotency-key']?.toString()) : say(401, { error: 'bad signature' });
    if (behaviour.api === 'dies') { hangUp(); return; }
    const at = stamp(now());
    send(answer.status, 'application/json', answer.body, behaviour.api === 'unsigned' ? {} : { 'x-timestamp': at, 'x-signature': sign(secret, at, answer.body) });
  }
  const server = await serveHere({ port: options.port, bodyLimit: BODY_LIMIT }, async (asked, send) => {
    const { method, url, body } = asked;
    if (url.pathname.startsWith('/orders') || url.pathname.startsWith('/statements/')) { answerOrder(asked, send); return; }
    if (method !== 'POST') {
      if (url.pathname === '/style.css') send(200, 'text/css', STYLE);
      else if (url.pathname === '/') send(200, 'text/html', ledgerPage(ledger.all(), (Object.keys(WAYS) as PostWay[]).map((key) => ({ key, words: WAYS[key], on: key === behaviour.way }))));
      else if (url.pathname === '/may-buu-ta') send(200, 'text/html', devicePage({ text: '', clerk: 'BT0068', name: 'Lê Văn Bưu', code: null, sent: null }));
      else if (url.pathname === '/so.json') send(200, 'application/json', JSON.stringify(ledger.all()));
      else send(404, 'text/plain', 'Không có trang này');
      return;
    }
    const form = new URLSearchParams(body);
    if (url.pathname === '/bao' && ledger.get(form.get('don') ?? '')) {
      const what = form.get('viec') ?? '';
      await happens(form.get('don') ?? '', what === 'delivered-unseen' ? { kind: 'delivered', receiver: null } : { kind: what });
      send(303, 'text/plain', '', { location: '/' });
    } else if (url.pathname === '/cong-tac') {
      const way = form.get('cach') ?? '';
      if (way in WAYS) behaviour = { ...behaviour, way: way as PostWay };
      send(303, 'text/plain', '', { location: '/' });
    } else if (url.pathname === '/may-buu-ta') {
      const [id = '', ...rest] = (form.get('bien-ban') ?? '').trim().split(' ');
      const clerk = { name: form.get('ten') ?? '', number: (form.get('so-hieu') ?? '').trim().toUpperCase() };
      const text = rest.join(' ');
      const signs = form.get('lam') === 'gui';
      send(200, 'text/html', devicePage({ text: `${id} ${text}`.trim(), clerk: clerk.number, name: clerk.name, code: signs ? null : clerkCode(secret, text, clerk.number), sent: signs ? await confirm(id, text, clerk) : null }));
    } else send(404, 'text/plain', 'Không có trang này');
  });
  const { port } = server;
  return {
    port, url: `http://127.0.0.1:${port}`, customerCode, secret, ledger: ledger.all, happens, call,
    behave(change) { behaviour = { ...behaviour, ...change }; },
    callTo(url) { callbackUrl = url; },
    code: (text, clerkNumber) => clerkCode(secret, text, clerkNumber),
    signMinutes: confirm,
    async close() { await errands.end(); await server.close(); },
  };
}
