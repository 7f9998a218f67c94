import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import smpp, { type PDU, type Session } from 'smpp';
import { deliveriesOf, REFERENCE_FIELD, type WrittenSms } from './telephone.ts';

export type { WrittenSms } from './telephone.ts';

/** How the centre behaves; everything can be switched while it runs. */
export interface SmsCentreBehaviour {
  /**
   * `refuse` answers with `status` · `die` keeps the message and cuts the line without an answer · `silent` keeps it and says
   * nothing · `rubbish` answers with something that is not SMPP · `refuse-bind` accepts nobody
   */
  readonly mode: 'normal' | 'refuse' | 'die' | 'silent' | 'rubbish' | 'refuse-bind';
  readonly status: number;
  readonly delayMs: number;
  /** delivery receipts: how each message ends, and whether the receipt overtakes the answer */
  readonly receipts: 'delivered' | 'undelivered' | 'none';
  readonly receiptFirst: boolean;
  readonly receiptTwice: boolean;
  /** answers every submission twice, the second time with another number */ readonly answerTwice: boolean;
  /** submissions taken in any one second; more are answered «throttled» and not kept. 0: any number */ readonly perSecond: number;
  /** what somebody writes is delivered again although it was taken, this often */ readonly repeats: number;
}
export interface SmsMessage {
  readonly id: string; readonly from: string; readonly to: string; readonly text: string; readonly parts: number; readonly coding: number;
  /** the sender's whole reference, or the short one of the protocol */ readonly reference: string;
  readonly receivedAt: Date;
  /** repeated sendings that were recognised and not delivered again */ readonly repeats: number;
}
export interface SmsCentreOptions {
  readonly port: number;
  readonly host?: '127.0.0.1';
  /** accounts that may bind; everybody when absent */ readonly accounts?: Readonly<Record<string, string>>;
  /** number of the field that carries the whole reference */ readonly referenceTlv?: number;
  readonly behaviour?: Partial<SmsCentreBehaviour>;
  readonly now?: () => Date;
}
export interface SmsCentre {
  readonly port: number;
  /** the last 20,000, oldest first */ messages(): readonly SmsMessage[];
  clear(): void;
  behave(change: Partial<SmsCentreBehaviour>): void;
  /** Somebody sends a message to a short number. It is brought until the client takes it; answers the client's last status and how often it was brought. */
  say(written: WrittenSms): Promise<{ readonly status: number; readonly brought: number }>;
  /** bound connections */ bound(): number;
  /** cuts every line, as a restart does */ dropAll(): void;
  close(): Promise<void>;
}
export const SMS_CENTRE_LIMITS = { kept: 20_000, /** parts of unfinished long messages */ openParts: 200, sessions: 50 } as const;
const RECEIPT_TRIES = 20;
/** how long an answer is waited for before a message is brought again, and how often it is */
const BRINGING = { answerMs: 1_000, pauseMs: 50, tries: 60 } as const;
const NORMAL: SmsCentreBehaviour = { mode: 'normal', status: 0x58, delayMs: 0, receipts: 'delivered', receiptFirst: false, receiptTwice: false, answerTwice: false, perSecond: 0, repeats: 0 };

interface Kept { id: string; from: string; to: string; text: string; parts: number; coding: number; reference: string; receivedAt: Date; repeats: number; key: string }

