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

export interface RunningProgram {
  readonly url: string;
  readonly adminToken: string;
  /** As operators end it, unless said otherwise; gives the exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** @param databaseUrl of PostgreSQL; undefined: PGlite in the folder */
export async function startProgram(dataDir: string, databaseUrl?: string): Promise<RunningProgram> {
  const env = { ...process.env };
  delete env['DATABASE_URL'];
  if (databaseUrl !== undefined) env['DATABASE_URL'] = databaseUrl;
  const args = [await program(), '--port', '0', '--data-dir', dataDir];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'pipe' });
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await listening(child);
  return {
    url,
    adminToken: readFileSync(path.join(dataDir, 'admin.token'), 'utf8').trim(),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return gone;
    },
  };
}

export async function killableHeadquarters(): Promise<KillableHeadquarters> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'xianting-fault-hq-'));
  let running = await startProgram(dataDir);
  const kill = (): Promise<number | null> => running.stop('SIGKILL');
  let publicKey = '';
  const desk = headquartersDesk(() => running, Date.now);
  return {
    ...desk,
    enrol: async (...of) => {
      publicKey = await desk.enrol(...of);
      return publicKey;
    },
    get url() {
      return running.url;
    },
    get publicKey() {
      return publicKey;
    },
    killAndStart: async () => {
      await kill();
      running = await startProgram(dataDir);
    },
    end: async () => {
      await kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
