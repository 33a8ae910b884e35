import { describe, expect, it } from 'vitest';
import type { WriteOp } from '../../shared/store-contract/rows';
import { systemRng } from '../platform/rng';
import type { StoreAccess } from '../store/store-access';
import { sealedSettings } from './sealed-settings';

/** Settings over rows in memory, each write of which takes some turns. */
function settings() {
  const rows = new Map<string, object>();
  const write = async (_commandId: string, ops: readonly WriteOp[]): Promise<void> => {
    await Promise.resolve();
    for (const { key, row } of ops) if (row !== null) rows.set(key, row);
  };
  return sealedSettings<Readonly<Record<string, number>>>({
    name: 'quickDrafts',
    key: Buffer.alloc(32, 1),
    rng: systemRng,
    store: { kv: (key: string) => Promise.resolve(rows.get(key)) } as unknown as StoreAccess,
    records: () => ({ writeRows: write }),
  });
}

describe('a value that several people change', () => {
  it('has both of two changes that were asked for at once', async () => {
    const value = settings();
    await Promise.all([
      value.change('k-1', (all = {}) => ({ ...all, chen: 1 })),
      value.change('k-2', (all = {}) => ({ ...all, wang: 2 })),
    ]);
    expect(await value.get()).toEqual({ chen: 1, wang: 2 });
  });

  it('is not changed under a task that has read it', async () => {
    const value = settings();
    await value.set('k-0', { chen: 1, wang: 2 });
    const emptied = value.alone(async () => {
      const { chen: _chen, ...others } = (await value.get()) ?? {};
      const { written } = value.with(others);
      await Promise.resolve();
      written();
    });
    await Promise.all([emptied, value.change('k-1', (all = {}) => ({ ...all, wang: 3 }))]);
    expect(await value.get()).toEqual({ wang: 3 });
  });

  it('goes on after a change that failed', async () => {
    const value = settings();
    const failed = value.change('k-1', () => {
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await value.change('k-2', () => ({ wang: 2 }));
    expect(await value.get()).toEqual({ wang: 2 });
  });
});
