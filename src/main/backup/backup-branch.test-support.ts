/** A branch on a disk in memory, small but real: keys, a directory and cases in the journal, evidence. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { NewDirectoryEvent } from '../../domain/directory/directory';
import { noAppealRoutes } from '../../domain/directory/directory';
import { DIRECTORY_STREAM } from '../../domain/evidence/event-envelope';
import type { WriteOp } from '../../shared/store-contract/rows';
import { createStampClock } from '../clock/clock';
import { createTestClock, type TestClock } from '../clock/test-clock.test-support';
import { openJournal, type Journal } from '../journal/journal';
import { createEventWriter } from '../keys/event-signer';
import type { DeriveKey } from '../keys/kdf';
import { createKeyring, type Keyring, type KeyringDeps } from '../keys/keyring';
import { openKeyTable, type KeyTable } from '../keys/key-table';
import { createSecretBox } from '../keys/secret-box';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import type { SimDisk } from '../platform/sim-disk.test-support';
import { createRecordCrypto } from '../records/record-crypto';
import type { BackupFolder } from './backup-folder';
import type { BackupFacts, MakeBackupDeps } from './make-backup';
import { evidenceFile } from './make-backup';

/** Argon2id has its own test. */
export const quickKey: DeriveKey = async (password, { salt }) =>
  createHash('sha256').update(`${password}|${salt}`).digest();

export interface SmallBranch {
  readonly dir: string;
  readonly disk: SimDisk;
  readonly clock: TestClock;
  readonly journal: Journal;
  readonly keyring: Keyring;
  readonly storeKey: Buffer;
  readonly recoveryCode: string;
  readonly supervisor: string;
  readonly password: string;
  readonly table: KeyTable;
  /** Wrapped key of each case, in the order of their registration. */
  readonly wrapped: () => readonly (readonly [caseId: string, wrapped: Uint8Array])[];
  /** Registers so many cases, one frame each. */
  readonly register: (count: number) => Promise<void>;
  readonly attach: (content: string) => Promise<string>;
}

export function keyringDepsOf(disk: SimDisk, dir: string, clock: TestClock): KeyringDeps {
  return { dir, disk, rng: systemRng, clock, deriveKey: quickKey, secretBox: createSecretBox(undefined) };
}

export async function smallBranch(disk: SimDisk, segmentBytes = 16 * 1024): Promise<SmallBranch> {
  const dir = '/profile';
  const clock = createTestClock();
  const device = { id: newId(), tag: 'A', branchId: newId() };
  const { keyring, storeKey, recoveryCode } = await createKeyring(
    keyringDepsOf(disk, path.join(dir, 'keys'), clock),
    device,
  );
  await keyring.confirmRecoveryCode(recoveryCode);
  const journal = await openJournal({ dir: path.join(dir, 'journal'), disk, floorBytes: 0, segmentBytes });
  const kept = new Map<string, Uint8Array>();
  const table = await openKeyTable({ dir: path.join(dir, 'keys'), disk, rng: systemRng }, [storeKey], 0);
  const crypto = createRecordCrypto({
    table,
    storeKeys: [storeKey],
    rng: systemRng,
    loadWrappedKeys: (ids) => Promise.resolve(new Map(ids.flatMap((id) => [...kept].filter(([key]) => key === id)))),
  });
  const writer = createEventWriter({
    deviceId: device.id,
    branchId: device.branchId,
    deviceSeed: keyring.deviceSeed,
    now: createStampClock(clock, () => undefined).stamp,
    rng: systemRng,
    head: undefined,
  });
  const write = async (streamId: string, events: readonly { type: string; payload: unknown }[]): Promise<void> => {
    const { key, created } = await crypto.streamKey(streamId);
    const ops: WriteOp[] = [...created];
    for (const { table: name, row } of created)
      if (name === 'caseKeys') kept.set(streamId, (row as { wrapped: Uint8Array }).wrapped);
    if (created.length > 0) crypto.keep(streamId, key);
    const commandId = newId();
    writer.begin();
    for (const event of events) {
      const signed = writer.write({
        ...event,
        streamId,
        version: 1,
        actor: { userId: supervisor, role: 'supervisor' },
        rulePack: 'test',
        commandId,
      });
      ops.push({ table: 'events', key: signed.header.id, row: crypto.sealEvent(signed, key) });
    }
    await journal.append({ commandId, ops });
    writer.commit();
  };

  const supervisor = newId();
  const password = 'eight tall herons';
  await keyring.setPerson({
    userId: supervisor,
    tile: { name: '沈清源', staffNo: '0417', role: 'supervisor' },
    password,
    storeKey,
  });
  const keys = keyring.published(supervisor);
  if (!keys) throw new Error('no keys');
  const directory: readonly NewDirectoryEvent[] = [
    {
      type: 'branch.created',
      payload: {
        demo: false,
        branch: {
          id: device.branchId,
          name: '桥北支行',
          code: 'QB01',
          institutionType: 'bank',
          institutionName: '测试银行',
          province: '江苏',
          address: '',
          phone: '',
          timeZone: 'Asia/Shanghai',
          appeal: noAppealRoutes,
        },
      },
    },
    {
      type: 'device.added',
      payload: { deviceId: device.id, deviceTag: 'A', signPublicKey: keyring.device.signPublicKey },
    },
    { type: 'user.added', payload: { userId: supervisor, name: '沈清源', staffNo: '0417', role: 'supervisor', keys } },
  ];
  await write(DIRECTORY_STREAM, directory);
  return {
    dir,
    disk,
    clock,
    journal,
    keyring,
    storeKey,
    recoveryCode,
    supervisor,
    password,
    table,
    wrapped: () => [...kept].filter(([id]) => id !== DIRECTORY_STREAM),
    register: async (count) => {
      for (let i = 0; i < count; i++) {
        await write(newId(), [{ type: 'case.registered', payload: { text: 'x'.repeat(600) } }]);
      }
    },
    attach: async (content) => {
      const name = createHash('sha256').update(content).digest('hex');
      const file = evidenceFile(dir, name);
      await disk.makeDir(path.dirname(file));
      await disk.writeAtomic(file, Buffer.from(`sealed ${content}`));
      return name;
    },
  };
}

export function backupDepsOf(branch: SmallBranch, folder: BackupFolder): MakeBackupDeps {
  const { disk, dir, journal, storeKey } = branch;
  return {
    disk,
    rng: systemRng,
    folder,
    journal,
    dir,
    storeKey,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
}

export function factsOf(branch: SmallBranch, kind: 'full' | 'delta'): BackupFacts {
  const { id, tag, branchId } = branch.keyring.device;
  return {
    id: newId(),
    madeAtMs: branch.clock.wallMs(),
    kind,
    appVersion: '0.0.0',
    branch: { id: branchId, name: '桥北支行' },
    device: { id, tag },
    recovery: branch.keyring.recovery,
  };
}
