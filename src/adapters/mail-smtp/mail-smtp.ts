import { PassThrough } from 'node:stream';
import type nodemailer from 'nodemailer';
import type { Transporter } from 'nodemailer';
import type { ConfigProblem, MailSender } from '../../modules/notice/ports.ts';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte (465), `starttls` compulsory (587), `none` only on this machine */ readonly security: 'tls' | 'starttls' | 'none';
  /** PEM of a private authority */ readonly ca?: string;
  readonly user?: string;
  readonly password?: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly replyTo?: string;
  /** for one message altogether, whatever the server does */ readonly deadlineSeconds?: number;
}
type Outcome = Awaited<ReturnType<MailSender['send']>>;
type Cause = Extract<Outcome, { kind: 'failed' }>['cause'];

const ADDRESS = /^[^\s@<>,;:"()[\]\\\p{Cc}]{1,64}@[^\s@<>,;:"()[\]\\\p{Cc}]{1,190}$/u;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/u;
const CONTROL = /\p{Cc}/u;

/** E-mail by SMTP, one connection a message. The reference becomes the Message-ID, so that a repetition is seen as one by mailboxes that compare it. */
export function smtpSender(settings: SmtpSettings): MailSender {
  const deadline = (settings.deadlineSeconds ?? 45) * 1000;
  // The library comes with the first message: 5 MB that an office without mail does without.
  let opened: Promise<Transporter> | undefined;
  const transport = (): Promise<Transporter> => (opened ??= import('nodemailer').then(({ default: library }) => openTransport(library, settings, deadline)));
  const domain = settings.fromAddress.slice(settings.fromAddress.lastIndexOf('@') + 1);

  return {
    async send({ reference, to, subject, text, html }): Promise<Outcome> {
      // A line break in a header would make another header, a comma another recipient: such a message never leaves.
      if (!ADDRESS.test(to)) return { kind: 'failed', cause: 'recipient-refused', detail: 'not one plain address' };
      if (CONTROL.test(subject) || CONTROL.test(reference)) return { kind: 'failed', cause: 'message-refused', detail: 'control character in a header' };
      const handedOver = { yes: false };
      try {
        const message = {
          from: { name: settings.fromName, address: settings.fromAddress }, to: { name: '', address: to }, ...(settings.replyTo ? { replyTo: settings.replyTo } : {}),
          subject, text, html, messageId: `<${reference}@${domain}>`, headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal: AbortSignal.timeout(deadline), handedOver,
        };
        const info = await (await transport()).sendMail(message);
        return { kind: 'accepted', providerId: `<${reference}@${domain}> ${String(info.response).slice(0, 80)}`.slice(0, 150) };
      } catch (error) {
        return { kind: 'failed', ...causeOf(error as MailError, handedOver.yes) };
      }
    },
    async checkConfig(): Promise<readonly ConfigProblem[]> {
      const problems = settingProblems(settings);
      if (problems.length > 0) return problems;
      try {
        await Promise.race([transport().then((opened) => opened.verify()), new Promise<never>((_, reject) => { setTimeout(() => reject(Object.assign(new Error('late'), { code: 'EABORT' })), deadline).unref(); })]);
        return [];
      } catch (error) {
        const { cause, detail } = causeOf(error as MailError, false);
        return [{ setting: 'mail.host', problem: { vi: `Chưa nối được với máy chủ thư ${settings.host}:${settings.port} (${cause} ${detail})`, en: `The mail server ${settings.host}:${settings.port} could not be used (${cause} ${detail})` } }];
      }
    },
    async close() { (await opened)?.close(); },
  };
}

