/** The package brings no types; these are the few parts that the adapter and the simulated SMS centre use. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  export interface PDU {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    /** decoded text or, for an unknown coding, bytes */ readonly short_message?: { readonly message: string | Buffer; readonly udh?: readonly Buffer[] };
    readonly [field: string]: unknown;
    response(options?: Readonly<Record<string, unknown>>): PDU;
    isResponse(): boolean;
  }
  export class Session extends EventEmitter {
    readonly socket: Socket;
    /** false when the socket can no longer be written; the answer's callback is then never called */
    send(pdu: PDU, answer?: (pdu: PDU) => void): boolean;
    bind_transceiver(options: Readonly<Record<string, unknown>>, answer?: (pdu: PDU) => void): boolean;
    submit_sm(options: Readonly<Record<string, unknown>>, answer?: (pdu: PDU) => void): boolean;
    deliver_sm(options: Readonly<Record<string, unknown>>, answer?: (pdu: PDU) => void): boolean;
    enquire_link(answer?: (pdu: PDU) => void): boolean;
    unbind(answer?: (pdu: PDU) => void): boolean;
    close(done?: () => void): void;
    destroy(done?: () => void): void;
  }
  interface Smpp {
    connect(options: Readonly<Record<string, unknown>>): Session;
    createServer(options: Readonly<Record<string, unknown>>, onSession: (session: Session) => void): NetServer & { readonly sessions: Session[] };
    addTLV(tag: string, options: { readonly id: number; readonly type: unknown }): void;
    readonly types: { readonly tlv: { readonly string: unknown } };
    readonly encodings: { readonly ASCII: Encoding; readonly UCS2: Encoding };
    readonly PDU: { maxLength: number };
  }
  interface Encoding { match(text: string): boolean; encode(text: string): Buffer; decode(bytes: Buffer): string }
  const smpp: Smpp;
  export default smpp;
}
