/** The keys of this PC as its folder has them. */
import path from 'node:path';
import { segmentHeaderLength } from '../journal/frame-codec';
import { openKeyring, type Keyring, type KeyringDeps } from '../keys/keyring';
import { loadKeyring } from '../keys/keyring-file';
import type { AppStatus } from '../../shared/contract/app';
import type { Notices } from '../notices/notices';
import type { Disk } from '../platform/disk';
import { setUnfinishedAside } from './unfinished-setup';

/** What of this PC can't be opened any more, told to the page: nothing may be set up over it, and a backup may be restored. */
export interface Damage {
  readonly of: () => AppStatus['damaged'];
  readonly found: (what: NonNullable<AppStatus['damaged']>) => void;
}

export function createDamage(changed: () => void): Damage {
  let damaged: AppStatus['damaged'] = null;
  return {
    of: () => damaged,
    found: (what) => {
      damaged = what;
      changed();
    },
  };
}

/** Undefined before set-up, after one that was interrupted, and where both copies can't be read or are gone from beside records. */
export async function openOwnKeyring(
  deps: KeyringDeps,
  dir: string,
  notices: Notices,
  damage: Damage,
): Promise<Keyring | undefined> {
  const { disk, clock } = deps;
  const loaded = await loadKeyring(deps.dir, disk, clock.wallMs());
  if (loaded.kind === 'unreadable' || (loaded.kind === 'none' && (await hasRecords(dir, disk))))
    damage.found('keyring');
  if (loaded.kind !== 'loaded') return undefined;
  if (!loaded.file.recoveryConfirmed) {
    await setUnfinishedAside(dir, disk, clock.wallMs());
    return undefined;
  }
  const keyring = await openKeyring(deps, loaded.file);
  if (loaded.usedBackup) notices.add({ severity: 'warning', code: 'keyringFromBackup', values: {} });
  return keyring;
}

/** Somebody has worked here: what was written then is sealed under keys that must be somewhere. */
async function hasRecords(dir: string, disk: Disk): Promise<boolean> {
  const journal = path.join(dir, 'journal');
  for (const name of await disk.list(journal)) {
    if (name.endsWith('.xjl') && ((await disk.sizeOf(path.join(journal, name))) ?? 0) > segmentHeaderLength)
      return true;
  }
  return false;
}
