import { createHash, sign as signBytes } from 'node:crypto';
import { Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { AlgorithmIdentifier, Attribute, type Certificate, ContentInfo, EncapsulatedContentInfo, IssuerAndSerialNumber, SignedAndUnsignedAttributes, SignedData, SignerInfo } from 'pkijs';
import { arrayBuffer, derOf, type SignerKey } from './demo-authority.ts';

export const OID = {
  data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4', signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47', sha256: '2.16.840.1.101.3.4.2.1', ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/**
 * Detached CMS signature of PAdES baseline B (ETSI EN 319 142-1, 6.3): content type, digest and signing-certificate-v2
 * (RFC 5035) among the signed attributes; the time stands in the PDF's signed `/M`, so there is no signing-time attribute.
 */
export async function signDetached(stretches: readonly Buffer[], signer: SignerKey): Promise<Buffer> {
  const digest = stretches.reduce((hash, stretch) => hash.update(stretch), createHash('sha256')).digest();
  const attributes = signedAttributes(signer.certificate, digest);
  const toSign = Buffer.from(attributes.toSchema().toBER());
  toSign[0] = 0x31; // signed as a SET, stored as [0] (RFC 5652, 5.4)
  const signature = signBytes('sha256', toSign, signer.key);
  return assembleCms(signer.certificate, digest, signature);
}

/**
 * The whole signature from the three things that differ: certificate, digest and signature value. Everything else is fixed,
 * so a reader can build it again and compare: no byte of a trial signature can be changed without notice, though CMS itself
 * leaves versions and lists of algorithms unsigned.
 */
export function assembleCms(certificate: Certificate, digest: Buffer, signature: Buffer): Buffer {
  const sha256 = (): AlgorithmIdentifier => new AlgorithmIdentifier({ algorithmId: OID.sha256, algorithmParams: new Null() });
  const info = new SignerInfo({
    version: 1, sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }), digestAlgorithm: sha256(), signedAttrs: signedAttributes(certificate, digest),
    signatureAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.ecdsaWithSha256 }), signature: new OctetString({ valueHex: arrayBuffer(signature) }),
  });
  const signed = new SignedData({ version: 1, digestAlgorithms: [sha256()], encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }), signerInfos: [info], certificates: [certificate] });
  return Buffer.from(new ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) }).toSchema().toBER());
}

function signedAttributes(certificate: Certificate, digest: Buffer): SignedAndUnsignedAttributes {
  const certificateHash = createHash('sha256').update(derOf(certificate)).digest();
  const attributes = [
    new Attribute({ type: OID.contentType, values: [new ObjectIdentifier({ value: OID.data })] }),
    new Attribute({ type: OID.messageDigest, values: [new OctetString({ valueHex: arrayBuffer(digest) })] }),
    // SigningCertificateV2 { certs { ESSCertIDv2 { certHash } } }; SHA-256 is the default and is left out in DER
    new Attribute({ type: OID.signingCertificateV2, values: [new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [new OctetString({ valueHex: arrayBuffer(certificateHash) })] })] })] })] }),
  ];
  return new SignedAndUnsignedAttributes({ type: 0, attributes: attributes.sort(byEncoding) });
}

/** Members of a SET stand in the order of their encodings (DER, X.690 11.6). */
function byEncoding(a: Attribute, b: Attribute): number {
  return Buffer.compare(Buffer.from(a.toSchema().toBER()), Buffer.from(b.toSchema().toBER()));
}
