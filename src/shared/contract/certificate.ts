/** 总行证书: whom this PC believes to be headquarters, and by what headquarters' gateway knows this PC. */
import { z } from 'zod';
import { Done, noError, operation, view } from './define';

export interface CertificateView {
  readonly subject: string;
  readonly issuer: string;
  readonly validToMs: number;
  /** SHA-256 of the certificate, hexadecimal in pairs: to be compared over the telephone. */
  readonly fingerprint: string;
}

export interface CertificatesView {
  /** Something was chosen and can't be read any more: nothing goes out until it is chosen again. */
  readonly unreadable: boolean;
  /** None: those that the system believes. */
  readonly authorities: readonly CertificateView[];
  readonly own: CertificateView | null;
}

export const certificateRefusals = [
  'certificate.notYours',
  'certificate.unreadable',
  'certificate.tooLarge',
  'certificate.expired',
  'certificate.passwordWrong',
  'certificate.withoutKey',
  'certificate.authorityFirst',
] as const;
export type CertificateRefusal = (typeof certificateRefusals)[number];

const error = z.strictObject({ code: z.enum(certificateRefusals) });
const Chosen = z.object({ cancelled: z.boolean() });

export const certificateContract = {
  'certificate.list': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<CertificatesView>(),
    error: noError,
  }),
  /** Opens the system's dialog for a file with certificates (PEM or DER). */
  'certificate.takeAuthority': operation({ kind: 'command', input: z.strictObject({}), output: Chosen, error }),
  /** Opens the system's dialog for a file with a certificate and its key (PKCS #12). */
  'certificate.takeOwn': operation({
    kind: 'command',
    input: z.strictObject({ password: z.string().max(200) }),
    output: Chosen,
    error,
  }),
  /** `all`: what the system believes counts again. */
  'certificate.drop': operation({
    kind: 'command',
    input: z.strictObject({ which: z.enum(['own', 'all']) }),
    output: Done,
    error,
  }),
} as const;
