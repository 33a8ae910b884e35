/**
 * 金额明细: what the sum of a remedy consists of, line by line, each with the formula that gives it. The sum is what is signed; what
 * does not add up, or is no plausible amount, rate or time, is proposed by nobody.
 */
import { z } from 'zod';
import { isLocalDate } from '../deadlines/local-date';
import { formatYuan } from '../money/format-money';
import { dayCounts, interestDays, interestFen, rateText, yearDays, type InterestTerms } from '../money/interest';

const Fen = z.int().nonnegative();
const Note = z.string().max(200);

/** Kinds of money that are named as an amount. */
export const plainLineKinds = ['refund', 'compensation', 'feeWaiver', 'goodwill'] as const;

export const InterestLine = z.strictObject({
  kind: z.literal('interest'),
  baseFen: Fen,
  /** In ten-thousandths of a per cent a year. */
  rate: z.int().nonnegative(),
  from: z.string().max(10),
  to: z.string().max(10),
  dayCount: z.enum(dayCounts),
  /** What the formula gives. */
  amountFen: Fen,
  note: Note,
});
export type InterestLine = z.infer<typeof InterestLine>;

export const RemedyLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(plainLineKinds), amountFen: Fen, /** What it is for. */ note: Note }),
  InterestLine,
]);
export type RemedyLine = z.infer<typeof RemedyLine>;

/** What is plausible at all, whoever approves it. Comes with the matrix of authority. */
export interface MoneyBounds {
  /** Of one line, and of the base of interest. */
  readonly mostFen: number;
  /** In ten-thousandths of a per cent a year. */
  readonly mostRate: number;
  readonly mostDays: number;
}

export const lineFields = ['amount', 'base', 'rate', 'from', 'to'] as const;
export type LineField = (typeof lineFields)[number];

export const lineProblemCodes = [
  'missing',
  'aboveCap',
  'rateAboveCap',
  'notADay',
  'endNotAfterStart',
  'tooLong',
  'roundsToNothing',
  'notTheFormula',
] as const;
export type LineProblemCode = (typeof lineProblemCodes)[number];

export interface LineProblem {
  readonly field: LineField;
  readonly problem: LineProblemCode;
}

/** A line while it is written: what is not known yet is null, or an empty day. */
export type LineDraft =
  | { readonly kind: Exclude<RemedyLine['kind'], 'interest'>; readonly amountFen: number | null; readonly note: string }
  | (Omit<InterestLine, 'baseFen' | 'rate' | 'amountFen'> & {
      readonly baseFen: number | null;
      readonly rate: number | null;
    });

/** What the formula of a written line gives; null while something is missing or impossible. */
export function draftFen(line: LineDraft): number | null {
  if (line.kind !== 'interest') return line.amountFen;
  const terms = termsOf(line);
  return terms && interestFen(terms);
}

function termsOf(line: Extract<LineDraft, { kind: 'interest' }>): InterestTerms | null {
  const { baseFen, rate, from, to, dayCount } = line;
  if (baseFen === null || rate === null || !isLocalDate(from) || !isLocalDate(to) || from > to) return null;
  return { baseFen, rate, from, to, dayCount };
}

/** The first thing that is wrong with a line; undefined when nothing is. */
export function lineProblem(line: LineDraft, bounds: MoneyBounds): LineProblem | undefined {
  if (line.kind !== 'interest') return amountProblem(line.amountFen, 'amount', bounds);
  const { baseFen, rate, from, to } = line;
  const base = amountProblem(baseFen, 'base', bounds);
  if (base) return base;
  if (rate === null || rate === 0) return { field: 'rate', problem: 'missing' };
  if (rate > bounds.mostRate) return { field: 'rate', problem: 'rateAboveCap' };
  for (const [field, day] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (day === '') return { field, problem: 'missing' };
    if (!isLocalDate(day)) return { field, problem: 'notADay' };
  }
  const days = interestDays({ from, to });
  if (days <= 0) return { field: 'to', problem: 'endNotAfterStart' };
  if (days > bounds.mostDays) return { field: 'to', problem: 'tooLong' };
  const amountFen = draftFen(line) ?? 0;
  if (amountFen === 0) return { field: 'base', problem: 'roundsToNothing' };
  return amountProblem(amountFen, 'base', bounds);
}

function amountProblem(amountFen: number | null, field: LineField, { mostFen }: MoneyBounds): LineProblem | undefined {
  if (amountFen === null || amountFen === 0) return { field, problem: 'missing' };
  return amountFen > mostFen ? { field, problem: 'aboveCap' } : undefined;
}

export type LinesRefusal =
  | ({ readonly code: 'remedy.lineBad'; readonly line: number } & LineProblem)
  /** The sum that is named is not that of the lines. */
  | { readonly code: 'remedy.sumMismatch'; readonly sumFen: number }
  /** Lines of a kind that is not offered, or a kind of money without a line. */
  | { readonly code: 'remedy.amountMismatch' };

/** Why these lines can't stand for this sum and these kinds of remedy; undefined when they can. */
export function linesRefusal(
  lines: readonly RemedyLine[],
  amountFen: number,
  moneyKinds: readonly string[],
  bounds: MoneyBounds,
): LinesRefusal | undefined {
  for (const [at, line] of lines.entries()) {
    const problem: LineProblem | undefined =
      lineProblem(line, bounds) ??
      (draftFen(line) === line.amountFen ? undefined : { field: 'amount', problem: 'notTheFormula' });
    if (problem) return { code: 'remedy.lineBad', line: at, ...problem };
  }
  const kinds = new Set<string>(lines.map(({ kind }) => kind));
  if (kinds.size !== moneyKinds.length || !moneyKinds.every((kind) => kinds.has(kind))) {
    return { code: 'remedy.amountMismatch' };
  }
  const sumFen = sumOf(lines);
  return sumFen === amountFen ? undefined : { code: 'remedy.sumMismatch', sumFen };
}

/** 合计, in fen. */
export function sumOf(lines: readonly { readonly amountFen: number }[]): number {
  return lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** What of the sum is of which kind, in the order in which the kinds come first. */
export function subtotals(
  lines: readonly { readonly kind: RemedyLine['kind']; readonly amountFen: number }[],
): readonly { readonly kind: RemedyLine['kind']; readonly amountFen: number }[] {
  const kinds = [...new Set(lines.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, amountFen: sumOf(lines.filter((line) => line.kind === kind)) }));
}

/** How a line comes to its amount, in figures that need no language: `10,000.00 × 3.85% × 92 / 365`. Empty for a named amount. */
export function formulaOf(line: RemedyLine): string {
  if (line.kind !== 'interest') return '';
  const { baseFen, rate, dayCount } = line;
  return `${formatYuan(baseFen)} × ${rateText(rate)}% × ${String(interestDays(line))} / ${String(yearDays(dayCount))}`;
}
