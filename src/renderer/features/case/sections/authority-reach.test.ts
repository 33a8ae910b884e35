import { describe, expect, it } from 'vitest';
import type { Band } from '../../../../domain/authority/matrix';
import type { Decider } from '../../../../shared/contract/approval';
import { authorityReach, wouldBeRatified } from './authority-reach';

const plain = { nowFen: null, onBehalfOfName: null };
const manager = { ...plain, userId: 'm', name: '李敏', limitFen: 200_000, level: 'supervisor' as const };
const officer = { ...plain, userId: 'o', name: '赵颖', limitFen: 2_000_000, level: 'officer' as const };
const head = { ...plain, userId: 'h', name: '周海', limitFen: null, level: 'officer' as const };

const bands: readonly Band[] = [
  { upToFen: 200_000, approvers: ['supervisor'] },
  { upToFen: 2_000_000, approvers: ['officer'] },
  { upToFen: null, approvers: ['officer'] },
];
const reach = (deciders: readonly Decider[], amountFen: number | null) => authorityReach(deciders, bands, amountFen);

describe('authorityReach', () => {
  it('names the lowest limit before an amount is typed', () => {
    expect(reach([officer, manager], null)).toEqual({ kind: 'upTo', most: manager });
    expect(reach([officer, manager], 0)).toEqual({ kind: 'upTo', most: manager });
  });

  it('stays with the lowest whose limit suffices, to the last fen', () => {
    expect(reach([officer, manager], 200_000)).toEqual({ kind: 'within', by: manager });
    expect(reach([officer, manager], 200_001)).toEqual({ kind: 'higher', by: officer, lower: manager });
    expect(reach([head, manager], 9_000_000)).toEqual({ kind: 'higher', by: head, lower: manager });
  });

  it('says when nobody suffices and when there is nobody', () => {
    expect(reach([officer, manager], 2_000_001)).toEqual({ kind: 'above', most: officer });
    expect(reach([], 100)).toEqual({ kind: 'nobody' });
  });
});

describe('amounts for which several sign', () => {
  const several: readonly Band[] = [
    { upToFen: 200_000, approvers: ['supervisor'] },
    { upToFen: 2_000_000, approvers: ['supervisor', 'officer'] },
  ];

  it('name each level with who has it, and whether that is enough', () => {
    expect(authorityReach([officer, manager], several, 200_001)).toMatchObject({
      kind: 'several',
      enough: true,
      steps: [
        { level: 'supervisor', people: [officer, manager] },
        { level: 'officer', people: [officer] },
      ],
    });
    const deputy = { ...manager, userId: 'd', onBehalfOfName: '李敏' };
    expect(authorityReach([officer, deputy], several, 200_001)).toMatchObject({ kind: 'several', enough: false });
    expect(authorityReach([officer], several, 200_001)).toMatchObject({ kind: 'several', enough: false });
    expect(authorityReach([officer, manager], several, 200_000)).toEqual({ kind: 'within', by: manager });
  });
});

describe('wouldBeRatified', () => {
  it('holds when all who could answer for it are cut short', () => {
    const cut = { ...officer, nowFen: 400_000 };
    expect(wouldBeRatified([cut, { ...manager, nowFen: 40_000 }], 500_000)).toBe(true);
    expect(wouldBeRatified([cut], 400_000)).toBe(false);
    expect(wouldBeRatified([cut, head], 500_000)).toBe(false);
    expect(wouldBeRatified([], 500_000)).toBe(false);
    expect(wouldBeRatified([cut], null)).toBe(false);
  });
});
