/** 重复投诉: merged, taken back, linked (REGULATION D5). */
import { describe, expect, it } from 'vitest';
import { chen, details, li, playCase, remedy, type Actor } from '../../../tests/support/case-builder';
import { laws } from '../../../tests/unit/deadlines/laws';
import { deadlinesBy } from '../deadlines/case-facts';
import { decidePair, inOrder, type PairCommand, type PairDecision } from './duplicates';
import { foldCase } from './evolve';
import type { CaseState } from './state';
import { emptyParty, type CaseDetails } from './values';

type Play = ReturnType<typeof playCase>;

const dayMs = 86_400_000;
/** 2026-03-10 in China. */
const firstMs = 1_773_100_000_000;
const [rules, calendar, timeZone] = laws.bank;

const zhou = (changes: Partial<CaseDetails> = {}): CaseDetails =>
  details({ parties: [{ ...emptyParty, name: '周海', phone: '138 0013 8000' }], ...changes });

function complaint(caseId: string, days: number, changes: Partial<CaseDetails> = {}): Play {
  const game = playCase({ caseId, today: '2026-03-20' });
  game.register({ number: `N-${caseId}`, receivedAtMs: firstMs + days * dayMs, details: zhou(changes) });
  return game;
}

function pair(one: Play, other: Play, command: PairCommand, actor: Actor = li): PairDecision {
  const decision = decidePair(one.state(), other.state(), command, one.context(actor));
  if (decision.ok)
    for (const { caseId, events } of decision.value)
      for (const event of events) (caseId === one.state().id ? one : other).take(actor, event);
  return decision;
}

const merge = (way: 'merge' | 'newFacts' = 'merge', personChecked = false): PairCommand => ({
  name: 'merge',
  input: { way, reason: '同一笔年费', personChecked },
});
const codeOf = (result: PairDecision): string => (result.ok ? 'accepted' : result.error.code);
const dueOf = (state: CaseState): string =>
  deadlinesBy({ rules, calendar }, state, timeZone).find(({ id }) => id === 'decision')?.dueOn ?? '';

/** What a person would notice of a case; revisions and times of change are those of the record. */
const seen = (state: CaseState): unknown => {
  const { revision: _revision, updatedAtMs: _updated, merged: _merged, absorbed: _absorbed, clock, ...rest } = state;
  return { ...rest, due: dueOf(state), newFactsOn: clock?.newFactsOn ?? null, extension: clock?.extension ?? null };
};

describe('merging the same complaint (D5)', () => {
  it('lets the clock of the earlier go on and ends that of the newer, whichever of the two is asked', () => {
    for (const order of ['newer first', 'earlier first']) {
      const [earlier, newer] = [complaint('a', 0), complaint('b', 5)];
      const before = dueOf(earlier.state());
      const [one, other] = order === 'newer first' ? [newer, earlier] : [earlier, newer];
      expect(codeOf(pair(one, other, merge()))).toBe('accepted');
      expect(newer.state().status).toBe('merged');
      expect(newer.state().merged).toMatchObject({ number: 'N-a', way: 'merge', from: 'registered' });
      expect(earlier.state().absorbed?.map(({ number }) => number)).toEqual(['N-b']);
      expect(dueOf(earlier.state())).toBe(before);
    }
  });

  it('starts the clock again on the day on which the newer came, when it brings new facts or reasons', () => {
    const [earlier, newer] = [complaint('a', 0), complaint('b', 5)];
    expect(dueOf(earlier.state())).toBe('2026-03-25');
    pair(newer, earlier, merge('newFacts'));
    expect(dueOf(earlier.state())).toBe('2026-03-30');
  });

  it('recalls what was proposed without the new facts, and nothing when there are none', () => {
    for (const [way, status] of [
      ['newFacts', 'investigating'],
      ['merge', 'remedyPending'],
    ] as const) {
      const [earlier, newer] = [complaint('a', 0), complaint('b', 5)];
      earlier.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
      earlier.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
      pair(newer, earlier, merge(way));
      expect(earlier.state().status).toBe(status);
    }
  });

  it('is taken back to exactly what was before, from every state and in both ways', () => {
    for (const way of ['merge', 'newFacts'] as const)
      for (const upTo of ['registered', 'accepted', 'investigating'] as const) {
        const [earlier, newer] = [complaint('a', 0), complaint('b', 5)];
        if (upTo !== 'registered')
          newer.play(li, {
            name: 'accept',
            input: { complexity: 'complex', complexityReason: '多方', ownerId: chen.userId },
          });
        if (upTo === 'investigating') newer.play(chen, { name: 'startInvestigation', input: {} });
        const before = [seen(earlier.state()), seen(newer.state())];
        expect(codeOf(pair(newer, earlier, merge(way)))).toBe('accepted');
        expect(codeOf(pair(newer, earlier, { name: 'separate', input: { reason: '不是一件事' } }))).toBe('accepted');
        expect([seen(earlier.state()), seen(newer.state())]).toEqual(before);
        expect(newer.state().status).toBe(upTo);
        expect(codeOf(pair(newer, earlier, merge(way)))).toBe('accepted');
      }
  });

  it('keeps the later new facts when an earlier merging is taken back, and none when all are', () => {
    const [first, second, third] = [complaint('a', 0), complaint('b', 3), complaint('c', 6)];
    pair(second, first, merge('newFacts'));
    pair(third, first, merge('newFacts'));
    expect(dueOf(first.state())).toBe('2026-03-31');
    pair(second, first, { name: 'separate', input: { reason: '两件事' } });
    expect(dueOf(first.state())).toBe('2026-03-31');
    pair(third, first, { name: 'separate', input: { reason: '两件事' } });
    expect(dueOf(first.state())).toBe('2026-03-25');
  });

  it('freezes the merged complaint but for what is kept of it', () => {
    const [earlier, newer] = [complaint('a', 0), complaint('b', 5)];
    pair(newer, earlier, merge());
    const accept = newer.attempt(li, {
      name: 'accept',
      input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId },
    });
    expect(accept).toMatchObject({ ok: false, error: { code: 'case.wrongState', status: 'merged' } });
    expect(newer.attempt(chen, { name: 'recordDetails', input: { changes: { wish: '退费' } } }).ok).toBe(false);
    expect(newer.attempt(chen, { name: 'addNote', input: { staffText: '已告知投诉人' } }).ok).toBe(true);
  });

  it('gives the same on every machine, in whatever order the events arrive', () => {
    const [earlier, newer] = [complaint('a', 0), complaint('b', 5)];
    pair(newer, earlier, merge('newFacts'));
    for (const game of [earlier, newer]) expect(foldCase([...game.events()].reverse())).toEqual(game.state());
  });
});

