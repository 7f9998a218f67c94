import smpp, { type PDU } from 'smpp';
import type { ArrivedSms, ConfigProblem, DeliveryReceipt, SmsSender } from '../../modules/notice/ports.ts';
import { encodeText, shortReference } from './encode-text.ts';
import { REFERENCE_FIELD } from './read-delivery.ts';
import { LinkError, SmppLink, type LinkFailure } from './smpp-link.ts';

export interface SmppSettings {
  readonly host: string;
  readonly port: number;
  /** TLS to the centre; `ca` in PEM when it is not a public one */ readonly tls?: { readonly ca?: string; readonly servername?: string };
  readonly systemId: string;
  readonly password: string;
  readonly systemType?: string;
  /** registered brand name (at most 11 letters) or number that the message comes from */ readonly from: string;
  /** number of an optional field agreed with the provider (0x1400–0x3FFF) that carries our whole reference */ readonly referenceTlv?: number;
  /** submissions in flight; 50 at a round trip of 100 ms are 500 messages a second */ readonly window?: number;
  readonly bindSeconds?: number; readonly answerSeconds?: number; readonly enquireSeconds?: number; readonly backoffSeconds?: number; readonly backoffMostSeconds?: number;
}
type Outcome = Awaited<ReturnType<SmsSender['send']>>;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/u;

/**
 * SMS by SMPP 3.4. `onReceipt` and `onMessage` must have stored what they are given when they resolve; when they reject the centre
 * brings it again. With `onMessage` the line is kept up from the start, so that people can write to us.
 */
export function smppSender(settings: SmppSettings, onReceipt: (receipt: DeliveryReceipt) => Promise<void> = () => Promise.resolve(), onMessage?: (arrived: ArrivedSms) => Promise<void>): SmsSender {
  if (settings.referenceTlv !== undefined) smpp.addTLV(REFERENCE_FIELD, { id: settings.referenceTlv, type: smpp.types.tlv.string });
  const ms = (seconds: number | undefined, otherwise: number): number => (seconds ?? otherwise) * 1000;
  const link = new SmppLink({
    host: settings.host, port: settings.port, ...(settings.tls ? { tls: settings.tls } : {}), systemId: settings.systemId, password: settings.password, ...(settings.systemType ? { systemType: settings.systemType } : {}),
    window: settings.window ?? 50, bindMs: ms(settings.bindSeconds, 10), answerMs: ms(settings.answerSeconds, 20), enquireMs: ms(settings.enquireSeconds, 30), backoffMs: ms(settings.backoffSeconds, 1), backoffMostMs: ms(settings.backoffMostSeconds, 60),
  }, { onReceipt, onMessage });

  return {
    async send({ reference, to, text, from }): Promise<Outcome> {
      const source = sourceOf(from ?? settings.from);
      if (!/^84\d{9}$/u.test(to)) return { kind: 'failed', cause: 'recipient-refused', detail: 'not a mobile number in international form' };
      const parts = encodeText(text, reference);
      if (!parts || text === '') return { kind: 'failed', cause: 'message-refused', detail: 'empty or too long' };
      let providerId = '';
      for (const [index, part] of parts.entries()) {
        try {
          const answer = await link.submit({
            ...source, dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to, esm_class: part.hasHeader ? 0x40 : 0, data_coding: part.dataCoding, short_message: part.bytes,
            // A receipt for the last part stands for the whole; two days, then the centre gives up (SMPP 3.4 §7.1.1, relative time).
            registered_delivery: index === parts.length - 1 ? 1 : 0, validity_period: '000002000000000R', user_message_reference: shortReference(reference, index),
            ...(settings.referenceTlv === undefined ? {} : { [REFERENCE_FIELD]: `${reference}/${index + 1}` }),
          });
          const refused = refusalOf(answer);
          if (refused) return { kind: 'failed', ...refused };
          providerId = typeof answer['message_id'] === 'string' ? answer['message_id'] : '';
        } catch (error) {
          if (error instanceof LinkError) return { kind: 'failed', ...error.failure };
          throw error;
        }
      }
      return { kind: 'accepted', providerId };
    },
    async checkConfig(): Promise<readonly ConfigProblem[]> {
      const problems = settingProblems(settings);
      if (problems.length > 0) return problems;
      const open = settings.tls || LOOPBACK.test(settings.host) ? [] : [{ setting: 'sms.tls', problem: { vi: 'Nối ra ngoài máy này mà không mã hoá: chỉ dùng qua đường truyền riêng (VPN) với nhà mạng', en: 'Unencrypted to another machine: only over a private line (VPN) to the operator' } }];
      const failure = await link.probe();
      return failure ? [...open, { setting: 'sms.host', problem: { vi: `Chưa nối được với tổng đài tin nhắn ${settings.host}:${settings.port} (${failure.cause} ${failure.detail})`, en: `The SMS centre ${settings.host}:${settings.port} could not be reached (${failure.cause} ${failure.detail})` } }] : open;
    },
    close: () => link.close(),
  };
}

/** A number or a registered name, each with the type that the protocol gives it (SMPP 3.4 §5.2.5). */
const sourceOf = (from: string): Readonly<Record<string, unknown>> => (/^\d{3,15}$/u.test(from) ? { source_addr_ton: from.length > 8 ? 1 : 3, source_addr_npi: 1, source_addr: from } : { source_addr_ton: 5, source_addr_npi: 0, source_addr: from });

/** SMPP 3.4 §5.1.3. What is not listed may pass: tried again. */
function refusalOf(answer: PDU): LinkFailure | null {
  const status = answer.command_status;
  const detail = `submit 0x${status.toString(16)}`;
  if (answer.command !== 'submit_sm_resp') return { cause: 'bad-answer', detail: `${answer.command} 0x${status.toString(16)}` };
  switch (status) {
    case 0x00: return null;
    case 0x0b: case 0x50: case 0x51: case 0x33: return { cause: 'recipient-refused', detail };
    case 0x01: case 0x0a: case 0x48: case 0x49: case 0x101: case 0x104: return { cause: 'message-refused', detail };
    default: return { cause: 'busy', detail };
  }
}

function settingProblems(settings: SmppSettings): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const add = (setting: string, vi: string, en: string): void => { problems.push({ setting, problem: { vi, en } }); };
  if (!Number.isInteger(settings.port) || settings.port < 1 || settings.port > 65_535) add('sms.port', 'Cổng phải là số từ 1 đến 65535', 'The port must be a number from 1 to 65535');
  if (settings.systemId === '' || settings.systemId.length > 15) add('sms.systemId', 'Tên đăng nhập cần từ 1 đến 15 ký tự', 'The account name must have 1 to 15 characters');
  if (settings.password.length > 8) add('sms.password', 'Mật khẩu SMPP không quá 8 ký tự; phần sau sẽ không được đọc', 'An SMPP password has at most 8 characters; more is not read');
  if (!/^(?:\d{3,15}|[A-Za-z0-9 ._-]{1,11})$/u.test(settings.from)) add('sms.from', 'Tên hiển thị cần 1 đến 11 ký tự không dấu, hoặc một số', 'The sender must be 1 to 11 plain characters, or a number');
  if (settings.referenceTlv !== undefined && (settings.referenceTlv < 0x1400 || settings.referenceTlv > 0x3fff)) add('sms.referenceTlv', 'Trường riêng phải trong khoảng 0x1400–0x3FFF', 'The agreed field must lie in 0x1400–0x3FFF');
  return problems;
}