function openTransport(library: typeof nodemailer, settings: SmtpSettings, deadline: number): Transporter {
  const transport = library.createTransport({
    host: settings.host, port: settings.port, secure: settings.security === 'tls', requireTLS: settings.security === 'starttls', ignoreTLS: settings.security === 'none',
    connectionTimeout: Math.min(10_000, deadline), greetingTimeout: Math.min(10_000, deadline), dnsTimeout: Math.min(10_000, deadline), socketTimeout: Math.min(20_000, deadline),
    disableFileAccess: true, disableUrlAccess: true, tls: { minVersion: 'TLSv1.2', ...(settings.ca ? { ca: settings.ca } : {}) },
    ...(settings.user ? { auth: { user: settings.user, pass: settings.password ?? '' } } : {}),
  });
  // Once the last byte has left, silence means «perhaps sent»; before that it means «not sent».
  transport.use('stream', (mail, done) => {
    const watch = (mail.data as { handedOver?: { yes: boolean } }).handedOver;
    mail.message.transform(() => new PassThrough({ flush(ready) { if (watch) watch.yes = true; ready(); } }));
    done();
  });
  return transport;
}

interface MailError extends Error { readonly code?: string; readonly originalCode?: string; readonly responseCode?: number; readonly command?: string }
function causeOf(error: MailError, handedOver: boolean): { cause: Cause; detail: string } {
  const status = error.responseCode;
  const system = error.originalCode ?? '';
  const detail = [status, error.command, system || error.code].filter((part) => part !== undefined && part !== '').join(' ').slice(0, 100);
  // The certificate's trouble arrives under several codes; its names are OpenSSL's and Node's.
  if (/^(?:DEPTH_|UNABLE_TO|SELF_SIGNED|CERT_|ERR_TLS_CERT|HOSTNAME_)/u.test(system) || /certificate|self.signed|altname/iu.test(error.message)) return { cause: 'wrong-certificate', detail };
  if (error.code === 'EAUTH' || status === 535 || status === 530) return { cause: 'account-refused', detail };
  if (status !== undefined && status >= 500) return { cause: error.command === 'RCPT TO' || [550, 551, 553].includes(status) && error.command !== 'DATA' && error.command !== 'CONN' ? 'recipient-refused' : error.command === 'CONN' ? 'busy' : 'message-refused', detail };
  if (status !== undefined && status >= 400) return { cause: 'busy', detail };
  if (error.code === 'EPROTOCOL' || error.code === 'EENVELOPE') return { cause: handedOver ? 'no-reply' : 'bad-answer', detail };
  if (error.code === 'EABORT' || error.code === 'ETIMEDOUT') return { cause: handedOver ? 'no-reply' : 'timed-out', detail };
  if (error.code === 'ETLS' || error.code === 'EREQUIRETLS') return { cause: 'wrong-certificate', detail };
  return { cause: handedOver ? 'no-reply' : 'unreachable', detail };
}

function settingProblems(settings: SmtpSettings): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const add = (setting: string, vi: string, en: string): void => { problems.push({ setting, problem: { vi, en } }); };
  if (!Number.isInteger(settings.port) || settings.port < 1 || settings.port > 65_535) add('mail.port', 'Cổng phải là số từ 1 đến 65535', 'The port must be a number from 1 to 65535');
  if (!ADDRESS.test(settings.fromAddress)) add('mail.fromAddress', 'Địa chỉ gửi đi chưa đúng dạng ten@don-vi.gov.vn', 'The sender address must look like name@office.gov.vn');
  if (CONTROL.test(settings.fromName)) add('mail.fromName', 'Tên người gửi không được xuống dòng', 'The sender name must be one line');
  if (settings.security === 'none' && !LOOPBACK.test(settings.host)) add('mail.security', 'Gửi thư ra ngoài máy này phải mã hoá: chọn tls hoặc starttls', 'Mail to another machine must be encrypted: choose tls or starttls');
  if (settings.user !== undefined && settings.security === 'none' && !LOOPBACK.test(settings.host)) add('mail.user', 'Không gửi mật khẩu qua đường không mã hoá', 'A password must not travel unencrypted');
  return problems;
}
