/**
 * The kinds of packs that headquarters may send (规则包的种类), each with what reading, comparing and counting it needs. Everything
 * else about packs is the same for all of them; a new kind begins with a line here (docs/decisions/0008-signed-packs.md).
 */
import { parseAuthorityPack, type AuthorityPack } from '../authority/matrix';
import { parseCrisisPlan, type CrisisPlan } from '../crisis/plan';
import { parseCalendar, type WorkCalendar } from '../deadlines/calendar';
import type { LocalDate } from '../deadlines/local-date';
import { parseReminderLadder, type ReminderLadder } from '../deadlines/reminders';
import { parseRulePack, type RulePack } from '../deadlines/rule-pack';
import { parseScriptRelease, type ScriptRelease } from '../scripts/release';
import { parseScriptStops, type ScriptStops } from '../scripts/stops';
import { problem, type PackProblem } from './problems';

/** What a branch has of each kind. */
export interface PackContents {
  /** 时限规则. */
  readonly rules: RulePack;
  /** 工作日历. */
  readonly calendar: WorkCalendar;
  /** 授权矩阵. */
  readonly authority: AuthorityPack;
  /** 应急预案. */
  readonly plan: CrisisPlan;
  /** 提醒阶梯. */
  readonly reminders: ReminderLadder;
  /** 话术包. */
  readonly scripts: ScriptRelease;
  /** 停用的话术. */
  readonly stops: ScriptStops;
}
export type PackKind = keyof PackContents;

export type PackContentOf<K extends PackKind> = {
  readonly [P in K]: { readonly kind: P; readonly pack: PackContents[P] };
}[K];
export type PackContent = PackContentOf<PackKind>;

export type ReadContents<T> =
  { readonly ok: true; readonly pack: T } | { readonly ok: false; readonly problems: readonly PackProblem[] };

interface KindOfPack<T> {
  /** A field that packs of no other kind have, by which a file without an envelope is told. */
  readonly markedBy: string;
  /** Reads contents strictly: shape and sense, each problem with its field. */
  readonly read: (json: unknown) => ReadContents<T>;
  /** For whom it is; without it, for every kind of institution. */
  readonly institutionOf?: (pack: T) => string;
  /** The day on which it begins by its own word; must be that of its envelope. */
  readonly holdsFrom?: (pack: T) => LocalDate;
  /** Holds from its arrival on: nobody has to confirm it, because nobody should wait for that. */
  readonly atOnce?: true;
  /** What is here and may not get lost with the next version. */
  readonly lost?: (known: T, next: T) => readonly PackProblem[];
  readonly items: (pack: T) => number;
  /** Of the items, those nobody has checked against the official text yet (待合规确认). */
  readonly unconfirmed: (pack: T) => number;
}

export const packKinds: { readonly [K in PackKind]: KindOfPack<PackContents[K]> } = {
  rules: {
    markedBy: 'deadlines',
    read: parseRulePack,
    institutionOf: ({ institutionType }) => institutionType,
    items: ({ deadlines }) => deadlines.length,
    unconfirmed: unconfirmedRules,
  },
  calendar: {
    markedBy: 'years',
    read: (json) => {
      const parsed = parseCalendar(json);
      return parsed.ok ? { ok: true, pack: parsed.calendar } : parsed;
    },
    lost: droppedYears,
    items: ({ published }) => published.length,
    unconfirmed: () => 0,
  },
  authority: {
    markedBy: 'matrix',
    read: parseAuthorityPack,
    holdsFrom: ({ effectiveFrom }) => effectiveFrom,
    items: bandsIn,
    unconfirmed: (pack) => (pack.approvedBy === null ? bandsIn(pack) : 0),
  },
  plan: {
    markedBy: 'parts',
    read: (json) => {
      const parsed = parseCrisisPlan(json);
      return parsed.ok ? { ok: true, pack: parsed.plan } : parsed;
    },
    items: (plan) => stepsOf(plan).length,
    unconfirmed: (plan) =>
      stepsOf(plan).filter(({ confidence }) => plan.approvedBy === null || confidence === 'toBeConfirmed').length,
  },
  reminders: {
    markedBy: 'whenOverdue',
    read: (json) => {
      const parsed = parseReminderLadder(json);
      return parsed.ok ? { ok: true, pack: parsed.ladder } : parsed;
    },
    items: ({ steps }) => steps.length,
    // A house rule: there is no official text to check it against.
    unconfirmed: () => 0,
  },
  scripts: {
    markedBy: 'scripts',
    read: parseScriptRelease,
    items: ({ scripts }) => scripts.length,
    unconfirmed: ({ scripts }) => scripts.filter(({ state }) => state !== 'approved' && state !== 'published').length,
  },
  stops: {
    markedBy: 'stops',
    read: parseScriptStops,
    atOnce: true,
    items: ({ stops }) => stops.length,
    unconfirmed: () => 0,
  },
};

export const packKindNames = Object.keys(packKinds) as [PackKind, ...PackKind[]];

/** Contents together with their kind. */
export function contentOf<K extends PackKind>(kind: K, pack: PackContents[K]): PackContent {
  return { kind, pack } as PackContent;
}

/** Contents of a kind as they stand in a file. */
export function readContents<K extends PackKind>(kind: K, json: unknown): ReadContents<PackContents[K]> {
  return packKinds[kind].read(json);
}

/** The kind of contents without an envelope; undefined for what is none of them. */
export function kindOfContents(json: unknown): PackKind | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  return packKindNames.find((kind) => packKinds[kind].markedBy in json);
}

/** Items of a pack, and how many of them are still to be confirmed. */
export function countsOf<K extends PackKind>({
  kind,
  pack,
}: PackContentOf<K>): { readonly items: number; readonly toBeConfirmed: number } {
  return { items: packKinds[kind].items(pack), toBeConfirmed: packKinds[kind].unconfirmed(pack) };
}

/** A year that people have counted with must not turn into an estimate again. */
function droppedYears(known: WorkCalendar, next: WorkCalendar): readonly PackProblem[] {
  const published = new Set(next.published.map(({ year }) => year));
  return known.published
    .filter(({ year }) => !published.has(year))
    .map(({ year }) => problem(`years.${String(year)}`, 'yearDropped'));
}

function unconfirmedRules({ deadlines, refusalGrounds, suspensions, review, letterDuties }: RulePack): number {
  return [
    ...deadlines,
    ...refusalGrounds,
    ...letterDuties,
    ...Object.values(suspensions),
    ...(review ? [review] : []),
  ].filter(({ confidence }) => confidence === 'toBeConfirmed').length;
}

function bandsIn({ matrix }: AuthorityPack): number {
  return Object.values(matrix).reduce(
    (sum, rows) => sum + Object.values(rows).reduce((inRows, bands) => inRows + bands.length, 0),
    0,
  );
}

const stepsOf = ({ parts }: CrisisPlan) => parts.flatMap(({ steps }) => steps);
