/** A case is destroyed: what is left of it on the medium, what of it still opens, and what the rest of the branch notices. */
import { decode } from '@msgpack/msgpack';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDetails } from '../../domain/complaint/values';
import { RETENTION_STREAM } from '../../domain/evidence/event-envelope';
import { eventFault } from '../../domain/evidence/verify-chain';
import { startPc, type PcInMemory } from '../../../tests/support/pc-in-memory';
import { fileStream } from '../attachments/file-keys';
import { nodeHasher, publicOfSeed, verifyEd25519 } from '../keys/ed25519';
import { slotOf } from '../keys/key-table';
import { open, SealBroken } from '../keys/seal';
import { subKey } from '../keys/sub-keys';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import { createMemoryHost, type MemoryHost } from '../store/memory-host.test-support';

const deviceSeed = systemRng.bytes(32);
const planted = '张小花说柜员把她的存单弄丢了';
const other = '王大明的投诉还在保管期内';
const sha256 = 'ab'.repeat(32);
const actor = { userId: 'u-1', role: 'officer' as const };

let disk: SimDisk;
let host: MemoryHost;
let storeKey: Buffer;
let removed: string[];

const start = (formerKey?: Buffer): Promise<PcInMemory> =>
  startPc({
    disk,
    host,
    deviceSeed,
    storeKey,
    ...(formerKey ? { formerKey } : {}),
    removeEvidence: async (sha) => {
      removed.push(sha);
    },
  });

async function startAgain(pc: PcInMemory, formerKey?: Buffer): Promise<PcInMemory> {
  await pc.workspace.records.close();
  await pc.journal.close();
  pc.workspace.keys.wipe();
  disk = disk.afterKill();
  return start(formerKey);
}

async function register(pc: PcInMemory, matter: string, files: readonly string[] = []): Promise<string> {
  const caseId = newId();
  const done = await pc.workspace.records.runCaseCommand({
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
        details: { ...emptyDetails, matter },
        evidence: files.map((sha) => ({
          id: newId(),
          sha256: sha,
          name: 'a.pdf',
          mime: 'application/pdf',
          sizeBytes: 3,
          fromCustomer: true,
        })),
        draftHands: [],
        importKey: null,
      },
    },
  });
  expect(done.ok).toBe(true);
  return caseId;
}

async function decide(pc: PcInMemory, caseIds: readonly string[]): Promise<void> {
  await pc.workspace.records.write({
    commandId: newId(),
    actor,
    events: [
      {
        streamId: RETENTION_STREAM,
        type: 'retention.destroyed',
        payload: {
          runId: newId(),
          digest: 'd',
          reason: '保管期满',
          approvedBy: 'u-2',
          cases: caseIds.map((caseId) => ({ caseId, number: `N-${caseId}`, keptUntil: '2026-01-01', talks: [] })),
        },
      },
    ],
    outcome: undefined,
  });
}

/** Everything sealed that the journal ever kept, whoever replaced it since. */
function sealedInJournal(): { readonly place: string; readonly sealed: Uint8Array }[] {
  return disk
    .files()
    .filter((file) => file.startsWith('/j/'))
    .flatMap((file) => {
      const bytes = disk.bytesOf(file);
      const found: { place: string; sealed: Uint8Array }[] = [];
      for (let at = 36; at + 40 <= bytes.length;) {
        const length = bytes.readUInt32LE(at);
        const body = decode(bytes.subarray(at + 40, at + 40 + length)) as {
          ops: { table: string; key: string; row: { sealed?: Uint8Array; wrapped?: Uint8Array } | null }[];
        };
        for (const { table, key, row } of body.ops) {
          if (row?.sealed) found.push({ place: `${table}|${key}`, sealed: row.sealed });
          if (row?.wrapped) found.push({ place: `${table}|${key}`, sealed: row.wrapped });
        }
        at += 40 + length;
      }
      return found;
    });
}

function opens(key: Uint8Array, sealed: Uint8Array, place: string): Buffer | undefined {
  try {
    return open(key, sealed, place);
  } catch (cause) {
    if (cause instanceof SealBroken) return undefined;
    throw cause;
  }
}

beforeEach(() => {
  disk = createSimDisk();
  host = createMemoryHost();
  storeKey = systemRng.bytes(32);
  removed = [];
});

