/**
 * 授权矩阵: which amount of which kind of remedy is approved by whom, by kind of institution, as data. With it what holds when
 * headquarters was not reached for long, in an emergency, and for delegation. A pack is a proposal until somebody approved it.
 */
import { z } from 'zod';
import { InstitutionType, RemedyKind, remedyKinds, remedyKindsWithMoney } from '../complaint/values';
import type { MoneyBounds } from '../complaint/remedy-lines';
import { PackVersion } from '../deadlines/rule-pack';
import { RATE_UNITS } from '../money/interest';
import { LARGEST_FEN } from '../money/money';
import { problem, problemsOfShape, type PackProblem } from '../packs/problems';
import { levels, Level, reaches } from './levels';

const Fen = z.int().min(0).max(LARGEST_FEN);
const Percent = z.int().min(0).max(100);
const Days = z.int().min(1).max(366);

/** Up to this amount (null: any) all of these sign, one person each; the last of them answers for the money. */
export const Band = z.strictObject({ upToFen: Fen.nullable(), approvers: z.array(Level).min(1).max(4) });
export type Band = z.infer<typeof Band>;

const Rows = z.record(RemedyKind, z.array(Band).min(1).max(20));
export type Matrix = z.infer<typeof Rows>;

export const AuthorityPack = z.strictObject({
  id: z.string().min(1),
  version: PackVersion,
  effectiveFrom: z.iso.date(),
  /** Name of who approved it; null while it is a proposal. */
  approvedBy: z.string().nullable(),
  note: z.string(),
  matrix: z.record(InstitutionType, Rows),
  /** 失联收缩: from so many days without contact with headquarters on, so much of a limit holds without ratification. */
  withoutContact: z.array(z.strictObject({ afterDays: Days, percent: Percent })).max(20),
  emergency: z.strictObject({ upToFen: z.record(InstitutionType, Fen.nullable()), reviewWithinDays: Days }),
  ratification: z.strictObject({ withinDays: Days }),
  delegation: z.strictObject({ mostDays: Days }),
  /** What is plausible at all, so that a slip of the hand is refused at the field. */
  plausible: z.strictObject({
    mostFen: z.int().min(1).max(LARGEST_FEN),
    mostYearlyPercent: z.int().min(1).max(1_000),
    mostInterestDays: z.int().min(1).max(36_600),
  }),
});
export type AuthorityPack = z.infer<typeof AuthorityPack>;

/** What of a pack holds at one kind of institution. */
export interface AuthorityRules {
  /** `<pack id>@<version>`. */
  readonly name: string;
  /** SHA-256 of exactly these contents: by it a decision says which matrix it was made under. */
  readonly hash: string;
  readonly confirmed: boolean;
  readonly matrix: Matrix;
  readonly withoutContact: AuthorityPack['withoutContact'];
  readonly emergency: { readonly upToFen: number | null; readonly reviewWithinDays: number };
  readonly ratifyWithinDays: number;
  readonly delegationMostDays: number;
  readonly bounds: MoneyBounds;
}

/** The rules of one kind of institution; `hash` names the pack they stand in. */
export function authorityRules(pack: AuthorityPack, type: InstitutionType, hash: string): AuthorityRules {
  return {
    name: `${pack.id}@${pack.version}`,
    hash,
    confirmed: pack.approvedBy !== null,
    matrix: pack.matrix[type],
    withoutContact: pack.withoutContact,
    emergency: {
      upToFen: pack.emergency.upToFen[type],
      reviewWithinDays: pack.emergency.reviewWithinDays,
    },
    ratifyWithinDays: pack.ratification.withinDays,
    delegationMostDays: pack.delegation.mostDays,
    bounds: {
      mostFen: pack.plausible.mostFen,
      mostRate: pack.plausible.mostYearlyPercent * RATE_UNITS,
      mostDays: pack.plausible.mostInterestDays,
    },
  };
}

export type ParsedAuthority =
  | { readonly ok: true; readonly pack: AuthorityPack }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

/**
 * Reads a pack. Besides the shape: amounts rise from band to band, more money never needs lower or fewer approvers, no limit is
 * above what is plausible at all, what is without money has one band, and longer silence never widens authority.
 */
