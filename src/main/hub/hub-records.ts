/** What both ends of a hub's line read and keep of one PC. */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { BranchDevice } from '../../shared/sync-protocol/messages';
import type { StoppedDevice } from '../sync/kept-word';

export interface HubRecords {
  readonly identity: { readonly deviceId: string; readonly branchId: string };
  readonly hqPublicKey: string;
  /** Keys of the branch, as headquarters last gave them. */
  readonly devices: () => Promise<readonly BranchDevice[]>;
  /** 停用: as headquarters last said. */
  readonly stopped: () => Promise<readonly StoppedDevice[]>;
  /** The last event that is here of a device. */
  readonly headOf: (deviceId: string) => Promise<{ readonly seq: number; readonly hash: string } | undefined>;
  readonly hashAt: (deviceId: string, seq: number) => Promise<string | undefined>;
  /** At most so many places of a chain behind `seq`; `events` lacks those that were destroyed, `lastSeq` is null behind the end. */
  readonly eventsAfter: (
    deviceId: string,
    seq: number,
    limit: number,
  ) => Promise<{ readonly events: readonly OpenEvent[]; readonly lastSeq: number | null }>;
  /** Every signing key that a person ever had, as far as it is known here. */
  readonly userKeys: (userId: string) => readonly string[];
  /** Journal first. Gives those that were left out, because something else came into their place meanwhile. */
  readonly keep: (events: readonly OpenEvent[]) => Promise<readonly OpenEvent[]>;
}