/** An SMS centre on this machine: SMPP 3.4 as a client meets it, keeping what arrives instead of carrying it on. */
export async function startSmsCentre(options: SmsCentreOptions): Promise<SmsCentre> {
  let behaviour: SmsCentreBehaviour = { ...NORMAL, ...options.behaviour };
  const now = options.now ?? (() => new Date());
  const kept: Kept[] = [];
  const byKey = new Map<string, Kept>();
  const open = new Map<string, { texts: string[]; total: number; reference: string }>();
  const bound = new Set<Session>();
  let numbers = 0;
  let second = { at: 0, taken: 0 };
  if (options.referenceTlv !== undefined) smpp.addTLV(REFERENCE_FIELD, { id: options.referenceTlv, type: smpp.types.tlv.string });

  const server = smpp.createServer({}, (session) => {
    session.setMaxListeners(0);
    session.on('error', () => session.destroy());
    if (server.sessions.length > SMS_CENTRE_LIMITS.sessions) { session.destroy(); return; }
    session.on('close', () => bound.delete(session));
    session.on('pdu', (pdu: PDU) => { void answer(session, pdu).catch(() => session.destroy()); });
  });

  async function answer(session: Session, pdu: PDU): Promise<void> {
    if (pdu.isResponse()) return;
    switch (pdu.command) {
      case 'bind_transceiver': case 'bind_transmitter': case 'bind_receiver': return bind(session, pdu);
      case 'enquire_link': if (behaviour.mode !== 'silent') session.send(pdu.response()); return;
      case 'unbind': session.send(pdu.response()); session.close(); return;
      case 'submit_sm': return submit(session, pdu);
      default: session.send(pdu.response({ command_status: 0x03 }));
    }
  }
  function bind(session: Session, pdu: PDU): void {
    const password = options.accounts?.[String(pdu['system_id'])];
    if (behaviour.mode === 'refuse-bind' || (options.accounts && password === undefined)) { session.send(pdu.response({ command_status: 0x0d })); return; }
    if (options.accounts && password !== pdu['password']) { session.send(pdu.response({ command_status: 0x0e })); return; }
    bound.add(session);
    session.send(pdu.response({ system_id: 'mot-cua-sms' }));
  }
  async function submit(session: Session, pdu: PDU): Promise<void> {
    if (!bound.has(session)) { session.send(pdu.response({ command_status: 0x04 })); return; }
    if (behaviour.delayMs > 0) await pause(behaviour.delayMs);
    if (behaviour.mode === 'refuse') { session.send(pdu.response({ command_status: behaviour.status })); return; }
    if (behaviour.perSecond > 0) {
      const at = Math.floor(performance.now() / 1000);
      if (second.at !== at) second = { at, taken: 0 };
      if (second.taken >= behaviour.perSecond) { session.send(pdu.response({ command_status: 0x58 })); return; }
      second.taken += 1;
    }
    const id = keep(pdu);
    switch (behaviour.mode) {
      case 'die': session.destroy(); return;
      case 'silent': return;
      case 'rubbish': session.socket.write('HTTP/1.1 200 OK\r\n\r\n<html>cổng thông tin</html>'); return;
      default: break;
    }
    if (behaviour.receiptFirst) receipt(session, pdu, id);
    session.send(pdu.response({ message_id: id }));
    if (behaviour.answerTwice) session.send(pdu.response({ message_id: `${id}-again` }));
    if (!behaviour.receiptFirst) receipt(session, pdu, id);
    if (behaviour.receiptTwice) receipt(session, pdu, id);
  }

  /** Keeps the message once; the same reference to the same number is a repetition and gets the first one's number back. */
  function keep(pdu: PDU): string {
    const [to, from] = [String(pdu['destination_addr']), String(pdu['source_addr'])];
    const message = pdu.short_message?.message;
    const text = typeof message === 'string' ? message : message?.toString('latin1') ?? '';
    const reference = referenceOf(pdu);
    const header = pdu.short_message?.udh?.find((one) => one[0] === 0x00 && one[1] === 3);
    const total = header?.[3] ?? 1;
    let whole = text;
    if (header && total > 1) {
      const key = `${from}|${to}|${header[2]}`;
      if (open.size >= SMS_CENTRE_LIMITS.openParts && !open.has(key)) open.delete(open.keys().next().value ?? '');
      const parts = open.get(key) ?? { texts: [], total, reference };
      parts.texts[(header[4] ?? 1) - 1] = text;
      open.set(key, parts);
      if (parts.texts.filter((part) => part !== undefined).length < total) return `p${++numbers}`;
      open.delete(key);
      whole = parts.texts.join('');
    }
    const known = reference === '' ? undefined : byKey.get(`${to}|${reference}`);
    if (known) { known.repeats += 1; return known.id; }
    const one: Kept = { id: `s${++numbers}`, from, to, text: whole, parts: total, coding: Number(pdu['data_coding'] ?? 0), reference: reference.replace(/\/\d+$/u, ''), receivedAt: now(), repeats: 0, key: `${to}|${reference}` };
    kept.push(one);
    byKey.set(one.key, one);
    if (kept.length > SMS_CENTRE_LIMITS.kept) byKey.delete(kept.shift()?.key ?? '');
    return one.id;
  }
  function referenceOf(pdu: PDU): string {
    const field = options.referenceTlv === undefined ? undefined : (pdu[REFERENCE_FIELD] ?? pdu[String(options.referenceTlv)]);
    if (Buffer.isBuffer(field) || typeof field === 'string') return field.toString();
    return pdu['user_message_reference'] === undefined ? '' : String(pdu['user_message_reference']);
  }
  function receipt(session: Session, pdu: PDU, id: string): void {
    if (behaviour.receipts === 'none' || pdu['registered_delivery'] !== 1) return;
    const good = behaviour.receipts === 'delivered';
    const offer = (tries: number): boolean => session.deliver_sm({
      source_addr_ton: 1, source_addr_npi: 1, source_addr: pdu['destination_addr'], destination_addr: pdu['source_addr'], esm_class: 0x04, data_coding: 0, receipted_message_id: id, message_state: good ? 2 : 5,
      short_message: Buffer.from(`id:${id} sub:001 dlvrd:${good ? '001' : '000'} stat:${good ? 'DELIVRD' : 'UNDELIV'} err:${good ? '000' : '027'} text:`, 'latin1'),
    }, (answered) => { if (answered.command_status !== 0 && tries < RECEIPT_TRIES) setTimeout(() => offer(tries + 1), 50 * tries).unref(); });
    offer(1);
  }

  /** Brings one part to any bound client until it is taken; then as often again as the centre repeats itself. */
  async function bring(fields: Readonly<Record<string, unknown>>): Promise<{ status: number; brought: number }> {
    let [status, brought, taken] = [-1, 0, 0];
    for (let tries = 0; tries < BRINGING.tries && taken <= behaviour.repeats; tries += 1) {
      const session = [...bound].at(-1);
      if (!session) { await pause(BRINGING.pauseMs); continue; }
      brought += 1;
      status = await new Promise<number>((resolve) => {
        const late = setTimeout(() => done(-1), BRINGING.answerMs);
        const gone = (): void => done(-1);
        const done = (answer: number): void => { clearTimeout(late); session.off('close', gone); resolve(answer); };
        session.once('close', gone);
        if (!session.deliver_sm(fields, (answered) => done(answered.command_status))) done(-1);
      });
      if (status === 0) taken += 1; else await pause(BRINGING.pauseMs);
    }
    return { status, brought };
  }

  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(options.port, options.host ?? '127.0.0.1', () => resolve()); });
  return {
    port: (server.address() as AddressInfo).port,
    messages: () => kept.map(({ key: _, ...one }) => one),
    clear: () => { kept.length = 0; byKey.clear(); open.clear(); },
    behave: (change) => { behaviour = { ...behaviour, ...change }; },
    async say(written) {
      let last = { status: 0, brought: 0 };
      for (const fields of deliveriesOf(written, options.referenceTlv !== undefined && written.mark !== null ? (written.mark ?? `mo${++numbers}`) : null)) last = await bring(fields);
      return last;
    },
    bound: () => bound.size,
    dropAll: () => { for (const session of [...server.sessions]) session.destroy(); },
    async close() {
      for (const session of [...server.sessions]) session.destroy();
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}

/** A listener that takes connections and never says a word. */
export async function startBlackHole(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<import('node:net').Socket>();
  const server: Server = createServer((socket) => { sockets.add(socket); socket.on('error', () => undefined); socket.on('close', () => sockets.delete(socket)); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => { for (const socket of sockets) socket.destroy(); server.close(() => resolve()); }) };
}
