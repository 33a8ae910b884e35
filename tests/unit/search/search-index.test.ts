import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchDoc, SearchIndex } from '../../../src/shared/store-contract/search';
import { createSearchIndex } from '../../../src/store-host/search/search-index';
import { oracleQuery, sortNewestFirst, toOracleDoc } from '../../bench/search/oracle';

/** Few characters, so that bigrams meet by accident and AND of bigrams alone would be wrong. */
const PIECES = [
  '信',
  '用',
  '卡',
  '单',
  '张',
  '三',
  '曾',
  '·',
  'a',
  'ab',
  'loan',
  'zs',
  'zhang',
  ' ',
  ' ',
  '。',
  '.',
  '1',
  '23',
  '😡',
  'مر',
  '\ud83d',
  '\u0000',
  'Ａ',
  '３',
  'é',
  '-',
];
const NAMES = ['张三', '单曾', '曾三单', '阿卜·三', 'Zhang Ab', '吕张', '', '三 单曾'];

const text = (most: number) => fc.array(fc.constantFrom(...PIECES), { maxLength: most }).map((parts) => parts.join(''));
const digits = (length: number) =>
  fc.array(fc.constantFrom('1', '2', '3'), { minLength: length, maxLength: length }).map((parts) => parts.join(''));

const docArbitrary: fc.Arbitrary<SearchDoc> = fc.record({
  caseId: fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((n) => `0190a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`),
    fc.integer({ min: 0, max: 10 }).map((n) => `case ${n.toString()}`),
  ),
  receivedAtMs: fc.integer({ min: 1, max: 12 }),
  fields: fc.record(
    {
      number: digits(5).map((serial) => `XT-2-${serial}`),
      name: fc.constantFrom(...NAMES),
      phone: digits(8).map((rest) => `138${rest}`),
      idTail: digits(4),
      cardTail: digits(4),
      business: text(4),
      staff: fc.constantFrom(...NAMES),
      text: text(24),
    },
    { requiredKeys: ['number', 'name', 'phone', 'business', 'text'] },
  ),
});

const queryArbitrary = fc.oneof(
  { weight: 4, arbitrary: text(5) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'zs',
      'san',
      'zhangsan',
      'zhang san',
      'sz',
      'dan',
      'chan',
      'czs',
      'lv',
      'lyuz',
      'a',
      '卡',
      '信',
      '单曾',
      '阿卜三',
      '阿卜·三',
      'x',
      '😡',
    ),
  },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 7 }).chain(digits) },
  { weight: 1, arbitrary: digits(3).map((part) => `xt2${part}`) },
  { weight: 1, arbitrary: fc.tuple(text(3), text(3)).map((parts) => parts.join(' ')) },
);

type Step =
  | { readonly kind: 'upsert'; readonly doc: SearchDoc }
  | { readonly kind: 'many'; readonly docs: readonly SearchDoc[]; readonly wait: boolean }
  | { readonly kind: 'remove'; readonly pick: number }
  | { readonly kind: 'breathe' }
  | { readonly kind: 'reload' };

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('upsert' as const), doc: docArbitrary }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('many' as const),
      docs: fc.array(docArbitrary, { maxLength: 30 }),
      wait: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'breathe' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reload' as const }) },
);

/** Every step of a slice ends at once, so that background work and calls interleave as much as possible. */
function tinyIndex(): SearchIndex {
  let now = 0;
  return createSearchIndex({
    yieldNow: () => Promise.resolve(),
    nowMs: () => (now += 5),
    headLimit: 2,
    bulkChunk: 3,
  });
}

function ids(index: SearchIndex, query: string, limit: number): string[] {
  return index.query({ text: query, limit }).hits.map((hit) => hit.caseId);
}

describe('search index against the oracle', () => {
  it('finds exactly the same cases in the same order through any history of changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(stepArbitrary, { maxLength: 120, size: 'max' }),
        fc.array(queryArbitrary, { minLength: 1, maxLength: 12 }),
        async (steps, queries) => {
          let index = tinyIndex();
          const stored = new Map<string, Uint8Array>();
          const model = new Map<string, SearchDoc>();
          const pending: Promise<void>[] = [];
          let mark = 0;
          const check = (): void => {
            const sorted = sortNewestFirst([...model.values()].map(toOracleDoc));
            for (const query of queries) {
              const expected = oracleQuery(sorted, query, 1000);
              expect(ids(index, query, 1000), query).toEqual(expected);
              const few = index.query({ text: query, limit: 2 });
              expect(few.hits.map((hit) => hit.caseId)).toEqual(expected.slice(0, 2));
              expect(few.more).toBe(expected.length > 2);
              for (const hit of few.hits) expect(hit.matched.length).toBeGreaterThan(0);
            }
          };
          const settle = async (): Promise<void> => {
            await Promise.all(pending.splice(0));
            await index.idle();
          };
          for (const step of steps) {
            mark += 1;
            if (step.kind === 'upsert') {
              index.upsert(step.doc, mark);
              model.set(step.doc.caseId, step.doc);
            } else if (step.kind === 'many') {
              pending.push(index.upsertMany(step.docs, mark));
              for (const doc of step.docs) model.set(doc.caseId, doc);
              if (step.wait) await settle();
            } else if (step.kind === 'remove') {
              const known = [...model.keys()];
              const caseId = known[step.pick % Math.max(1, known.length)] ?? 'nobody';
              index.remove(caseId, mark);
              model.delete(caseId);
              expect(index.has(caseId)).toBe(false);
            } else if (step.kind === 'breathe') {
              for (let i = 0; i < 20; i += 1) await Promise.resolve();
            } else {
              await settle();
              const changes = index.drainDirty();
              for (const { id, bytes } of changes.put) stored.set(id, bytes.slice());
              for (const id of changes.delete) stored.delete(id);
              index = tinyIndex();
              const loaded = index.load([...stored].map(([id, bytes]) => ({ id, bytes })));
              expect(loaded).toEqual({ ok: true, docCount: model.size, coveredUpTo: changes.coveredUpTo });
            }
            if (pending.length === 0) check();
          }
          await settle();
          check();
          expect(index.docCount).toBe(model.size);
          for (const caseId of model.keys()) expect(index.has(caseId)).toBe(true);
        },
      ),
      // Shrinking a long history may take minutes; the seed of a failure is enough to find it again.
      { numRuns: 60, interruptAfterTimeLimit: 90_000 },
    );
  }, 120_000);
});
