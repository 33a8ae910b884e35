import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillModule, moduleCallAt, TextModulePack, unknownModuleFields, type ModuleFacts } from './text-modules';

const file = new URL('../../../resources/packs/text-modules/cn.json', import.meta.url);
const { modules } = TextModulePack.parse(JSON.parse(readFileSync(file, 'utf8')));
const facts: ModuleFacts = {
  caseNumber: 'BHL-20260302-0007',
  receivedOn: '2026年3月2日',
  decideBy: '2026年3月17日',
  outlet: '滨河路支行',
  ownerName: '陈丽',
  today: '2026年3月5日',
};

describe('the modules that ship', () => {
  it('are at least twenty, each once, in both languages, and ask only for what a case can fill', () => {
    expect(modules.length).toBeGreaterThanOrEqual(20);
    expect(new Set(modules.map(({ id }) => id)).size).toBe(modules.length);
    expect(modules.flatMap(unknownModuleFields)).toEqual([]);
    for (const module of modules)
      for (const language of ['zh-CN', 'en'] as const)
        expect(fillModule(module, language, facts)).not.toMatch(/[{}]|____/);
  });

  it('leave a gap to fill by hand where the case has nothing', () => {
    const answerBy = modules.find(({ id }) => id === 'answerBy');
    expect(answerBy && fillModule(answerBy, 'zh-CN', { ...facts, decideBy: '' })).toBe('我们最迟在____给您书面答复。');
  });
});

describe('a call', () => {
  it.each([
    ['::', 2, { from: 0, query: '' }],
    ['您好，::zq', 7, { from: 3, query: 'zq' }],
    ['：：致歉', 4, { from: 0, query: '致歉' }],
    ['::', 1, null],
    ['10:30', 5, null],
    ['::a\nb', 5, null],
    ['::a:b', 5, null],
    [`::${'x'.repeat(21)}`, 23, null],
  ])('%j at %d', (text, caret, call) => {
    expect(moduleCallAt(text, caret)).toEqual(call);
  });

  it('is what stands between the colons and the caret, whatever stands around', () => {
    const plain = fc.stringMatching(/^[^:：\n]{0,20}$/);
    fc.assert(
      fc.property(plain, plain, fc.string(), (before, query, after) => {
        const caret = before.length + 2 + query.length;
        expect(moduleCallAt(`${before}::${query}${after}`, caret)).toEqual({
          from: before.length,
          query: query.trim(),
        });
      }),
    );
  });
});
