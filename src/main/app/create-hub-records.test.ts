/** What other PCs wrote, in the real records of one PC: kept once for each place, read again in its order, whatever came when. */
import { beforeEach, expect, it } from 'vitest';
import { startPc, type PcInMemory } from '../../../tests/support/pc-in-memory';
import { emptyDetails } from '../../domain/complaint/values';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { Keyring } from '../keys/keyring';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import type { HubRecords } from '../hub/hub-records';
import type { Session } from '../session/session';
import { createMemoryHost, type MemoryHost } from '../store/memory-host.test-support';
import { hubRecordsFor } from './create-hub-records';
import { syncSettings } from './create-sync-engine';
import type { Core } from './core';

const keys = { deviceSeed: systemRng.bytes(32), storeKey: systemRng.bytes(32) };
let disk: SimDisk;
let host: MemoryHost;

beforeEach(() => {
  [disk, host] = [createSimDisk(), createMemoryHost()];
});

const startHere = (): Promise<PcInMemory> => startPc({ disk, host, ...keys, deviceId: 'd-1' });

/** The first events of a PC that starts from nothing: each call another history of the same PC. */
async function historyOf(deviceId: string, count: number): Promise<readonly OpenEvent[]> {
  const pc = await startPc({ disk: createSimDisk(), host: createMemoryHost(), ...keys, deviceId });
  const actor = { userId: 'u-1', role: 'counter' as const };
  const caseId = newId();
  const rest = { emotion: 1 as const, evidence: [], draftHands: [], importKey: null };
  const details = { ...emptyDetails, matter: '年费' };
  const input = { number: `N-${newId()}`, source: 'quick' as const, receivedAtMs: 1, details, ...rest };
  await pc.workspace.records.runCaseCommand({
    ...{ commandId: newId(), caseId, actor },
    command: { name: 'register', input },
  });
  for (let seq = 2; seq <= count; seq += 1)
    await pc.workspace.records.runCaseCommand({
      ...{ commandId: newId(), caseId, actor },
      command: { name: 'addNote', input: { staffText: String(seq) } },
    });
  return pc.workspace.records.events(caseId);
}

async function recordsOf({ workspace, store }: PcInMemory): Promise<HubRecords> {
  const core = { newId, directory: () => ({ people: new Map() }) } as unknown as Core;
  const ring = { device: { id: 'd-1', tag: 'A', branchId: 'b-1' } } as unknown as Keyring;
  const deps = { core, store, rng: systemRng, keyring: () => ring };
  const config = { hqUrl: 'https://hq.example', hqPublicKey: 'key', paused: false, intervalMinutes: 5 };
  await syncSettings(deps, workspace).set(newId(), config);
  const records = await hubRecordsFor(deps, workspace as unknown as Session);
  if (!records) throw new Error('a connected PC has records');
  return records;
}

const seqsOf = (events: readonly OpenEvent[]): readonly number[] => events.map(({ header }) => header.seq);

it('keeps the first of two events for one place, says which it left out, and opens again after a restart', async () => {
  const [one, other] = [await historyOf('d-2', 3), await historyOf('d-2', 3)];
  const pc = await startHere();
  const records = await recordsOf(pc);
  expect(await records.keep(one)).toEqual([]);
  expect(await records.keep(one)).toEqual([]);
  expect(await records.keep(other)).toEqual(other);
  await pc.journal.close();
  disk = disk.afterKill();
  const again = await recordsOf(await startHere());
  const { events } = await again.eventsAfter('d-2', 0, 10);
  expect(events.map(({ hash }) => hash)).toEqual(one.map(({ hash }) => hash));
});

it('leaves out the second for one place also where both come together, and where the first came by headquarters', async () => {
  const [one, other] = [await historyOf('d-2', 1), await historyOf('d-2', 1)];
  const pc = await startHere();
  expect(await pc.workspace.records.ingest(newId(), [...one, ...other], [])).toEqual(other);
  const records = await recordsOf(pc);
  expect(await records.keep(other)).toEqual(other);
  expect(await records.hashAt('d-2', 1)).toBe(one[0]?.hash);
});

it('gives a chain piece by piece over the places that are not here, and to its end', async () => {
  const history = await historyOf('d-2', 7);
  const records = await recordsOf(await startHere());
  await records.keep(history.filter(({ header }) => [1, 2, 6, 7].includes(header.seq)));
  const seen: number[] = [];
  let steps = 0;
  for (let after: number | null = 0; after !== null; steps += 1) {
    const page = await records.eventsAfter('d-2', after, 2);
    seen.push(...seqsOf(page.events));
    after = page.lastSeq;
  }
  expect([seen, steps]).toEqual([[1, 2, 6, 7], 5]);
  // What headquarters held back comes later, and takes its place.
  await records.keep(history.filter(({ header }) => header.seq === 4));
  expect(seqsOf((await records.eventsAfter('d-2', 2, 10)).events)).toEqual([4, 6, 7]);
  expect(await records.headOf('d-2')).toMatchObject({ seq: 7 });
});

it('knows no PC and no stopped one before headquarters named them', async () => {
  const records = await recordsOf(await startHere());
  expect([await records.devices(), await records.stopped()]).toEqual([[], []]);
});
