import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';

/** Numbers of a consent by a code to the telephone. */
export const CONSENT_LIMITS = {
  digits: 6,
  /** minutes that a code is good for */ minutes: 10,
  /** wrong or right, entered at most so often for one code */ tries: 5,
  /** codes for one draft; the budgets of the telephone number hold besides */ sends: 4,
  /** seconds between two codes */ pauseSeconds: 60,
} as const;

/** What the person agreed to and how it was proved; stands in the dossier's first event for ever. */
export interface Assisted {
  readonly helper: string; readonly helperName: string; readonly helperTitle: string;
  readonly consent: { readonly how: 'sms-code'; readonly at: string; readonly textVersion: number; readonly contentHash: string };
  /** the draft: the link in the person's message is made from it */ readonly draft: string;
}

/** The words that the helper reads out. A changed text gets a new number; what was agreed to stays known. */
export const CONSENT_TEXT: { readonly version: number; readonly words: (about: ConsentAbout) => Text } = {
  version: 1,
  words: ({ helperName, helperTitle, procedure, agency }) => ({
    vi: `Tôi là ${helperName}, ${helperTitle}. Tôi sẽ nộp hồ sơ «${procedure.vi}» đến ${agency} giúp ông/bà, với đúng những điều và giấy tờ vừa khai. Ông/bà chịu trách nhiệm về điều đã khai; tên tôi được ghi lại mãi trong hồ sơ. Nộp xong, hồ sơ là của ông/bà: ông/bà nhận tin nhắn có mã số và đường dẫn để tự theo dõi, còn tôi không xem được nữa. Ông/bà có quyền không đồng ý, khi đó mọi điều vừa khai bị xóa và không gửi đi đâu. Nếu đồng ý, mời ông/bà đọc cho tôi sáu số trong tin nhắn vừa đến.`,
    en: `I am ${helperName}, ${helperTitle}. I will file “${procedure.en}” with ${agency} for you, with exactly what was entered and the papers shown. You answer for what is declared; my name stays in the dossier for ever. Once filed, the dossier is yours: you get a message with its code and a link, and I can no longer see it. You may refuse; then all of it is deleted and sent nowhere. If you agree, please read me the six digits of the message that has just arrived.`,
  }),
};
export interface ConsentAbout { readonly helperName: string; readonly helperTitle: string; readonly procedure: Text; readonly agency: string }

export interface Consent {
  readonly state: 'asked' | 'agreed'; readonly textVersion: number; readonly contentHash: string;
  readonly helperId: string; readonly helperName: string; readonly helperTitle: string;
  readonly sends: number; readonly tries: number; readonly askedAt: Date; readonly expiresAt: Date; readonly agreedAt: Date | null;
}
export type AskRefusal = { readonly kind: 'too-soon'; readonly waitSeconds: number } | { readonly kind: 'too-many-codes' } | { readonly kind: 'no-phone' };

/** a telephone that takes messages: 03, 05, 07, 08, 09 and eight more digits */
const MOBILE = /^0[35789]\d{8}$/u;

/** May another code be sent now, and which one is it? */
export function decideAsk(before: Consent | null, phone: string | undefined, at: Date): Result<{ readonly sends: number; readonly expiresAt: Date }, AskRefusal> {
  if (!phone || !MOBILE.test(phone)) return refuse({ kind: 'no-phone' });
  const sends = before?.sends ?? 0;
  if (before && at.getTime() - before.askedAt.getTime() < CONSENT_LIMITS.pauseSeconds * 1000) return refuse({ kind: 'too-soon', waitSeconds: Math.ceil(CONSENT_LIMITS.pauseSeconds - (at.getTime() - before.askedAt.getTime()) / 1000) });
  if (sends >= CONSENT_LIMITS.sends) return refuse({ kind: 'too-many-codes' });
  return ok({ sends: sends + 1, expiresAt: new Date(at.getTime() + CONSENT_LIMITS.minutes * 60_000) });
}

export type CodeRefusal = { readonly kind: 'not-asked' | 'expired' | 'too-many-tries' | 'changed' | 'shape' } | { readonly kind: 'wrong'; readonly left: number };
/** Is this the code for this content? `tries` already counts this one. */
export function judgeCode(consent: Consent | null, contentHash: string, typed: string, expected: string, at: Date): Result<null, CodeRefusal> {
  if (!consent || consent.state !== 'asked') return refuse({ kind: 'not-asked' });
  if (consent.contentHash !== contentHash) return refuse({ kind: 'changed' });
  if (at > consent.expiresAt) return refuse({ kind: 'expired' });
  if (consent.tries > CONSENT_LIMITS.tries) return refuse({ kind: 'too-many-tries' });
  const digits = typed.replace(/[\s.-]+/gu, '');
  if (!/^\d{6}$/u.test(digits)) return refuse({ kind: 'shape' });
  if (digits !== expected) return refuse(consent.tries >= CONSENT_LIMITS.tries ? { kind: 'too-many-tries' } : { kind: 'wrong', left: CONSENT_LIMITS.tries - consent.tries });
  return ok(null);
}
/** Six digits from a secret of at least 40 bits in base 32. */
export function digitsOf(secret: string): string {
  let value = 0;
  for (const sign of secret.slice(0, 8)) value = (value * 33 + sign.charCodeAt(0)) % 1_000_000_007;
  return String(value % 1_000_000).padStart(CONSENT_LIMITS.digits, '0');
}
