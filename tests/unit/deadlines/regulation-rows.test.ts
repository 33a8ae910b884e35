/** Every row of the deadline table of the regulation (REGULATION §3, D1–D22) and of petitions (XF1) is exercised by a test that names it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMet } from '../../../src/domain/deadlines/owed-clocks';
import { derivationLines } from '../../../src/shared/derivation/derivation-text';
import zh from '../../../src/shared/locales/deadlines.zh-CN.json';
import { must } from '../../support/case-builder';
import { lives } from '../letters/lives';
import golden from './golden.json';
import { laws } from './laws';

interface Golden {
  readonly rule: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly periods?: readonly { readonly period: string }[];
}
const rows = golden as readonly Golden[];

/** Rows that are no rule of their own: what they do to another one. */
const throughOthers: Readonly<Record<string, () => boolean>> = {
  // The appraisal is not counted.
  D4: () => rows.some(({ periods = [] }) => periods.some(({ period }) => period === 'externalAppraisal')),
  // New facts start the clock again; merging has a test of its own.
  D5: () =>
    rows.some(({ facts }) => facts['newFacts'] !== undefined) &&
    readFileSync(new URL('../../../src/domain/complaint/duplicates.test.ts', import.meta.url), 'utf8').includes('D5'),
  // Decided in time is not told in time: see below.
  D6: () => true,
};

describe('the deadline table of the regulation', () => {
  const ids = [...Array.from({ length: 22 }, (_, at) => `D${String(at + 1)}`), 'XF1'];
  it.each(ids)('row %s is exercised', (id) => {
    const own = rows.some(({ rule }) => rule === id || rule.startsWith(`${id}.`));
    expect(own || throughOthers[id]?.() === true).toBe(true);
  });

  it('every rule of every pack has a golden deadline', () => {
    const tested = new Set(rows.map(({ rule }) => rule));
    const untested = Object.values(laws).flatMap(([{ deadlines }]) =>
      deadlines.map(({ id }) => id).filter((id) => !tested.has(id)),
    );
    expect(untested).toEqual([]);
  });

  it('D6: a decision that is signed and not told does not meet the clock', () => {
    const told = must(lives['closing'])();
    expect(isMet(told, 'decision')).toBe(true);
    expect(isMet({ ...told, status: 'approved', delivery: null, closedAtMs: null }, 'decision')).toBe(false);
  });

  it('says every fact that a Chinese rule starts from in words, and never by its id', () => {
    const words = { t: (key: string) => key.split(/[.:]/).reduce<unknown>(into, { deadlines: zh }) as string };
    const format = { localDate: String, dateTime: String };
    for (const [{ deadlines, institutionType }] of Object.values(laws)) {
      for (const { start } of deadlines) {
        if (!('facts' in start) || !['bank', 'insurer'].includes(institutionType)) continue;
        for (const fact of start.facts) {
          const steps = [{ step: 'start', fact, on: '2026-03-05' }] as const;
          const text = { t: (key: string, values?: object) => fill(words.t(key), values), language: 'zh-CN' } as const;
          const [line] = derivationLines({ basis: { fact, startOn: '2026-03-05', steps } }, { text, format });
          expect(line?.text, fact).not.toContain(fact);
        }
      }
    }
  });
});

const into = (node: unknown, part: string): unknown => (node as Record<string, unknown>)[part];
const fill = (text: string, values: object = {}): string =>
  Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{${name}}`, String(value)), text);
