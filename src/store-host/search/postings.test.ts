import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createByteWriter, readVarint } from './bytes';
import { drainBits, listPostings, orPostings, skipPostings, writePostings } from './postings';

const lists = fc.integer({ min: 1, max: 5000 }).chain((docCount) =>
  fc.record({
    docCount: fc.constant(docCount),
    docs: fc.oneof(
      fc.uniqueArray(fc.nat(docCount - 1), { maxLength: 80 }),
      // Clusters and one far outlier: the worst case for a code that assumes even gaps.
      fc
        .nat(docCount - 1)
        .map((start) => [
          ...Array.from({ length: Math.min(200, docCount - start) }, (_, i) => start + i),
          ...(start > 0 ? [0] : []),
        ]),
      fc.constantFrom(2, 3, 5, 9).map((step) => Array.from({ length: Math.ceil(docCount / step) }, (_, i) => i * step)),
    ),
  }),
);

function write(docs: readonly number[], docCount: number): Uint8Array {
  const out = createByteWriter(4);
  out.varint(7);
  writePostings(out, Uint32Array.from(docs), docs.length, docCount);
  out.varint(99);
  out.reserve(8);
  return out.finish();
}

describe('postings', () => {
  it('come back as written, by bit set, by list and when skipped, whatever their density', () => {
    fc.assert(
      fc.property(lists, ({ docs, docCount }) => {
        const sorted = [...new Set(docs)].sort((a, b) => a - b);
        const bytes = write(sorted, docCount);
        const start = (): { at: number } => {
          const cursor = { at: 0 };
          readVarint(bytes, cursor);
          expect(readVarint(bytes, cursor)).toBe(sorted.length);
          return cursor;
        };

        const bits = new Uint32Array((docCount + 31) >>> 5);
        const bitCursor = start();
        orPostings(bytes, bitCursor, sorted.length, docCount, bits);
        const fromBits = new Uint32Array(docCount + 1);
        expect(Array.from(fromBits.subarray(0, drainBits(bits, fromBits, 0)))).toEqual(sorted);
        expect(bits.every((word) => word === 0)).toBe(true);
        expect(readVarint(bytes, bitCursor)).toBe(99);

        if (sorted.length > 0) {
          const listCursor = start();
          const listed = new Uint32Array(docCount + 1);
          listPostings(bytes, listCursor, sorted.length, docCount, bits, listed);
          expect(Array.from(listed.subarray(0, sorted.length))).toEqual(sorted);
          expect(readVarint(bytes, listCursor)).toBe(99);
        }

        const skipCursor = start();
        skipPostings(bytes, skipCursor, sorted.length, docCount);
        expect(readVarint(bytes, skipCursor)).toBe(99);
      }),
      { numRuns: 400 },
    );
  });
});
