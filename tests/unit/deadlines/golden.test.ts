/**
 * Deadlines whose last day was worked out apart from the engine: day by day from the holiday notices in the regulation notes
 * (§3), those of other countries by hand from their published holidays. Every clock of the deadline table has rows here.
 */
import { describe, expect, it } from 'vitest';
import { deadlinesOf, type DeadlineFacts, type FactTime } from '../../../src/domain/deadlines/deadlines';
import golden from './golden.json';
import { laws } from './laws';

interface Row {
  readonly why: string;
  readonly pack: 'bank' | 'insurer' | 'uk' | 'au';
  readonly deadline: string;
  readonly rule: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly periods?: readonly { readonly period: string; readonly from: string; readonly to: string | null }[];
  readonly due: string;
  readonly dueAt?: string;
  readonly article: string;
}

const rows = golden as unknown as readonly Row[];

const timeOf = (text: string): FactTime => (text.length === 10 ? { on: text } : { atMs: Date.parse(text) });

function factsOf({ facts, attributes = {}, periods = [] }: Row): DeadlineFacts {
  return {
    facts: Object.fromEntries(Object.entries(facts).map(([name, text]) => [name, timeOf(text)])),
    attributes,
    periods: periods.map(({ period, from, to }) => ({
      period,
      from: timeOf(from),
      to: to === null ? null : timeOf(to),
    })),
  };
}

describe('golden deadlines', () => {
  it('are many, and name every clock of the table', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
    expect(new Set(rows.map(({ why }) => why)).size).toBe(rows.length);
    const exercised = new Set(rows.map(({ rule }) => rule));
    const shipped = Object.values(laws).flatMap(([pack]) => pack.deadlines.map(({ id }) => id));
    expect(shipped.filter((id) => !exercised.has(id))).toEqual([]);
  });

  it.each(rows.map((row) => [`${row.rule}: ${row.why}`, row] as const))('%s', (_name, row) => {
    const found = deadlinesOf(factsOf(row), ...laws[row.pack]).filter(({ id }) => id === row.deadline);
    expect(found.map(({ ruleId, dueOn, articleEn }) => [ruleId, dueOn, articleEn])).toEqual([
      [row.rule, row.due, row.article],
    ]);
    if (row.dueAt !== undefined) expect(found[0]?.dueAtMs).toBe(Date.parse(row.dueAt));
  });
});
