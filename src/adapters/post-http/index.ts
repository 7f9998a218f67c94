import { codeOfHash, ID_KINDS, PARCEL_LIMITS, REPORT_KINDS, STATEMENT_STATES, type CarrierReport, type IdKind, type Receiver, type ReportKind } from '../../modules/delivery/ports.ts';
import type { CarrierMessage, CarrierOrder, ClerkSignature, OrderAnswer, PostCarrier, StatementLine, TrackAnswer } from '../../modules/delivery/ports.ts';
import { ask, jsonObject, staysPrivate } from '../../platform/http-client/ask.ts';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { hashOf, sameSignature, signatureOf } from './signing.ts';

export interface PostHttpSettings {
  /** interface of the carrier: `https://…/api` */ readonly url: string;
  readonly customerCode: string; readonly secret: string;
  /** «Bưu điện tỉnh …», as people read it */ readonly title: string;
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}
export const POST_HTTP_LIMITS = { timeoutMs: 10_000, /** bytes of an answer */ answer: 262_144, /** shortest secret that is taken */ secret: 16, /** events of one parcel */ events: 200, /** pages of one day's statement */ statementPages: 200, text: 200 } as const;
type Fields = Readonly<Record<string, unknown>>;

/** A carrier over HTTP: signed orders with an idempotency key, signed answers, signed callbacks, and a question about one parcel. */
export function postHttp(settings: PostHttpSettings): PostCarrier {
  const { secret, clock = systemClock } = settings;
  const base = settings.url.replace(/\/+$/u, '');
  /** An answer counts only when the carrier has signed it. */
  async function call(method: 'GET' | 'POST', path: string, body: Fields | null, key: string | null): Promise<{ readonly status: number; readonly fields: Fields } | { readonly failed: string }> {
    const payload = body === null ? '' : JSON.stringify(body);
    const timestamp = String(Math.floor(clock.now().getTime() / 1000));
    const answer = await ask(`${base}${path}`, {
      method, timeoutMs: settings.timeoutMs ?? POST_HTTP_LIMITS.timeoutMs, answerBytes: POST_HTTP_LIMITS.answer,
      headers: { 'x-customer': settings.customerCode, 'x-timestamp': timestamp, 'x-signature': signatureOf(secret, timestamp, `${method} ${path}\n${payload}`), ...(body === null ? {} : { 'content-type': 'application/json' }), ...(key === null ? {} : { 'idempotency-key': key }) },
      ...(body === null ? {} : { body: payload }),
    });
    if (answer.kind === 'no-answer') return { failed: answer.why === 'timed-out' ? 'timed out' : answer.detail };
    const { status, headers, text } = answer;
    if (text === null) return { failed: 'answer too long' };
    if (status >= 500 || status === 429) return { failed: `status ${status}` };
    if (!sameSignature(secret, headers.get('x-timestamp') ?? '', text, headers.get('x-signature') ?? '')) return { failed: 'answer not signed' };
    const fields = jsonObject(text);
    return fields ? { status, fields } : { failed: 'answer unreadable' };
  }
  const orderAnswer = (got: Awaited<ReturnType<typeof call>>, id: string): OrderAnswer => {
    if ('failed' in got) return { kind: 'no-answer', detail: got.failed };
    if (got.status >= 400) return { kind: 'refused', detail: line(got.fields['error']) ?? `status ${got.status}` };
    const number = line(got.fields['carrierNumber']);
    return number && got.fields['orderNumber'] === id ? { kind: 'accepted', carrierNumber: number } : { kind: 'no-answer', detail: 'answer names another order' };
  };

  return {
    name: 'buu-dien', title: settings.title,
    readMessage({ payload, timestamp, signature }, now) {
      if (!sameSignature(secret, timestamp, payload, signature)) return null;
      const sent = Number(timestamp) * 1000;
      if (!Number.isFinite(sent) || Math.abs(now.getTime() - sent) > PARCEL_LIMITS.messageMinutes * 60_000) return 'late';
      return readMessage(payload);
    },
    readStored: readMessage,
    async order(order: CarrierOrder) {
      const person = { name: order.person.name, tel: order.person.phone, province: order.person.province, address: order.person.address };
      const office = { name: order.office.name, tel: order.office.phone, province: order.office.province, address: order.office.address };
      const [sender, receiver] = order.direction === 'send' ? [person, office] : [office, person];
      return orderAnswer(await call('POST', '/orders', {
        customerCode: settings.customerCode, orderNumber: order.id, direction: order.direction === 'send' ? 'collect' : 'deliver', codAmount: order.cod, sender, receiver, reference: order.reference, description: order.description, govAgencyCode: order.office.code, govAgencyName: order.office.name,
      }, order.id), order.id);
    },
    async cancel(parcel) {
      const got = await call('POST', `/orders/${parcel}/cancel`, { customerCode: settings.customerCode }, `${parcel}-huy`);
      if ('failed' in got) return { kind: 'no-answer', detail: got.failed };
      return got.status >= 400 ? { kind: 'refused', detail: line(got.fields['error']) ?? '' } : { kind: 'accepted', carrierNumber: line(got.fields['carrierNumber']) ?? '' };
    },
    async track(parcel): Promise<TrackAnswer> {
      const got = await call('GET', `/orders/${parcel}`, null, null);
      if ('failed' in got) return { kind: 'no-answer', detail: got.failed };
      if (got.status === 404) return { kind: 'not-found' };
      const events = Array.isArray(got.fields['events']) ? (got.fields['events'] as readonly unknown[]).slice(-POST_HTTP_LIMITS.events) : [];
      return { kind: 'reports', messages: events.flatMap((event) => { const raw = JSON.stringify(event); const message = readMessage(raw); return message?.kind === 'report' ? [{ raw, report: message.report }] : []; }) };
    },
    async statement(day) {
      const lines: StatementLine[] = [];
      for (let page = 0; page < POST_HTTP_LIMITS.statementPages; page += 1) {
        const got = await call('GET', `/statements/${day}/${page}`, null, null);
        if ('failed' in got) return { kind: 'no-answer', detail: got.failed };
        const read = got.status === 200 && got.fields['day'] === day && Array.isArray(got.fields['lines']) ? (got.fields['lines'] as readonly unknown[]).map(readStatementLine) : null;
        // A statement with one line that cannot be read is no statement: it would show differences that are none.
        if (!read || read.some((one) => one === null)) return { kind: 'no-answer', detail: got.status === 200 ? 'statement unreadable' : `status ${got.status}` };
        lines.push(...(read as StatementLine[]));
        if (got.fields['more'] !== true) return new Set(lines.map((one) => one.orderNumber)).size === lines.length ? { kind: 'statement', lines } : { kind: 'no-answer', detail: 'an order stands twice in the statement' };
      }
      return { kind: 'no-answer', detail: 'statement too long' };
    },
    clerkCode: (text) => codeOfHash(hashOf(secret, text)),
    checkConfig() {
      let url: URL;
      try { url = new URL(settings.url); } catch { throw new Error(`POST_API_URL is not an address: ${settings.url}`); }
      if (!staysPrivate(url)) throw new Error('POST_API_URL must begin with https:');
      if (!/^[A-Za-z0-9_-]{3,40}$/u.test(settings.customerCode)) throw new Error('POST_CUSTOMER_CODE is 3 to 40 letters and digits, as the carrier issued it');
      if (secret.length < POST_HTTP_LIMITS.secret) throw new Error(`POST_SECRET has fewer than ${POST_HTTP_LIMITS.secret} characters`);
    },
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const line = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' && value.length <= POST_HTTP_LIMITS.text ? value.trim() : null);
const moment = (value: unknown): Date | null => { const at = typeof value === 'string' ? new Date(value) : null; return at && !Number.isNaN(at.getTime()) ? at : null; };
/** A message that is whole and of the protocol; everything else is no message. */
function readMessage(payload: string): CarrierMessage | null {
  const fields = jsonObject(payload);
  const eventId = line(fields?.['eventId']);
  const at = moment(fields?.['at']);
  if (!fields || !eventId || !at) return null;
  if (fields['kind'] === 'minutes') {
    const [minutes, digest, clerkName, clerkNumber] = ['minutes', 'digest', 'clerkName', 'clerkNumber'].map((name) => line(fields[name]));
    if (!minutes || !UUID.test(minutes) || !digest || !clerkName || !clerkNumber) return null;
    return { kind: 'minutes', signature: { eventId, minutes, digest, clerkName, clerkNumber, at } satisfies ClerkSignature };
  }
  const parcel = line(fields['orderNumber']);
  const kind = REPORT_KINDS.find((one): one is ReportKind => one === fields['kind']);
  const collected = fields['collected'] ?? 0;
  if (!parcel || !UUID.test(parcel) || !kind || typeof collected !== 'number' || !Number.isSafeInteger(collected) || collected < 0) return null;
  return { kind: 'report', report: { eventId, parcel, carrierNumber: line(fields['carrierNumber']) ?? '', kind, at, place: line(fields['place']), reason: line(fields['reason']), receiver: readReceiver(fields['receiver']), collected } satisfies CarrierReport };
}
function readStatementLine(value: unknown): StatementLine | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Fields;
  const [orderNumber, carrierNumber] = [line(fields['orderNumber']), line(fields['carrierNumber'])];
  const state = STATEMENT_STATES.find((one) => one === fields['state']);
  const sum = (name: string): number | null => { const one = fields[name]; return typeof one === 'number' && Number.isSafeInteger(one) && one >= 0 ? one : null; };
  const [postage, collected] = [sum('postage'), sum('codCollected')];
  return orderNumber && carrierNumber && state && postage !== null && collected !== null ? { orderNumber, carrierNumber, state, postage, collected } : null;
}
function readReceiver(value: unknown): Receiver | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Fields;
  const name = line(fields['name']);
  const idNumber = line(fields['idNumber']);
  const idKind = ID_KINDS.find((one): one is IdKind => one === fields['idKind']);
  return name && idNumber && idKind && /^[A-Z0-9]{6,20}$/u.test(idNumber) ? { name, idKind, idNumber, authorised: fields['authorised'] === true } : null;
}
