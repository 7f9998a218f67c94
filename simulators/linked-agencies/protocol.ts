import { createHmac } from 'node:crypto';

/** The agency's own reading of the protocol, written apart from the program's. */
const FIELDS = ['message', 'key', 'reference', 'seq', 'state', 'at', 'number', 'reason'];
export function signFields(secret: string, fields: Readonly<Record<string, string>>): string {
  const lines = FIELDS.map((name) => { const value = (fields[name] ?? '').normalize('NFC'); return `${name}:${Buffer.byteLength(value, 'utf8')}:${value}`; });
  return createHmac('sha256', secret).update(lines.join('\n'), 'utf8').digest('hex');
}
export function callIsSigned(secret: string, call: { readonly method: string; readonly path: string; readonly moment: string; readonly body: string; readonly signature: string }): boolean {
  return createHmac('sha256', secret).update([call.method, call.path, call.moment, call.body].join('\n'), 'utf8').digest('hex') === call.signature;
}
