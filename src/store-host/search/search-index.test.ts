import { describe, expect, it } from 'vitest';
import type { SearchDoc, SearchFields, SearchIndex, SearchMatch } from '../../shared/store-contract/search';
import { createSearchIndex } from './search-index';

const NEWEST_MS = 1_700_000_000_000;

function doc(serial: number, fields: Partial<SearchFields> = {}): SearchDoc {
  return {
    caseId: `0190a000-0000-7000-8000-${serial.toString(16).padStart(12, '0')}`,
    receivedAtMs: NEWEST_MS + serial,
    fields: {
      number: `XT-2024-${serial.toString().padStart(6, '0')}`,
      name: '',
      phone: '',
      business: '',
      text: '',
      ...fields,
    },
  };
}

function createIndex(headLimit = 512): SearchIndex {
  return createSearchIndex({ yieldNow: () => Promise.resolve(), nowMs: () => 0, headLimit });
}

const ZHANG = doc(1, {
  number: 'XT-2024-000123',
  name: '张三丰',
  phone: '+86 138-1234-5678',
  idTail: '123X',
  cardTail: '6222',
  business: '信用卡 年费 Credit card fees',
  text: '客户反映ＡＴＭ机吞卡，信用卡年费多收 30 元。The teller refused a refund.',
  staff: '曾敏',
});
const OTHER = doc(2, { name: '李四', phone: '13900001111', text: '信用社 用卡不便' });

/** The index with everything in the head, then with everything sealed. */
async function both(docs: readonly SearchDoc[]): Promise<readonly SearchIndex[]> {
  const head = createIndex();
  for (const item of docs) head.upsert(item);
  const sealed = createIndex(2);
  await sealed.upsertMany([...docs, doc(90_001), doc(90_002)]);
  await sealed.idle();
  expect(sealed.segments().some(({ id, docCount }) => id !== 'head' && docCount >= docs.length)).toBe(true);
  return [head, sealed];
}

async function reasons(query: string, docs: readonly SearchDoc[] = [ZHANG, OTHER]): Promise<readonly SearchMatch[]> {
  const [head, sealed] = await both(docs);
  const answers = [head, sealed].map((index) => index?.query({ text: query }).hits ?? []);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[0]?.map((hit) => hit.caseId)).toEqual([ZHANG.caseId]);
  return answers[0]?.[0]?.matched ?? [];
}

async function misses(query: string): Promise<void> {
  for (const index of await both([ZHANG, OTHER]))
    expect(index.query({ text: query }), query).toEqual({ hits: [], more: false });
}

