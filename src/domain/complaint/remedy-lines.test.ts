import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorityRules } from '../authority/matrix';
import { addDays } from '../deadlines/local-date';
import { dayCounts, interestFen, parseRate, rateText } from '../money/interest';
import {
  authorityHash,
  authorityPack,
  chen,
  digestOf,
  li,
  must,
  playCase,
  remedy,
} from '../../../tests/support/case-builder';
import { shownProposal } from './approval';
import { currentProposal } from './state';
import type { RemedyContent } from './values';
import {
  draftFen,
  formulaOf,
  lineProblem,
  linesRefusal,
  subtotals,
  sumOf,
  type LineDraft,
  type RemedyLine,
} from './remedy-lines';

const { bounds } = authorityRules(authorityPack(), 'bank', authorityHash);

const interest = (changes: Partial<Extract<RemedyLine, { kind: 'interest' }>> = {}): RemedyLine => {
  const line = {
    kind: 'interest' as const,
    baseFen: 1_000_000,
    rate: 38_500,
    from: '2026-01-01',
    to: '2026-04-03',
    dayCount: 'actual365' as const,
    note: '',
    ...changes,
  };
  return { ...line, amountFen: changes.amountFen ?? draftFen(line) ?? 0 };
};
const refund = (amountFen: number): RemedyLine => ({ kind: 'refund', amountFen, note: 'the fee of March' });

