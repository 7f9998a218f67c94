import { constants, createHash, type KeyObject, verify as verifyBytes, X509Certificate } from 'node:crypto';
import { Constructed, fromBER, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs';
import type { PdfVerifier, SignatureReport } from '../../modules/document/ports.ts';
import { assembleCms, OID } from './cms.ts';
import { findDemoCertificate } from './demo-authority.ts';
import { findSignatures, type FoundSignature, type SignatureFault } from './find-signatures.ts';

export const SIGNATURE_LIMITS = { /** bytes of a file that is checked */ file: 32 * 1024 * 1024, /** signatures in one file */ signatures: 10 } as const;

export interface TrustedIssuer { readonly certificate: X509Certificate; /** its signatures have no legal value */ readonly trial: boolean }
export interface VerifierOptions {
  readonly trusted?: readonly TrustedIssuer[];
  /** folder of the demonstration authority; read when first needed, since the first signature makes it */
  readonly dir?: string;
}

const WHY = {
  range: 'Phần được ký không khớp với tệp: chữ ký đã bị gỡ, chép hoặc sửa.', gap: 'Chỗ để chữ ký trong tệp đã bị sửa.', dictionary: 'Phần mô tả chữ ký trong tệp đã bị sửa.',
  digest: 'Nội dung tệp đã thay đổi sau khi ký.', signature: 'Chữ ký không khớp với nội dung được ký.', certificate: 'Chứng thư kèm chữ ký đã bị thay hoặc sửa.', leftover: 'Có dữ liệu lạ trong chỗ để chữ ký.',
  unreadable: 'Không đọc được chữ ký.', algorithm: 'Thuật toán của chữ ký chưa được hỗ trợ hoặc đã yếu.', issuer: 'Nơi cấp chứng thư không có trong danh sách tin cậy.', period: 'Chứng thư không còn hoặc chưa có hiệu lực lúc ký.', usage: 'Chứng thư không dùng để ký văn bản.',
  large: 'Tệp quá lớn để kiểm tra.', many: 'Tệp có quá nhiều chữ ký.', later: 'Có phần được thêm vào tệp sau chữ ký này.', profile: 'Chữ ký thiếu thông tin ràng buộc chứng thư.',
} as const;
type Why = keyof typeof WHY;
const ALTERED: ReadonlySet<Why> = new Set(['range', 'gap', 'dictionary', 'digest', 'signature', 'certificate', 'leftover']);

/**
 * Checks the signatures of any file that somebody brings. Never throws on its content; work is bounded. `valid` means: every
 * byte up to the signature's end is what was signed (but the signature itself), by the certificate named in the signed
 * attributes, issued by a trusted authority and in force at the time of signing. Revocation and time stamps are not looked at.
 */
export async function createVerifier({ trusted = [], dir }: VerifierOptions): Promise<PdfVerifier> {
  let demo: TrustedIssuer | undefined;
  const issuers = async (): Promise<readonly TrustedIssuer[]> => {
    if (dir !== undefined && !demo) {
      const certificate = await findDemoCertificate(dir);
      if (certificate) demo = { certificate, trial: true };
    }
    return demo ? [...trusted, demo] : trusted;
  };
  return {
    async verify(pdf) {
      if (pdf.length > SIGNATURE_LIMITS.file) return [report('large')];
      const known = await issuers();
      const { found, faults } = findSignatures(pdf, SIGNATURE_LIMITS.signatures + 1);
      if (found.length + faults.length > SIGNATURE_LIMITS.signatures) return [report('many')];
      return [...found.map((signature) => checkOne(pdf, signature, known)), ...faults.map((fault: SignatureFault) => report(fault))];
    },
  };
}

function report(why: Why, told: Partial<SignatureReport> = {}): SignatureReport {
  return { outcome: ALTERED.has(why) ? 'altered' : 'unverifiable', signer: '', at: null, trial: false, coversWholeFile: false, ...told, why: WHY[why] };
}

interface Cms { readonly info: SignerInfo; readonly certificate: Certificate; /** the certificate's bytes as they stand in the file */ readonly der: Buffer; readonly x509: X509Certificate; /** without padding */ readonly bytes: Buffer }

function checkOne(pdf: Buffer, found: FoundSignature, trusted: readonly TrustedIssuer[]): SignatureReport {
  const told = { at: signingTime(found.dictionary), coversWholeFile: found.end === pdf.length };
  let cms: Cms | Why;
  try {
    cms = readCms(found.contents);
  } catch {
    cms = 'unreadable';
  }
  if (typeof cms === 'string') return report(cms, told);
  const { info, x509 } = cms;
  const named = { ...told, signer: commonName(cms.certificate), trial: false };
  try {
    const hash = hashName(info.digestAlgorithm.algorithmId);
    if (!hash) return report('algorithm', named);
    const fault = checkBinding(pdf, found, cms, hash);
    if (fault) return report(fault, named);
    const issuer = trusted.find(({ certificate }) => x509.checkIssued(certificate) && x509.verify(certificate.publicKey));
    if (!issuer) return report('issuer', named);
    if (issuer.trial && !assembleCms(cms.certificate, digestOf(pdf, found, 'sha256'), bytesOf(info.signature)).equals(cms.bytes)) return report('gap', named);
    const at = told.at ?? attributeTime(info);
    const final = { ...named, at, trial: issuer.trial };
    if (!at || at < x509.validFromDate || at > x509.validToDate || at < issuer.certificate.validFromDate || at > issuer.certificate.validToDate) return report('period', final);
    if (x509.ca || !maySign(cms.certificate)) return report('usage', final);
    return { outcome: 'valid', ...final, ...(final.coversWholeFile ? {} : { why: WHY.later }) };
  } catch {
    return report('unreadable', named);
  }
}

function readCms(contents: Buffer): Cms | Why {
  const parsed = fromBER(Uint8Array.from(contents).buffer);
  if (parsed.offset <= 0) return 'unreadable';
  if (contents.subarray(parsed.offset).some((byte) => byte !== 0)) return 'leftover';
  const outer = new ContentInfo({ schema: parsed.result });
  if (outer.contentType !== OID.signedData) return 'unreadable';
  const signed = new SignedData({ schema: outer.content });
  const info = signed.signerInfos[0];
  if (signed.signerInfos.length !== 1 || !info || !(info.sid instanceof IssuerAndSerialNumber) || signed.encapContentInfo.eContent) return 'unreadable';
  const { issuer, serialNumber } = info.sid;
  for (const der of certificatesIn(outer.content)) {
    const certificate = new Certificate({ schema: fromBER(Uint8Array.from(der).buffer).result });
    if (certificate.serialNumber.isEqual(serialNumber) && certificate.issuer.isEqual(issuer)) return { info, certificate, der, x509: new X509Certificate(der), bytes: contents.subarray(0, parsed.offset) };
  }
  return 'certificate';
}

/** Each certificate's own bytes: read and written again it could hide a change. SignedData: certificates are the part [0]. */
function certificatesIn(signedData: unknown): Buffer[] {
  const parts = signedData instanceof Sequence ? signedData.valueBlock.value : [];
  const list = parts.find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0);
  return list instanceof Constructed ? list.valueBlock.value.slice(0, 20).map((one) => Buffer.from(one.valueBeforeDecodeView)) : [];
}

