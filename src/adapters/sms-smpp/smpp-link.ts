import { isIP } from 'node:net';
import smpp, { type PDU, type Session } from 'smpp';
import type { ArrivedSms, DeliveryReceipt, SmsSender } from '../../modules/notice/ports.ts';
import { arrivedOf, receiptOf } from './read-delivery.ts';

type Failed = Extract<Awaited<ReturnType<SmsSender['send']>>, { kind: 'failed' }>;
export type LinkFailure = Pick<Failed, 'cause' | 'detail'>;
export class LinkError extends Error {
  readonly failure: LinkFailure;
  constructor(cause: Failed['cause'], detail: string) { super(`${cause}: ${detail}`); this.failure = { cause, detail }; }
}

export interface LinkSettings {
  readonly host: string; readonly port: number;
  readonly tls?: { readonly ca?: string; readonly servername?: string };
  readonly systemId: string; readonly password: string; readonly systemType?: string;
  /** submissions that may wait for their answer at once */ readonly window: number;
  readonly bindMs: number; readonly answerMs: number; readonly enquireMs: number;
  /** first pause after a failed connection; doubles up to `backoffMostMs` */ readonly backoffMs: number; readonly backoffMostMs: number;
}
/** What the centre brings. Each must be stored when its promise resolves; when it rejects the centre brings it again. */
export interface Listener { onReceipt(receipt: DeliveryReceipt): Promise<void>; /** absent: nothing can be written to us */ readonly onMessage?: ((arrived: ArrivedSms) => Promise<void>) | undefined }
const WAITING_MOST = 2000;
/** Deliveries that may be on their way to the database at once; more are put off. */
const DELIVERIES_MOST = 500;
/** Tries of one submission that the centre puts off because it is full or we are too fast; after them the message's own schedule takes over. */
const PUT_OFF_TRIES = 4;

/**
 * One bound connection to the SMS centre (SMPP 3.4, bind_transceiver), made when it is first needed and made again after
 * it broke. While a pause after a failure runs, sending fails at once instead of piling up: the message has its own
 * schedule of tries. Told to slow down, the whole line waits a moment.
 */
export class SmppLink {
  readonly #settings: LinkSettings;
  readonly #listener: Listener;
  #session: Session | null = null;
  #binding: Promise<Session> | null = null;
  #failures = 0;
  #notBefore = 0;
  #lastFailure: LinkFailure = { cause: 'unreachable', detail: '' };
  #closed = false;
  #open = 0;
  #deliveries = 0;
  #slowUntil = 0;
  #stayBound: Promise<void> | null = null;
  #wake: () => void = () => undefined;
  readonly #waiting: (() => void)[] = [];
  readonly #pending = new Set<(failure: LinkError) => void>();

  constructor(settings: LinkSettings, listener: Listener) {
    this.#settings = settings;
    this.#listener = listener;
    // Who wants to hear must be bound before anything is sent, and again after every break.
    if (listener.onMessage) this.#stayBound = this.#keepBound();
  }

