import type { MessagePortMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../journal/journal';
import { createSimDisk } from '../platform/sim-disk.test-support';
import { createStoreClient } from './store-client';
import { createStoreSupervisor, type StoreSupervisor } from './store-supervisor';
import { noUpgrade } from './upgrade/no-upgrade.test-support';

/** The end of a port at which a store host with an empty database answers, and what it was asked. */
function aHost() {
  const asked: string[] = [];
  let say: (message: { data: unknown }) => void = () => undefined;
  const values: Record<string, object> = { open: { frameNo: 0, frameHash: '' }, verifyCounts: { intact: true } };
  const port = {
    on: (_event: string, listener: typeof say) => (say = listener),
    start: () => undefined,
    close: () => undefined,
    postMessage: ({ id, name }: { id: number; name: string }) => {
      asked.push(name);
      setImmediate(() => {
        say({ data: { id, ok: true, value: values[name] ?? {} } });
      });
    },
  } as unknown as MessagePortMain;
  return { port, asked };
}

async function aSupervisor(): Promise<StoreSupervisor> {
  return createStoreSupervisor({
    client: createStoreClient(() => undefined),
    journal: await openJournal({ dir: '/j', disk: createSimDisk(), floorBytes: 0 }),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ownDevice: () => 'd-1',
    freeBytes: () => Promise.resolve(1e12),
    setDatabaseAside: () => Promise.resolve(),
    newId: () => 'id',
    onReconciled: () => undefined,
    onRestarted: () => undefined,
    upgrade: noUpgrade,
  });
}

describe('locking', () => {
  it('waits for no store host that is not there, and the next one is not given the key', async () => {
    const supervisor = await aSupervisor();
    const [first, second] = [aHost(), aHost()];
    await supervisor.attach(first.port);
    await supervisor.unlock(Buffer.alloc(32, 1));
    expect(first.asked).toContain('unlock');

    supervisor.detach();
    await supervisor.lock();
    await supervisor.attach(second.port);
    expect(second.asked).not.toContain('unlock');
  });

  it('takes the key away from a host that was given it while it was compared', async () => {
    const supervisor = await aSupervisor();
    const [first, second] = [aHost(), aHost()];
    await supervisor.attach(first.port);
    await supervisor.unlock(Buffer.alloc(32, 1));
    supervisor.detach();

    const attached = supervisor.attach(second.port);
    await expect.poll(() => second.asked).toContain('unlock');
    await supervisor.lock();
    await attached;
    expect(second.asked.slice(second.asked.indexOf('unlock'))).toContain('lock');
  });
});

describe('a frame that was on its way', () => {
  const content = { ops: [], cases: [], list: [], search: [], outbox: [] };
  const frame = { no: 1, hash: 'h' };

  it('is taken by the host that it was sent to', async () => {
    const supervisor = await aSupervisor();
    const host = aHost();
    await supervisor.attach(host.port);
    expect(await supervisor.stage(content).apply(frame)).toBe(true);
    expect(host.asked).toContain('apply');
  });

  it('does not count as taken by a host that came since, which has it from the journal without what is derived', async () => {
    const supervisor = await aSupervisor();
    const [first, second] = [aHost(), aHost()];
    await supervisor.attach(first.port);
    const sent = supervisor.stage(content);
    supervisor.detach();
    const waiting = supervisor.stage(content);
    await supervisor.attach(second.port);
    expect(await sent.apply(frame)).toBe(false);
    expect(await waiting.apply(frame)).toBe(false);
    expect(second.asked).not.toContain('apply');
  });
});
