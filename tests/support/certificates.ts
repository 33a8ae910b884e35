/** An authority and what it issues, made anew for each test: RSA, for 127.0.0.1 where it is a server's. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';

const dayMs = 24 * 60 * 60 * 1000;

export interface Issued {
  /** PEM. */
  readonly cert: string;
  /** PEM, PKCS #8. */
  readonly key: string;
  /** Certificate and key in one file, as an IT department hands them out. */
  readonly pkcs12: (password: string) => Buffer;
}

export interface Authority extends Issued {
  readonly issue: (name: string, use: 'server' | 'client', validMs?: number) => Issued;
}

/** @param validMs from now; below zero: over already */
export function makeAuthority(name: string, validMs = dayMs): Authority {
  const own = keyPair();
  const issued = certificate({
    name,
    validMs,
    own,
    issuer: { name, key: own.key },
    extensions: [{ name: 'basicConstraints', cA: true }],
  });
  return {
    ...issued,
    issue: (subject, use, validFor = dayMs) =>
      certificate({
        name: subject,
        validMs: validFor,
        own: keyPair(),
        issuer: { name, key: own.key },
        extensions: [
          { name: 'extKeyUsage', serverAuth: use === 'server', clientAuth: use === 'client' },
          ...(use === 'server' ? [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }] : []),
        ],
      }),
  };
}

const commonName = (value: string): forge.pki.CertificateField => ({
  name: 'commonName',
  value,
  // The types say otherwise; the library compares it with `Type.UTF8`.
  valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class,
});

function keyPair(): { readonly pem: string; readonly key: forge.pki.rsa.PrivateKey } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    key: forge.pki.privateKeyFromPem(privateKey.export({ format: 'pem', type: 'pkcs1' }).toString()),
  };
}

function certificate(asked: {
  readonly name: string;
  readonly validMs: number;
  readonly own: ReturnType<typeof keyPair>;
  readonly issuer: { readonly name: string; readonly key: forge.pki.rsa.PrivateKey };
  readonly extensions: object[];
}): Issued {
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.setRsaPublicKey(asked.own.key.n, asked.own.key.e);
  made.serialNumber = `01${randomBytes(8).toString('hex')}`;
  made.validity.notBefore = new Date(Date.now() - 2 * dayMs);
  made.validity.notAfter = new Date(Date.now() + asked.validMs);
  made.setSubject([commonName(asked.name)]);
  made.setIssuer([commonName(asked.issuer.name)]);
  made.setExtensions(asked.extensions);
  made.sign(asked.issuer.key, forge.md.sha256.create());
  return {
    cert: forge.pki.certificateToPem(made),
    key: asked.own.pem,
    pkcs12: (password) =>
      Buffer.from(
        forge.asn1.toDer(forge.pkcs12.toPkcs12Asn1(asked.own.key, made, password, { algorithm: '3des' })).getBytes(),
        'binary',
      ),
  };
}
