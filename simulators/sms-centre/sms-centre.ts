import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import smpp, { type PDU, type Session } from 'smpp';

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
  /** the last 500, oldest first */ messages(): readonly SmsMessage[];
  clear(): void;
  behave(change: Partial<SmsCentreBehaviour>): void;
  /** bound connections */ bound(): number;
  /** cuts every line, as a restart does */ dropAll(): void;
  close(): Promise<void>;
}
export const SMS_CENTRE_LIMITS = { kept: 500, /** parts of unfinished long messages */ openParts: 200, sessions: 50 } as const;
const RECEIPT_TRIES = 5;
const NORMAL: SmsCentreBehaviour = { mode: 'normal', status: 0x58, delayMs: 0, receipts: 'delivered', receiptFirst: false, receiptTwice: false };

interface Kept { id: string; from: string; to: string; text: string; parts: number; coding: number; reference: string; receivedAt: Date; repeats: number; key: string }

/** An SMS centre on this machine: SMPP 3.4 as a client meets it, keeping what arrives instead of carrying it on. */
export async function startSmsCentre(options: SmsCentreOptions): Promise<SmsCentre> {
  let behaviour: SmsCentreBehaviour = { ...NORMAL, ...options.behaviour };
  const now = options.now ?? (() => new Date());
  const kept: Kept[] = [];
  const open = new Map<string, { texts: string[]; total: number; reference: string }>();
  const bound = new Set<Session>();
  let numbers = 0;

  const server = smpp.createServer({}, (session) => {
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
    const id = keep(pdu);
    switch (behaviour.mode) {
      case 'die': session.destroy(); return;
      case 'silent': return;
      case 'rubbish': session.socket.write('HTTP/1.1 200 OK\r\n\r\n<html>cổng thông tin</html>'); return;
      default: break;
    }
    if (behaviour.receiptFirst) receipt(session, pdu, id);
    session.send(pdu.response({ message_id: id }));
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
    const known = reference === '' ? undefined : kept.find((one) => one.key === `${to}|${reference}`);
    if (known) { known.repeats += 1; return known.id; }
    const one: Kept = { id: `s${++numbers}`, from, to, text: whole, parts: total, coding: Number(pdu['data_coding'] ?? 0), reference: reference.replace(/\/\d+$/u, ''), receivedAt: now(), repeats: 0, key: `${to}|${reference}` };
    kept.push(one);
    if (kept.length > SMS_CENTRE_LIMITS.kept) kept.shift();
    return one.id;
  }
  function referenceOf(pdu: PDU): string {
    const field = options.referenceTlv === undefined ? undefined : (pdu['mot_cua_reference'] ?? pdu[String(options.referenceTlv)]);
    if (Buffer.isBuffer(field) || typeof field === 'string') return field.toString();
    return pdu['user_message_reference'] === undefined ? '' : String(pdu['user_message_reference']);
  }
  function receipt(session: Session, pdu: PDU, id: string): void {
    if (behaviour.receipts === 'none' || pdu['registered_delivery'] !== 1) return;
    const good = behaviour.receipts === 'delivered';
    const offer = (tries: number): boolean => session.deliver_sm({
      source_addr_ton: 1, source_addr_npi: 1, source_addr: pdu['destination_addr'], destination_addr: pdu['source_addr'], esm_class: 0x04, data_coding: 0, receipted_message_id: id, message_state: good ? 2 : 5,
      short_message: Buffer.from(`id:${id} sub:001 dlvrd:${good ? '001' : '000'} stat:${good ? 'DELIVRD' : 'UNDELIV'} err:${good ? '000' : '027'} text:`, 'latin1'),
    }, (answered) => { if (answered.command_status !== 0 && tries < RECEIPT_TRIES) setTimeout(() => offer(tries + 1), 50).unref(); });
    offer(1);
  }

  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(options.port, options.host ?? '127.0.0.1', () => resolve()); });
  return {
    port: (server.address() as AddressInfo).port,
    messages: () => kept.map(({ key: _, ...one }) => one),
    clear: () => { kept.length = 0; open.clear(); },
    behave: (change) => { behaviour = { ...behaviour, ...change }; },
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