  /** Submits one part and gives the centre's answer. Throws `LinkError`. */
  async submit(fields: Readonly<Record<string, unknown>>): Promise<PDU> {
    await this.#enter();
    try {
      for (let tries = 1; ; tries += 1) {
        while (performance.now() < this.#slowUntil && !this.#closed) await pause(this.#slowUntil - performance.now());
        const session = await this.#bound();
        const answer = await this.#ask(session, (done) => session.submit_sm(fields, done), 'no-reply');
        if (!PUT_OFF.includes(answer.command_status) || tries >= PUT_OFF_TRIES) return answer;
        this.#slowUntil = performance.now() + this.#settings.backoffMs * tries * (0.5 + Math.random() / 2);
      }
    } finally {
      this.#open -= 1;
      this.#waiting.shift()?.();
    }
  }

  async probe(): Promise<LinkFailure | null> {
    try {
      this.#notBefore = 0;
      await this.#bound();
      return null;
    } catch (error) {
      return error instanceof LinkError ? error.failure : { cause: 'unreachable', detail: String(error) };
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    const session = this.#session;
    if (!session) return;
    await Promise.race([new Promise<void>((resolve) => { if (!session.unbind(() => resolve())) resolve(); }), pause(500)]);
    session.destroy();
    await this.#stayBound;
  }

  async #keepBound(): Promise<void> {
    while (!this.#closed) {
      const session = await this.#bound().catch(() => null);
      if (this.#closed) return;
      const rest = session ? null : Math.max(this.#notBefore - performance.now(), 20);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (rest !== null) setTimeout(resolve, rest).unref();
        else if (session?.socket.destroyed) resolve();
        else session?.once('close', () => resolve());
      });
    }
  }

  /** A place in the window; first come, first served. */
  async #enter(): Promise<void> {
    if (this.#open < this.#settings.window) { this.#open += 1; return; }
    if (this.#waiting.length >= WAITING_MOST) throw new LinkError('busy', 'too many messages wait for the centre');
    await new Promise<void>((resolve) => { this.#waiting.push(() => { this.#open += 1; resolve(); }); });
  }

  #bound(): Promise<Session> {
    if (this.#closed) return Promise.reject(new LinkError('unreachable', 'closed'));
    if (this.#session) return Promise.resolve(this.#session);
    if (performance.now() < this.#notBefore) return Promise.reject(new LinkError(this.#lastFailure.cause, this.#lastFailure.detail));
    this.#binding ??= this.#bind().then(
      (session) => { this.#failures = 0; this.#session = session; return session; },
      (error: unknown) => {
        const failure = error instanceof LinkError ? error : new LinkError('unreachable', String(error));
        this.#lastFailure = failure.failure;
        const doubled = this.#settings.backoffMs * 2 ** Math.min(this.#failures, 16);
        this.#failures += 1;
        // Half to whole, so that many workers do not come back in step.
        this.#notBefore = performance.now() + Math.min(doubled, this.#settings.backoffMostMs) * (0.5 + Math.random() / 2);
        throw failure;
      },
    ).finally(() => { this.#binding = null; });
    return this.#binding;
  }

  async #bind(): Promise<Session> {
    const { host, port, tls, systemId, password, systemType } = this.#settings;
    const session = smpp.connect({ host, port, ...(tls ? { tls: true, ...(tls.servername ?? !isIP(host) ? { servername: tls.servername ?? host } : {}), ...(tls.ca ? { ca: tls.ca } : {}) } : {}) });
    let broken: LinkError | null = null;
    const breakOff = (failure: LinkError): void => {
      broken ??= failure;
      if (this.#session === session) this.#session = null;
      session.destroy();
    };
    session.on('error', (error: Error & { code?: string }) => breakOff(failureOf(error)));
    session.on('close', () => {
      if (this.#session === session) this.#session = null;
      for (const fail of [...this.#pending]) fail(broken ?? new LinkError('no-reply', 'the centre closed the connection'));
    });
    session.on('pdu', (pdu: PDU) => { void this.#incoming(session, pdu); });
    try {
      await within(this.#settings.bindMs, new Promise<void>((resolve, reject) => {
        session.once(tls ? 'secureConnect' : 'connect', () => resolve());
        session.once('close', () => reject(broken ?? new LinkError('unreachable', 'closed before it was open')));
      }), () => new LinkError('timed-out', 'no connection in time'));
      const answer = await this.#ask(session, (done) => session.bind_transceiver({ system_id: systemId, password, system_type: systemType ?? '', interface_version: 0x34 }, done), 'unreachable', this.#settings.bindMs);
      if (answer.command_status !== 0) throw new LinkError(BUSY_ON_BIND.includes(answer.command_status) ? 'busy' : 'account-refused', `bind 0x${answer.command_status.toString(16)}`);
      if (answer.command !== 'bind_transceiver_resp') throw new LinkError('bad-answer', `bind answered by ${answer.command}`);
    } catch (error) {
      session.destroy();
      throw error;
    }
    this.#keepAlive(session, breakOff);
    return session;
  }

  /** Sends one request and waits for its answer; a connection that does not answer is given up, it cannot be trusted any more. */
  #ask(session: Session, send: (answer: (pdu: PDU) => void) => boolean, whenBroken: 'no-reply' | 'unreachable', ms: number = this.#settings.answerMs): Promise<PDU> {
    return new Promise<PDU>((resolve, reject) => {
      const finish = (act: () => void): void => { clearTimeout(timer); this.#pending.delete(fail); act(); };
      // What breaks after a message has left leaves it open whether it was taken; before that nothing was sent.
      const vague = (cause: Failed['cause']): boolean => cause === 'unreachable' || cause === 'no-reply';
      const fail = (error: LinkError): void => finish(() => reject(vague(error.failure.cause) ? new LinkError(whenBroken, error.failure.detail) : error));
      const timer = setTimeout(() => {
        finish(() => reject(new LinkError(whenBroken === 'unreachable' ? 'timed-out' : 'no-reply', 'no answer in time')));
        if (this.#session === session) this.#session = null;
        session.destroy();
      }, ms);
      this.#pending.add(fail);
      if (!send((pdu) => finish(() => resolve(pdu)))) finish(() => reject(new LinkError('unreachable', 'the connection is closed')));
    });
  }

  #keepAlive(session: Session, breakOff: (failure: LinkError) => void): void {
    const timer = setInterval(() => {
      this.#ask(session, (answer) => session.enquire_link(answer), 'no-reply').catch(() => breakOff(new LinkError('no-reply', 'enquire_link stayed without answer')));
    }, this.#settings.enquireMs);
    timer.unref();
    session.once('close', () => clearInterval(timer));
  }

  async #incoming(session: Session, pdu: PDU): Promise<void> {
    if (pdu.isResponse()) return;
    const status = pdu.command === 'deliver_sm' || pdu.command === 'data_sm' ? await this.#take(pdu) : 0;
    session.send(pdu.response(status === 0 ? {} : { command_status: status }));
    if (pdu.command === 'unbind') { if (this.#session === session) this.#session = null; session.close(); }
  }

  /** The centre keeps a receipt or a message until it is answered with «taken»: first stored, then answered. */
  async #take(pdu: PDU): Promise<number> {
    if (this.#deliveries >= DELIVERIES_MOST) return THROTTLED;
    this.#deliveries += 1;
    try {
      const receipt = receiptOf(pdu);
      const arrived = receipt || !this.#listener.onMessage ? null : arrivedOf(pdu);
      if (receipt) await this.#listener.onReceipt(receipt);
      if (arrived) await this.#listener.onMessage?.(arrived);
      return 0;
    } catch {
      return TEMPORARY_APPLICATION_ERROR;
    } finally {
      this.#deliveries -= 1;
    }
  }
}

const TEMPORARY_APPLICATION_ERROR = 0x64;
const THROTTLED = 0x58;
/** ESME_RMSGQFUL, ESME_RTHROTTLED: nothing was taken, and a moment later it may be. */
const PUT_OFF = [0x14, THROTTLED];
/** ESME_RALYBND, ESME_RSYSERR, ESME_RTHROTTLED: a later try can help. */
const BUSY_ON_BIND = [0x05, 0x08, 0x58];

function failureOf(error: Error & { code?: string }): LinkError {
  const code = error.code ?? '';
  if (/^(?:DEPTH_|UNABLE_TO|SELF_SIGNED|CERT_|ERR_TLS_CERT|HOSTNAME_)/u.test(code)) return new LinkError('wrong-certificate', code);
  if (/^(?:ECONN|EHOST|ENET|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT)/u.test(code)) return new LinkError('unreachable', code);
  return new LinkError('bad-answer', code === '' ? 'not SMPP' : code);
}
function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  return Promise.race([work, new Promise<never>((_, reject) => { timer = setTimeout(() => reject(late()), ms); })]).finally(() => clearTimeout(timer));
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms).unref(); });
