/** Reads the certificates that a person chooses for the line to headquarters (X.509, RFC 5280; PKCS #12, RFC 7292). */
import { X509Certificate } from 'node:crypto';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { CertificateRefusal, CertificateView } from '../../shared/contract/certificate';
import { err, ok, type Result } from '../../shared/contract/define';

/** A bundle of an institution has a few certificates; a file beyond this is something else. */
export const MAX_CERTIFICATE_BYTES = 256 * 1024;

const pemBlock = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** 总行证书: whom to believe. PEM with one or more certificates, or one in DER. */
export function readAuthorities(
  bytes: Buffer,
  nowMs: number,
): Result<{ readonly pem: string; readonly views: readonly CertificateView[] }, { code: CertificateRefusal }> {
  const blocks = bytes.toString('latin1').match(pemBlock);
  const found = (blocks ?? [bytes]).map(parsed);
  const certificates = found.filter((one) => one !== undefined);
  if (certificates.length < found.length) return err({ code: 'certificate.unreadable' });
  const views = certificates.map(viewOf);
  if (views.every(({ validToMs }) => validToMs <= nowMs)) return err({ code: 'certificate.expired' });
  return ok({ pem: certificates.map(String).join(''), views });
}

/** 本机证书: by what headquarters' gateway knows this PC. PKCS #12 with its key. */
export function readOwnCertificate(
  pfx: Buffer,
  password: string,
  nowMs: number,
): Result<CertificateView, { code: CertificateRefusal }> {
  const certificate = ownCertificate(pfx, password);
  if (typeof certificate === 'string') return err({ code: certificate });
  const view = viewOf(certificate);
  return view.validToMs <= nowMs ? err({ code: 'certificate.expired' }) : ok(view);
}

function ownCertificate(pfx: Buffer, password: string): X509Certificate | CertificateRefusal {
  try {
    const secureContext = createSecureContext({ pfx, passphrase: password });
    // Node reads PKCS #12 for connections alone; one that goes nowhere tells what is in it.
    const nowhere = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    const socket = new TLSSocket(nowhere, { secureContext, isServer: true });
    const certificate = socket.getX509Certificate();
    socket.destroy();
    return certificate ?? 'certificate.withoutKey';
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : '';
    return /mac|password|decrypt/i.test(said) ? 'certificate.passwordWrong' : 'certificate.unreadable';
  }
}

function parsed(text: string | Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    // Whatever the library says of a file that is no certificate, the person needs to choose another one.
    return undefined;
  }
}

function viewOf({ subject, issuer, validTo, fingerprint256 }: X509Certificate): CertificateView {
  return {
    subject: nameIn(subject),
    issuer: nameIn(issuer),
    validToMs: Date.parse(validTo),
    fingerprint: fingerprint256,
  };
}

/** The common name of a distinguished name, else the organisation, else all of it. */
function nameIn(distinguished: string | undefined): string {
  const parts = (distinguished ?? '').split('\n');
  const of = (key: string): string | undefined =>
    parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
  return of('CN') ?? of('O') ?? parts.join(', ');
}
