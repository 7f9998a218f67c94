export interface HttpQuestion {
  readonly method: 'GET' | 'POST'; readonly headers: Readonly<Record<string, string>>; readonly body?: string;
  /** from the call to the last byte of the answer */ readonly timeoutMs: number;
  /** longest answer that is read */ readonly answerBytes: number;
}
/**
 * `text` is null when the answer was longer than the limit: its rest was not read. Without an answer nobody knows whether the question
 * was taken in: it may only be asked again under the same key. `detail` names the fault (`ECONNREFUSED`), never an address or a value.
 */
export type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly text: string | null }
  | { readonly kind: 'no-answer'; readonly why: 'timed-out' | 'unreachable'; readonly detail: string };

/** Asks another system once. Never throws for what the other side does. A redirect is a fault: what we sign goes where the settings say. */
export async function ask(url: string, { timeoutMs, answerBytes, ...question }: HttpQuestion): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, { ...question, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    return { kind: 'answered', status: response.status, headers: response.headers, text: await readBounded(response, answerBytes) };
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return { kind: 'no-answer', why: 'timed-out', detail: '' };
    return { kind: 'no-answer', why: 'unreachable', detail: (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name };
  }
}

async function readBounded(response: Response, bytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > bytes) return null;
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The fields of a JSON object; null for every other text. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | null {
  let value: unknown;
  try { value = JSON.parse(text); } catch { return null; }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

/** Signed calls carry names and amounts: only over https, or within this machine. */
export const staysPrivate = (url: URL): boolean => url.protocol === 'https:' || /^(?:localhost|127\.0\.0\.1)$/u.test(url.hostname);
