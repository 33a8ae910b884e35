import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSearchText } from '../text/normalise';
import { createSuggester, indexTexts, type CodedText } from './suggest';
import { parseTaxonomy, type Taxonomy } from './taxonomy';

const parsed = parseTaxonomy(
  JSON.parse(readFileSync(new URL('../../../resources/packs/taxonomy/cn.json', import.meta.url), 'utf8')),
);
const taxonomy: Taxonomy = parsed.ok
  ? parsed.taxonomy
  : ((): never => {
      throw new Error(parsed.problems.join('\n'));
    })();
const bank = createSuggester(taxonomy, 'bank');
const nothingEarlier = indexTexts([]);

const coded = (caseId: string, text: string, business: string, reason = ''): CodedText => ({
  caseId,
  text,
  codes: { business, reason },
});
const businessOf = (text: string, earlier: readonly CodedText[] = []) =>
  bank.suggest({ line: text, text }, indexTexts(earlier)).filter(({ dimension }) => dimension === 'business');

describe('names in the words', () => {
  it.each([
    ['信用卡被盗刷了五千块', 'biz.credit.fraud', '信用卡被盗'],
    ['房贷利率一直没有降', 'biz.loan.rate', '房贷利率'],
    ['我爸过世了，想取他的存款', 'biz.savings.heirs', '过世'],
  ])('%s', (text, id, word) => {
    const [first] = businessOf(text);
    expect(first?.id).toBe(id);
    expect(first?.words).toContain(word);
    expect(first?.cases).toBe(0);
  });

  it('says nothing when nothing was said', () => {
    expect(businessOf('')).toEqual([]);
    expect(businessOf('你们太过分了')).toEqual([]);
  });

  it('takes words of other scripts whole', () => {
    expect(businessOf('it happened to my gold').map(({ id }) => id)).toContain('biz.agency.metals');
    expect(businessOf('marigolden')).toEqual([]);
  });

  it('prefers the child whose parent was named too', () => {
    expect(businessOf('信用卡积分清零')[0]?.id).toBe('biz.credit.benefits');
  });
});

describe('similar complaints', () => {
  const earlier = [
    coded('c1', '回执单上的流水对不上', 'biz.savings.interest'),
    coded('c2', '流水对不上，回执单也没有', 'biz.savings.interest'),
    coded('c3', '大堂没有轮椅', 'biz.debit'),
  ];

  it('bring the codes they have, and say how many there are', () => {
    expect(businessOf('回执单和流水对不上', earlier)).toEqual([
      { dimension: 'business', id: 'biz.savings.interest', words: [], cases: 2 },
    ]);
  });

  it('follow a correction', () => {
    const corrected = earlier.map((one) =>
      one.caseId === 'c3' ? one : { ...one, codes: { ...one.codes, business: 'biz.debit' } },
    );
    expect(businessOf('回执单和流水对不上', corrected)[0]?.id).toBe('biz.debit');
  });

  it('outweigh a name when people code it otherwise', () => {
    const text = '年费';
    const byName = businessOf(text)[0]?.id;
    const other = 'biz.savings.cash';
    expect(byName).not.toBe(other);
    const habits = ['a', 'b', 'c'].map((id) => coded(id, '年费又扣了', other));
    expect(businessOf('年费又扣了', habits)[0]).toMatchObject({ id: other, cases: 3 });
  });

  it('with a code of another pack suggest nothing', () => {
    expect(businessOf('回执单和流水对不上', [coded('c1', '回执单和流水对不上', 'biz.gone')])).toEqual([]);
  });
});

it('suggests known codes only, each with a reason that holds, whatever was typed', () => {
  const texts = fc.array(
    fc.record({ text: fc.string({ maxLength: 40 }), id: fc.constantFrom(...taxonomy.nodeById.keys()) }),
    { maxLength: 20 },
  );
  const words = fc.oneof(fc.string(), fc.constantFrom('年费', '信用卡盗刷', '态度差', 'gold', '(.*)', '利率'));
  fc.assert(
    fc.property(fc.array(words, { maxLength: 6 }), texts, (parts, known) => {
      const text = parts.join('');
      const earlier = known.map(({ text: line, id }, at) => coded(`c${String(at)}`, line, id, id));
      for (const suggestion of bank.suggest({ line: text, text }, indexTexts(earlier))) {
        expect(taxonomy.nodeById.has(suggestion.id)).toBe(true);
        expect(suggestion.words.length + suggestion.cases).toBeGreaterThan(0);
        for (const word of suggestion.words) expect(toSearchText(text)).toContain(toSearchText(word));
      }
    }),
  );
});

it('compares with nothing where there is nothing', () => {
  expect(nothingEarlier('年费')).toEqual([]);
});
