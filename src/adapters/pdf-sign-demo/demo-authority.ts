import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { chmod, link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BitString, fromBER, Integer, OctetString, PrintableString, Sequence, Set, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, BasicConstraints, Certificate, CryptoEngine, Extension, RelativeDistinguishedNames, Time } from 'pkijs';
import type { Clock } from '../../shared/clock.ts';

/** Stands in every certificate of this authority, on the paper and in the signature's reason. */
export const TRIAL_WORDS = 'CHỮ KÝ THỬ NGHIỆM – không có giá trị pháp lý';
const ORGANISATION = 'Một Cửa';
const DAY = 86_400_000;
/** Demonstration dossiers are signed at times long before the first start, so the authority is older than all of them. */
const AUTHORITY_FROM = new Date('2020-01-01T00:00:00Z');
const AUTHORITY_TO = new Date('2049-12-31T00:00:00Z');
/** Signers whose certificates are kept ready; more are issued anew. */
const KEPT_SIGNERS = 200;
/** Upper bound of a name in a certificate (RFC 5280, appendix A: ub-common-name and its like). */
const NAME_BOUND = 64;
const KEY_FILE = 'demo-authority-key.pem';
const CERTIFICATE_FILE = 'demo-authority.pem';

const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as unknown as Crypto });
export type RandomBytes = (count: number) => Buffer;

export interface SignerKey { readonly key: KeyObject; readonly certificate: Certificate; readonly subject: string; readonly serial: string }
export interface DemoAuthority { readonly certificate: X509Certificate; signerFor(who: { readonly name: string; readonly title: string; readonly agency: string }, at: Date): Promise<SignerKey> }

/** The authority of this installation, made at the first start: key 0600 in a folder 0700. Two processes that start at once agree on one. */
export async function openDemoAuthority(dir: string, clock: Clock, random: RandomBytes): Promise<DemoAuthority> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const keyFile = join(dir, KEY_FILE);
  await writeOnce(keyFile, 0o600, () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  if (((await stat(keyFile)).mode & 0o077) !== 0 && process.platform !== 'win32') throw new Error(`${keyFile} can be read by others; make it yours alone: chmod 600 ${keyFile}`);
  const key = createPrivateKey(await readFile(keyFile));
  const webKey = await toWebKey(key);
  const certificateFile = join(dir, CERTIFICATE_FILE);
  await writeOnce(certificateFile, 0o644, async () => {
    const made = await issue({ subject: AUTHORITY_NAME, issuer: AUTHORITY_NAME, publicKey: createPublicKey(key), signWith: webKey, serial: random(16), from: AUTHORITY_FROM, to: AUTHORITY_TO, authority: true });
    return new X509Certificate(derOf(made)).toString();
  });
  const certificate = new X509Certificate(await readFile(certificateFile));
  if (!certificate.checkPrivateKey(key)) throw new Error(`${certificateFile} does not belong to ${keyFile}; remove both to make a new trial authority`);

  const kept = new Map<string, Promise<SignerKey>>();
  return {
    certificate,
    signerFor(who, at) {
      const id = JSON.stringify([who.name, who.title, who.agency, Math.floor(at.getTime() / (30 * DAY))]);
      const known = kept.get(id);
      if (known) return known;
      if (kept.size >= KEPT_SIGNERS) kept.delete(kept.keys().next().value as string);
      const made = makeSigner(who, at, webKey, random, clock);
      kept.set(id, made);
      made.catch(() => kept.delete(id));
      return made;
    },
  };
}

