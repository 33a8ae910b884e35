/**
 * What in the audit trail stands out (异常提示): worth a question, and no proof of anything. The numbers are a house rule; they are
 * meant to be seldom met in ordinary work and always by somebody who goes through the files of others.
 */
import { auditKindOf } from './audit-kinds';

export const findingKinds = [
  'manyViews',
  'viewsOutsideOwn',
  'manyReveals',
  'failedSignIns',
  'refusedCalls',
  'exportsAtNight',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** One entry of the trail, as far as this looks at it. */
export interface AuditAct {
  readonly type: string;
  readonly userId: string;
  readonly role: string;
  readonly atMs: number;
  readonly caseId?: string;
  /** Whose password it was to be, of a failed sign-in. */
  readonly triedUserId?: string;
  /** How often, of failed sign-ins and refused calls. */
  readonly times?: number;
}

export interface AuditFinding {
  readonly kind: FindingKind;
  /** Who did it; of failed sign-ins, whose account was tried. */
  readonly userId: string;
  readonly count: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface FindingSurroundings {
  /** The person has a part in the case: registered, handles or handled it. */
  readonly hasPart: (userId: string, caseId: string) => boolean;
  /** Hour of the day in the branch's time zone, 0–23. */
  readonly localHour: (ms: number) => number;
}

const hourMs = 60 * 60_000;
/** Different complaints opened by one person within an hour. */
export const manyViewsInHour = 30;
/** Different complaints, opened at the counter by somebody who has no part in them. */
export const manyOutsideOwn = 10;
/** Personal data shown in full within a day. */
export const manyRevealsInDay = 20;
export const manyFailedSignIns = 5;
export const manyRefusedCalls = 3;
/** 22:00–06:00. */
const isNight = (hour: number): boolean => hour >= 22 || hour < 6;

/** The gravest first: the one with the highest count of each kind before those with fewer. */
export function findingsOf(
  acts: readonly AuditAct[],
  { hasPart, localHour }: FindingSurroundings,
): readonly AuditFinding[] {
  const inTime = acts.toSorted((a, b) => a.atMs - b.atMs);
  const found: AuditFinding[] = [];
  const add = (kind: FindingKind, userId: string, of: readonly AuditAct[], count: number): void => {
    const [first, last] = [of[0], of.at(-1)];
    if (first && last) found.push({ kind, userId, count, fromMs: first.atMs, toMs: last.atMs });
  };

  for (const [userId, own] of grouped(inTime, (act) => act.userId)) {
    const views = own.filter((act) => act.caseId !== undefined && auditKindOf(act.type) === 'view');
    const burst = densest(views, hourMs, (within) => new Set(within.map(({ caseId }) => caseId)).size);
    if (burst.count >= manyViewsInHour) add('manyViews', userId, burst.acts, burst.count);

    // Others look at every case as their work: who decides, who checks.
    const outside = views.filter(
      ({ role, caseId }) => role === 'counter' && caseId !== undefined && !hasPart(userId, caseId),
    );
    const cases = new Set(outside.map(({ caseId }) => caseId)).size;
    if (cases >= manyOutsideOwn) add('viewsOutsideOwn', userId, outside, cases);

    const reveals = own.filter((act) => auditKindOf(act.type) === 'reveal');
    const day = densest(reveals, 24 * hourMs, (within) => within.length);
    if (day.count >= manyRevealsInDay) add('manyReveals', userId, day.acts, day.count);

    const refused = own.filter((act) => auditKindOf(act.type) === 'refused');
    if (sum(refused) >= manyRefusedCalls) add('refusedCalls', userId, refused, sum(refused));

    const atNight = own.filter((act) => auditKindOf(act.type) === 'export' && isNight(localHour(act.atMs)));
    if (atNight.length > 0) add('exportsAtNight', userId, atNight, atNight.length);
  }
  const failed = inTime.filter((act) => act.type === 'audit.signInFailed');
  for (const [userId, of] of grouped(failed, (act) => act.triedUserId ?? '')) {
    if (sum(of) >= manyFailedSignIns) add('failedSignIns', userId, of, sum(of));
  }
  return found.toSorted(
    (a, b) => findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind) || b.count - a.count || a.fromMs - b.fromMs,
  );
}

function sum(acts: readonly AuditAct[]): number {
  return acts.reduce((total, { times = 1 }) => total + times, 0);
}

function grouped(acts: readonly AuditAct[], by: (act: AuditAct) => string): ReadonlyMap<string, AuditAct[]> {
  const groups = new Map<string, AuditAct[]>();
  for (const act of acts) {
    const known = groups.get(by(act));
    if (known) known.push(act);
    else groups.set(by(act), [act]);
  }
  return groups;
}

/** The stretch of this length with the highest count; the acts are in time order. */
function densest(
  acts: readonly AuditAct[],
  lengthMs: number,
  countOf: (within: readonly AuditAct[]) => number,
): { readonly acts: readonly AuditAct[]; readonly count: number } {
  let best: { acts: readonly AuditAct[]; count: number } = { acts: [], count: 0 };
  let from = 0;
  for (const [at, act] of acts.entries()) {
    while ((acts[from]?.atMs ?? 0) < act.atMs - lengthMs) from += 1;
    // Not more acts than the best has cases: can't be better.
    if (at + 1 - from <= best.count) continue;
    const within = acts.slice(from, at + 1);
    const count = countOf(within);
    if (count > best.count) best = { acts: within, count };
  }
  return best;
}