describe('a merging is refused', () => {
  it.each<[string, string, () => readonly [Play, Play], PairCommand?]>([
    ['of a case with itself', 'pair.sameCase', () => [complaint('a', 0), complaint('a', 0)]],
    [
      'of another person',
      'pair.otherPerson',
      () => [
        complaint('a', 0),
        complaint('b', 1, { parties: [{ ...emptyParty, name: '郑月', phone: '13900139000' }] }),
      ],
    ],
    [
      'of somebody of whom only the name is the same',
      'pair.personUnsure',
      () => [complaint('a', 0), complaint('b', 1, { parties: [{ ...emptyParty, name: '周 海' }] })],
    ],
    [
      'when the newer names somebody whom the earlier does not',
      'pair.namesOthers',
      () => [complaint('a', 0), complaint('b', 1, { involved: [{ name: '王六', staffNo: '', userId: 'u-wang' }] })],
    ],
    ['after the time of the earlier was over', 'pair.periodOver', () => [complaint('a', -40), complaint('b', 1)]],
    [
      'of what is decided',
      'pair.wrongState',
      () => {
        const earlier = complaint('a', 0);
        earlier.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
        return [earlier, complaint('b', 1)];
      },
    ],
    [
      'of what was merged already',
      'pair.mergedAlready',
      () => {
        const [first, second] = [complaint('a', 0), complaint('b', 1)];
        pair(second, first, merge());
        return [second, complaint('c', 2)];
      },
    ],
    [
      'of what took in another one',
      'pair.hasOthers',
      () => {
        const [second, third] = [complaint('b', 1), complaint('c', 2)];
        pair(third, second, merge());
        return [complaint('a', 0), second];
      },
    ],
    [
      'by somebody whom one of the two is kept from',
      'case.recused',
      () => {
        const newer = complaint('b', 1);
        newer.play(li, { name: 'declareRecusal', input: { userId: li.userId, reason: '亲属' } });
        return [complaint('a', 0), newer];
      },
    ],
    [
      'to separate what is not merged',
      'pair.notMerged',
      () => [complaint('a', 0), complaint('b', 1)],
      { name: 'separate', input: { reason: 'x' } },
    ],
  ])('%s', (_name, code, make, command = merge()) => {
    const [one, other] = make();
    const before = [one.state(), other.state()];
    expect(codeOf(pair(one, other, command))).toBe(code);
    expect(codeOf(pair(other, one, command))).toBe(code);
    expect([one.state(), other.state()]).toEqual(before);
  });

  it('across branches', () => {
    const [one, other] = [complaint('a', 0), complaint('b', 1)];
    const elsewhere = { ...other.state(), branchId: 'b-2' };
    expect(codeOf(decidePair(one.state(), elsewhere, merge(), one.context(li)))).toBe('pair.otherBranch');
  });

  it('for the name alone only until somebody has looked', () => {
    const named = complaint('b', 1, { parties: [{ ...emptyParty, name: '周海' }] });
    expect(codeOf(pair(named, complaint('a', 0), merge('merge', true)))).toBe('accepted');
  });
});

describe('a link', () => {
  const link: PairCommand = { name: 'link', input: { reason: '同一个产品' } };

  it('stands on both sides and changes nothing else', () => {
    const [one, other] = [complaint('a', 0), complaint('b', 1, { parties: [{ ...emptyParty, name: '郑月' }] })];
    const before = [seen(one.state()), seen(other.state())];
    expect(codeOf(pair(one, other, link))).toBe('accepted');
    expect(one.state().links?.map(({ number }) => number)).toEqual(['N-b']);
    expect(other.state().links?.map(({ number }) => number)).toEqual(['N-a']);
    expect(codeOf(pair(other, one, link))).toBe('pair.linkedAlready');
    expect(codeOf(pair(other, one, { name: 'unlink', input: { reason: '无关' } }))).toBe('accepted');
    expect([one.state(), other.state()].map(({ links }) => links)).toEqual([[], []]);
    expect([one.state(), other.state()].map((state) => ({ ...(seen(state) as object), links: undefined }))).toEqual(
      before.map((state) => ({ ...(state as object), links: undefined })),
    );
    expect(codeOf(pair(other, one, { name: 'unlink', input: { reason: '无关' } }))).toBe('pair.notLinked');
  });
});

it('puts two complaints in the same order on every machine, also when they came at once', () => {
  const [one, other] = [complaint('a', 0).state(), complaint('b', 0).state()];
  expect(inOrder(one, other)).toEqual(inOrder(other, one));
});
