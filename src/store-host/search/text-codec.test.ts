import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createByteWriter } from './bytes';
import { createPace } from './pace';
import { createTextDecoder, createTextEncoder, createTranscoder, indexSymbols, trainSymbols } from './text-codec';

const pace = createPace({ yieldNow: () => Promise.resolve(), nowMs: () => 0 });
const texts = fc.array(
  fc
    .array(
      fc.constantFrom('客户', '投诉', '信用卡', 'loan ', 'loan', ' ', '，', '😡', '\u0001', 'x', 'ż', '12', '龘'),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
  { minLength: 1, maxLength: 12 },
);
const candidates = [
  { text: '客户', count: 9 },
  { text: '投诉', count: 8 },
  { text: '用卡', count: 7 },
  { text: 'loan', count: 6 },
  { text: 'loan ', count: 6 },
];

describe('text codec', () => {
  it('gives back every text, also one with units the table does not know, also after a change of table', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, async (sample, others) => {
        const table = await trainSymbols(candidates, sample, pace);
        const otherTable = await trainSymbols(candidates.slice(2), others, pace);
        const encoder = createTextEncoder(table);
        const transcoder = createTranscoder(table, indexSymbols(otherTable));
        for (const text of [...sample, ...others]) {
          const out = createByteWriter(4);
          encoder.encode(text, out);
          const bytes = out.finish();
          expect(createTextDecoder(table).decode(bytes, 0, bytes.length)).toBe(text);
          const moved = createByteWriter(4);
          transcoder.transcode(bytes, 0, bytes.length, moved);
          expect(createTextDecoder(otherTable).decode(moved.finish(), 0, moved.length)).toBe(text);
        }
      }),
    );
  });

  it('writes a known Chinese pair or word in one byte', async () => {
    const table = await trainSymbols(candidates, ['客户投诉客户投诉loan '], pace);
    const out = createByteWriter();
    createTextEncoder(table).encode('投诉客户loan ', out);
    expect(out.length).toBe(3);
  });
});
