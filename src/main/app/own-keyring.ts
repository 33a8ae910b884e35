/** The keys of this PC as its folder has them. */
import { openKeyring, type Keyring, type KeyringDeps } from '../keys/keyring';
import { loadKeyring } from '../keys/keyring-file';
import type { Notices } from '../notices/notices';
import { setUnfinishedAside } from './unfinished-setup';

/** Undefined before set-up, and after one that was interrupted. Throws where both copies can't be read. */
export async function openOwnKeyring(deps: KeyringDeps, dir: string, notices: Notices): Promise<Keyring | undefined> {
  const { disk, clock } = deps;
  const loaded = await loadKeyring(deps.dir, disk, clock.wallMs());
  if (loaded.kind === 'unreadable') throw new Error('both copies of the keyring are unreadable');
  if (loaded.kind !== 'loaded') return undefined;
  if (!loaded.file.recoveryConfirmed) {
    await setUnfinishedAside(dir, disk, clock.wallMs());
    return undefined;
  }
  const keyring = await openKeyring(deps, loaded.file);
  if (loaded.usedBackup) notices.add({ severity: 'warning', code: 'keyringFromBackup', values: {} });
  return keyring;
}
