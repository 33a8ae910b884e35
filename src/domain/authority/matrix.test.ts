import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorityContext, authorityPack } from '../../../tests/support/case-builder';
import { offeredKinds, remedyKindsWithMoney, type RemedyKind } from '../complaint/values';
import { authoritiesOf, filled, type Reach } from './authority';
import { contactShare } from './contact';
import { levels, reaches, type Level } from './levels';
import { approversFor, bandsFor, limitOf, parseAuthorityPack, type AuthorityPack } from './matrix';

const pack = authorityPack();
const { matrix } = authorityContext().rules;
const anyKinds = fc.subarray([...offeredKinds], { minLength: 1 });
const anyAmount = fc.integer({ min: 0, max: 8_000_000 });

describe('the matrix that ships', () => {
  it.each([
    ['refund', 500_000, ['supervisor']],
    ['refund', 500_001, ['officer']],
    ['refund', 2_000_001, ['supervisor', 'officer']],
    ['compensation', 200_001, ['officer']],
    ['compensation', 2_000_000, ['supervisor', 'officer']],
    ['apology', 9_000_000, ['supervisor']],
  ] as const)('has for %s of %i fen these sign: %j', (kind, amountFen, approvers) => {
    expect(approversFor(matrix, [kind], amountFen)).toEqual(approvers);
  });

  it('ends somewhere', () => {
    expect(approversFor(matrix, ['refund'], 5_000_001)).toBeUndefined();
    expect(limitOf(matrix, 'supervisor', ['refund', 'compensation'])).toBe(200_000);
    expect(limitOf(matrix, 'officer', ['refund'])).toBe(5_000_000);
    const signsFirst = { ...matrix, refund: [{ upToFen: null, approvers: ['supervisor', 'officer'] as Level[] }] };
    expect(limitOf(signsFirst, 'supervisor', ['refund'])).toBe(0);
    expect(limitOf({ ...matrix, refund: [{ upToFen: null, approvers: ['officer'] }] }, 'supervisor', ['refund'])).toBe(
      undefined,
    );
  });

  it('never asks for less where there is more money, or one kind more', () => {
    fc.assert(
      fc.property(anyKinds, anyKinds, anyAmount, anyAmount, (kinds, others, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const mild = approversFor(matrix, kinds, less);
        const strict = approversFor(matrix, [...new Set([...kinds, ...others])], more);
        if (strict === undefined) return;
        expect(mild).toBeDefined();
        const down = (list: readonly (typeof levels)[number][]) => [...list].reverse();
        down(mild ?? []).forEach((level, at) => {
          const stands = down(strict)[at];
          expect(stands !== undefined && reaches(stands, level)).toBe(true);
        });
      }),
    );
  });

  it('shows the same as bands', () => {
    fc.assert(
      fc.property(anyKinds, anyAmount, (kinds, amount) => {
        const money = kinds.some((kind) => remedyKindsWithMoney.includes(kind));
        const amountFen = money ? amount : 0;
        const band = bandsFor(matrix, kinds).find(({ upToFen }) => upToFen === null || amountFen <= upToFen);
        expect(band?.approvers).toEqual(approversFor(matrix, kinds, amountFen));
      }),
    );
  });
});

describe('who signs', () => {
  const anySigner: fc.Arbitrary<Reach> = fc
    .tuple(
      fc.constantFrom(...levels),
      fc.option(fc.integer({ min: 0, max: 8_000_000 })),
      fc.integer({ min: 0, max: 100 }),
    )
    .map(([level, fullFen, percent]) => ({
      level,
      fullFen,
      nowFen: fullFen === null ? null : Math.floor((fullFen * percent) / 100),
    }));

  it('is enough only where the highest answers for the amount and every place has a person of its own', () => {
    fc.assert(
      fc.property(fc.array(anySigner, { maxLength: 4 }), anyKinds, anyAmount, (signers, kinds, amountFen) => {
        const needed = approversFor(matrix, kinds, amountFen);
        if (needed === undefined || filled(needed, signers, amountFen) < needed.length) return;
        expect(signers.length).toBeGreaterThanOrEqual(needed.length);
        const top = needed.at(-1) ?? 'supervisor';
        expect(
          signers.some(({ level, fullFen }) => reaches(level, top) && (fullFen === null || amountFen <= fullFen)),
        ).toBe(true);
        for (const level of levels) {
          const asked = needed.filter((one) => reaches(one, level)).length;
          expect(signers.filter((one) => reaches(one.level, level)).length).toBeGreaterThanOrEqual(asked);
        }
      }),
    );
  });

  it('never becomes less by one more, and by what holds now is never more than by the whole', () => {
    fc.assert(
      fc.property(fc.array(anySigner, { maxLength: 3 }), anySigner, anyKinds, anyAmount, (signers, one, kinds, fen) => {
        const needed = approversFor(matrix, kinds, fen) ?? [];
        expect(filled(needed, [...signers, one], fen)).toBeGreaterThanOrEqual(filled(needed, signers, fen));
        expect(filled(needed, signers, fen, 'nowFen')).toBeLessThanOrEqual(filled(needed, signers, fen));
      }),
    );
  });
});

