/** Packs (规则包与日历): what holds, what waits, what was refused; taking in, looking first, confirming. */
import { z } from 'zod';
import type { Level } from '../../domain/authority/levels';
import type { RemedyKind } from '../../domain/complaint/values';
import type { TaskKind } from '../../domain/complaint/state';
import type { OwedClockId } from '../../domain/deadlines/owed-clocks';
import type { Reminder } from '../../domain/deadlines/reminders';
import type { PackContents, PackKind } from '../../domain/packs/kinds';
import type { PackOrigin, PackStatus } from '../../domain/packs/pack-shelf';
import type { PackProblem } from '../../domain/packs/problems';
import type { Words } from '../../domain/scripts/words';
import { CommandId, Done, operation, noError, refusal, view } from './define';
import { ExportRefusal } from './registers';

export interface PackView {
  /** Its hash; of a pack of the program `builtIn.<kind>`. */
  readonly key: string;
  readonly kind: PackKind;
  readonly id: string;
  readonly version: string;
  readonly status: PackStatus;
  readonly origin: PackOrigin | 'builtIn';
  /** Signed with this key; null: part of the program. */
  readonly publicKey: string | null;
  readonly hash: string;
  readonly issuedBy: string;
  /** By its maker's word; null: from the beginning. */
  readonly effectiveFrom: string | null;
  readonly receivedAtMs: number | null;
  readonly confirmed: {
    readonly by: string;
    readonly atMs: number;
    /** In force from here on. */
    readonly fromMs: number;
    readonly casesChanged: number;
  } | null;
  /** Deadlines of a rule pack, years of a calendar, lines of a matrix, steps. */
  readonly items: number;
  /** Of them not yet checked against the official text (待合规确认). */
  readonly toBeConfirmed: number;
}

export interface PackKeyView {
  readonly publicKey: string;
  readonly origin: 'headquarters' | 'person';
  readonly atMs: number;
  readonly by: string;
}

export interface PackRefusalView {
  readonly atMs: number;
  readonly origin: PackOrigin;
  readonly fileName: string;
  readonly name: string;
  readonly problems: readonly PackProblem[];
}

export interface PackOverview {
  readonly packs: readonly PackView[];
  readonly keys: readonly PackKeyView[];
  /** Newest first. */
  readonly refusals: readonly PackRefusalView[];
}

export interface CalendarView {
  readonly id: string;
  readonly version: string;
  readonly published: readonly { readonly year: number; readonly source: string }[];
  /** Computed from statutory days (估算). */
  readonly estimated: readonly number[];
}

interface ContentViews extends Omit<PackContents, 'calendar'> {
  readonly calendar: CalendarView;
}

export type PackContentView = {
  readonly [K in PackKind]: { readonly kind: K; readonly pack: ContentViews[K] };
}[PackKind];

/** One date of one open case that another pack changes. */
export interface ChangedDate {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly deadlineId: string;
  readonly zh: string;
  readonly en: string;
  readonly before: ChangedEnd | null;
  readonly after: ChangedEnd | null;
}

export interface ChangedEnd {
  readonly dueOn: string;
  readonly dueAtMs: number;
  readonly ruleId: string;
  readonly article: string;
  readonly articleEn: string;
  readonly estimated: boolean;
}

/** One proposal that waits for a decision, for which others must sign under another matrix. */
export interface ChangedApprovers {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly kinds: readonly RemedyKind[];
  readonly amountFen: number;
  /** Who must sign, the lowest first; null where the amount is above every line. */
  readonly before: readonly Level[] | null;
  readonly after: readonly Level[] | null;
}

export type StandingReminder = Pick<Reminder, 'step' | 'to' | 'escalated'>;

/** One case, or one promise, task or other clock of a case, of which another ladder reminds differently at this moment. */
export interface ChangedReminder {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  /** What was promised; null where it is of something else. */
  readonly promise: string | null;
  /** The clock beside that of the decision, the task; null both where it is the deadline of the case or a promise. */
  readonly clock: OwedClockId | null;
  readonly task: { readonly kind: TaskKind; readonly title: string } | null;
  readonly before: StandingReminder | null;
  readonly after: StandingReminder | null;
}

