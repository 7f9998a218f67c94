import { randomBytes } from 'node:crypto';
import type { PdfSigner } from '../../modules/document/ports.ts';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { prepareSignature } from './append-signature.ts';
import { signDetached } from './cms.ts';
import { openDemoAuthority, type RandomBytes, TRIAL_WORDS } from './demo-authority.ts';

export { createVerifier, SIGNATURE_LIMITS, type TrustedIssuer, type VerifierOptions } from './verify.ts';
export { TRIAL_WORDS } from './demo-authority.ts';

export interface DemoSignerOptions {
  /** folder for the authority's key and certificate; made at the first start */
  readonly dir: string;
  readonly clock?: Clock;
  readonly random?: RandomBytes;
}
export interface DemoSigner extends PdfSigner {
  /** Opens the authority, so that a folder that cannot be written or a key that others can read stops the start. */
  checkConfig(): Promise<void>;
}

/**
 * Signs for trying the program out: the server holds the key, which a real signature of an officer forbids (his key
 * stays on a token or with the provider of remote signing). Certificate, reason and paper all say so.
 */
export async function createDemoSigner({ dir, clock = systemClock, random = randomBytes }: DemoSignerOptions): Promise<DemoSigner> {
  const authority = await openDemoAuthority(dir, clock, random);
  return {
    async sign(pdf, by) {
      const signer = await authority.signerFor(by, by.at);
      const prepared = prepareSignature(pdf, { name: by.name, reason: `${by.reason} (${TRIAL_WORDS})`, location: by.agency, at: by.at });
      return { pdf: prepared.finish(await signDetached(prepared.signed, signer)), certificateSubject: signer.subject, certificateSerial: signer.serial, trial: true };
    },
    async checkConfig() {
      await openDemoAuthority(dir, clock, random);
    },
  };
}
