import { readDossierCode } from '../../dossier/domain/index.ts';

/**
 * The dossier's code from whatever a scanner or a person puts into the box: the bare code, the address in a slip's QR
 * (`…/tra-cuu?ma=<code>#ma=<code>&tthc=…`) or the older `code|procedure|person|paper`. Null when there is none in it.
 */
export function scannedCode(typed: string): string | null {
  const text = typed.normalize('NFC').trim();
  if (text === '' || text.length > 1000) return null;
  const fromAddress = /[?#&]ma=([^&#\s]+)/iu.exec(text)?.[1];
  for (const candidate of [fromAddress === undefined ? undefined : decoded(fromAddress), text.split('|')[0], text]) {
    const code = candidate === undefined ? null : readDossierCode(candidate);
    if (code) return code.value;
  }
  return null;
}
function decoded(part: string): string | undefined {
  try { return decodeURIComponent(part); } catch { return undefined; }
}