describe('a pack', () => {
  const spoiled = (change: (pack: AuthorityPack) => void): unknown => {
    const copy = structuredClone(pack);
    change(copy);
    return copy;
  };
  const bandsOf = (one: AuthorityPack, kind: RemedyKind) => one.matrix.bank[kind];

  const refund = 'matrix.bank.refund';
  it.each([
    ['a negative amount', spoiled((p) => (bandsOf(p, 'refund')[0]!.upToFen = -1)), `${refund}.0.upToFen`, 'outOfRange'],
    [
      'an absurd amount',
      spoiled((p) => (bandsOf(p, 'refund')[2]!.upToFen = p.plausible.mostFen + 1)),
      `${refund}.2.upToFen`,
      'aboveEverything',
    ],
    [
      'an amount that no number holds',
      spoiled((p) => (bandsOf(p, 'refund')[2]!.upToFen = 2 ** 53)),
      `${refund}.2.upToFen`,
      'outOfRange',
    ],
    [
      'amounts that fall',
      spoiled((p) => (bandsOf(p, 'refund')[1]!.upToFen = 1)),
      `${refund}.1.upToFen`,
      'amountsDontRise',
    ],
    [
      'something behind what has no end',
      spoiled((p) => (bandsOf(p, 'refund')[0]!.upToFen = null)),
      `${refund}.1.upToFen`,
      'amountsDontRise',
    ],
    [
      'lower approvers for more',
      spoiled((p) => (bandsOf(p, 'refund')[2]!.approvers = ['supervisor'])),
      `${refund}.2.approvers`,
      'weakerApprovers',
    ],
    [
      'fewer approvers for more',
      spoiled((p) => bandsOf(p, 'refund').push({ upToFen: 9_000_000, approvers: ['officer'] })),
      `${refund}.3.approvers`,
      'weakerApprovers',
    ],
    [
      'money for an apology',
      spoiled((p) => (bandsOf(p, 'apology')[0]!.upToFen = 5)),
      'matrix.bank.apology',
      'moneyless',
    ],
    ['a kind without a row', spoiled((p) => Reflect.deleteProperty(p.matrix.bank, 'refund')), refund, 'missing'],
    [
      'a level that is none',
      spoiled((p) => (bandsOf(p, 'refund')[0]!.approvers = ['counter' as never])),
      `${refund}.0.approvers.0`,
      'notAllowed',
    ],
    ['a day that is none', spoiled((p) => (p.effectiveFrom = '2026-02-31')), 'effectiveFrom', 'wrongForm'],
    [
      'authority that grows with silence',
      spoiled((p) => (p.withoutContact[2]!.percent = 90)),
      'withoutContact.2.percent',
      'growsWithSilence',
    ],
    [
      'days that do not rise',
      spoiled((p) => (p.withoutContact[1]!.afterDays = 3)),
      'withoutContact.1.afterDays',
      'daysDontRise',
    ],
    [
      'more than the whole',
      spoiled((p) => (p.withoutContact[0]!.percent = 101)),
      'withoutContact.0.percent',
      'outOfRange',
    ],
    ['a version that can not be compared', spoiled((p) => (p.version = 'new')), 'version', 'wrongForm'],
    ['no object', 'x', 'file', 'wrongType'],
  ])('is refused with %s, with field and reason', (_what, json, field, reason) => {
    const parsed = parseAuthorityPack(json);
    expect(parsed.ok ? [] : parsed.problems).toContainEqual(expect.objectContaining({ field, reason }));
  });
});

describe('contact with headquarters', () => {
  const dayMs = 86_400_000;
  const steps = pack.withoutContact;
  const after = (days: number) => contactShare(steps, { lastAtMs: 1_000 * dayMs, nowMs: (1_000 + days) * dayMs });

  it.each([
    [0, 100],
    [2.99, 100],
    [3, 100],
    [6.99, 100],
    [7, 50],
    [13.99, 50],
    [14, 20],
    [400, 20],
  ])('%f days ago leaves %i percent', (days, percent) => {
    expect(after(days).percent).toBe(percent);
  });

  it('takes nothing where there is no headquarters, and says what comes next', () => {
    expect(contactShare(steps, null)).toEqual({ percent: 100, days: null, next: null, reached: false });
    expect(after(2)).toMatchObject({ reached: false });
    expect(after(4)).toMatchObject({ days: 4, reached: true, next: { afterDays: 7, percent: 50 } });
    expect(after(20)).toMatchObject({ next: null });
  });

  it('counts one that lies in the future as none: somebody has set the clock back', () => {
    expect(after(-1).percent).toBe(20);
    expect(after(-0.0001).percent).toBe(100);
  });

  it('gives nothing back when the clock is set back by some days after the contact', () => {
    const at = 1_000 * dayMs;
    const setBack = { lastAtMs: at, nowMs: at + dayMs, steady: { lastMs: at, nowMs: at + 15 * dayMs } };
    expect(contactShare(steps, setBack)).toMatchObject({ percent: 20, days: 15 });
    // And a clock that never goes back may stand still behind another PC's mistake: then the PC's own counts.
    const stuck = { lastAtMs: at, nowMs: at + 8 * dayMs, steady: { lastMs: at + 90 * dayMs, nowMs: at + 90 * dayMs } };
    expect(contactShare(steps, stuck)).toMatchObject({ percent: 50, days: 8 });
  });

  it('never gives more the longer it is silent, nor rounds a limit up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 * 24 }),
        fc.integer({ min: 0, max: 60 * 24 }),
        anyKinds,
        (a, b, kinds) => {
          const [soon, late] = a < b ? [a, b] : [b, a];
          const limit = (hours: number) =>
            authoritiesOf({ userId: 'u', role: 'officer' }, kinds, new Map(), {
              ...authorityContext(),
              contact: { lastAtMs: 0, nowMs: hours * 3_600_000 },
            })[0];
          const [before, then] = [limit(soon), limit(late)];
          expect(then?.nowFen ?? 0).toBeLessThanOrEqual(before?.nowFen ?? 0);
          expect(then?.nowFen ?? 0).toBeLessThanOrEqual(then?.fullFen ?? 0);
          expect(Number.isInteger(then?.nowFen ?? 0)).toBe(true);
        },
      ),
    );
  });
});