describe('interest', () => {
  // Worked out by hand: 10 000 × 3.85 % × 92 / 365 = 97.0410…; over 360 days 98.3888…
  it.each([
    ['actual365', '2026-04-03', 9_704],
    ['actual360', '2026-04-03', 9_839],
    ['actual365', '2026-01-02', 105],
    ['actual365', '2027-01-01', 38_500],
  ] as const)('%s until %s', (dayCount, to, fen) => {
    expect(draftFen(interest({ dayCount, to }))).toBe(fen);
  });

  it('counts the leap day as the day that it is', () => {
    expect(draftFen(interest({ from: '2028-02-01', to: '2028-03-01', rate: 365_000 }))).toBe(29_000);
  });

  it('rounds half up: 0.5 fen is one fen, less is none', () => {
    // 365 fen × 50 % × 1 / 365 = 0.5 fen.
    const day = { baseFen: 365, from: '2026-01-01', to: '2026-01-02', dayCount: 'actual365' as const };
    expect(interestFen({ ...day, rate: 500_000 })).toBe(1);
    expect(interestFen({ ...day, rate: 499_999 })).toBe(0);
  });

  it('stays exact where floating point does not', () => {
    const year = { from: '2026-01-01', to: '2027-01-01', dayCount: 'actual365' as const };
    expect(interestFen({ ...year, baseFen: 9_000_000_000_000_000, rate: 240_000 })).toBe(2_160_000_000_000_000);
  });

  it('says its formula in figures', () => {
    expect(formulaOf(interest())).toBe('10,000.00 × 3.85% × 92 / 365');
    expect(formulaOf(refund(5))).toBe('');
  });

  const terms = fc.record({
    baseFen: fc.integer({ min: 1, max: 1_000_000_000 }),
    rate: fc.integer({ min: 1, max: 240_000 }),
    dayCount: fc.constantFrom(...dayCounts),
    start: fc.integer({ min: 0, max: 20_000 }),
    days: fc.integer({ min: 1, max: 3_000 }),
    more: fc.integer({ min: 1, max: 3_000 }),
  });
  const from = (start: number): string => addDays('1990-01-01', start);

  it('never falls when days, rate or base grow', () => {
    fc.assert(
      fc.property(terms, ({ start, days, more, ...rest }) => {
        const one = { ...rest, from: from(start), to: from(start + days) };
        const least = interestFen(one);
        expect(interestFen({ ...one, to: from(start + days + more) })).toBeGreaterThanOrEqual(least);
        expect(interestFen({ ...one, rate: one.rate + more })).toBeGreaterThanOrEqual(least);
        expect(interestFen({ ...one, baseFen: one.baseFen + more })).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  it('changes by no more than the rounding when its period is split', () => {
    fc.assert(
      fc.property(terms, ({ start, days, more, ...rest }) => {
        const [a, b, end] = [from(start), from(start + days), from(start + days + more)];
        const whole = interestFen({ ...rest, from: a, to: end });
        const parts = interestFen({ ...rest, from: a, to: b }) + interestFen({ ...rest, from: b, to: end });
        expect(Math.abs(whole - parts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('typed rates', () => {
  it.each([
    ['3.85', 38_500],
    ['３．８５％', 38_500],
    ['0.0001', 1],
    ['24%', 240_000],
    ['.5', 5_000],
    ['', 'rate.empty'],
    ['-3', 'rate.negative'],
    ['3.12345', 'rate.decimals'],
    ['three', 'rate.format'],
    ['.', 'rate.format'],
  ])('%s', (typed, expected) => {
    const parsed = parseRate(typed);
    expect(parsed.ok ? parsed.rate : parsed.code).toBe(expected);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (rate) => {
        expect(parseRate(rateText(rate))).toEqual({ ok: true, rate });
      }),
    );
  });
});

describe('lines of a remedy', () => {
  it.each<[string, LineDraft, string, string]>([
    ['no amount', { kind: 'refund', amountFen: null, note: '' }, 'amount', 'missing'],
    ['nothing', { kind: 'refund', amountFen: 0, note: '' }, 'amount', 'missing'],
    ['an absurd amount', refund(bounds.mostFen + 1), 'amount', 'aboveCap'],
    ['no rate', interest({ rate: 0 }), 'rate', 'missing'],
    ['an absurd rate', interest({ rate: bounds.mostRate + 1 }), 'rate', 'rateAboveCap'],
    ['a day that does not exist', interest({ from: '2026-02-31' }), 'from', 'notADay'],
    ['an end before its start', interest({ to: '2025-12-31' }), 'to', 'endNotAfterStart'],
    ['no day at all', interest({ to: '2026-01-01' }), 'to', 'endNotAfterStart'],
    ['half a life', interest({ from: '1990-01-01' }), 'to', 'tooLong'],
    ['next to nothing', interest({ baseFen: 1, to: '2026-01-02' }), 'base', 'roundsToNothing'],
  ])('refuses %s at its field', (_name, line, field, problem) => {
    expect(lineProblem(line, bounds)).toEqual({ field, problem });
  });

  it('adds up to the amount, whatever the lines', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000 });
    const line: fc.Arbitrary<RemedyLine> = fc.oneof(
      fc.record({
        kind: fc.constantFrom('refund' as const, 'goodwill' as const),
        amountFen: amount,
        note: fc.string(),
      }),
      amount.map((baseFen) => interest({ baseFen: baseFen + 10_000 })),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (lines, off) => {
        const kinds = [...new Set(lines.map(({ kind }) => kind))];
        const sumFen = sumOf(lines);
        expect(linesRefusal(lines, sumFen, kinds, bounds)).toBeUndefined();
        expect(sumOf(subtotals(lines))).toBe(sumFen);
        expect(linesRefusal(lines, sumFen + off, kinds, bounds)).toEqual({ code: 'remedy.sumMismatch', sumFen });
        expect(linesRefusal(lines, sumFen, [...kinds, 'feeWaiver'], bounds)).toEqual({ code: 'remedy.amountMismatch' });
      }),
    );
  });
});

describe('a proposal with lines', () => {
  const taken = () => {
    const played = playCase();
    played.register();
    played.play(chen, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    return played;
  };
  const lines = [refund(12_000), interest()];
  const content = remedy({ kinds: ['refund', 'interest'], amountFen: 12_000 + 9_704, lines });
  const proposed = (offered: RemedyContent) => {
    const played = taken();
    const state = played.play(chen, { name: 'proposeRemedy', input: { content: offered } });
    const proposal = must(currentProposal(state));
    return { ...played, proposal, digest: digestOf(shownProposal(state, proposal)) };
  };

  it('is signed with every line: another line is another digest', () => {
    const renamed = { ...content, lines: [refund(12_000), interest({ note: 'other' })] };
    expect(proposed(renamed).digest).not.toBe(proposed(content).digest);
    expect(proposed(content).proposal.content).toEqual(content);
  });

  it('is still signed as before where the amount was named as a whole', () => {
    const { digest, proposal } = proposed(remedy());
    expect(proposal.content).not.toHaveProperty('lines');
    expect(digest).toBe('BauPLqGfyJghF8vrGnh5crTT-8T9i4iN19C-gm61ltI');
  });

  it('is refused where an amount is not what its formula gives', () => {
    const forged = { ...content, amountFen: 12_000 + 9_999, lines: [refund(12_000), interest({ amountFen: 9_999 })] };
    expect(taken().attempt(chen, { name: 'proposeRemedy', input: { content: forged } })).toEqual({
      ok: false,
      error: { code: 'remedy.lineBad', line: 1, field: 'amount', problem: 'notTheFormula' },
    });
  });

  it('goes by the strictest of its limits with its sum', () => {
    const goodwill: RemedyLine = { kind: 'goodwill', amountFen: 40_000, note: '' };
    const mixed = remedy({ kinds: ['refund', 'goodwill'], amountFen: 60_000, lines: [refund(20_000), goodwill] });
    const { attempt, proposal, digest } = proposed(mixed);
    const input = { proposalId: proposal.id, digest, outcome: 'approve' as const, reason: '' };
    expect(attempt(li, { name: 'decideRemedy', input })).toEqual({
      ok: false,
      error: { code: 'approval.aboveAuthority', limitFen: 50_000 },
    });
  });
});
