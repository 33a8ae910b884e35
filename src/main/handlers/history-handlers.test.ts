import { describe, expect, it } from 'vitest';
import { withoutName } from './history-handlers';

describe('the reason of a hit', () => {
  it('shows of a name only what was typed', () => {
    expect(
      withoutName({ field: 'name', kind: 'name', snippet: '欧阳明珠 李建国', ranges: [[2, 3]] }, '欧**珠'),
    ).toEqual({
      field: 'name',
      kind: 'name',
      snippet: '**明* ***',
      ranges: [[2, 3]],
    });
  });

  it('shows the masked name where sounds or initials were typed', () => {
    for (const kind of ['pinyin', 'initials'] as const) {
      expect(withoutName({ field: 'name', kind, snippet: '刘明', ranges: [[0, 2]] }, '刘*')).toEqual({
        field: 'name',
        kind,
        snippet: '刘*',
        ranges: [],
      });
    }
  });

  it('leaves the story as it was found', () => {
    const match = { field: 'text', kind: 'text', snippet: '年费扣了两次', ranges: [[0, 2]] } as const;
    expect(withoutName(match, '刘*')).toEqual(match);
  });
});
