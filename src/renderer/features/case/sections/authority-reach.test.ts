import { describe, expect, it } from 'vitest';
import { authorityReach } from './authority-reach';

const plain = { nowFen: null, onBehalfOfName: null };
const manager = { ...plain, userId: 'm', name: '李敏', limitFen: 200_000, level: 'supervisor' as const };
const officer = { ...plain, userId: 'o', name: '赵颖', limitFen: 2_000_000, level: 'officer' as const };
const head = { ...plain, userId: 'h', name: '周海', limitFen: null, level: 'officer' as const };

describe('authorityReach', () => {
  it('names the lowest limit before an amount is typed', () => {
    expect(authorityReach([officer, manager], null)).toEqual({ kind: 'upTo', most: manager });
    expect(authorityReach([officer, manager], 0)).toEqual({ kind: 'upTo', most: manager });
  });

  it('stays with the lowest whose limit suffices, to the last fen', () => {
    expect(authorityReach([officer, manager], 200_000)).toEqual({ kind: 'within', by: manager });
    expect(authorityReach([officer, manager], 200_001)).toEqual({ kind: 'higher', by: officer, lower: manager });
    expect(authorityReach([head, manager], 9_000_000)).toEqual({ kind: 'higher', by: head, lower: manager });
  });

  it('says when nobody suffices and when there is nobody', () => {
    expect(authorityReach([officer, manager], 2_000_001)).toEqual({ kind: 'above', most: officer });
    expect(authorityReach([], 100)).toEqual({ kind: 'nobody' });
  });
});
