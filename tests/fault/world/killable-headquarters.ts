/** The server as it is installed (`npm run hq`), over PGlite on the disk, in a process that is killed and started again on the same folder. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { headquartersDesk, type HeadquartersDesk } from './headquarters-desk';

interface KillableHeadquarters extends HeadquartersDesk {
  readonly url: string;
  readonly publicKey: string;
  /** SIGKILL, and another start. */
  readonly killAndStart: () => Promise<void>;
  readonly end: () => Promise<void>;
}

const root = path.resolve(__dirname, '../../..');
let bundled: Promise<{ readonly file: string; readonly remove: () => void }> | undefined;

async function program(): Promise<string> {
  const { bundle } = (await import('../../../scripts/setup/bundle.mjs')) as {
    bundle: (root: string, entry: string) => Promise<{ file: string; remove: () => void }>;
  };
  bundled ??= bundle(root, 'server/main.ts');
  return (await bundled).file;
}

/** Removes what was built for it. */
export async function forgetProgram(): Promise<void> {
  (await bundled)?.remove();
  bundled = undefined;
}

/** Resolves with its address when it takes requests. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const url = /^listening on (\S+)$/m.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => {
      reject(new Error(`headquarters did not start: ${said}`));
    });
  });
}

export async function killableHeadquarters(): Promise<KillableHeadquarters> {
  const file = await program();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'xianting-fault-hq-'));
  let child: ChildProcess;
  let url = '';
  const start = async (): Promise<void> => {
    const env = { ...process.env };
    delete env['DATABASE_URL'];
    child = spawn(process.execPath, [file, '--port', '0', '--data-dir', dataDir], { cwd: root, env, stdio: 'pipe' });
    url = await listening(child);
  };
  const kill = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  const adminToken = readFileSync(path.join(dataDir, 'admin.token'), 'utf8').trim();
  let publicKey = '';
  const desk = headquartersDesk(() => ({ url, adminToken }), Date.now);
  return {
    ...desk,
    enrol: async (...of) => {
      publicKey = await desk.enrol(...of);
      return publicKey;
    },
    get url() {
      return url;
    },
    get publicKey() {
      return publicKey;
    },
    killAndStart: async () => {
      await kill();
      await start();
    },
    end: async () => {
      await kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
