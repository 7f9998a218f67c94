import pg from 'pg';
import type { Piece, Step, Value } from './bare-server.ts';

interface Sent { readonly client: object; readonly readers: boolean; readonly text: string; readonly name: string | null; readonly values: readonly unknown[] }

/** Every statement that `work` sends to PostgreSQL, in the order of sending, with what it was sent over. */
export async function recordSql(work: () => Promise<void>): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...parts: unknown[]) => unknown };
  const before = prototype.query;
  prototype.query = function (this: { connectionParameters: { options?: string } }, ...parts: unknown[]) {
    const [first, second] = parts as [string | { text: string; name?: string; values?: unknown[] }, unknown];
    const statement = typeof first === 'string' ? { text: first, values: Array.isArray(second) ? second : [] } : first;
    sent.push({ client: this, readers: /read_only=on/u.test(this.connectionParameters.options ?? ''), text: statement.text, name: ('name' in statement ? statement.name : undefined) ?? null, values: statement.values ?? [] });
    return before.apply(this, parts);
  };
  try { await work(); } finally { prototype.query = before; }
  return sent;
}

/**
 * The recording as steps that another server can repeat: `own` names what each record brings (identifiers of this
 * request), `fresh` what must be new every time. Statements between BEGIN and COMMIT stay on one connection.
 */
export function toSteps(sent: readonly Sent[], own: Readonly<Record<string, string>>, fresh: { readonly uuid?: string; readonly reference?: string }): readonly Step[] {
  const marks: readonly (readonly [string, Piece])[] = [
    ...Object.entries(own).map(([name, value]) => [value, { own: name }] as const),
    ...(fresh.uuid ? [[fresh.uuid, { fresh: 'uuid' }] as const] : []), ...(fresh.reference ? [[fresh.reference, { fresh: 'reference' }] as const] : []),
  ];
  const valueOf = (value: unknown): Value => {
    if (Buffer.isBuffer(value)) { const name = Object.entries(own).find(([, text]) => text === value.toString('hex'))?.[0]; return name ? { bytesOf: name } : { plain: `\\x${value.toString('hex')}` }; }
    if (value instanceof Date) return { plain: value.toISOString() };
    if (typeof value !== 'string') return { plain: value };
    let pieces: Piece[] = [value];
    for (const [text, mark] of marks) pieces = pieces.flatMap((piece) => (typeof piece === 'string' ? piece.split(text).flatMap((part, n): Piece[] => (n === 0 ? [part] : [mark, part])) : [piece]));
    return pieces.length === 1 ? { plain: value } : { pieces: pieces.filter((piece) => piece !== '') };
  };
  const steps: { pool: Step['pool']; statements: { text: string; name: string | null; values: readonly Value[] }[]; client: object; open: boolean }[] = [];
  for (const one of sent) {
    const statement = { text: one.text, name: one.name, values: one.values.map(valueOf) };
    const running = steps.find((step) => step.open && step.client === one.client);
    if (running) { running.statements.push(statement); if (/^(COMMIT|ROLLBACK)/u.test(one.text)) running.open = false; continue; }
    steps.push({ pool: one.readers ? 'readers' : 'writers', statements: [statement], client: one.client, open: /^BEGIN/u.test(one.text) });
  }
  return steps.map(({ pool, statements }) => ({ pool, statements }));
}
