/** The lane of evidence files, wired to the files and keys of one session. */
import type { AttachmentStore } from '../attachments/attachment-store';
import { withEvidenceKeys } from '../handlers/evidence-key';
import type { Keyring } from '../keys/keyring';
import type { Rng } from '../platform/rng';
import { RecordsClosed } from '../records/records';
import type { Session } from '../session/session';
import { createEvidenceLane, type EvidenceLane, type EvidenceLaneDeps } from '../sync/evidence-lane';
import { newestSpoken } from '../sync/exchange';
import type { Net } from '../sync/net';
import { chanceOf, deviceSignature, schedule } from './create-alert-wait';
import type { Core } from './core';

export interface EvidenceLaneParts {
  readonly core: Core;
  readonly net: Net;
  readonly rng: Rng;
  readonly files: Pick<AttachmentStore, 'kept' | 'readAttachment'>;
}

export function evidenceLaneFor(
  { core, net, rng, files }: EvidenceLaneParts,
  { session, keyring, url }: { readonly session: Session; readonly keyring: Keyring; readonly url: string },
  on: Pick<EvidenceLaneDeps, 'policy' | 'onStatus'> & { readonly offsetMs: () => number },
): EvidenceLane {
  /** What headquarters said last, if it was this lane that asked. */
  let ownOffsetMs: number | undefined;
  return createEvidenceLane({
    exchangeDeps: {
      net,
      url,
      deviceId: keyring.device.id,
      signBytes: deviceSignature(keyring),
      spoken: newestSpoken(),
      createdMs: () => core.nowMs() + (ownOffsetMs ?? on.offsetMs()),
    },
    files: {
      kept: files.kept,
      read: async (sha256) => {
        const read = await withEvidenceKeys(session, (keys) => files.readAttachment(sha256, keys));
        return read.ok ? read.value : undefined;
      },
    },
    policy: on.policy,
    heardTime: (serverTimeMs) => {
      ownOffsetMs = serverTimeMs - core.nowMs();
    },
    random: chanceOf(rng),
    schedule,
    onStatus: on.onStatus,
    onFault: (cause) => {
      // The screen was locked on the way.
      if (!(cause instanceof RecordsClosed)) core.log.error('sync.evidence', cause);
    },
  });
}