export function parseAuthorityPack(json: unknown): ParsedAuthority {
  const parsed = AuthorityPack.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error) };
  const pack = parsed.data;
  const { mostFen } = pack.plausible;
  const problems = Object.entries(pack.matrix).flatMap(([type, rows]) =>
    remedyKinds.flatMap((kind) => bandProblems(rows[kind], kind, mostFen, `matrix.${type}.${kind}`)),
  );
  pack.withoutContact.forEach((step, at) => {
    const before = pack.withoutContact[at - 1];
    if (before === undefined) return;
    const field = `withoutContact.${String(at)}`;
    if (step.afterDays <= before.afterDays) problems.push(problem(`${field}.afterDays`, 'daysDontRise'));
    if (step.percent > before.percent) problems.push(problem(`${field}.percent`, 'growsWithSilence'));
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack };
}

function bandProblems(bands: readonly Band[], kind: RemedyKind, mostFen: number, field: string): PackProblem[] {
  const problems: PackProblem[] = [];
  if (!remedyKindsWithMoney.includes(kind) && (bands.length !== 1 || bands[0]?.upToFen !== 0))
    problems.push(problem(field, 'moneyless'));
  bands.forEach(({ upToFen, approvers }, at) => {
    const before = bands[at - 1];
    const here = `${field}.${String(at)}`;
    if (upToFen !== null && upToFen > mostFen) problems.push(problem(`${here}.upToFen`, 'aboveEverything'));
    if (before === undefined) return;
    if (before.upToFen === null || (upToFen !== null && upToFen <= before.upToFen))
      problems.push(problem(`${here}.upToFen`, 'amountsDontRise'));
    if (!covers(approvers, before.approvers)) problems.push(problem(`${here}.approvers`, 'weakerApprovers'));
  });
  return problems;
}

/** True when whoever satisfies `strict` satisfies `mild` too. */
function covers(strict: readonly Level[], mild: readonly Level[]): boolean {
  const top = descending(strict);
  return descending(mild).every((level, at) => top[at] !== undefined && reaches(top[at], level));
}

function descending(approvers: readonly Level[]): Level[] {
  return [...approvers].sort((a, b) => levels.indexOf(b) - levels.indexOf(a));
}

/**
 * Who must sign a proposal of these kinds and this amount, the lowest first; undefined when the amount is above every band. Of
 * several kinds the strictest counts.
 */
export function approversFor(
  matrix: Matrix,
  kinds: readonly RemedyKind[],
  amountFen: number,
): readonly Level[] | undefined {
  let needed: Level[] = [];
  for (const kind of kinds) {
    const amount = remedyKindsWithMoney.includes(kind) ? amountFen : 0;
    const band = matrix[kind].find(({ upToFen }) => upToFen === null || amount <= upToFen);
    if (band === undefined) return undefined;
    needed = strictest(needed, band.approvers);
  }
  return needed;
}

function strictest(a: readonly Level[], b: readonly Level[]): Level[] {
  const [left, right] = [descending(a), descending(b)];
  const longer = left.length > right.length ? left : right;
  return longer
    .map((level, at) => {
      const other = (longer === left ? right : left)[at];
      return other !== undefined && reaches(other, level) ? other : level;
    })
    .reverse();
}

/** The steps of authority for these kinds together: up to which amount who signs. */
export function bandsFor(matrix: Matrix, kinds: readonly RemedyKind[]): readonly Band[] {
  const money = kinds.filter((kind) => remedyKindsWithMoney.includes(kind));
  const ends = money.length === 0 ? [0] : money.flatMap((kind) => matrix[kind].map(({ upToFen }) => upToFen));
  const finite = [...new Set(ends.filter((end) => end !== null))].sort((a, b) => a - b);
  const unlimited = money.length > 0 && money.every((kind) => matrix[kind].at(-1)?.upToFen === null);
  return [...finite, ...(unlimited ? [null] : [])].flatMap((upToFen) => {
    const approvers = approversFor(matrix, kinds, upToFen ?? Number.MAX_SAFE_INTEGER);
    return approvers === undefined ? [] : [{ upToFen, approvers: [...approvers] }];
  });
}

/**
 * The most for which a level can answer, alone or as the last of several, in fen; null for no limit, 0 where it only ever signs
 * before others, undefined when it takes no part. Of several kinds the strictest money limit counts.
 */
export function limitOf(matrix: Matrix, level: Level, kinds: readonly RemedyKind[]): number | null | undefined {
  let most: number | null | undefined;
  for (const { upToFen, approvers } of bandsFor(matrix, kinds)) {
    const last = approvers.at(-1);
    if (last === undefined || reaches(level, last)) most = upToFen;
    else if (most === undefined && approvers.some((asked) => reaches(level, asked))) most = 0;
  }
  return most;
}
