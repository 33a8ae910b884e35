import { describe, expect, it } from 'vitest';
import { pathOfPiece, Piece, piecesOf, reachOf, WantedReply } from './files';
import { pathOfSegment } from './segments';

const mib = 1024 * 1024;

describe('the pieces of a file', () => {
  it.each([
    [1, 1],
    [mib - 1, 1],
    [mib, 1],
    [mib + 1, 2],
    [20 * mib, 20],
  ])('of %i bytes are %i, which follow each other without a gap and end with it', (sizeBytes, count) => {
    expect(piecesOf(sizeBytes)).toBe(count);
    let end = 0;
    for (let piece = 0; piece < count; piece += 1) {
      const { from, to } = reachOf(sizeBytes, piece);
      expect(from).toBe(end);
      expect(to - from).toBe(piece === count - 1 ? sizeBytes - from : mib);
      end = to;
    }
    expect(end).toBe(sizeBytes);
  });

  it('are counted from 0 and end with the largest file there may be', () => {
    expect([-1, 0, 19, 20, 0.5].map((piece) => Piece.safeParse(piece).success)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('have an address each, and so has a segment', () => {
    expect(pathOfPiece('ab12', 3)).toBe('/files/ab12/3');
    expect(pathOfSegment('ab12')).toBe('/segments/ab12');
  });
});

describe('what headquarters wants', () => {
  const file = { sha256: 'a'.repeat(64), sizeBytes: 1, missing: [0] };
  const read = (files: readonly object[]) => WantedReply.safeParse({ files, more: false }).success;

  it('is a page of files that can be there', () => {
    expect(read([file])).toBe(true);
    expect(read(Array.from({ length: 50 }, () => file))).toBe(true);
    expect(read(Array.from({ length: 51 }, () => file))).toBe(false);
    expect(read([{ ...file, sizeBytes: 0 }])).toBe(false);
    expect(read([{ ...file, sizeBytes: 20 * mib + 1 }])).toBe(false);
    expect(read([{ ...file, sha256: 'A'.repeat(64) }])).toBe(false);
    expect(read([{ ...file, sha256: `../${'a'.repeat(61)}` }])).toBe(false);
    expect(read([{ ...file, missing: Array.from({ length: 21 }, () => 0) }])).toBe(false);
  });
});
