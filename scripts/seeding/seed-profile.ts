/** Makes a profile with N sample cases in plain Node: real keys, real commands, a real journal. */
import path from 'node:path';
import { localDateOf } from '../../src/domain/deadlines/time-zone';
import { emptyDirectory, evolveDirectory, isDirectoryEventType } from '../../src/domain/directory/directory';
import { DIRECTORY_STREAM } from '../../src/domain/evidence/event-envelope';
import { builtInPacks } from '../../src/main/app/packs';
import { createLawBook } from '../../src/main/packs/law-book';
import { createStampClock, systemClock } from '../../src/main/clock/clock';
import { createDemo } from '../../src/main/demo/create-demo';
import { openJournal } from '../../src/main/journal/journal';
import { deriveKey } from '../../src/main/keys/kdf';
import { createKeyring, type Keyring } from '../../src/main/keys/keyring';
import { openKeyTable } from '../../src/main/keys/key-table';
import { createSecretBox } from '../../src/main/keys/secret-box';
import { nodeDisk, type Disk } from '../../src/main/platform/disk';
import { systemRng } from '../../src/main/platform/rng';
import { openWorkspace } from '../../src/main/session/open-workspace';
import { createWritePath } from '../../src/main/store/write-path';
import { createMemoryStore } from './memory-store';

export interface SeedOptions {
  readonly userData: string;
  readonly cases: number;
  readonly seed: number;
  /** Share of cases older than a month that live whole lives, 0 to 1; by itself as the number of cases has it. */
  readonly wholeLives?: number;
  readonly onProgress?: (done: number) => void;
}

/** A seed that was interrupted is made again: only the last word, when everything is written, has to be on the medium. */
const patientDisk: Disk = {
  ...nodeDisk,
  openAppend: async (file, create) => {
    const opened = await nodeDisk.openAppend(file, create);
    return {
      ...opened,
      sync: () => Promise.resolve(),
      close: async () => {
        await opened.sync();
        await opened.close();
      },
    };
  },
};

const yearsOfMany = 3 * 365;

/** Few cases live whole lives; of many, those older than a month are mostly registered and withdrawn (two events). */
export async function seedProfile({ userData, cases, seed, wholeLives, onProgress }: SeedOptions): Promise<void> {
  const dir = path.resolve(userData);
  const keys = path.join(dir, 'keys');
  if (await nodeDisk.exists(keys)) throw new Error(`${dir} already holds a branch; give a new folder`);
  await nodeDisk.makeDir(dir);
  const journal = await openJournal({ dir: path.join(dir, 'journal'), disk: patientDisk });
  const { store, supervisor } = createMemoryStore();
  const writePath = createWritePath({ journal, store: supervisor });
  const packs = builtInPacks();
  const lawBook = createLawBook(() => packs, systemClock.wallMs);
  const stampClock = createStampClock(systemClock, () => undefined);
  let directory = emptyDirectory;
  let keyring: Keyring | undefined;

  await createDemo(
    {
      createKeyring: async (device) => {
        const created = await createKeyring(
          {
            dir: keys,
            disk: nodeDisk,
            rng: systemRng,
            clock: systemClock,
            deriveKey,
            secretBox: createSecretBox(undefined),
          },
          device,
        );
        ({ keyring } = created);
        return created;
      },
      openWorkspace: (ring, opened, branch) =>
        openWorkspace(
          {
            store,
            supervisor,
            writePath,
            stampClock,
            nowMs: systemClock.wallMs,
            rng: systemRng,
            keyDoors: {
              openTable: (storeKeys, nextSlot) =>
                openKeyTable({ dir: keys, disk: nodeDisk, rng: systemRng }, storeKeys, nextSlot),
              removeEvidence: () => Promise.resolve(),
            },
            packs,
            lawBook,
            authority: () => ({
              rules: lawBook.authorityAt('bank', systemClock.wallMs()),
              today: localDateOf(systemClock.wallMs(), 'Asia/Shanghai'),
              contact: null,
              delegations: [],
            }),
            contactIs: () => undefined,
            directory: () => directory,
            directoryIs: (next) => {
              directory = next;
            },
            onCommitted: (events) => {
              for (const event of events) {
                if (event.header.streamId !== DIRECTORY_STREAM || !isDirectoryEventType(event.header.type)) continue;
                directory = evolveDirectory(directory, event);
              }
            },
            onProgress: () => undefined,
            onUnreadable: () => undefined,
          },
          ring,
          opened.storeKey,
          opened.signSeed,
          branch,
        ),
      closeStore: supervisor.lock,
      keyring: () => keyring,
      directory: () => directory,
      nowMs: systemClock.wallMs,
      ...(onProgress ? { onProgress } : {}),
    },
    {
      cases,
      seed,
      ...(cases > 3000 ? { days: yearsOfMany, wholeLives: 0.02 } : { days: 120, wholeLives: 1 }),
      ...(wholeLives === undefined ? {} : { wholeLives }),
    },
  );
  await journal.close();
}