/** Digest of the content, the signed attributes and the signature over them; which of them fails first, or nothing. */
function checkBinding(pdf: Buffer, found: FoundSignature, { info, der, x509 }: Cms, hash: string): Why | undefined {
  const digest = digestOf(pdf, found, hash);
  const attributes = new Map((info.signedAttrs?.attributes ?? []).map((attribute) => [attribute.type, attribute.values] as const));
  const type = attributes.get(OID.contentType)?.[0];
  const content = attributes.get(OID.messageDigest)?.[0];
  if (!info.signedAttrs || attributes.size !== info.signedAttrs.attributes.length || !(type instanceof ObjectIdentifier) || type.valueBlock.toString() !== OID.data || !(content instanceof OctetString)) return 'unreadable';
  if (!bytesOf(content).equals(digest)) return 'digest';
  const bound = attributes.get(OID.signingCertificateV2)?.[0];
  if (found.dictionary.includes('/ETSI.CAdES.detached') && bound === undefined) return 'profile';
  if (bound !== undefined && !bindsCertificate(bound, der)) return 'certificate';
  const signedBytes = Buffer.from(info.signedAttrs.encodedValue);
  return checkSignature(hash, info, signedBytes, x509.publicKey) ? undefined : 'signature';
}

const digestOf = (pdf: Buffer, found: FoundSignature, hash: string): Buffer => createHash(hash).update(pdf.subarray(0, found.open)).update(pdf.subarray(found.close, found.end)).digest();

function checkSignature(hash: string, info: SignerInfo, signedBytes: Buffer, key: KeyObject): boolean {
  const signature = bytesOf(info.signature);
  const pss = info.signatureAlgorithm.algorithmId === '1.2.840.113549.1.1.10';
  return verifyBytes(hash, signedBytes, pss ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : key, signature);
}

/** SigningCertificateV2 (RFC 5035): the hash of the first certificate must be of the one that signed. */
function bindsCertificate(value: unknown, der: Buffer): boolean {
  const certs = value instanceof Sequence ? value.valueBlock.value[0] : undefined;
  const first = certs instanceof Sequence ? certs.valueBlock.value[0] : undefined;
  const parts = first instanceof Sequence ? first.valueBlock.value : [];
  const algorithm = parts[0] instanceof Sequence ? parts[0].valueBlock.value[0] : undefined;
  const hash = algorithm instanceof ObjectIdentifier ? hashName(algorithm.valueBlock.toString()) : 'sha256';
  const expected = parts.find((part): part is OctetString => part instanceof OctetString);
  return hash !== undefined && expected !== undefined && bytesOf(expected).equals(createHash(hash).update(der).digest());
}

const bytesOf = (value: OctetString): Buffer => Buffer.from(value.getValue());
const hashName = (oid: string): string | undefined => ({ '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' })[oid];

function commonName(certificate: Certificate): string {
  const names = certificate.subject.typesAndValues.filter(({ type }) => type === '2.5.4.3').map(({ value }) => String(value.valueBlock.value));
  return (names.at(-1) ?? '').slice(0, 200);
}
/** digitalSignature or nonRepudiation, when the certificate says what it is for. */
function maySign(certificate: Certificate): boolean {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.15');
  if (!usage) return true;
  const bits = fromBER(usage.extnValue.getValue()).result as { valueBlock?: { valueHexView?: Uint8Array } };
  return ((bits.valueBlock?.valueHexView?.[0] ?? 0) & 0xc0) !== 0;
}
/** `/M (D:20260826090000+07'00')` of the signature's dictionary. */
function signingTime(dictionary: string): Date | null {
  const match = /\/M\s*\(D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z|([+-]\d{2})'(\d{2})'?)/u.exec(dictionary);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, zoneHour, zoneMinute] = match;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zoneHour === undefined ? 'Z' : `${zoneHour}:${zoneMinute}`}`);
  return Number.isNaN(at.getTime()) ? null : at;
}
function attributeTime(info: SignerInfo): Date | null {
  const value = info.signedAttrs?.attributes.find(({ type }) => type === OID.signingTime)?.values[0] as { toDate?: () => Date } | undefined;
  return value?.toDate?.() ?? null;
}