/** The authority's certificate alone, for a process that only verifies; nothing before the first start has made it. */
export async function findDemoCertificate(dir: string): Promise<X509Certificate | undefined> {
  try {
    return new X509Certificate(await readFile(join(dir, CERTIFICATE_FILE)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const AUTHORITY_NAME: NameParts = { O: ORGANISATION, OU: 'Nơi cấp chứng thư thử nghiệm', CN: TRIAL_WORDS };

async function makeSigner(who: { readonly name: string; readonly title: string; readonly agency: string }, at: Date, authorityKey: webcrypto.CryptoKey, random: RandomBytes, clock: Clock): Promise<SignerKey> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const from = new Date(at.getTime() - 31 * DAY);
  const to = new Date(Math.max(at.getTime(), clock.now().getTime()) + 365 * DAY);
  const subject: NameParts = { O: who.agency, OU: TRIAL_WORDS, T: who.title, CN: who.name };
  const certificate = await issue({ subject, issuer: AUTHORITY_NAME, publicKey: pair.publicKey, signWith: authorityKey, serial: random(16), from, to, authority: false });
  const readable = new X509Certificate(derOf(certificate));
  return { key: pair.privateKey, certificate, subject: `CN=${bounded(who.name)}, T=${bounded(who.title)}, OU=${TRIAL_WORDS}, O=${bounded(who.agency)}, C=VN`, serial: readable.serialNumber };
}

type NameParts = { readonly O: string; readonly OU: string; readonly T?: string; readonly CN: string };
const OIDS = { O: '2.5.4.10', OU: '2.5.4.11', T: '2.5.4.12', CN: '2.5.4.3' } as const;
const bounded = (text: string): string => [...text.normalize('NFC').toWellFormed()].slice(0, NAME_BOUND).join('');

interface Issue { readonly subject: NameParts; readonly issuer: NameParts; readonly publicKey: KeyObject; readonly signWith: webcrypto.CryptoKey; readonly serial: Buffer; readonly from: Date; readonly to: Date; readonly authority: boolean }

async function issue({ subject, issuer, publicKey, signWith, serial, from, to, authority }: Issue): Promise<Certificate> {
  const certificate = new Certificate();
  certificate.version = 2;
  const positive = Buffer.from(serial);
  positive[0] = ((positive[0] ?? 0) & 0x7f) | 0x40; // positive and of full length (RFC 5280, 4.1.2.2)
  certificate.serialNumber = new Integer({ valueHex: arrayBuffer(positive) });
  certificate.subject = distinguishedName(subject);
  certificate.issuer = distinguishedName(issuer);
  certificate.notBefore = new Time({ type: 0, value: from });
  certificate.notAfter = new Time({ type: 0, value: to });
  await certificate.subjectPublicKeyInfo.importKey(await webcrypto.subtle.importKey('spki', publicKey.export({ type: 'spki', format: 'der' }), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']) as CryptoKey, engine);
  certificate.extensions = [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: new BasicConstraints({ cA: authority }).toSchema().toBER() }),
    // keyCertSign and cRLSign for the authority; digitalSignature and nonRepudiation for a person
    new Extension({ extnID: '2.5.29.15', critical: true, extnValue: new BitString({ valueHex: Uint8Array.from([authority ? 0x06 : 0xc0]).buffer, unusedBits: authority ? 1 : 6 }).toBER() }),
    new Extension({ extnID: '2.5.29.14', critical: false, extnValue: new OctetString({ valueHex: await webcrypto.subtle.digest('SHA-1', certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView as Uint8Array<ArrayBuffer>) }).toBER() }),
  ];
  await certificate.sign(signWith as CryptoKey, 'SHA-256', engine);
  return certificate;
}

/** One attribute in each part: the library by itself would make one part of many, which few programs expect. */
function distinguishedName(name: NameParts): RelativeDistinguishedNames {
  const attributes = [new AttributeTypeAndValue({ type: '2.5.4.6', value: new PrintableString({ value: 'VN' }) })];
  for (const part of ['O', 'OU', 'T', 'CN'] as const) {
    const value = name[part];
    if (value) attributes.push(new AttributeTypeAndValue({ type: OIDS[part], value: new Utf8String({ value: bounded(value) }) }));
  }
  return new RelativeDistinguishedNames({ schema: fromBER(new Sequence({ value: attributes.map((attribute) => new Set({ value: [attribute.toSchema()] })) }).toBER()).result });
}

export const derOf = (certificate: Certificate): Buffer => Buffer.from(certificate.toSchema(true).toBER());
export const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const toWebKey = (key: KeyObject): Promise<webcrypto.CryptoKey> => webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);

/** Writes the file whole or leaves the one that is there, whoever is first. */
async function writeOnce(file: string, mode: number, content: () => string | Promise<string>): Promise<void> {
  try {
    await stat(file);
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const draft = `${file}.${process.pid}.${performance.now()}.new`;
  await writeFile(draft, await content(), { flag: 'wx', mode, flush: true });
  await chmod(draft, mode);
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}
