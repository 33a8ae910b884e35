import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDetails } from '../complaint/values';
import { createTaxonomySearch } from './search';
import { flattenTree, labelOf, parentOf, parseTaxonomy, pathLabelOf, treeOf, type Taxonomy } from './taxonomy';

const pack: unknown = JSON.parse(
  readFileSync(new URL('../../../resources/packs/taxonomy/cn.json', import.meta.url), 'utf8'),
);
const parsed = parseTaxonomy(pack);
const taxonomy: Taxonomy = parsed.ok
  ? parsed.taxonomy
  : ((): never => {
      throw new Error(parsed.problems.join('\n'));
    })();
const business = createTaxonomySearch(taxonomy, 'business', 'bank');
const ids = (query: string): string[] => business(query).map((hit) => hit.id);

describe('the built-in pack', () => {
  it('holds every tree, with the eight rights and the channel a new form begins with', () => {
    expect(treeOf(taxonomy, 'right', 'bank')).toHaveLength(8);
    expect(treeOf(taxonomy, 'channel', 'insurer').map((node) => node.id)).toContain(emptyDetails.channelId);
    expect(taxonomy.nodeById.size).toBeGreaterThan(110);
  });

  it('gives insurers trees of their own for business and reason', () => {
    expect(treeOf(taxonomy, 'business', 'insurer').map((node) => node.zh)).toContain('机动车辆保险');
    expect(treeOf(taxonomy, 'reason', 'insurer').map((node) => node.zh)).toContain('退保纠纷');
    expect(treeOf(taxonomy, 'business', 'bank').map((node) => node.zh)).not.toContain('机动车辆保险');
  });

  it('marks what is not confirmed', () => {
    expect(taxonomy.nodeById.get('biz.debit')?.confidence).toBe('memory');
    expect(taxonomy.nodeById.get('reason.service')?.confidence).toBe('source');
  });

  it('knows parents and words', () => {
    expect(parentOf(taxonomy, 'biz.debit.limits')).toBe('biz.debit');
    expect(parentOf(taxonomy, 'biz.debit')).toBeNull();
    expect(labelOf(taxonomy, 'biz.debit.fees', 'zh-CN')).toBe('账户管理费');
    expect(labelOf(taxonomy, 'biz.debit.fees', 'en')).toBe('Account fees');
    expect(labelOf(taxonomy, 'biz.gone', 'en')).toBe('biz.gone');
    expect(pathLabelOf(taxonomy, 'biz.debit.fees', 'zh-CN')).toBe('借记卡及账户 / 账户管理费');
  });
});

describe('a broken pack', () => {
  it('is refused with the place', () => {
    const broken = structuredClone(pack) as { trees: { right: { any: { id: string }[] } } };
    broken.trees.right.any[1]!.id = broken.trees.right.any[0]!.id;
    expect(parseTaxonomy(broken)).toEqual({ ok: false, problems: ['right.know: occurs twice'] });
    expect(parseTaxonomy({}).ok).toBe(false);
    expect(parseTaxonomy(null).ok).toBe(false);
  });
});

describe('search', () => {
  it.each([
    ['xk', 'biz.debit.limits'],
    ['限卡', 'biz.debit.limits'],
    ['xianka', 'biz.debit.limits'],
    ['xka', 'biz.debit.limits'],
    ['dongjie', 'biz.debit.limits'],
    ['XK', 'biz.debit.limits'],
    ['ｘｋ', 'biz.debit.limits'],
    ['账户管理费', 'biz.debit.fees'],
    ['zhglf', 'biz.debit.fees'],
    ['chongdi', 'biz.none'],
    ['tunka', 'biz.ebank.atm'],
    ['atm', 'biz.ebank.atm'],
    ['fangdai', 'biz.loan.mortgage'],
    ['mortg', 'biz.loan.mortgage'],
    ['early rep', 'biz.loan.earlyRepayment'],
    ['tqhk', 'biz.loan.earlyRepayment'],
    ['jiabi', 'biz.cash.counterfeit'],
    ['盗刷 借记', 'biz.debit.fraud'],
  ])('%s finds %s', (query, id) => {
    if (id === 'biz.none') expect(ids(query)).toEqual([]);
    else expect(ids(query).slice(0, 3)).toContain(id);
  });

  it('reads a character in every way: 行 is hang in 银行 and xing elsewhere, 重 zhong and chong', () => {
    expect(ids('yinhang')).toContain('biz.agency');
    expect(ids('yinxing')).toContain('biz.agency');
  });

  it('does not run across separators of a label', () => {
    // 开户、销户 has the initials kh and xh, but no word "hx".
    expect(business('hx').map((hit) => hit.matched)).not.toContain('开户、销户、冻结、限额');
  });

  it('ranks the label before the alias and the beginning before the middle', () => {
    const [first] = business('限额');
    expect(first).toMatchObject({ id: 'biz.debit.limits', matched: '限额' });
    expect(ids('征信')[0]).toBe('biz.creditReport');
    expect(ids('贷款')[0]).toBe('biz.loan');
    const pinyin = business('zh', 100);
    const fromTheStart = pinyin.findIndex((hit) => hit.id === 'biz.debit.fees');
    const inside = pinyin.findIndex((hit) => hit.matched === '借记卡及账户');
    expect(fromTheStart).toBeGreaterThanOrEqual(0);
    expect(inside).toBeGreaterThan(fromTheStart);
  });

  it('finds every node by its own label, its pinyin and its English', () => {
    for (const dimension of ['channel', 'business', 'reason', 'right', 'touchpoint'] as const) {
      for (const institutionType of ['bank', 'insurer'] as const) {
        const search = createTaxonomySearch(taxonomy, dimension, institutionType);
        for (const node of flattenTree(treeOf(taxonomy, dimension, institutionType))) {
          expect(
            search(node.zh, 100).map((hit) => hit.id),
            node.zh,
          ).toContain(node.id);
          expect(
            search(node.en, 100).map((hit) => hit.id),
            node.en,
          ).toContain(node.id);
        }
      }
    }
  });

  it('survives any query', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z]{0,40}$/)), (query) => {
        expect(business(query, 5).length).toBeLessThanOrEqual(5);
      }),
    );
    expect(business('')).toEqual([]);
    expect(business('a'.repeat(100_000)).length).toBeGreaterThanOrEqual(0);
  });
});
