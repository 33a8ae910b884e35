/** Times that headquarters signed, kept as events of the chain: from them follows how far the time of other events can be trusted. */
import { anchorsIn, hqTimeHeard, timeBand, type TimeAnchor, type TimeBand } from '../../domain/evidence/time-band';
import { CLOCK_STREAM, type EventHeader, type OpenEvent } from '../../domain/evidence/event-envelope';
import type { Anchor } from '../../shared/sync-protocol/messages';
import { newId } from '../platform/ids';
import type { Session } from '../session/session';
import type { EventRow } from '../../shared/store-contract/rows';
import type { StoreAccess } from '../store/store-access';

/** Each is an event that goes to headquarters, which answers with a time: once a run and every six hours is enough. */
const everyMs = 6 * 60 * 60_000;

export interface TimeAnchors {
  /** Headquarters has just answered with an anchor whose signature holds. */
  readonly heard: (session: Session, anchor: Anchor) => Promise<void>;
}

export function createTimeAnchors(
  monotonicMs: () => number,
  /** Told of each time, also of those that are not kept. */
  heardTime: (hqTimeMs: number) => void,
): TimeAnchors {
  let keptAtMs = Number.NEGATIVE_INFINITY;
  return {
    heard: async ({ records, user }, { hqTimeMs, seq, headHash, signature }) => {
      heardTime(hqTimeMs);
      const now = monotonicMs();
      if (now - keptAtMs < everyMs) return;
      const before = keptAtMs;
      keptAtMs = now;
      try {
        await records.write({
          commandId: newId(),
          actor: { userId: user.userId, role: user.role },
          // The anchor as it came, so that whoever has the key of headquarters can check it.
          events: [{ streamId: CLOCK_STREAM, type: hqTimeHeard, payload: { hqTimeMs, seq, headHash, signature } }],
          outcome: undefined,
        });
      } catch (cause) {
        keptAtMs = before;
        throw cause;
      }
    },
  };
}

/** Of every PC of the branch. A few a day and PC; for a page that shows times. */
export async function readAnchors({ records }: Pick<Session, 'records'>): Promise<readonly TimeAnchor[]> {
  return anchorsIn(await records.events(CLOCK_STREAM));
}

/** So many of the newest tell of this PC too, whoever else is in the branch. */
const newestAnchors = 50;

/** The newest of the branch: what a start needs, which does not read the times of years. */
export async function newestAnchorsIn(
  store: Pick<StoreAccess, 'newestEventRows'>,
  open: (row: EventRow) => Promise<OpenEvent>,
): Promise<readonly TimeAnchor[]> {
  const rows = await store.newestEventRows(CLOCK_STREAM, null, newestAnchors);
  return anchorsIn(await Promise.all(rows.map(open)));
}

/** Undefined for a time that headquarters confirms: only the others are marked. */
export function doubtOf(
  header: Pick<EventHeader, 'deviceId' | 'seq' | 'at'>,
  anchors: readonly TimeAnchor[],
): { readonly doubt?: Exclude<TimeBand, 'confirmed'> } {
  const band = timeBand(header, anchors);
  return band === 'confirmed' ? {} : { doubt: band };
}
