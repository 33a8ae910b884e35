import { describe, expect, it } from 'vitest';
import { lexiconOf } from './lint/lexicon';
import type { ScriptSource } from './script';
import { wordsToMind } from './words-check';
import { longestChecked } from './words-hint';

const lexicon = lexiconOf([
  {
    code: 'SVC-01',
    avoid: [{ zh: '谁让您月底来', en: 'That is what you get for coming at month end' }],
  } as unknown as ScriptSource,
]);
const rulesOf = (text: string): readonly string[] => wordsToMind(text, lexicon).map(({ rule }) => rule);

describe('words to mind', () => {
  it.each([
    ['P1', '我行保证全额赔付'],
    ['P2', '系统把客户报为可疑交易'],
    ['P3', '先撤回投诉，才给您办'],
    ['P6', '我们会尽快处理'],
    ['P10', '告诉客户投诉也没用'],
    ['P1', 'We guarantee a full refund.'],
    ['L1', '跟他说了谁让您月抵来的'],
  ])('names %s in %s', (rule, text) => {
    expect(rulesOf(text)).toContain(rule);
  });

  it("leaves plain words alone, and what is in one's own power", () => {
    for (const text of [
      '',
      '客户说排队两小时',
      '今天17点前给客户回电',
      '年费 128.50 元已核实，多收一次',
      'Checked the ledger.',
    ])
      expect(wordsToMind(text, lexicon)).toEqual([]);
  });

  it('gives the words as they stand, each class once, and no more than three hints', () => {
    expect(wordsToMind('保证赔付。保证退款。', lexicon)).toEqual([{ rule: 'P1', words: '保证赔' }]);
    expect(rulesOf('保证退款。报了可疑交易。会尽快办。他是新来的。投诉也没用。')).toHaveLength(3);
  });

  it('finds avoided words within a sentence only, not gathered from a long text', () => {
    const spread = ['谁说的', '让座', '您好', '月底结账', '底数', '来了'].join('。');
    expect(rulesOf(spread)).toEqual([]);
  });

  it('looks at a long text no further than its limit', () => {
    expect(rulesOf(`${'好'.repeat(longestChecked)}。保证赔付`)).toEqual([]);
  });
});
