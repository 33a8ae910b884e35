import { expect, it } from 'vitest';
import { brokenLink, type ChainEnds } from './links';
import type { PlacedRecord } from './open-segment';

const record = (deviceId: string, seq: number, prevHash: string, hash = `${deviceId}${String(seq)}`): PlacedRecord => ({
  position: 1,
  raw: { header: { deviceId, seq, prevHash }, hash },
});

it('finds an event that names another one before it than the one that is there, within a segment and across two', () => {
  const chain = [record('a', 1, ''), record('b', 1, ''), record('a', 2, 'a1'), record('b', 2, 'b1')];
  expect(brokenLink(chain, new Map())).toBe(false);
  expect(brokenLink([record('a', 1, ''), record('a', 2, 'b1')], new Map())).toBe(true);
  const ends: ChainEnds = new Map();
  expect(brokenLink(chain, ends)).toBe(false);
  expect(brokenLink([record('b', 3, 'b2')], new Map(ends))).toBe(false);
  expect(brokenLink([record('b', 3, 'a2')], new Map(ends))).toBe(true);
});

it('compares nothing across a place that is missing, nor what it can not read', () => {
  expect(brokenLink([record('a', 1, ''), record('a', 3, 'else'), record('a', 2, 'else')], new Map())).toBe(false);
  const unreadable: readonly PlacedRecord[] = [null, 7, {}, { header: null }, { header: {}, hash: 1 }].map((raw) => ({
    position: 1,
    raw,
  }));
  expect(brokenLink(unreadable, new Map())).toBe(false);
});
