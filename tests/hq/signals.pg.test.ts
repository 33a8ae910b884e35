/** The line by which processes tell each other: broken, and silent though it looks open. */
import net from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharedSignals, type Signal, type Signals } from '../../server/signals';
import { must } from '../support/case-builder';
import { openTestDatabase, type TestDatabase } from './support/test-database';

let base: TestDatabase;
beforeAll(async () => {
  base = await openTestDatabase();
});
afterAll(async () => {
  await base.remove();
});

const kept = (end: number): Signal => ({ kind: 'kept', branchId: 'b', deviceId: 'd', end, incidents: [] });
const open: Signals[] = [];
afterAll(async () => {
  for (const each of open) await each.close();
});
async function line(url: string, changes: { readonly askEveryMs?: number } = {}) {
  const heard: number[] = [];
  const faults: string[] = [];
  let gaps = 0;
  const signals = await sharedSignals(url, {
    onFault: (event) => faults.push(event),
    otherWay: base.database.query,
    ...changes,
  });
  open.push(signals);
  signals.listen((signal) => {
    if (signal.kind === 'kept') heard.push(signal.end);
  });
  signals.onGap(() => {
    gaps += 1;
  });
  return { signals, heard, faults, gaps: () => gaps };
}

const listeners = async (): Promise<readonly number[]> =>
  (
    (await base.database.query(
      `select pid from pg_stat_activity where datname = current_database() and query like 'listen %'`,
      [],
    )) as readonly { readonly pid: number }[]
  ).map(({ pid }) => pid);

it('tells the others also while its own line is down', async () => {
  const mute = await line(must(base.url));
  const [pid] = await listeners();
  const other = await line(must(base.url));
  await base.database.query('select pg_terminate_backend($1)', [must(pid)]);
  await expect.poll(() => mute.signals.live(), { interval: 1 }).toBe(false);
  await mute.signals.publish(kept(7));
  await expect.poll(() => other.heard).toEqual([7]);
  expect(other.gaps()).toBe(0);
  // And again by its line, once it has a new one.
  await expect.poll(() => mute.signals.live(), { timeout: 20_000 }).toBe(true);
  await mute.signals.publish(kept(8));
  await expect.poll(() => other.heard).toEqual([7, 8]);
  expect(mute.faults).not.toContain('signals.notSent');
});

it('is not relied on when it is cut off without a word, and says on another connection what it can not say on it', async () => {
  const { searchParams } = new URL(must(base.url));
  const sockets: net.Socket[] = [];
  let cut = false;
  const wire = net.createServer((near) => {
    const far = net.connect(`${must(searchParams.get('host') ?? undefined)}/.s.PGSQL.5432`);
    sockets.push(near, far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      // What comes is lost, and nobody is told.
      from.on('data', (part: Buffer) => {
        if (!cut) to.write(part);
      });
      from.on('error', () => undefined);
    }
  });
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
  const through = new URL(must(base.url));
  through.search = '';
  through.hostname = '127.0.0.1';
  through.port = String((wire.address() as net.AddressInfo).port);
  const near = await line(through.href, { askEveryMs: 300 });
  const other = await line(must(base.url));
  const gaps = near.gaps();
  await other.signals.publish(kept(1));
  await expect.poll(() => near.heard).toEqual([1]);
  expect(near.signals.live()).toBe(true);
  cut = true;
  await near.signals.publish(kept(2));
  await expect.poll(() => other.heard).toContain(2);
  await expect.poll(() => near.signals.live(), { timeout: 20_000 }).toBe(false);
  expect(near.gaps()).toBeGreaterThan(gaps);
  // The network is back: a new line.
  cut = false;
  await expect.poll(() => near.signals.live(), { timeout: 20_000 }).toBe(true);
  await other.signals.publish(kept(3));
  await expect.poll(() => near.heard).toContain(3);
  await near.signals.close();
  for (const socket of sockets) socket.destroy();
  wire.close();
});
