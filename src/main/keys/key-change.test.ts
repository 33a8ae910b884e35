/** A change of keys on a branch whose keys were wrapped by an earlier version, finished at once or after an interruption. */
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDetails } from '../../domain/complaint/values';
import { startPc, type PcInMemory } from '../../../tests/support/pc-in-memory';
import { fileStream, type FileKeys } from '../attachments/file-keys';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import type { Session } from '../session/session';
import { createMemoryHost, type MemoryHost } from '../store/memory-host.test-support';
import { createStoreAccess } from '../store/store-access';
import { createKeyChange } from './key-change';
import type { Keyring } from './keyring';
import { slotOf } from './key-table';
import { open, seal } from './seal';
import { subKey } from './sub-keys';

const deviceSeed = systemRng.bytes(32);
const sha256 = 'cd'.repeat(32);
let disk: SimDisk;
let host: MemoryHost;
let storeKey: Buffer;
let ended: number;

const start = (formerKey?: Buffer): Promise<PcInMemory> =>
  startPc({ disk, host, deviceSeed, storeKey, ...(formerKey ? { formerKey } : {}) });

async function stop(pc: PcInMemory): Promise<void> {
  await pc.workspace.records.close();
  await pc.journal.close();
  pc.workspace.keys.wipe();
  disk = disk.afterKill();
}

const rowOf = (id: string): Uint8Array =>
  (host.tables().get('caseKeys')?.get(id) as { wrapped: Uint8Array } | undefined)?.wrapped ?? new Uint8Array(0);

/** Puts the key of a stream under the store key, as versions before the key table did. */
async function asBefore({ workspace }: PcInMemory, id: string): Promise<void> {
  const key = workspace.keyTable.unwrap(id, rowOf(id));
  if (!key) throw new Error(`no key for ${id}`);
  const wrapped = seal(storeKey, key, `caseKeys|${id}`, systemRng);
  await workspace.records.writeRows(newId(), [
    { table: 'caseKeys', key: id, row: null },
    { table: 'caseKeys', key: id, row: { caseId: id, wrapped } },
  ]);
}

async function register(pc: PcInMemory): Promise<string> {
  const caseId = newId();
  await pc.workspace.records.runCaseCommand({
    commandId: newId(),
    caseId,
    actor: { userId: 'u-1', role: 'counter' },
    command: {
      name: 'register',
      input: {
        number: `N-${caseId}`,
        source: 'quick',
        receivedAtMs: 1,
        emotion: 1,
        details: { ...emptyDetails, matter: '原来的内容' },
        evidence: [],
        draftHands: [],
        importKey: null,
      },
    },
  });
  return caseId;
}

function changeOn(pc: PcInMemory, formerKey: Buffer, giveOwnKey: (sha: string, keys: FileKeys) => Promise<void>) {
  const faults: unknown[] = [];
  const done: { records: number; files: number }[] = [];
  const seen: number[] = [];
  const change = createKeyChange({
    keyring: () =>
      ({
        formerKey: () => (ended > 0 ? undefined : Buffer.from(formerKey)),
        endRotation: async () => {
          ended += 1;
        },
      }) as unknown as Keyring,
    store: createStoreAccess(pc.supervisor, () => 0),
    files: { kept: () => Promise.resolve([sha256]), giveOwnKey },
    log: { info: () => undefined, warn: () => undefined, error: (_name, cause) => faults.push(cause) },
    onProgress: () => seen.push(change.progress()?.done ?? -1),
    onDone: async (_session, counts) => {
      done.push(counts);
    },
  });
  return { change, faults, done, seen };
}

beforeEach(() => {
  disk = createSimDisk();
  host = createMemoryHost();
  storeKey = systemRng.bytes(32);
  ended = 0;
});

describe('a change of keys', () => {
  it('puts what the former key wrapped under the table, seals drafts and settings anew, and ends the former key', async () => {
    const before = await start();
    const caseId = await register(before);
    await asBefore(before, caseId);
    const { records, drafts, quickDrafts } = before.workspace;
    const draft = drafts.rowOf({ id: 'd', form: { evidence: [], caseId: null }, updatedAtMs: 1 } as never);
    await records.writeRows(newId(), [draft]);
    await quickDrafts.set(newId(), { u: { text: '半句话' } as never });
    const former = Buffer.from(storeKey);
    await stop(before);
    storeKey = systemRng.bytes(32);

    const pc = await start(former);
    const given: string[] = [];
    const { change, faults, done, seen } = changeOn(pc, former, async (sha, keys) => {
      given.push(sha);
      expect((await keys.candidates(sha))[0]).toEqual(subKey(storeKey, 'attachments'));
      (await keys.own(sha)).fill(0);
    });
    expect(slotOf(rowOf(caseId))).toBeUndefined();
    await change.goOn(pc.workspace as unknown as Session);
    expect(faults).toEqual([]);
    expect(done).toEqual([{ records: 1, files: 1 }]);
    expect(given).toEqual([sha256]);
    expect(seen.at(-1)).toBe(-1);
    expect(change.progress()).toBeNull();
    expect(slotOf(rowOf(caseId))).toBeDefined();
    expect(slotOf(rowOf(fileStream(sha256)))).toBeDefined();
    await stop(pc);

    // Without the former key: everything is there.
    const after = await start();
    expect((await after.workspace.records.caseState(caseId))?.details.matter).toBe('原来的内容');
    expect(after.workspace.drafts.list().map(({ id }) => id)).toEqual(['d']);
    expect(after.workspace.drafts.unreadable).toEqual([]);
    expect(await after.workspace.quickDrafts.get()).toEqual({ u: { text: '半句话' } });
    const kept = host.tables().get('drafts')?.get('d') as { sealed: Uint8Array };
    expect(() => open(subKey(former, 'drafts'), kept.sealed, 'drafts|d')).toThrow();
  });

  it('goes on after the next sign-in where a lock or a fault came in between, and keeps the former key until then', async () => {
    const before = await start();
    const ids = [await register(before), await register(before)];
    for (const id of ids) await asBefore(before, id);
    const former = Buffer.from(storeKey);
    await stop(before);
    storeKey = systemRng.bytes(32);

    const pc = await start(former);
    const broken = changeOn(pc, former, () => Promise.reject(new Error('the disk is gone')));
    await broken.change.goOn(pc.workspace as unknown as Session);
    expect(broken.faults).toHaveLength(1);
    expect(broken.done).toEqual([]);
    expect(ended).toBe(0);
    expect(broken.change.progress()).toBeNull();
    await stop(pc);

    const again = await start(former);
    const whole = changeOn(again, former, () => Promise.resolve());
    await whole.change.goOn(again.workspace as unknown as Session);
    expect(whole.done).toEqual([{ records: 0, files: 1 }]);
    expect(ended).toBe(1);
    await stop(again);
    const after = await start();
    for (const id of ids) expect(await after.workspace.records.caseState(id)).toBeDefined();
  });

  it('is not begun where there is nothing to change', async () => {
    const pc = await start();
    ended = 1;
    const { change, done } = changeOn(pc, storeKey, () => Promise.resolve());
    await change.goOn(pc.workspace as unknown as Session);
    expect(done).toEqual([]);
  });
});
