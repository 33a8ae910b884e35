/** Sync as the rest of the application sees it. */
import type { Result } from '../../shared/contract/define';
import type { EvidenceFile } from '../../domain/evidence/evidence-files';
import type { EnrolRefusal, EvidencePolicy, SyncItemView, SyncStatusView } from '../../shared/contract/sync';
import type { CourierDeps } from '../sync/courier';
import type { Fetched } from '../sync/evidence-lane';
import type { Session } from '../session/session';

export interface SyncService {
  readonly status: () => Promise<SyncStatusView>;
  readonly items: (session: Session, limit: number) => Promise<readonly SyncItemView[]>;
  readonly now: () => Promise<Result<Record<string, never>, { code: 'sync.notEnrolled' }>>;
  readonly setPaused: (paused: boolean) => Promise<void>;
  readonly setInterval: (session: Session, minutes: number) => Promise<void>;
  readonly setEvidence: (session: Session, policy: EvidencePolicy) => Promise<void>;
  /** A file that another PC of the branch added, from headquarters. */
  readonly fetchEvidence: (file: EvidenceFile) => Promise<Fetched>;
  readonly enrol: (
    session: Session,
    hqUrl: string,
    code: string,
  ) => Promise<Result<Record<string, never>, { readonly code: EnrolRefusal | 'sync.alreadyEnrolled' }>>;
  /** Writes a courier file (`beside` whatever the line does) or takes one (`alone`: while no sync over the line is under way). */
  readonly carry: <T>(
    task: (deps: CourierDeps) => Promise<T>,
    how: 'beside' | 'alone',
  ) => Promise<Result<T, { code: 'sync.notEnrolled' }>>;
  /** An answer of headquarters was taken from a file, which it wrote at that time. */
  readonly heardByCourier: (madeAtMs: number) => Promise<void>;
  /** Somebody signed in: events can be opened and sent. */
  readonly start: (session: Session) => Promise<void>;
  /** Locked: nothing can be opened any more. */
  readonly stop: () => void;
  /** New events wait. */
  readonly nudge: () => void;
  /** Somebody called for help: sends now, whatever failed before. */
  readonly hurry: () => void;
  readonly receivedSeq: () => number;
  readonly quarantinedSeqs: () => ReadonlySet<number>;
}
