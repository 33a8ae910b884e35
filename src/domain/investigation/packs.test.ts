/** The checklist and the kinds of material that ship, and broken ones. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTaxonomy, treeOf } from '../taxonomy/taxonomy';
import { checklistOf, parseChecklist, type ChecklistPack } from './checklist';
import { parseMaterials, type MaterialPack } from './material-kinds';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../resources/packs/${name}/cn.json`, import.meta.url), 'utf8'));
const taxonomy = (() => {
  const parsed = parseTaxonomy(read('taxonomy'));
  if (!parsed.ok) throw new Error(parsed.problems.join('; '));
  return parsed.taxonomy;
})();
const knows = (id: string): boolean => taxonomy.nodeById.has(id);
const checklist = read('checklists') as ChecklistPack;
const materials = read('materials') as MaterialPack;
const problemsOf = (parsed: { readonly ok: boolean; readonly problems?: readonly string[] }): readonly string[] =>
  parsed.problems ?? [];

describe('the checklist that ships', () => {
  it('has a general part, and a list of its own for every category of business of a bank and of an insurer', () => {
    expect(parseChecklist(checklist, knows).ok).toBe(true);
    expect(checklistOf(checklist, { businessId: '', reasonId: '' })).toEqual(checklist.general);
    const categories = (['bank', 'insurer'] as const).flatMap((kind) => treeOf(taxonomy, 'business', kind));
    expect(categories.length).toBeGreaterThan(20);
    const bare = categories.filter(
      ({ id }) => checklistOf(checklist, { businessId: id, reasonId: '' }).length === checklist.general.length,
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it('counts for what stands below, by business and by reason, the special before the general', () => {
    const ids = checklistOf(checklist, { businessId: 'biz.wealth.sales', reasonId: 'reason.service.attitude' }).map(
      ({ id }) => id,
    );
    expect(ids.slice(0, 3)).toEqual(['wealthRisk', 'wealthReturn', 'doubleRecording']);
    expect(ids).toContain('employeeHeard');
    expect(ids.at(-1)).toBe(checklist.general.at(-1)?.id);
    // A name that only begins the same is not below.
    expect(checklistOf(checklist, { businessId: 'biz.debitor', reasonId: '' })).toEqual(checklist.general);
  });

  it('is a proposal, and makes only the recording of a sale mandatory', () => {
    expect(checklist.approvedBy).toBeNull();
    const all = [...checklist.general, ...checklist.lists.flatMap(({ items }) => items)];
    expect(all.filter(({ mandatory }) => mandatory).map(({ id }) => id)).toEqual(['doubleRecording', 'lifeRecording']);
  });
});

describe('the kinds of material that ship', () => {
  it('forbid what the institution holds, by Art. 13, and allow papers of proxies and heirs, by Art. 14', () => {
    expect(parseMaterials(materials).ok).toBe(true);
    const heldAlways = materials.kinds.filter(({ held }) => held === 'always');
    expect(heldAlways.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['contract', 'policy', 'statement', 'transaction', 'recording', 'earlier']),
    );
    expect(heldAlways.every(({ article }) => article.en.endsWith('Art. 13'))).toBe(true);
    const proxies = materials.kinds.filter(({ id }) => ['proxyIdentity', 'authorisation', 'succession'].includes(id));
    expect(proxies.map(({ article }) => article.zh.slice(-4))).toEqual(['第十四条', '第十四条', '第十四条']);
  });
});

describe('broken packs', () => {
  it('are refused with the place', () => {
    const [item] = checklist.general;
    expect(problemsOf(parseChecklist({ ...checklist, general: [item, item] }, knows))).toContain(
      `${item?.id ?? ''}: occurs twice`,
    );
    const lists = [{ of: ['biz.moon'], items: [{ ...item, id: 'moon' }] }];
    expect(problemsOf(parseChecklist({ ...checklist, lists }, knows))).toEqual([
      'biz.moon: the taxonomy does not know it',
    ]);
    expect(problemsOf(parseChecklist({ ...checklist, general: [] }, knows))).toHaveLength(1);

    const [kind] = materials.kinds;
    expect(problemsOf(parseMaterials({ ...materials, kinds: [kind, kind] }))).toEqual(['contract: occurs twice']);
    expect(problemsOf(parseMaterials({ ...materials, kinds: [{ ...kind, where: null }] }))[0]).toMatch(
      /^kinds\.0\.where: /,
    );
  });
});
