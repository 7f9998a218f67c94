import { randomBytes } from 'node:crypto';
import type { PdfSigner, PdfVerifier } from '../../modules/document/ports.ts';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { prepareSignature } from './append-signature.ts';
import type { RandomBytes } from './demo-authority.ts';
import type { VerifierOptions } from './verify.ts';

export type { TrustedIssuer, VerifierOptions } from './verify.ts';

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
  const [{ openDemoAuthority, TRIAL_WORDS }, { signDetached }] = await Promise.all([import('./demo-authority.ts'), import('./cms.ts')]);
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

/** Checks signatures, see `verify.ts`. What reads certificates is loaded with the first file that somebody brings: most web processes see none for days. */
export async function createVerifier(options: VerifierOptions): Promise<PdfVerifier> {
  let opened: Promise<PdfVerifier> | undefined;
  return {
    async verify(pdf) {
      opened ??= import('./verify.ts').then((reader) => reader.createVerifier(options));
      return (await opened).verify(pdf);
    },
  };
}
