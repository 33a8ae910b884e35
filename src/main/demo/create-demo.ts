/** First start with `--demo`: the sample branch is made, its recovery code counts as confirmed, nobody is signed in. */
import { createBranch, type SetupDeps } from '../handlers/setup-handlers';
import type { Directory } from '../../domain/directory/directory';
import type { Keyring } from '../keys/keyring';
import { demoBranch, writeSampleCases } from './demo-branch';
import { demoSize, type SampleSize } from './demo-facts';

export interface DemoDeps extends Pick<SetupDeps, 'openWorkspace' | 'closeStore'> {
  readonly createKeyring: SetupDeps['createKeyring'];
  readonly keyring: () => Keyring | undefined;
  readonly directory: () => Directory;
  readonly nowMs: () => number;
  readonly onProgress?: (done: number) => void;
}

/** Interrupted, it leaves a code that nobody confirmed: the next start sets the half aside and begins again. */
export async function createDemo(deps: DemoDeps, size: SampleSize = demoSize): Promise<void> {
  const recoveryCode = await createBranch(deps, demoBranch);
  const keyring = deps.keyring();
  const storeKey = keyring?.openByRecoveryCode(recoveryCode);
  if (!keyring || !storeKey) throw new Error('the new sample branch has no keys');
  const { branch } = demoBranch;
  const workspace = await deps.openWorkspace(
    keyring,
    { storeKey, signSeed: Buffer.alloc(32) },
    { type: branch.institutionType, timeZone: 'Asia/Shanghai', code: branch.code },
  );
  await writeSampleCases(
    {
      records: workspace.records,
      keyring,
      directory: deps.directory(),
      nowMs: deps.nowMs(),
      ...(deps.onProgress ? { onProgress: deps.onProgress } : {}),
    },
    size,
  );
  await workspace.records.close();
  await deps.closeStore();
  workspace.keys.wipe();
  await keyring.confirmRecoveryCode(recoveryCode);
}
