/**
 * Signs packs outside of a test: Playwright can't load what the signature needs. Reads the kind and a list of contents as JSON from
 * standard input, writes `{publicKey, signed}` in the same order to standard output.
 */
import { text } from 'node:stream/consumers';
import type { PackKind } from '../../src/domain/packs/kinds';
import { packMaker } from './signed-packs';

async function run(): Promise<void> {
  const { kind, packs } = JSON.parse(await text(process.stdin)) as { kind: PackKind; packs: object[] };
  const maker = packMaker();
  process.stdout.write(
    JSON.stringify({ publicKey: maker.publicKey, signed: packs.map((pack) => maker.sign(pack, { kind })) }),
  );
}

void run();
