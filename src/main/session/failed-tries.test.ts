import { describe, expect, it } from 'vitest';
import { createSimDisk } from '../platform/sim-disk.test-support';
import { createFailedTries, type FailedTry } from './failed-tries';

async function start(disk = createSimDisk(), atMs = 1_000) {
  await disk.makeDir('/d');
  const log: string[] = [];
  const tries = createFailedTries({
    disk,
    file: '/d/failed-tries.json',
    nowMs: () => atMs,
    log: { error: (what) => log.push(what), warn: () => undefined },
  });
  return { tries, disk, log };
}

async function told({ tell }: { tell: (write: (one: FailedTry) => Promise<void>) => Promise<void> }) {
  const found: FailedTry[] = [];
  await tell((one) => {
    found.push(one);
    return Promise.resolve();
  });
  return found;
}

describe('wrong passwords at the sign-in page', () => {
  it('are counted per person and place, and told once', async () => {
    const { tries } = await start();
    await tries.add('u-chen', 'signIn');
    await tries.add('u-chen', 'signIn');
    await tries.add('u-chen', 'recovery');
    expect(await told(tries)).toEqual([
      { userId: 'u-chen', at: 'signIn', failures: 2, lastAtMs: 1_000 },
      { userId: 'u-chen', at: 'recovery', failures: 1, lastAtMs: 1_000 },
    ]);
    expect(await told(tries)).toEqual([]);
  });

  it('outlive a restart: pulling the plug leaves no way to try without a trace', async () => {
    const { tries, disk } = await start();
    await tries.add('u-chen', 'signIn');
    expect(await told((await start(disk)).tries)).toMatchObject([{ userId: 'u-chen', failures: 1 }]);
    expect(await told((await start(disk)).tries)).toEqual([]);
  });

  it('are kept where writing the trace fails', async () => {
    const { tries, disk } = await start();
    await tries.add('u-chen', 'signIn');
    await expect(tries.tell(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(await told((await start(disk)).tries)).toHaveLength(1);
  });

  it('of a file that somebody wrote in are lost, and the log says so', async () => {
    const { disk } = await start();
    await disk.writeAtomic('/d/failed-tries.json', Buffer.from('{"tries":[{"userId":7}]}'));
    const { tries, log } = await start(disk);
    expect(await told(tries)).toEqual([]);
    expect(log).toEqual(['failedTries.unreadable']);
  });
});
