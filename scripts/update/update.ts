/**
 * For who publishes the program and for IT: signs the list of an update, and checks one before anything is installed. Nothing is fetched.
 *
 *   npm run update -- key   NEW-KEY-FILE
 *   npm run update -- sign  --key KEY-FILE --minimum 0.1.0 --days 90 FOLDER      writes FOLDER/update.json
 *   npm run update -- check --installed 0.1.0 [--trust PUBLIC-KEY] FOLDER/update.json
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import trusted from '../../resources/update-keys.json';
import { signUpdate, type UpdateBody } from '../../src/domain/updates/signed-update';
import { nodeHasher, publicOfSeed, signHash } from '../../src/main/keys/ed25519';
import { checkUpdate } from '../../src/main/updates/check-update';

const dayMs = 86_400_000;
type File = UpdateBody['files'][number];

const usage = 'key NEW-KEY-FILE | sign --key FILE --minimum VERSION --days N FOLDER | check --installed VERSION FILE';

/** Which system a file is for, by the name that `npm run package` gives it. */
function systemOf(name: string): Pick<File, 'platform' | 'arch'> | undefined {
  if (/_amd64\.deb$/.test(name)) return { platform: 'linux', arch: 'x64' };
  if (/_arm64\.deb$/.test(name)) return { platform: 'linux', arch: 'arm64' };
  if (/\.exe$/.test(name)) return { platform: 'win32', arch: 'x64' };
  return undefined;
}

/** @returns exit code: 0 good, 1 refused, 2 not understood */
export async function update(args: readonly string[], version: string, say: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      minimum: { type: 'string' },
      days: { type: 'string', default: '90' },
      installed: { type: 'string' },
      trust: { type: 'string' },
    },
  });
  const [what, place] = positionals;
  if (what === 'key' && place !== undefined) {
    const seed = randomBytes(32);
    // Never over one that is there.
    writeFileSync(place, `${seed.toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    say(publicOfSeed('ed25519', seed));
    return 0;
  }
  if (what === 'sign' && place !== undefined && values.key !== undefined && values.minimum !== undefined) {
    const seed = Buffer.from(readFileSync(values.key, 'utf8').trim(), 'base64url');
    const files = readdirSync(place).flatMap((name) => {
      const system = systemOf(name);
      if (system === undefined) return [];
      const bytes = readFileSync(path.join(place, name));
      const sha512 = createHash('sha512').update(bytes).digest('hex');
      return [{ name: name, ...system, sizeBytes: bytes.length, sha512 }];
    });
    const issuedAtMs = Date.now();
    const expiresAtMs = issuedAtMs + Number(values.days) * dayMs;
    const body: UpdateBody = {
      product: 'xianting',
      version,
      minimumVersion: values.minimum,
      issuedAtMs,
      expiresAtMs,
      files,
    };
    const signer = { publicKey: publicOfSeed('ed25519', seed), sign: (hash: string) => signHash(seed, hash) };
    const list = path.join(place, 'update.json');
    writeFileSync(list, `${JSON.stringify(signUpdate(body, nodeHasher, signer), null, 2)}\n`);
    say(`${list}: ${version}, ${String(files.length)} files, key ${signer.publicKey}`);
    return 0;
  }
  if (what === 'check' && place !== undefined && values.installed !== undefined) {
    const found = await checkUpdate(place, {
      trustedKeys: values.trust === undefined ? trusted.keys : [values.trust],
      installedVersion: values.installed,
      latestMs: Date.now(),
      platform: process.platform,
      arch: process.arch,
    });
    say(found.ok ? `good: ${found.update.version}: ${found.files.join(', ')}` : `REFUSED: ${JSON.stringify(found)}`);
    return found.ok ? 0 : 1;
  }
  say(usage);
  return 2;
}
