/** 金额明细 while it is written: lines that may still be incomplete, and what of them is proposed. */
import { newId } from '../../../bridge/ids';
import { CaseRefusal } from '../../../../domain/complaint/commands';
import {
  draftFen,
  lineProblem,
  type LineDraft,
  type LineProblem,
  type MoneyBounds,
  type RemedyLine,
} from '../../../../domain/complaint/remedy-lines';
import { remedyKindsWithMoney, type RemedyContent, type RemedyKind } from '../../../../domain/complaint/values';

/** `id` names the line for as long as it is written. */
export type FormLine = LineDraft & { readonly id: string };
export type LineKind = RemedyLine['kind'];

export function isLineKind(kind: RemedyKind): kind is LineKind {
  return remedyKindsWithMoney.includes(kind);
}

export function emptyLine(kind: LineKind): FormLine {
  const id = newId();
  return kind === 'interest'
    ? { id, kind, baseFen: null, rate: null, from: '', to: '', dayCount: 'actual365', note: '' }
    : { id, kind, amountFen: null, note: '' };
}

/** Lines of an earlier proposal; where its amount was named as a whole, it stands at the first kind that can be named. */
export function linesOf(content: RemedyContent): readonly FormLine[] {
  if (content.lines) return content.lines.map((line) => ({ ...line, id: newId() }));
  const lines = content.kinds.filter(isLineKind).map(emptyLine);
  const first = lines.findIndex(({ kind }) => kind !== 'interest');
  return lines.map((line, at) =>
    at === first && line.kind !== 'interest' ? { ...line, amountFen: content.amountFen || null } : line,
  );
}

/** Every kind of money that is chosen has a line; what was written at a kind that is chosen no longer is kept aside. */
export function withKinds(lines: readonly FormLine[], kinds: readonly RemedyKind[]): readonly FormLine[] {
  const missing = kinds.filter(isLineKind).filter((kind) => !lines.some((line) => line.kind === kind));
  return [...lines, ...missing.map(emptyLine)];
}

export function chosenLines(lines: readonly FormLine[], kinds: readonly RemedyKind[]): readonly FormLine[] {
  return lines.filter(({ kind }) => kinds.includes(kind));
}

/** The lines as they are proposed; null while one of them is not whole. */
export function wholeLines(lines: readonly FormLine[], bounds: MoneyBounds | null): RemedyLine[] | null {
  if (bounds === null) return null;
  const whole: RemedyLine[] = [];
  for (const { id: _, ...line } of lines) {
    const amountFen = draftFen(line);
    if (amountFen === null || lineProblem(line, bounds)) return null;
    if (line.kind !== 'interest') whole.push({ ...line, amountFen });
    else if (line.baseFen !== null && line.rate !== null)
      whole.push({ ...line, baseFen: line.baseFen, rate: line.rate, amountFen });
  }
  return whole;
}

export type RefusedLine = Extract<CaseRefusal, { code: 'remedy.lineBad' }>;

/** What main says of one line, where its refusal is about one. */
export function refusedLine(error: { readonly code: string } | null): RefusedLine | null {
  const refusal = CaseRefusal.safeParse(error);
  return refusal.success && refusal.data.code === 'remedy.lineBad' ? refusal.data : null;
}

/** What is wrong with a line at one of its fields. What is only missing is said after a try. */
export function problemAt(
  problem: LineProblem | undefined,
  field: LineProblem['field'],
  tried: boolean,
): LineProblem['problem'] | null {
  if (problem?.field !== field) return null;
  return problem.problem === 'missing' && !tried ? null : problem.problem;
}
