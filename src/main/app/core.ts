/** What the handlers of every feature have in common. Wired once, in index.ts. */
import type { AuthorityContext } from '../../domain/authority/authority';
import type { MissedClock } from '../../domain/complaint/lateness';
import type { ReviewTerms } from '../../domain/complaint/review';
import type { CaseState } from '../../domain/complaint/state';
import type { Directory } from '../../domain/directory/directory';
import type { Deadline } from '../../domain/deadlines/deadlines';
import type { Law } from '../../domain/deadlines/differences';
import type { LatenessReason, RefusalGround } from '../../domain/deadlines/rule-pack';
import type { InvestigationTerms } from '../../domain/investigation/terms';
import type { Taxonomy } from '../../domain/taxonomy/taxonomy';
import type { NewAuditEvent } from '../../domain/audit/audit-events';
import type { ClockStep, OutlookView } from '../../shared/contract/case';
import type { TopicName, Topics } from '../../shared/contract/topics';
import type { Log } from '../log/log';
import type { Notices } from '../notices/notices';
import type { SettingsStore } from '../preferences/preferences';
import type { Session } from '../session/session';
import type { StoreAccess } from '../store/store-access';

export interface Core {
  readonly nowMs: () => number;
  /** The latest time known: what is late stays late when somebody sets the clock of the PC back. */
  readonly steadyMs: () => number;
  /** The clock of the PC, corrected where headquarters contradicted it in this run: when something happens that a deadline is counted from. */
  readonly correctedMs: () => number;
  /** Local date in the branch's time zone, YYYY-MM-DD. */
  readonly today: () => string;
  readonly localDate: (ms: number) => string;
  /** Midnight of today in the branch's time zone, in ms. */
  readonly startOfDayMs: () => number;
  /** UUIDv7. */
  readonly newId: () => string;
  readonly directory: () => Directory;
  readonly personName: (userId: string) => string;
  readonly taxonomy: Taxonomy;
  /** What a case is judged by: the packs in force, or once it has ended those of that time. */
  readonly lawOf: (state: CaseState) => Law;
  readonly deadlinesOf: (state: CaseState) => readonly Deadline[];
  /** The same with a pack that is here in place of what holds; null for one that is not. */
  readonly outlookUnder: (
    state: CaseState,
    packKey: string,
  ) => { readonly law: Law; readonly deadlines: readonly Deadline[] } | null;
  /** From which day on the matrix that a decision names is in force; null for one that is not here. */
  readonly matrixFrom: (hash: string) => string | null;
  /** By what authority is measured now. */
  readonly authority: () => AuthorityContext;
  /** Grounds on which the rules of the branch let it refuse a complaint. */
  readonly refusalGrounds: () => readonly RefusalGround[];
  /** The checklist of the branch and what it may ask for. */
  readonly investigation: () => InvestigationTerms;
  /** Clocks that were missed and of which the rules want to know why, with the codes to choose from. */
  readonly missedClocks: (state: CaseState) => readonly MissedClock[];
  readonly latenessReasons: () => readonly LatenessReason[];
  /** What the rules of the branch say of a review; null where they know none. */
  readonly reviewTerms: (state: CaseState) => ReviewTerms | null;
  /** What a step would change; null where the case or its rules have no such step. */
  readonly whatIf: (state: CaseState, step: ClockStep) => OutlookView | null;
  /** Of the store, what says nothing of a case; cases are reached through the session, which knows who asks. */
  readonly store: Pick<StoreAccess, 'knownHashes' | 'eventRowsOf' | 'newestEventRows' | 'streamIds' | 'warm'>;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  readonly log: Log;
  readonly publish: <T extends TopicName>(topic: T, payload: Topics[T]) => void;
  /** Writes one trace to the audit stream. */
  readonly audit: (session: Session, event: NewAuditEvent) => Promise<void>;
  /** The same for what a page asks again and again: one trace per session, `key` and ten minutes. */
  readonly auditOnce: (session: Session, key: string, event: NewAuditEvent) => Promise<void>;
  /** Highest own sequence number for which a receipt of headquarters was verified. */
  readonly receivedSeq: () => number;
  readonly quarantinedSeqs: () => ReadonlySet<number>;
  readonly deviceId: () => string;
}
