/** History (历史): every local case, searched, filtered, sorted, exported; the workbench. */
import { z } from 'zod';
import type { CaseTask } from '../../domain/complaint/state';
import { caseStatuses } from '../../domain/complaint/states';
import type { CaseStatus } from '../../domain/complaint/states';
import { Flag, ListMark, type RemedyKind, type Want } from '../../domain/complaint/values';
import type { OwedClock } from '../../domain/deadlines/owed-clocks';
import type { ReminderStep } from '../../domain/deadlines/reminders';
import { CommandId, Done, noError, operation, refusal, view } from './define';
import type { SimilarCase } from './intake';

export const HistoryFilter = z.strictObject({
  statuses: z.array(z.enum(caseStatuses)),
  businessIds: z.array(z.string().max(64)).max(200),
  reasonIds: z.array(z.string().max(64)).max(200),
  channelIds: z.array(z.string().max(64)).max(50),
  /** Those that a person set, and marks that come of the record; all of them. */
  flags: z.array(z.union([Flag, ListMark])),
  ownerIds: z.array(z.string()).max(100),
  receivedFromMs: z.int().nullable(),
  receivedToMs: z.int().nullable(),
  /** `overdue`: decision not told in time; `soon`: due within 3 days; `incomplete`: 先记后补; `major`: 重大消费投诉. */
  attention: z.enum(['any', 'overdue', 'soon', 'incomplete', 'open', 'major']),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;

export const emptyHistoryFilter: HistoryFilter = {
  statuses: [],
  businessIds: [],
  reasonIds: [],
  channelIds: [],
  flags: [],
  ownerIds: [],
  receivedFromMs: null,
  receivedToMs: null,
  attention: 'any',
};

export const HistorySort = z.strictObject({
  by: z.enum(['received', 'due', 'updated', 'amount']),
  direction: z.enum(['asc', 'desc']),
});
export type HistorySort = z.infer<typeof HistorySort>;

/** One row of a list. Names are masked. */
export interface CaseRowView {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly status: CaseStatus;
  readonly businessId: string;
  readonly reasonId: string;
  readonly channelId: string;
  readonly receivedAtMs: number;
  readonly updatedAtMs: number;
  readonly dueAtMs: number | null;
  readonly ownerId: string | null;
  readonly ownerName: string;
  readonly flags: readonly string[];
  readonly amountFen: number | null;
  readonly matter: string;
  readonly emotion: number | null;
  readonly incomplete: boolean;
  /** 重大消费投诉. */
  readonly major: boolean;
  /** Of a major complaint: a report is due and none was recorded. */
  readonly reportOwed: boolean;
  /** 信访. */
  readonly petition: boolean;
}

/** One case in the time line of a person. */
export interface PersonCase {
  readonly row: CaseRowView;
  /** What it shares with the party asked about; a name alone may be somebody else's. */
  readonly matchedOn: SimilarCase['matchedOn'];
  readonly want: Want | null;
  /** What was approved; null before that. */
  readonly remedy: { readonly kinds: readonly RemedyKind[]; readonly amountFen: number } | null;
}

export interface SearchHitView {
  readonly row: CaseRowView;
  /** Why it was found: which field, how, and the words around it with the ranges that matched (in UTF-16 units). */
  readonly matched: readonly {
    readonly field: string;
    readonly kind: 'number' | 'tail' | 'name' | 'pinyin' | 'initials' | 'text' | 'word';
    readonly snippet: string;
    readonly ranges: readonly (readonly [number, number])[];
  }[];
}

export const SavedView = z.strictObject({
  id: z.string(),
  name: z.string().trim().min(1).max(100),
  filter: HistoryFilter,
  sort: HistorySort,
  text: z.string().max(200),
});
export type SavedView = z.infer<typeof SavedView>;

/** Something to do on a case by a day. */
export interface WorkbenchTask {
  readonly taskId: string;
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly kind: CaseTask['kind'] | 'promise' | 'reconcile';
  /** Empty where the kind says it all. */
  readonly title: string;
  readonly dueOn: string;
  readonly state: 'overdue' | 'today' | 'later';
}

/** 到期提醒: a case on which nobody did anything since it was due to be reminded of. */
export interface ReminderView {
  readonly row: CaseRowView;
  /** It is of this promise, not of the decision. */
  readonly promise: { readonly promiseId: string; readonly text: string; readonly dueOn: string } | null;
  /** It is of this task. */
  readonly task: (Pick<WorkbenchTask, 'taskId' | 'title' | 'dueOn'> & { readonly kind: CaseTask['kind'] }) | null;
  /** It is of this clock beside that of the decision. */
  readonly clock: OwedClock | null;
  readonly step: ReminderStep;
  /** Since when, ms. */
  readonly atMs: number;
  /** Nobody answered in time: it is the supervisor's now. */
  readonly escalated: boolean;
}

export interface WorkbenchView {
  readonly counts: {
    readonly open: number;
    readonly overdue: number;
    readonly soon: number;
    readonly incomplete: number;
    readonly awaitingApproval: number;
    readonly mine: number;
    /** Of `soon`, those whose last day is today. */
    readonly dueToday: number;
    readonly callbacksDue: number;
    /** Open tasks and promises of this person, or of nobody in particular. */
    readonly tasks: number;
    readonly registeredToday: number;
    /** Major complaints in which something is owed still. */
    readonly major: number;
  };
  /** What this person is reminded of; the most urgent first. */
  readonly reminders: readonly ReminderView[];
  readonly due: readonly CaseRowView[];
  readonly major: readonly CaseRowView[];
  readonly approvals: readonly CaseRowView[];
  readonly mine: readonly CaseRowView[];
  readonly callbacks: readonly WorkbenchTask[];
  readonly tasks: readonly WorkbenchTask[];
}

export const historyContract = {
  /** Rows `offset … offset + limit` of the filtered list; the order is kept in memory, so any offset is quick. */
  'history.page': operation({
    kind: 'query',
    input: z.strictObject({
      filter: HistoryFilter,
      sort: HistorySort,
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(200),
    }),
    output: z.object({ rows: z.array(z.custom<CaseRowView>()), total: z.int() }),
    error: noError,
  }),
  'history.search': operation({
    kind: 'query',
    input: z.strictObject({ text: z.string().max(200), filter: HistoryFilter, limit: z.int().min(1).max(200) }),
    output: z.object({ hits: z.array(z.custom<SearchHitView>()), more: z.boolean() }),
    error: noError,
  }),
  /** The newest cases of the person behind one party of a case, this one among them, by keyed hashes of ID, phone and name. */
  'history.person': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string(), partyIndex: z.int().nonnegative() }),
    output: z.object({ maskedName: z.string(), cases: z.array(z.custom<PersonCase>()) }),
    error: refusal('case.notFound'),
  }),
  'history.views': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ views: z.array(SavedView) }),
    error: noError,
  }),
  'history.saveView': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, view: SavedView }),
    output: Done,
    error: noError,
  }),
  'history.deleteView': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: z.string() }),
    output: Done,
    error: noError,
  }),
  'workbench.today': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<WorkbenchView>(),
    error: noError,
  }),
} as const;
