import { openBytes, sealBytes, type Keyring } from '../../../platform/crypto/seal.ts';
import type { FileSealer } from '../ports.ts';

const place = (id: string): string => `document_file|bytes|${id}`;

export function fileSealer(keyring: Keyring): FileSealer {
  return {
    seal: (id, plain) => ({ keyId: keyring.current, sealed: sealBytes(keyring, place(id), plain) }),
    open: (id, keyId, sealed) => openBytes(keyring, place(id), keyId, sealed),
  };
}
