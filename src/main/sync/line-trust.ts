/**
 * Whom this PC takes for headquarters beyond what its system does, and by what headquarters' gateway knows this PC. Kept beside
 * the keys, sealed like the secret of the device, because it is needed before anybody signs in.
 */
import path from 'node:path';
import { z } from 'zod';
import type { CertificateView, CertificateRefusal } from '../../shared/contract/certificate';
import { err, ok, type Result } from '../../shared/contract/define';
import type { SecretBox } from '../keys/secret-box';
import type { Disk } from '../platform/disk';
import { readAuthorities, readOwnCertificate } from './line-certificates';
import type { Net } from './net';

const fileName = 'line.json';

const LineFile = z.strictObject({
  version: z.literal(1),
  backend: z.enum(['os', 'file']),
  /** base64url. */
  sealed: z.string(),
});

const LineSecrets = z.strictObject({
  /** PEM. */
  authorities: z.string(),
  own: z.strictObject({ /** PKCS #12, base64. */ pfx: z.string(), password: z.string() }).nullable(),
});
type LineSecrets = z.infer<typeof LineSecrets>;

export interface LineTrustView {
  /** Something was chosen here once and can't be read any more: nothing goes out until it is chosen again. */
  readonly unreadable: boolean;
  readonly authorities: readonly CertificateView[];
  readonly own: CertificateView | null;
}

export interface LineTrust {
  readonly view: () => LineTrustView;
  readonly takeAuthorities: (
    bytes: Buffer,
  ) => Promise<Result<readonly CertificateView[], { code: CertificateRefusal }>>;
  readonly takeOwn: (pfx: Buffer, password: string) => Promise<Result<CertificateView, { code: CertificateRefusal }>>;
  readonly dropOwn: () => Promise<void>;
  /** The system decides again whom to believe; the certificate of this PC goes with it. */
  readonly drop: () => Promise<void>;
  /** The line as it is at each request. */
  readonly net: Net;
}

interface LineTrustDeps {
  /** Of the keys. */
  readonly dir: string;
  readonly disk: Disk;
  readonly secretBox: SecretBox;
  readonly nowMs: () => number;
  /** As the system does it: its proxy, and the authorities it knows. */
  readonly net: Net;
}

type Known = 'unreadable' | LineSecrets | undefined;

export async function openLineTrust({ dir, disk, secretBox, nowMs, net }: LineTrustDeps): Promise<LineTrust> {
  const file = path.join(dir, fileName);
  let known: Known = await readSecrets(file, disk, secretBox);
  let view = viewOf(known);
  let secured = await securedNet(known);

  const keep = async (next: LineSecrets | undefined): Promise<void> => {
    if (next === undefined) await disk.remove(file);
    else {
      const sealed = await secretBox.protect(Buffer.from(JSON.stringify(next), 'utf8'));
      const text = { version: 1, backend: secretBox.backend, sealed: Buffer.from(sealed).toString('base64url') };
      await disk.writeAtomic(file, Buffer.from(JSON.stringify(text), 'utf8'));
    }
    known = next;
    view = viewOf(known);
    secured = await securedNet(known);
  };
  const chosen = (): LineSecrets | undefined => (known === 'unreadable' ? undefined : known);

  return {
    view: () => view,
    takeAuthorities: async (bytes) => {
      const read = readAuthorities(bytes, nowMs());
      if (!read.ok) return read;
      await keep({ authorities: read.value.pem, own: chosen()?.own ?? null });
      return ok(read.value.views);
    },
    takeOwn: async (pfx, password) => {
      const before = chosen();
      // Without an authority of its own the line goes through the system, which has certificates of its own to show.
      if (!before) return err({ code: 'certificate.authorityFirst' });
      const read = readOwnCertificate(pfx, password, nowMs());
      if (read.ok) await keep({ ...before, own: { pfx: pfx.toString('base64'), password } });
      return read;
    },
    dropOwn: async () => {
      const before = chosen();
      if (before) await keep({ ...before, own: null });
    },
    drop: () => keep(undefined),
    net: async (request) => {
      if (known === 'unreadable') return { ok: false, fault: 'trust' };
      const line = new URL(request.url).protocol === 'https:' ? secured : undefined;
      return (line ?? net)(request);
    },
  };
}

/** Nobody but these authorities is believed: not those of the system, and no proxy that opens the line. */
async function securedNet(known: Known): Promise<Net | undefined> {
  if (known === undefined || known === 'unreadable') return undefined;
  // Only who has authorities of their own loads it.
  const { nodeNetWith } = await import('./node-net');
  const { authorities, own } = known;
  return nodeNetWith({
    ca: authorities,
    ...(own && { pfx: Buffer.from(own.pfx, 'base64'), passphrase: own.password }),
    minVersion: 'TLSv1.2',
  });
}

function viewOf(known: Known): LineTrustView {
  if (known === undefined || known === 'unreadable')
    return { unreadable: known === 'unreadable', authorities: [], own: null };
  // Its time may be over since: it is shown all the same.
  const authorities = readAuthorities(Buffer.from(known.authorities, 'latin1'), 0);
  const own = known.own && readOwnCertificate(Buffer.from(known.own.pfx, 'base64'), known.own.password, 0);
  return {
    unreadable: false,
    authorities: authorities.ok ? authorities.value.views : [],
    own: own?.ok === true ? own.value : null,
  };
}

async function readSecrets(file: string, disk: Disk, secretBox: SecretBox): Promise<Known> {
  const bytes = await disk.read(file);
  if (bytes === undefined) return undefined;
  const kept = LineFile.safeParse(jsonOf(bytes));
  const opened = kept.success
    ? await secretBox.reveal(Buffer.from(kept.data.sealed, 'base64url'), kept.data.backend)
    : undefined;
  const secrets = LineSecrets.safeParse(opened && jsonOf(opened));
  // Never as if nothing had been chosen: what goes to headquarters alone would go to whom the system believes.
  return secrets.success ? secrets.data : 'unreadable';
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