describe('a destroyed case', () => {
  it('opens for no key that is left, in no copy of the journal; its neighbour does, and the chain holds', async () => {
    const first = await start();
    const gone = await register(first, planted, [sha256]);
    const stays = await register(first, other);
    (await first.workspace.records.dataKey(fileStream(sha256))).fill(0);
    const tableBefore = disk.bytesOf('/keys/case-keys');
    await decide(first, [gone]);
    const oldKey = Buffer.from(storeKey);
    storeKey = systemRng.bytes(32);
    const pc = await startAgain(first, oldKey);

    expect(await pc.workspace.records.caseState(gone)).toBeUndefined();
    expect(await pc.workspace.records.events(gone)).toEqual([]);
    expect((await pc.workspace.records.caseState(stays))?.details.matter).toBe(other);
    expect(host.cases().has(gone)).toBe(false);
    expect(removed).toEqual([sha256]);

    // Every key that this PC still has, against everything that the journal ever kept.
    const left = [
      storeKey,
      ...(['drafts', 'settings', 'attachments', 'segments', 'lookup'] as const).map((purpose) =>
        subKey(storeKey, purpose),
      ),
    ];
    const all = sealedInJournal();
    const wraps = all.filter(({ place }) => place.startsWith('caseKeys|'));
    const keys = wraps.flatMap(({ place, sealed }) => {
      const key = pc.workspace.keyTable.unwrap(place.slice('caseKeys|'.length), sealed);
      return key ? [key] : [];
    });
    const texts = all.flatMap(({ place, sealed }) =>
      [...left, ...keys].flatMap((key) => opens(key, sealed, place)?.toString('utf8') ?? []),
    );
    expect(texts.some((text) => text.includes(other))).toBe(true);
    expect(texts.filter((text) => text.includes(planted))).toEqual([]);
    const clear = disk.files().map((file) => disk.bytesOf(file).toString('latin1'));
    expect(clear.some((bytes) => bytes.includes(Buffer.from(planted, 'utf8').toString('latin1')))).toBe(false);
    expect(disk.bytesOf('/keys/case-keys').equals(tableBefore)).toBe(false);
    expect(opens(storeKey, tableBefore.subarray(8, 69), 'keyTable#1')).toBeUndefined();

    // Headers still verify, and say as much of the destroyed ones as a log may.
    const rows = host.events().filter((row) => row.streamId === gone);
    expect(rows.length).toBeGreaterThan(0);
    const check = {
      ...nodeHasher,
      verifyEd25519,
      deviceKey: () => publicOfSeed('ed25519', deviceSeed),
      userKeys: () => [],
    };
    for (const row of rows) expect(eventFault({ ...row.signed, destroyed: true }, check)).toBeUndefined();
  });

  it('stays destroyed when lists and store are made anew from the journal', async () => {
    const first = await start();
    const gone = await register(first, planted);
    const stays = await register(first, other);
    await decide(first, [gone]);
    let pc = await startAgain(first);
    const before = [...host.cases().keys()].sort();
    expect(before).toEqual([stays]);
    await pc.workspace.records.close();
    await pc.journal.close();
    disk = disk.afterKill();
    host = createMemoryHost();
    pc = await start();
    expect([...host.cases().keys()].sort()).toEqual(before);
    expect((await pc.workspace.records.caseState(stays))?.details.matter).toBe(other);
    expect(await pc.workspace.records.events(gone)).toEqual([]);
  });

  it('is finished by the next start, wherever it was interrupted, and takes nothing else with it', async () => {
    for (let stop = 1; stop < 60; stop += 1) {
      disk = createSimDisk();
      host = createMemoryHost();
      storeKey = systemRng.bytes(32);
      const first = await start();
      const gone = await register(first, planted);
      const stays = await register(first, other);
      await decide(first, [gone]);
      await first.workspace.records.close();
      await first.journal.close();
      const oldKey = Buffer.from(storeKey);
      storeKey = systemRng.bytes(32);
      disk = disk.afterKill();
      let steps = 0;
      disk.faultOf = () => {
        steps += 1;
        if (steps === stop) disk.kill();
        return steps >= stop ? { code: 'EIO' } : undefined;
      };
      const interrupted = await start(oldKey).then(
        () => false,
        () => true,
      );
      disk = disk.afterPowerCut(0);
      const pc = await start(oldKey);
      expect(await pc.workspace.records.caseState(gone)).toBeUndefined();
      expect((await pc.workspace.records.caseState(stays))?.details.matter).toBe(other);
      const wrapped = host.tables().get('caseKeys')?.get(gone) as { wrapped: Uint8Array };
      expect(pc.workspace.keyTable.unwrap(gone, wrapped.wrapped)).toBeUndefined();
      if (!interrupted) return;
    }
    throw new Error('the last step was never reached');
  });

  it('keeps what still comes of it from another PC in the chain, and readable for nobody', async () => {
    const first = await start();
    const gone = await register(first, planted);
    const late = (await first.workspace.records.events(gone))[0];
    if (!late) throw new Error('no event');
    await decide(first, [gone]);
    const pc = await startAgain(first);
    const event = { ...late, header: { ...late.header, id: newId(), deviceId: 'd-2' } };
    await pc.workspace.records.ingest(newId(), [event], []);
    expect(host.events().some((row) => row.id === event.header.id)).toBe(true);
    expect(await pc.workspace.records.events(gone)).toEqual([]);
    expect(await pc.workspace.records.caseState(gone)).toBeUndefined();
  });

  it('leaves evidence that another case has too, and a slot that two cases share by accident', async () => {
    const first = await start();
    const gone = await register(first, planted, [sha256]);
    const stays = await register(first, other, [sha256]);
    const rows = host.tables().get('caseKeys') as Map<string, { caseId: string; wrapped: Uint8Array }>;
    const slot = slotOf(rows.get(gone)?.wrapped ?? new Uint8Array(0));
    expect(slot).not.toBe(slotOf(rows.get(stays)?.wrapped ?? new Uint8Array(0)));
    await decide(first, [gone]);
    const pc = await startAgain(first);
    expect(removed).toEqual([]);
    expect((await pc.workspace.records.caseState(stays))?.evidence).toHaveLength(1);
  });
});
