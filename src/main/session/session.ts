/** The signed-in person, and what is in memory because of them. */
import type { CasePromise } from '../../domain/complaint/promises';
import type { Role } from '../../domain/authority/roles';
import type { CaseState, CaseTask, Proposal } from '../../domain/complaint/state';
import type { OwedClock } from '../../domain/deadlines/owed-clocks';
import type { Deadline, DeadlineFacts } from '../../domain/deadlines/deadlines';
import type { SavedView } from '../../shared/contract/history';
import type { QuickDraft } from '../../shared/contract/intake';
import type { CaseNumbers } from '../app/case-numbers';
import type { SealedSettings } from '../app/sealed-settings';
import type { FormerDevices } from '../backup/former-devices';
import type { Drafts } from '../drafts/drafts';
import type { KeyTable } from '../keys/key-table';
import type { UnlockedKeys } from '../keys/unlocked-keys';
import type { LawLevel } from '../packs/level-with-law';
import type { PersonalSignature } from '../records/calls';
import type { CaseView } from '../records/case-views';
import type { Records } from '../records/records';
import type { RemindersGiven } from '../reminders/reminders';
import type { TrainingRecords } from '../training/training-records';
import type { CaseLists } from '../store/store-access';
import type { VisibleRecords } from './visible-records';

/** Of one case. */
export interface OpenTasks {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly handlers: readonly string[];
  readonly tasks: readonly CaseTask[];
  readonly promises: readonly CasePromise[];
  /** Clocks beside that of the decision that somebody has to act on. */
  readonly clocks: readonly OwedClock[];
}

export type TypedForms = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

export interface DatedCase {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly facts: DeadlineFacts;
}

export interface PendingProposal {
  readonly state: CaseState;
  readonly proposal: Proposal;
}

/** Lives from unlock to lock. */
export interface Workspace {
  readonly keys: UnlockedKeys;
  readonly keyTable: KeyTable;
  /** Cases were destroyed here, and keys have not been changed since. */
  readonly wantsKeyChange: boolean;
  /** By the law that holds for the case. */
  readonly deadlinesOf: (state: CaseState) => readonly Deadline[];
  /** Views over many cases are made here, once, and not by who signs in. */
  readonly records: Omit<Records, 'view'>;
  readonly lawLevel: LawLevel;
  readonly drafts: Drafts;
  readonly numbers: CaseNumbers;
  /** PCs whose records this one goes on with, and whether that is on record yet. */
  readonly former: FormerDevices;
  readonly savedViews: SealedSettings<readonly SavedView[]>;
  /** What stands in each person's quick-capture bar, by user id. */
  readonly quickDrafts: SealedSettings<Readonly<Record<string, QuickDraft>>>;
  /** What stands half-written in the forms of script drafts: by user id, script, form. */
  readonly typedForms: SealedSettings<TypedForms>;
  /** Open tasks of cases, and who may not do some of them. */
  readonly openTasks: CaseView<OpenTasks>;
  /** Cases with the proposal that waits for a decision; null where none does. */
  readonly pendingProposals: CaseView<PendingProposal | null>;
  /** What dates of cases follow from, for looking at what another law would change. */
  readonly datedCases: CaseView<DatedCase>;
  /** What each person was reminded of, by user id. */
  readonly remindersGiven: SealedSettings<RemindersGiven>;
  /** What each person practised. */
  readonly training: TrainingRecords;
  readonly importMappings: SealedSettings<Readonly<Record<string, Readonly<Record<string, number>>>>>;
}

/** Of the records and lists it has what the signed-in person may see, see `visible-records.ts`. */
export interface Session extends Omit<Workspace, 'records'> {
  readonly records: VisibleRecords;
  readonly lists: CaseLists;
  readonly user: { readonly userId: string; readonly name: string; readonly role: Role };
  readonly sign: PersonalSignature;
}
