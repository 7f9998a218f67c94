import type { AskAnswer, LinkedAgency, SendAnswer } from '../../modules/linkage/ports.ts';
import { ask, jsonObject, staysPrivate } from '../../platform/http-client/ask.ts';
import type { Clock } from '../../shared/clock.ts';
import { sameSignature, signCall, signMessage } from './signing.ts';

export interface LinkedAgencySettings { readonly partner: string; /** address without a slash at the end */ readonly url: string; readonly secret: string; readonly timeoutMs?: number }
const LIMITS = { timeoutMs: 10_000, answerBytes: 65_536, text: 500, secret: 16 } as const;
const STATES = ['accepted', 'verifying', 'done', 'refused'] as const;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/**
 * Another agency over HTTP: `POST {url}/requests` (202 taken, 409 there before, 422 data refused), `GET {url}/requests/{key}`, and
 * messages back to us, every one signed with the shared secret. The protocol is this project's own: the ministries' systems
 * are reached through the national data exchange, whose interface gets an adapter of its own behind the same port.
 */
export function linkedAgency(settings: LinkedAgencySettings, clock: Clock): LinkedAgency {
  const { partner, secret } = settings;
  if (!staysPrivate(new URL(settings.url))) throw new Error(`the address of ${partner} must begin with https:`);
  if (secret.length < LIMITS.secret) throw new Error(`the secret of ${partner} must have at least ${LIMITS.secret} characters`);

  type Call = { readonly status: number; readonly body: Readonly<Record<string, unknown>> } | Extract<SendAnswer, { kind: 'no-answer' }>;
  const call = async (method: 'GET' | 'POST', path: string, body: string, key: string): Promise<Call> => {
    const moment = clock.now().toISOString();
    const answer = await ask(`${settings.url}${path}`, {
      method, timeoutMs: settings.timeoutMs ?? LIMITS.timeoutMs, answerBytes: LIMITS.answerBytes,
      headers: { 'idempotency-key': key, 'x-moment': moment, 'x-signature': signCall(secret, method, path, moment, body), ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
      ...(method === 'POST' ? { body } : {}),
    });
    if (answer.kind === 'no-answer') return answer;
    const { status, text: raw } = answer;
    if (status === 401 || status === 403) return { kind: 'no-answer', why: 'forbidden', detail: `status ${status}` };
    if (status === 429 || status === 503) return { kind: 'no-answer', why: 'busy', detail: `status ${status}` };
    if (status === 404) return { status, body: {} };
    const fields = raw === null ? null : jsonObject(raw);
    return fields ? { status, body: fields } : { kind: 'no-answer', why: 'bad-answer', detail: raw === null ? `status ${status}, too long` : `status ${status}` };
  };
  const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, LIMITS.text) : '');

  const readMessage: LinkedAgency['readMessage'] = (fields) => {
    if (!sameSignature(signMessage(secret, fields), fields['signature'])) return null;
    const { message = '', key = '', reference = '', seq = '', state = '', at = '', number = '', reason = '' } = fields;
    const known = STATES.find((one) => one === state);
    if (!known || !/^\d{1,6}$/u.test(seq) || Number(seq) < 1 || !UUID.test(key) || message === '' || message.length > 80 || !Number.isFinite(Date.parse(at))) return null;
    return { messageId: message, key, reference: text(reference), seq: Number(seq), state: known, at, number: text(number), reason: text(reason) };
  };
  return {
    partner, readMessage,
    async send(request): Promise<SendAnswer> {
      const answer = await call('POST', '/requests', JSON.stringify({ ...request, sentAt: request.sentAt.toISOString() }), request.key);
      if ('kind' in answer) return answer;
      const reference = text(answer.body['reference']);
      if ((answer.status === 202 || answer.status === 200) && reference) return { kind: 'taken', reference };
      // «There before»: under our own key it is our request that came twice; under another it was done by another way.
      if (answer.status === 409 && reference) return answer.body['key'] === request.key ? { kind: 'taken', reference } : { kind: 'exists-elsewhere', reference };
      if (answer.status === 422 && text(answer.body['reason'])) return { kind: 'data-refused', reason: text(answer.body['reason']) };
      return { kind: 'no-answer', why: 'bad-answer', detail: `status ${answer.status}` };
    },
    async ask(key): Promise<AskAnswer> {
      const answer = await call('GET', `/requests/${key}`, '', key);
      if ('kind' in answer) return answer;
      if (answer.status === 404) return { kind: 'unknown' };
      const message = answer.status === 200 ? readMessage(Object.fromEntries(Object.entries(answer.body).map(([name, value]) => [name, typeof value === 'number' ? String(value) : text(value)]))) : null;
      return message && message.key === key ? { kind: 'message', message } : { kind: 'no-answer', why: 'bad-answer', detail: `status ${answer.status}` };
    },
  };
}
