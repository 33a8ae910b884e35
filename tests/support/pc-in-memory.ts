/**
 * One PC from the records down to the journal, on a disk and over a store that live in memory, with somebody signed in: for
 * tests of what becomes of a command when one of them fails.
 */
import type { MessagePortMain } from 'electron';
import type { AuthorityContext } from '../../src/domain/authority/authority';
import { emptyDirectory, type Directory } from '../../src/domain/directory/directory';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import { builtInPacks } from '../../src/main/app/packs';
import { createStampClock, type StampClock } from '../../src/main/clock/clock';
import { createTestClock, type TestClock } from '../../src/main/clock/test-clock.test-support';
import { openJournal, type Journal, type JournalOptions } from '../../src/main/journal/journal';
import { openKeyTable } from '../../src/main/keys/key-table';
import type { Keyring } from '../../src/main/keys/keyring';
import { createLawBook } from '../../src/main/packs/law-book';
import { newId } from '../../src/main/platform/ids';
import { systemRng, type Rng } from '../../src/main/platform/rng';
import type { Disk } from '../../src/main/platform/disk';
import type { SimDisk } from '../../src/main/platform/sim-disk.test-support';
import { openWorkspace } from '../../src/main/session/open-workspace';
import type { Workspace } from '../../src/main/session/session';
import type { MemoryHost } from '../../src/main/store/memory-host.test-support';
import type { ReconcileResult } from '../../src/main/store/reconcile';
import { createStoreAccess, type StoreAccess } from '../../src/main/store/store-access';
import { createStoreSupervisor, type StoreSupervisor } from '../../src/main/store/store-supervisor';
import { noUpgrade } from '../../src/main/store/upgrade/no-upgrade.test-support';
import { createWritePath } from '../../src/main/store/write-path';

const packs = builtInPacks();

export interface PcInMemory {
  readonly workspace: Workspace;
  readonly supervisor: StoreSupervisor;
  readonly journal: Journal;
  readonly store: StoreAccess;
  readonly stampClock: StampClock;
  /** Ids of the events that the rest of the program was told of. */
  readonly told: string[];
  /** What comparing journal and store came to, each time. */
  readonly reconciled: ReconcileResult[];
}

export interface PcParts {
  readonly disk: Disk & Pick<SimDisk, 'free'>;
  readonly host: Pick<MemoryHost, 'client'>;
  readonly deviceSeed: Buffer;
  readonly storeKey: Buffer;
  /** While keys are being changed: the store key before this one. */
  readonly formerKey?: Buffer;
  readonly removeEvidence?: (sha256: string) => Promise<void>;
  readonly deviceId?: string;
  readonly branchId?: string;
  /** How much later than the first start the clock stands. */
  readonly aheadMs?: number;
  readonly rng?: Rng;
  readonly segmentBytes?: number;
  /** Its clock, where a test moves it itself. */
  readonly clock?: TestClock;
  /** Who may decide what, where it is not the ordinary. */
  readonly authority?: () => Pick<AuthorityContext, 'contact' | 'delegations'>;
  readonly directory?: { readonly now: () => Directory; readonly is: (directory: Directory) => void };
  readonly onCommitted?: (events: readonly OpenEvent[]) => void;
  readonly setDatabaseAside?: () => Promise<void>;
  readonly journal?: Pick<JournalOptions, 'floorBytes' | 'reserve' | 'spaceCheckBytes'>;
}

/** A start of the program on this disk and this database, and somebody signing in. */
export async function startPc(parts: PcParts): Promise<PcInMemory> {
  const { disk, host, deviceSeed, storeKey, deviceId = 'd-1', aheadMs = 0, rng = systemRng } = parts;
  const journal = await openJournal({
    dir: '/j',
    disk,
    floorBytes: 0,
    ...(parts.segmentBytes === undefined ? {} : { segmentBytes: parts.segmentBytes }),
    ...parts.journal,
  });
  const clock = parts.clock ?? createTestClock();
  clock.pass(aheadMs);
  const told: string[] = [];
  const reconciled: ReconcileResult[] = [];
  const supervisor = createStoreSupervisor({
    client: host.client,
    journal,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ownDevice: () => deviceId,
    freeBytes: () => Promise.resolve(disk.free),
    setDatabaseAside: parts.setDatabaseAside ?? (() => Promise.resolve()),
    newId,
    onReconciled: (result) => {
      reconciled.push(result);
    },
    onRestarted: () => undefined,
    upgrade: noUpgrade,
  });
  await supervisor.attach({} as MessagePortMain);
  const stampClock = createStampClock(clock, () => undefined);
  const store = createStoreAccess(supervisor, stampClock.latestMs);
  const lawBook = createLawBook(() => packs, stampClock.latestMs);
  const workspace = await openWorkspace(
    {
      store,
      supervisor,
      writePath: createWritePath({ journal, store: supervisor }),
      stampClock,
      nowMs: stampClock.latestMs,
      rng,
      keyDoors: {
        openTable: (storeKeys, nextSlot) => openKeyTable({ dir: '/keys', disk, rng }, storeKeys, nextSlot),
        removeEvidence: parts.removeEvidence ?? (() => Promise.resolve()),
      },
      packs,
      lawBook,
      authority: () => ({
        rules: lawBook.authorityAt('bank', stampClock.latestMs()),
        today: '2026-03-10',
        contact: null,
        delegations: [],
        ...parts.authority?.(),
      }),
      contactIs: () => undefined,
      directory: parts.directory?.now ?? (() => emptyDirectory),
      directoryIs: parts.directory?.is ?? (() => undefined),
      onCommitted: (events) => {
        told.push(...events.map((event) => event.header.id));
        parts.onCommitted?.(events);
        clock.pass(5);
      },
      onProgress: () => undefined,
      onUnreadable: () => undefined,
    },
    {
      device: { id: deviceId, tag: 'A', branchId: parts.branchId ?? 'b-1' },
      deviceSeed,
      formerKey: () => parts.formerKey && Buffer.from(parts.formerKey),
    } as unknown as Keyring,
    Buffer.from(storeKey),
    Buffer.alloc(32, 7),
  );
  return { workspace, supervisor, journal, store, stampClock, told, reconciled };
}
