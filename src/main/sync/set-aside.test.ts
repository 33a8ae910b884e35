import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { PulledRecord } from './pulled-page';
import { nothingSetAside, setAsideIn, setAsideOp, sortOut, type SetAside } from './set-aside';

/** A bad one of an odd number can't even be read. */
const event = (deviceId: string, seq: number, isBad = false): PulledRecord & { readonly isBad: boolean } => {
  const header = { deviceId, seq, id: `${deviceId}/${String(seq)}` };
  const read = isBad && seq % 2 === 1 ? null : ({ header, payload: { isBad } } as unknown as OpenEvent);
  return { header, event: read, isBad };
};
const page = (cursor: string | null) => ({
  isSound: ({ payload }: OpenEvent) => !(payload as { isBad: boolean }).isBad,
  tagOf: (id: string) => id.toUpperCase(),
  cursor,
  nowMs: 5,
});

describe('what is set aside', () => {
  it('is the first bad record of a PC and all behind it, and nothing of anybody else', () => {
    const first = sortOut(
      [event('a', 1), event('b', 1, true), event('a', 2), event('b', 2)],
      nothingSetAside,
      page('9'),
    );
    expect(first.sound.map(({ header }) => header.id)).toEqual(['a/1', 'a/2']);
    expect(first.setAside).toEqual({
      since: '9',
      items: [{ deviceId: 'b', tag: 'B', seq: 1, eventId: 'b/1', atMs: 5, held: 1 }],
    });
    const second = sortOut([event('b', 3), event('a', 3, true), event('c', 1)], first.setAside, page('13'));
    expect(second.sound.map(({ header }) => header.id)).toEqual(['c/1']);
    expect(second.setAside.since).toBe('9');
    expect(second.setAside.items.map(({ tag, held }) => [tag, held])).toEqual([
      ['B', 2],
      ['A', 0],
    ]);
    expect(setAsideIn(setAsideOp(second.setAside).row)).toEqual(second.setAside);
  });

  it('leaves no hole in any chain that is kept, however pages are cut, and starts again before the first', () => {
    const events = fc.array(
      fc.record({ device: fc.constantFrom('a', 'b', 'c'), isBad: fc.boolean() }).map((one) => one),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 7 }), (asked, size) => {
        const next = new Map<string, number>();
        const all = asked.map(({ device, isBad }) => {
          const seq = (next.get(device) ?? 0) + 1;
          next.set(device, seq);
          return event(device, seq, isBad);
        });
        const kept: OpenEvent[] = [];
        let note: SetAside = nothingSetAside;
        for (let at = 0; at < all.length; at += size) {
          const { sound, setAside } = sortOut(all.slice(at, at + size), note, page(String(at)));
          kept.push(...sound);
          note = setAside;
        }
        for (const device of ['a', 'b', 'c']) {
          const own = all.filter(({ header }) => header.deviceId === device);
          const bad = own.findIndex(({ isBad }) => isBad);
          const mine = kept.filter(({ header }) => header.deviceId === device);
          expect(mine).toEqual((bad < 0 ? own : own.slice(0, bad)).map((one) => one.event));
          const item = note.items.find(({ deviceId }) => deviceId === device);
          expect(item && item.held + 1).toBe(bad < 0 ? undefined : own.length - bad);
        }
        const firstBad = all.findIndex(({ isBad }) => isBad);
        if (firstBad < 0) expect(note).toEqual(nothingSetAside);
        else expect(Number(note.since)).toBe(firstBad - (firstBad % size));
      }),
    );
  });
});
