/** Server processes as an operator starts them, on one PostgreSQL. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bundle } from '../../../scripts/setup/bundle.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** What PCs were told of all of them: a balancer, which is not needed here. Requests are signed for it. */
const publicUrl = 'https://hq.bank.example';

export interface Node {
  readonly url: string;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly admin: (route: string, body: object) => Promise<Readonly<Record<string, unknown>>>;
  /** From now on nobody reads what it prints. */
  readonly stopReading: () => void;
  /** As an operator stops it; gives the exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export interface NodeProgram {
  /** Resolves when it listens; throws what it said when it ended instead. */
  readonly start: (databaseUrl: string, dataDir: string) => Promise<Node>;
  readonly remove: () => Promise<void>;
}

/** Bundled once for all. */
export async function nodeProgram(): Promise<NodeProgram> {
  const { file, remove } = await bundle(root, 'server/main.ts');
  const running = new Set<ChildProcess>();
  return {
    start: async (databaseUrl, dataDir) => {
      const child = spawn(process.execPath, [file, '--port', '0', '--public-url', publicUrl, '--data-dir', dataDir], {
        cwd: root,
        env: { ...process.env, DATABASE_URL: databaseUrl },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      running.add(child);
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      void ended.then(() => running.delete(child));
      const url = await listening(child, ended);
      return {
        url,
        publicUrl,
        dataDir,
        admin: async (route, body) => {
          const token = readFileSync(path.join(dataDir, 'admin.token'), 'utf8').trim();
          const response = await fetch(`${url}${route}`, {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
          return (await response.json()) as Readonly<Record<string, unknown>>;
        },
        stopReading: () => {
          for (const stream of [child.stdout, child.stderr]) stream.destroy();
        },
        stop: async (signal = 'SIGTERM') => {
          child.kill(signal);
          return ended;
        },
      };
    },
    remove: async () => {
      for (const child of running) child.kill('SIGKILL');
      remove();
    },
  };
}

async function listening(child: ChildProcess, ended: Promise<number | null>): Promise<string> {
  let said = '';
  const heard = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => {
        // Read to the end: a full pipe would stop the process.
        said = `${said}${part.toString('utf8')}`.slice(-20_000);
        const url = /^listening on (http\S+)$/m.exec(said)?.[1];
        if (url !== undefined) resolve(url);
      });
  });
  const url = await Promise.race([heard, ended.then(() => undefined)]);
  if (url === undefined) throw new Error(said);
  return url;
}
