import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import type { WriteOp } from '../../../src/shared/store-contract/rows';
import { differencesOf, digestFrames, digestStore } from '../../fault/world/digests';

const receipt = (key: string, outcome = 1): WriteOp => ({ table: 'receipts', key, row: { outcome } });
const value = (key: string, row: object | null): WriteOp => ({ table: 'kv', key, row });

const digest = (...frames: WriteOp[][]) =>
  digestFrames(
    (async function* () {
      for (const ops of frames) yield await Promise.resolve({ frame: { ops } });
    })(),
    new Map(),
  );

/** Answers as the page does: portions of what is asked for, behind what is asked for. */
const page =
  (tables: Readonly<Record<string, readonly (readonly [string | number, object])[]>>) =>
  (script: string): Promise<string> => {
    const table = /contains\("(\w+)"\)/.exec(script)?.[1] ?? '';
    const most = Number(/getAll\(range, (\d+)\)/.exec(script)?.[1]);
    const after = /lowerBound\((.+?), true\)/.exec(script)?.[1];
    const rows = tables[table] ?? [];
    const from = after === undefined ? 0 : rows.findIndex(([key]) => JSON.stringify(key) === after) + 1;
    const bytes = (_key: string, one: unknown): unknown =>
      one instanceof Uint8Array ? { $bytes: Buffer.from(one).toString('base64') } : one;
    return Promise.resolve(JSON.stringify(rows.slice(from, from + most), bytes));
  };

describe('digests of a large branch', () => {
  it('finds a store equal that has every row once, in as many portions as it takes', async () => {
    const ops = Array.from({ length: 2_500 }, (_, i) => receipt(String(i).padStart(5, '0'), i));
    const journal = await digest(
      ops,
      [value('a', { b: Uint8Array.of(1) })],
      [value('gone', {})],
      [value('gone', null)],
    );
    const store = await digestStore(
      page({
        receipts: ops.map(({ key, row }) => [key, row ?? {}] as const),
        kv: [['a', { b: Uint8Array.of(1) }]],
      }),
    );
    expect(differencesOf(journal.digests, store)).toEqual([]);
    expect([journal.digests.size, store.size]).toEqual([2_501, 2_501]);
  });

  it('reads what lies in bundles, and a row before it', async () => {
    const journal = await digest([receipt('a'), receipt('b', 2)]);
    const bundled = (ops: readonly WriteOp[]) => Buffer.concat(ops.map((op) => encode(op)));
    const bundles = [[1, { no: 1, bytes: Uint8Array.from(bundled([receipt('a'), receipt('b')])) }] as const];
    expect(differencesOf(journal.digests, await digestStore(page({ bundles })))).toEqual([
      'store differs from journal: 1 rows are others',
    ]);
    const store = await digestStore(page({ bundles, receipts: [['b', { outcome: 2 }]] }));
    expect(differencesOf(journal.digests, store)).toEqual([]);
  });

  it('tells rows that are missing, others, and strangers', async () => {
    const { digests } = await digest([receipt('a'), receipt('b'), receipt('c')]);
    const store = await digestStore(
      page({
        receipts: [
          ['b', { outcome: 2 }],
          ['c', { outcome: 1 }],
          ['d', { outcome: 1 }],
        ],
      }),
    );
    expect(differencesOf(digests, store)).toEqual([
      'store differs from journal: 1 rows are missing',
      'store differs from journal: 1 rows are others',
      'store differs from journal: 1 rows should not be there',
    ]);
  });

  it('tells a command that stands in two frames, and an event that does not continue the one before', async () => {
    expect((await digest([receipt('a')], [receipt('a')])).doubled).toEqual(['a']);
    const header = { type: 'case.registered', prevHash: 'of another' };
    const event = { deviceId: 'd', seq: 1, signed: { header, hash: '', deviceSig: '' } };
    const { faults, events, cases } = await digest([{ table: 'events', key: 'e', row: event }]);
    expect({ faults, events, cases }).toEqual({
      faults: ['event 1 of d does not continue the one before'],
      events: 1,
      cases: 1,
    });
  });
});