describe('what a query finds, and the reason it gives', () => {
  it('case number, whole, as a fragment, without its dashes', async () => {
    const whole = await reasons('XT-2024-000123');
    expect(whole).toEqual([{ field: 'number', kind: 'number', snippet: 'xt-2024-000123', ranges: [[0, 14]] }]);
    expect((await reasons('4-0001'))[0]?.ranges).toEqual([[6, 12]]);
    expect((await reasons('xt2024000123'))[0]?.ranges).toEqual([[0, 14]]);
  });

  it('last digits of phone, identity document and card, showing no more than was asked', async () => {
    expect(await reasons('5678')).toEqual([{ field: 'phone', kind: 'tail', snippet: '5678', ranges: [[0, 4]] }]);
    expect(await reasons('23x')).toEqual([{ field: 'idTail', kind: 'tail', snippet: '23x', ranges: [[0, 3]] }]);
    expect(await reasons('222')).toEqual([{ field: 'cardTail', kind: 'tail', snippet: '222', ranges: [[0, 3]] }]);
    await misses('78');
    await misses('4567');
  });

  it('a whole phone number however it is grouped, and its beginning from five digits on', async () => {
    for (const typed of [
      '13812345678',
      '138 1234 5678',
      '138-1234-5678',
      '+86 138 1234 5678',
      '１３８１２３４５６７８',
    ]) {
      expect((await reasons(typed)).map(({ field, kind }) => [field, kind])).toEqual([['phone', 'tail']]);
    }
    expect(await reasons('13812')).toEqual([{ field: 'phone', kind: 'number', snippet: '13812', ranges: [[0, 5]] }]);
    await misses('1381');
  });

  it('name, pinyin in one or several words and in part, initials', async () => {
    expect(await reasons('张三')).toEqual([{ field: 'name', kind: 'name', snippet: '张三丰', ranges: [[0, 2]] }]);
    expect(await reasons('zhangsan')).toEqual([{ field: 'name', kind: 'pinyin', snippet: '张三丰', ranges: [[0, 2]] }]);
    expect(await reasons('ZhangSanF')).toEqual([
      { field: 'name', kind: 'pinyin', snippet: '张三丰', ranges: [[0, 3]] },
    ]);
    expect((await reasons('zhang san')).map(({ ranges }) => ranges[0])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(await reasons('zs')).toEqual([{ field: 'name', kind: 'initials', snippet: '张三丰', ranges: [[0, 2]] }]);
    await misses('zsx');
    await misses('anfeng');
  });

  it('every reading of a name with several (多音字), minority names with or without their dot', async () => {
    const zeng = { ...ZHANG, fields: { ...ZHANG.fields, name: '单雄信' } };
    for (const typed of ['shanxiong', 'danxiong', 'sxx', 'dxx']) await reasons(typed, [zeng]);
    const uyghur = { ...ZHANG, fields: { ...ZHANG.fields, name: '阿卜杜拉•买买提' } };
    for (const typed of ['阿卜杜拉·买买提', '阿卜杜拉买买提', '拉・买']) await reasons(typed, [uyghur]);
  });

  it('Chinese words of one, two and more characters, exactly as a phrase', async () => {
    expect(await reasons('吞卡')).toEqual([
      { field: 'text', kind: 'text', snippet: expect.stringContaining('atm机吞卡') as string, ranges: [[8, 10]] },
    ]);
    expect((await reasons('丰')).map(({ kind }) => kind)).toEqual(['name']);
    // 李四 has 信用 and 用卡 but not 信用卡: bigrams alone would answer with both.
    expect((await reasons('信用卡')).map(({ field }) => field)).toEqual(['business', 'text']);
    expect((await reasons('信用卡年费多收'))[0]?.kind).toBe('text');
  });

  it('with whole words around what was found, and a sign where the text goes on', async () => {
    const text = `${'the clerk smiled and sent her elsewhere '.repeat(4)}withdrawal ${'nobody explained anything to my mother '.repeat(4)}`;
    const [match] = await reasons('withdraw', [{ ...ZHANG, fields: { ...ZHANG.fields, text } }]);
    const { snippet = '', ranges = [] } = match ?? {};
    expect(snippet).toMatch(
      /^…(the|clerk|smiled|and|sent|her|elsewhere) .*withdrawal .*(nobody|explained|anything|to|my|mother)…$/,
    );
    expect(ranges.map(([from, to]) => snippet.slice(from, to))).toEqual(['withdraw']);
  });

  it('English words from their beginning, mixed terms, several terms in any order', async () => {
    expect((await reasons('ref'))[0]).toMatchObject({ field: 'text', kind: 'word' });
    expect((await reasons('ref'))[0]?.ranges).toHaveLength(2);
    await misses('efund');
    expect((await reasons('atm机吞'))[0]?.kind).toBe('word');
    expect((await reasons('机吞卡'))[0]?.kind).toBe('text');
    expect((await reasons('refund 年费 张三 5678')).map(({ kind }) => kind)).toContain('tail');
    await misses('refund 李四');
  });

  it('nothing for an empty query or one without letters and digits', async () => {
    for (const typed of ['', '   ', '%', '。，!', '\u0000', '\u200b']) await misses(typed);
  });
});

describe('order, limit and permission', () => {
  it('newest first, fifty at most unless said otherwise, and says when there are more', async () => {
    const docs = Array.from({ length: 60 }, (_, i) => doc(i, { text: '手续费' }));
    for (const index of await both(docs)) {
      const answer = index.query({ text: '手续' });
      expect(answer.hits).toHaveLength(50);
      expect(answer.more).toBe(true);
      expect(answer.hits.map((hit) => hit.receivedAtMs)).toEqual(
        docs
          .map((item) => item.receivedAtMs)
          .reverse()
          .slice(0, 50),
      );
      expect(index.query({ text: '手续', limit: 60 }).more).toBe(false);
    }
  });

  it('leaves no trace of cases the person may not see', async () => {
    for (const index of await both([ZHANG, OTHER])) {
      expect(index.query({ text: '用卡', allow: (caseId) => caseId === OTHER.caseId, limit: 1 })).toMatchObject({
        hits: [{ caseId: OTHER.caseId }],
        more: false,
      });
      expect(index.query({ text: '张三', allow: () => false })).toEqual({ hits: [], more: false });
    }
  });
});

describe('changes', () => {
  it('a newer version hides the old one wherever that is; a removed case is gone', async () => {
    for (const index of await both([ZHANG, OTHER])) {
      index.upsert({ ...ZHANG, fields: { ...ZHANG.fields, text: '已和解' } });
      expect(index.query({ text: '吞卡' }).hits).toEqual([]);
      expect(index.query({ text: '和解' }).hits).toHaveLength(1);
      expect(index.remove(ZHANG.caseId)).toBe(true);
      expect(index.remove(ZHANG.caseId)).toBe(false);
      expect(index.has(ZHANG.caseId)).toBe(false);
      expect(index.query({ text: '和解' }).hits).toEqual([]);
    }
  });

  it('drains only what changed and carries the mark up to which it is complete', async () => {
    const index = createIndex(4);
    index.upsert(ZHANG, 7);
    expect(index.drainDirty()).toMatchObject({ put: [{ id: 'head' }], delete: [], coveredUpTo: 7 });
    expect(index.drainDirty()).toEqual({ put: [], delete: [], coveredUpTo: 7 });
    const bulk = index.upsertMany(
      Array.from({ length: 10 }, (_, i) => doc(i + 10)),
      8,
    );
    index.upsert(OTHER, 9);
    expect(index.coveredUpTo).toBe(7);
    await bulk;
    await index.idle();
    expect(index.coveredUpTo).toBe(9);
    const ids = index.drainDirty().put.map(({ id }) => id);
    expect(ids).toContain('head');
    expect(ids.length).toBeGreaterThan(1);
    index.cover(12);
    expect(index.drainDirty()).toMatchObject({ put: [{ id: 'head' }], coveredUpTo: 12 });
  });

  it('shows the version of whoever spoke last when a single change overtakes a bulk', async () => {
    const index = createIndex(2);
    const bulk = index.upsertMany(Array.from({ length: 20 }, (_, i) => doc(i, { text: '旧' })));
    index.upsert(doc(3, { text: '新' }));
    index.remove(doc(4).caseId);
    await bulk;
    await index.idle();
    expect(index.query({ text: '新' }).hits).toHaveLength(1);
    expect(index.query({ text: '旧' }).hits).toHaveLength(18);
    expect(index.docCount).toBe(19);
  });
});

describe('stored segments', () => {
  async function stored(): Promise<{ id: string; bytes: Uint8Array }[]> {
    const index = createIndex(4);
    await index.upsertMany(
      [ZHANG, OTHER, ...Array.from({ length: 30 }, (_, i) => doc(i + 10, { text: `第${i.toString()}号投诉` }))],
      5,
    );
    await index.idle();
    index.upsert(doc(200, { text: '在头部' }), 6);
    return index.segments().map(({ id, bytes }) => ({ id, bytes }));
  }

  it('give the same index again, also from bytes that lie on an odd address', async () => {
    const pieces = (await stored()).map(({ id, bytes }) => {
      const shifted = new Uint8Array(bytes.length + 3);
      shifted.set(bytes, 3);
      return { id, bytes: shifted.subarray(3) };
    });
    const index = createIndex();
    expect(index.load(pieces)).toEqual({ ok: true, docCount: 33, coveredUpTo: 6 });
    expect(index.query({ text: '张三' }).hits).toHaveLength(1);
    expect(index.query({ text: '头部' }).hits).toHaveLength(1);
    expect(index.drainDirty()).toEqual({ put: [], delete: [], coveredUpTo: 6 });
  });

  it('do not bring a removed case back, however often they were rewritten between two savings', async () => {
    const index = createIndex(2);
    const kept = new Map<string, Uint8Array>();
    const save = (): void => {
      const changes = index.drainDirty();
      for (const { id, bytes } of changes.put) kept.set(id, bytes.slice());
      for (const id of changes.delete) kept.delete(id);
    };
    const old = [ZHANG, OTHER, doc(3)];
    await index.upsertMany(old, 1);
    await index.idle();
    save();
    // One removal at a time, each with a sealed head behind it: the old segment is rewritten, then dropped as empty,
    // and enough new ones follow to merge all that hid it.
    for (const [round, { caseId }] of old.entries()) {
      index.remove(caseId);
      index.upsert(doc(10 + 2 * round));
      index.upsert(doc(11 + 2 * round));
      await index.idle();
    }
    for (let serial = 20; serial < 40; serial += 1) {
      index.upsert(doc(serial));
      await index.idle();
    }
    save();
    const again = createIndex(2);
    expect(again.load([...kept].map(([id, bytes]) => ({ id, bytes })))).toMatchObject({ ok: true, docCount: 26 });
    for (const { caseId } of old) expect(again.has(caseId)).toBe(false);
  });

  it('are refused by name when one bit, the length or the version is not what was written', async () => {
    const pieces = await stored();
    for (const [place, { id, bytes }] of pieces.entries()) {
      const damage = (change: (copy: Uint8Array) => Uint8Array): unknown => {
        const index = createIndex();
        index.upsert(ZHANG);
        const broken = pieces.map((piece, i) => (i === place ? { id, bytes: change(bytes.slice()) } : piece));
        const result = index.load(broken);
        expect(index.docCount).toBe(0);
        expect(index.query({ text: '投诉' }).hits).toEqual([]);
        return result;
      };
      const corrupt = { ok: false, error: { code: 'searchSegment.corrupt', id } };
      for (let at = 0; at < bytes.length; at += Math.max(1, Math.floor(bytes.length / 97))) {
        // The version word answers `outdated`; that is tested below.
        if (at >= 4 && at < 8) continue;
        expect(damage((copy) => copy.fill((copy[at] as number) ^ 0x10, at, at + 1))).toEqual(corrupt);
      }
      expect(damage((copy) => copy.slice(0, copy.length - 8))).toEqual(corrupt);
      expect(damage(() => new Uint8Array(0))).toEqual(corrupt);
      expect(damage((copy) => copy.fill(99, 4, 5))).toEqual({
        ok: false,
        error: { code: 'searchSegment.outdated', id },
      });
    }
  });

  it('are not taken in while a bulk is under way', async () => {
    const pieces = await stored();
    const index = createIndex();
    const bulk = index.upsertMany([ZHANG]);
    expect(() => index.load(pieces)).toThrow(/under way/);
    await bulk;
    await index.idle();
    expect(index.load(pieces).ok).toBe(true);
  });

  it('are refused under a name that is not theirs', async () => {
    const [first, ...rest] = await stored();
    const result = createIndex().load([{ id: 's7-9', bytes: first?.bytes ?? new Uint8Array() }, ...rest]);
    expect(result).toEqual({ ok: false, error: { code: 'searchSegment.corrupt', id: 's7-9' } });
  });
});

describe('hostile text', () => {
  const hostile = [
    ['lone surrogates', '前\ud83d后\udc00'],
    ['NUL and control characters', '前\u0000\u0001\u0002后'],
    ['direction overrides', '前\u202e\u2066后 \u0645\u0631\u062d\u0628\u0627'],
    ['emoji with modifiers', '前👨‍👩‍👧‍👦🏳️‍🌈后'],
    ['one megabyte without a break', `${'垃圾'.repeat(260_000)}后`],
    ['one word of a megabyte', `${'x'.repeat(1_000_000)}后`],
    ['a thousand combining marks', `e${'\u0301'.repeat(1000)}后`],
  ] as const;

  it.each(hostile)('%s are indexed and found again', async (_, text) => {
    for (const index of await both([doc(5, { text, name: text.slice(0, 300), number: text.slice(0, 50) }), ZHANG])) {
      expect(index.query({ text: '张三' }).hits).toHaveLength(1);
      expect(index.query({ text: '后' }).hits.map((hit) => hit.caseId)).toEqual([doc(5).caseId]);
      for (const hit of index.query({ text: text.slice(0, 3000) }).hits) {
        for (const { snippet, ranges } of hit.matched) {
          for (const [from, to] of ranges) expect(from >= 0 && from < to && to <= snippet.length).toBe(true);
        }
      }
    }
  });
});
