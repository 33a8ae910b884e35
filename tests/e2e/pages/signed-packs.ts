/** Packs signed as headquarters would, somewhere else: Playwright can't load what the signature needs. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');

export interface Signed<T> {
  readonly publicKey: string;
  readonly signed: readonly { readonly body: { readonly pack: T } }[];
}

export function signedByHeadquarters<T extends object>(packs: readonly T[], kind = 'rules'): Signed<T> {
  const answer = execFileSync(
    process.execPath,
    ['--conditions=import', '--import', 'tsx', path.join(root, 'tests/support/sign-packs-main.ts')],
    { cwd: root, input: JSON.stringify({ kind, packs }), encoding: 'utf8' },
  );
  return JSON.parse(answer) as Signed<T>;
}
