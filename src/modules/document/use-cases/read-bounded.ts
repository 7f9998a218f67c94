import type { Readable } from 'node:stream';
import { ok, refuse, type Result } from '../../../shared/result.ts';

/** Reads at most `limit` bytes; at the first byte beyond, reading stops and nothing more is asked of the sender. */
export async function readBounded(stream: Readable, limit: number): Promise<Result<Buffer, 'too-large' | 'interrupted'>> {
  const parts: Buffer[] = [];
  let size = 0;
  // By events: leaving a `for await` would destroy the stream, and with it the whole form that a multipart file is a part of.
  return new Promise((resolve) => {
    const settle = (result: Result<Buffer, 'too-large' | 'interrupted'>): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onBreak).off('close', onBreak);
      stream.on('error', () => undefined);
      resolve(result);
    };
    const onData = (chunk: Buffer | string): void => {
      const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      size += part.length;
      if (size <= limit) { parts.push(part); return; }
      parts.length = 0;
      stream.pause();
      settle(refuse('too-large'));
      // A part of a form that its parser has cut holds nothing more: letting it end lets the next part come. The parser says
      // so right after it has handed over the last piece, hence the tick.
      process.nextTick(() => {
        if ((stream as Readable & { truncated?: boolean }).truncated === true) stream.resume();
        else stream.destroy();
      });
    };
    const onEnd = (): void => settle(ok(Buffer.concat(parts, size)));
    const onBreak = (): void => settle(refuse('interrupted'));
    stream.on('data', onData).once('end', onEnd).once('error', onBreak).once('close', onBreak);
    if (stream.destroyed && !stream.readableEnded) onBreak();
  });
}
