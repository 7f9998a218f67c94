import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { readMail } from './read-mail.ts';

export interface MailSinkBehaviour {
  /**
   * `refuse` answers RCPT with `status` · `busy` answers DATA with 451 · `die` keeps the letter and cuts the line without an
   * answer · `silent` keeps it and says nothing · `rubbish` answers with something that is not SMTP
   */
  readonly mode: 'normal' | 'refuse' | 'busy' | 'die' | 'silent' | 'rubbish';
  readonly status: number;
  readonly delayMs: number;
}
export interface SinkMail {
  readonly id: string; readonly messageId: string; readonly from: string; readonly to: string; readonly subject: string; readonly text: string; readonly html: string;
  readonly raw: string; readonly receivedAt: Date; /** the same Message-ID for the same mailbox again */ readonly repeats: number;
}
export interface MailSinkOptions {
  readonly port: number;
  readonly host?: '127.0.0.1';
  /** TLS from the first byte, with the well-known certificate that the package brings */ readonly secure?: boolean;
  readonly account?: { readonly user: string; readonly password: string };
  readonly behaviour?: Partial<MailSinkBehaviour>;
  readonly now?: () => Date;
}
export interface MailSink {
  readonly port: number;
  /** the last 500, oldest first */ messages(): readonly SinkMail[];
  clear(): void;
  behave(change: Partial<MailSinkBehaviour>): void;
  close(): Promise<void>;
}
export const MAIL_SINK_LIMITS = { kept: 500, /** bytes of one letter */ letter: 1024 * 1024, connections: 50 } as const;

/** A mail server on this machine that speaks real SMTP and keeps every letter instead of carrying it on. */
export async function startMailSink(options: MailSinkOptions): Promise<MailSink> {
  let behaviour: MailSinkBehaviour = { mode: 'normal', status: 550, delayMs: 0, ...options.behaviour };
  const now = options.now ?? (() => new Date());
  const kept: (SinkMail & { repeats: number })[] = [];
  let number = 0;

  const settings: SMTPServerOptions = {
    secure: options.secure ?? false, authOptional: options.account === undefined, allowInsecureAuth: true, disabledCommands: options.secure ? [] : ['STARTTLS'], size: MAIL_SINK_LIMITS.letter, maxClients: MAIL_SINK_LIMITS.connections,
    disableReverseLookup: true, logger: false, banner: 'hop thu trinh dien', closeTimeout: 100, socketTimeout: 30_000,
    onAuth(auth, _session, done) {
      if (options.account && (auth.username !== options.account.user || auth.password !== options.account.password)) { done(Object.assign(new Error('wrong name or password'), { responseCode: 535 })); return; }
      done(null, { user: auth.username });
    },
    onRcptTo(_address, _session, done) {
      if (behaviour.mode === 'refuse') { done(Object.assign(new Error('no such mailbox'), { responseCode: behaviour.status })); return; }
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => { size += chunk.length; if (size <= MAIL_SINK_LIMITS.letter) chunks.push(chunk); });
      stream.on('end', () => { void ended().catch((error: unknown) => done(error as Error)); });
      async function ended(): Promise<void> {
        if (behaviour.delayMs > 0) await pause(behaviour.delayMs);
        if (stream.sizeExceeded || size > MAIL_SINK_LIMITS.letter) { done(Object.assign(new Error('letter too large'), { responseCode: 552 })); return; }
        if (behaviour.mode === 'busy') { done(Object.assign(new Error('come again later'), { responseCode: 451 })); return; }
        for (const recipient of session.envelope.rcptTo) keep(Buffer.concat(chunks), session.envelope.mailFrom ? session.envelope.mailFrom.address : '', recipient.address);
        const socket = [...server.connections].find((one) => one.id === session.id)?._socket;
        switch (behaviour.mode) {
          case 'die': socket?.destroy(); return;
          case 'silent': return;
          case 'rubbish': socket?.write('HTTP/1.1 200 OK\r\n\r\n'); return;
          default: done();
        }
      }
    },
  };
  const server = new SMTPServer(settings);
  server.on('error', () => undefined);

  function keep(raw: Buffer, from: string, to: string): void {
    const mail = readMail(raw);
    const known = mail.messageId === '' ? undefined : kept.find((one) => one.messageId === mail.messageId && one.to === to);
    if (known) { known.repeats += 1; return; }
    kept.push({ id: `m${++number}`, messageId: mail.messageId, from: mail.from || from, to, subject: mail.subject, text: mail.text, html: mail.html, raw: raw.toString('utf8'), receivedAt: now(), repeats: 0 });
    if (kept.length > MAIL_SINK_LIMITS.kept) kept.shift();
  }

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    messages: () => [...kept],
    clear: () => { kept.length = 0; },
    behave: (change) => { behaviour = { ...behaviour, ...change }; },
    close: () => new Promise<void>((resolve) => {
      for (const connection of server.connections) connection._socket.destroy();
      server.close(() => resolve());
    }),
  };
}
