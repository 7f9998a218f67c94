import type pg from 'pg';

/**
 * PostgreSQL's COPY over the driver's own connection: the fastest way in and out, row by row, so that memory does not
 * grow with the table. The driver hands COPY messages to whatever query is active; these two are such queries.
 */
interface Connection { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void; sendCopyFail(message: string): void; readonly stream: NodeJS.ReadWriteStream & { readonly writableNeedDrain?: boolean } }

/** Rows are gathered into pieces of about this size before they are handed on. */
const PIECE_BYTES = 256 * 1024;
/** Above this much waiting to be consumed, the server is not read from. */
const WAITING_BYTES = 4 * 1024 * 1024;

/** Streams `COPY … TO STDOUT`. The value returned at the end is the number of rows. */
export async function* copyOut(client: pg.Client, text: string): AsyncGenerator<Buffer, number> {
  const pieces: Buffer[] = [];
  let gathered: Buffer[] = [];
  let [gatheredBytes, waiting] = [0, 0];
  let rows = 0;
  let ended = false;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;
  let stream: Connection['stream'] | null = null;
  const flush = (): void => {
    if (gatheredBytes === 0) return;
    pieces.push(Buffer.concat(gathered, gatheredBytes));
    waiting += gatheredBytes;
    gathered = [];
    gatheredBytes = 0;
    if (waiting > WAITING_BYTES) stream?.pause();
    wake();
  };
  const query = {
    submit(connection: Connection) { stream = connection.stream; connection.query(text); },
    // The parser lends its own buffer: what is kept must be copied.
    handleCopyData({ chunk }: { readonly chunk: Buffer }) { gathered.push(Buffer.from(chunk)); gatheredBytes += chunk.length; if (gatheredBytes >= PIECE_BYTES) flush(); },
    handleCommandComplete(message: { readonly text: string }) { rows = Number(message.text.split(' ').at(-1)); },
    handleReadyForQuery() { flush(); ended = true; wake(); },
    handleError(error: Error) { failure = error; ended = true; wake(); },
    handleRowDescription() { /* COPY has none */ }, handleDataRow() { /* COPY has none */ }, handlePortalSuspended() { /* COPY has none */ }, handleEmptyQuery() { /* never empty */ },
  };
  (client.query as unknown as (query: unknown) => void)(query);
  for (;;) {
    const piece = pieces.shift();
    if (piece) {
      waiting -= piece.length;
      if (waiting < WAITING_BYTES / 2) (stream as Connection['stream'] | null)?.resume();
      yield piece;
      continue;
    }
    if (failure) throw failure;
    if (ended) return rows;
    await new Promise<void>((resolve) => { wake = resolve; if (ended || pieces.length > 0) resolve(); });
  }
}

/** Feeds `COPY … FROM STDIN`; returns the number of rows that the server took. */
export function copyIn(client: pg.Client, text: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    let failure: Error | null = null;
    const feed = async (connection: Connection): Promise<void> => {
      try {
        for await (const piece of source) {
          if (failure) return;
          connection.sendCopyFromChunk(piece);
          if (connection.stream.writableNeedDrain) await new Promise<void>((drained) => connection.stream.once('drain', drained));
        }
        connection.endCopyFrom();
      } catch (error) {
        failure = error as Error;
        connection.sendCopyFail(failure.message.slice(0, 200));
      }
    };
    const query = {
      submit(connection: Connection) { connection.query(text); },
      handleCopyInResponse(connection: Connection) { void feed(connection); },
      handleCommandComplete(message: { readonly text: string }) { rows = Number(message.text.split(' ').at(-1)); },
      handleReadyForQuery() { if (failure) reject(failure); else resolve(rows); },
      // The first cause is the one to tell; the server's echo of our own CopyFail is not.
      handleError(error: Error) { failure ??= error; reject(failure); },
      handleCopyData() { /* only going in */ }, handleRowDescription() { /* COPY has none */ }, handleDataRow() { /* COPY has none */ }, handlePortalSuspended() { /* COPY has none */ }, handleEmptyQuery() { /* never empty */ },
    };
    (client.query as unknown as (query: unknown) => void)(query);
  });
}