/** One conversation script that another release brings, takes away, or says otherwise. */
export interface ChangedScript {
  readonly code: string;
  readonly title: Words;
  /** Versions; null: new, or taken out. */
  readonly before: string | null;
  readonly after: string | null;
  /** Lines that are said or read differently, new and gone ones among them. */
  readonly lines: number;
  /** Steps that lead elsewhere, or may be done otherwise. */
  readonly steps: number;
  /** Changes what the law or the house demands. */
  readonly legal: boolean;
  /** Wordings of this branch that rest from then on, because they stood for other words. */
  readonly resting: number;
}

/** What a pack does to complaints; `none` where it is read by people only. */
export type SwitchEffect =
  | { readonly of: 'dates'; readonly changes: readonly ChangedDate[] }
  | { readonly of: 'approvers'; readonly changes: readonly ChangedApprovers[] }
  | { readonly of: 'reminders'; readonly changes: readonly ChangedReminder[] }
  | { readonly of: 'scripts'; readonly changes: readonly ChangedScript[] }
  | { readonly of: 'none'; readonly changes: readonly [] };

export interface SwitchPreview {
  readonly key: string;
  /** Of the pack that it would take the place of. */
  readonly replaces: string;
  /** Complaints that were looked at, and how many of them change. */
  readonly open: number;
  readonly casesChanged: number;
  /** The first of them. */
  readonly effect: SwitchEffect;
  readonly total: number;
  /** From when on it would hold if it were confirmed now. */
  readonly fromMs: number;
  readonly atOnce: boolean;
}

const Key = z.string().min(1).max(100);
const notAwaiting = refusal('packs.notAwaiting');

export const packsContract = {
  'packs.overview': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<PackOverview>(),
    error: noError,
  }),
  /** Besides the key of a pack, `inForce.<kind>` gives what holds now. */
  'packs.read': operation({
    kind: 'query',
    input: z.strictObject({ key: Key }),
    output: view<PackContentView>(),
    error: refusal('packs.notFound'),
  }),
  /** Asks for a file; what it holds awaits a confirmation then. A refusal is kept, and changes nothing. */
  'packs.importFile': operation({
    kind: 'command',
    input: z.strictObject({}),
    output: z.object({ cancelled: z.boolean(), name: z.string(), knownBefore: z.boolean() }),
    error: z.discriminatedUnion('code', [
      refusal('packs.unreadable'),
      z.object({
        code: z.literal('packs.refused'),
        fileName: z.string(),
        problems: z.custom<readonly PackProblem[]>(),
      }),
    ]),
  }),
  /** What this pack would change, complaint by complaint. */
  'packs.preview': operation({
    kind: 'query',
    input: z.strictObject({ key: Key }),
    output: view<SwitchPreview>(),
    error: notAwaiting,
  }),
  'packs.exportPreview': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, key: Key, reason: z.string().trim().min(1).max(200) }),
    output: z.object({ cancelled: z.boolean(), rows: z.int(), fileName: z.string().nullable() }),
    error: z.discriminatedUnion('code', [notAwaiting, refusal('packs.noDates'), ExportRefusal]),
  }),
  /** Takes a pack into force, on its day or at once. Whoever confirms must have looked at what changes. */
  'packs.confirm': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, key: Key }),
    output: Done,
    error: z.discriminatedUnion('code', [notAwaiting, refusal('packs.notLookedAt')]),
  }),
  /** For a branch without a line: headquarters' key as its letter gives it. */
  'packs.trustKey': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, publicKey: z.string().trim().min(1).max(100) }),
    output: Done,
    error: z.discriminatedUnion('code', [
      refusal('packs.keyMalformed'),
      refusal('packs.keyKnown'),
      refusal('packs.keyOfHeadquarters'),
    ]),
  }),
} as const;
