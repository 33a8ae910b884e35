/** Evidence files of a PC that need no disk, and the lane that ships, over them. */
import { createCipheriv, createHash } from 'node:crypto';
import type { Evidence } from '../../../src/domain/complaint/values';
import { signHash } from '../../../src/main/keys/ed25519';
import { newId } from '../../../src/main/platform/ids';
import { createEvidenceLane, type EvidenceLane, type EvidenceLaneStatus } from '../../../src/main/sync/evidence-lane';
import { newestSpoken } from '../../../src/main/sync/exchange';
import type { Net } from '../../../src/main/sync/net';
import type { Chance } from './chance';
import type { SimPc } from './sim-pc';

export interface SimFile {
  readonly evidence: Evidence;
  readonly content: () => Buffer;
}

/** The same bytes whenever they are asked for: a hundred files need not be in memory. */
export function fileOf(chance: Chance, size: number): SimFile {
  const key = Buffer.from(chance.rng.bytes(32));
  const content = (): Buffer => createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
  const sha256 = createHash('sha256').update(content()).digest('hex');
  return {
    content,
    evidence: { id: newId(), sha256, name: 'slip.pdf', mime: 'application/pdf', sizeBytes: size, fromCustomer: true },
  };
}

interface LaneParts {
  readonly net: Net;
  readonly pc: Pick<SimPc, 'id' | 'deviceSeed' | 'clock'>;
  readonly url: string;
  /** Read anew in each run. */
  readonly files: readonly SimFile[];
  readonly chance: Chance;
  readonly onStatus?: (status: EvidenceLaneStatus) => void;
}

/** Runs are begun by its owner; none is begun by itself. */
export function laneOver({ net, pc, url, files, chance, onStatus = () => undefined }: LaneParts): EvidenceLane {
  const { id, deviceSeed, clock } = pc;
  let offsetMs = 0;
  const read = (sha256: string): Buffer | undefined =>
    files.find(({ evidence }) => evidence.sha256 === sha256)?.content();
  return createEvidenceLane({
    exchangeDeps: {
      ...{ net, url, deviceId: id, spoken: newestSpoken() },
      signBytes: (bytes) => signHash(deviceSeed, Buffer.from(bytes).toString('base64url')),
      createdMs: () => clock.wallMs() + offsetMs,
    },
    files: { kept: async () => files.map(({ evidence }) => evidence.sha256), read: async (sha256) => read(sha256) },
    policy: () => 'all',
    heardTime: (serverTimeMs) => {
      offsetMs = serverTimeMs - clock.wallMs();
    },
    random: chance.next,
    schedule: () => () => undefined,
    onStatus,
    onFault: (cause) => {
      throw cause;
    },
  });
}
