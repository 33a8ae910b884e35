/**
 * 上岗证 (§4.5): what somebody may be trusted with, by script. Clicks alone give none: a colleague who leads has to have seen the
 * conversation played in person. Derived from results and from who confirmed what, never stored.
 */
import { addDays, dayNumber, isLocalDate, type LocalDate } from '../deadlines/local-date';
import type { RunResult } from './results';

/** 上岗 · 高级(冲突) · 教练. Below them is 见习, which needs no paper. */
export const grades = ['counter', 'senior', 'coach'] as const;
export type Grade = (typeof grades)[number];

export interface Attestation {
  readonly script: string;
  readonly version: string;
  readonly grade: Grade;
  readonly on: LocalDate;
  /** Who saw it played. */
  readonly by: string;
}

export type EndedBy = 'expired' | 'majorVersion' | 'unused' | 'gateFailed';

export interface Certificate {
  readonly script: string;
  readonly grade: Grade;
  readonly from: LocalDate;
  readonly until: LocalDate;
  readonly by: string;
  /** 60, 30 or 7 days before the end; null before that. */
  readonly warning: 60 | 30 | 7 | null;
  readonly ended: { readonly by: EndedBy; readonly on: LocalDate } | null;
}

/** A result with the day on which it was made. */
export type DatedResult = Pick<
  RunResult,
  'script' | 'mode' | 'passed' | 'gates' | 'customer' | 'startLevel' | 'version'
> & {
  readonly on: LocalDate;
};

const unusedDays = 120;
const warnings = [7, 30, 60] as const;

/** The same day a year later. */
export function yearAfter(day: LocalDate): LocalDate {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return isLocalDate(next) ? next : `${next.slice(0, 5)}02-28`;
}

const majorOf = (version: string): string => version.split('.')[0] ?? '';

/** The grade that may be confirmed now: exams passed on this major version, the higher ones with different and angry customers. */
export function mayBeConfirmed(script: string, version: string, results: readonly DatedResult[]): readonly Grade[] {
  const passed = results.filter(
    (one) => one.script === script && one.mode === 'exam' && one.passed && majorOf(one.version) === majorOf(version),
  );
  const customers = new Set(passed.map(({ customer }) => customer)).size;
  const angry = passed.some(({ startLevel }) => startLevel >= 2);
  return [
    ...(passed.length > 0 ? (['counter'] as const) : []),
    ...(customers >= 2 && angry ? (['senior'] as const) : []),
    ...(customers >= 3 && angry ? (['coach'] as const) : []),
  ];
}

/** The highest certificate of each script, newest first. `versions` are those of the scripts in force. */
export function certificatesOf(
  attestations: readonly Attestation[],
  results: readonly DatedResult[],
  versions: Readonly<Record<string, string>>,
  today: LocalDate,
): readonly Certificate[] {
  const latest = new Map<string, Certificate>();
  for (const attestation of [...attestations].sort((a, b) => (a.on < b.on ? -1 : 1))) {
    const next = certificateOf(attestation, results, versions, today);
    const before = latest.get(next.script);
    if (before === undefined || before.ended !== null || grades.indexOf(next.grade) >= grades.indexOf(before.grade))
      latest.set(next.script, next);
  }
  return [...latest.values()].sort((a, b) => (a.from < b.from ? 1 : -1));
}

function certificateOf(
  { script, grade, on, by, version }: Attestation,
  results: readonly DatedResult[],
  versions: Readonly<Record<string, string>>,
  today: LocalDate,
): Certificate {
  const until = yearAfter(on);
  const own = results.filter((one) => one.script === script && one.on >= on);
  const ended = endOf({ version, on, until, own, inForce: versions[script], today });
  const left = dayNumber(until) - dayNumber(today);
  const warning = ended === null ? (warnings.find((days) => left <= days) ?? null) : null;
  return { script, grade, from: on, until, by, warning, ended };
}

interface Course {
  readonly version: string;
  readonly on: LocalDate;
  readonly until: LocalDate;
  readonly own: readonly DatedResult[];
  readonly inForce: string | undefined;
  readonly today: LocalDate;
}

/** What ended it first; null while it holds. */
function endOf({ version, on, until, own, inForce, today }: Course): Certificate['ended'] {
  const failed = own.filter(({ mode, gates }) => mode === 'exam' && gates.length > 0).map((one) => one.on);
  const unused = firstGap([on, ...own.map((one) => one.on)], today);
  const ends: readonly NonNullable<Certificate['ended']>[] = [
    ...(today > until ? [{ by: 'expired', on: until } as const] : []),
    ...failed.slice(0, 1).map((day) => ({ by: 'gateFailed', on: day }) as const),
    ...(unused === null ? [] : [{ by: 'unused', on: unused } as const]),
    ...(inForce !== undefined && majorOf(inForce) !== majorOf(version)
      ? [{ by: 'majorVersion', on: today } as const]
      : []),
  ];
  return [...ends].sort((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null;
}

/** The first day after too long without practice. */
function firstGap(days: readonly LocalDate[], today: LocalDate): LocalDate | null {
  const sorted = [...days].sort();
  const gap = sorted.find((day, at) => dayNumber(sorted[at + 1] ?? today) - dayNumber(day) > unusedDays);
  return gap === undefined ? null : addDays(gap, unusedDays);
}
