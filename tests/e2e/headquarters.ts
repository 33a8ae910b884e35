/** A real headquarters on a port and a folder of its own, in a process of its own, as a branch meets it. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface Headquarters {
  readonly url: string;
  readonly code: (kind: 'new' | 'join', branchCode?: string) => Promise<string>;
  readonly admin: <T>(route: string, body?: object) => Promise<T>;
  readonly revoke: (deviceId: string) => Promise<void>;
  /** Signs a pack as its operators do, on the command line from a file; gives what the command says. */
  readonly publish: (pack: object, from: string) => Promise<string>;
  /** Ends the process as a crash would; `start` brings it back on the same data and port. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Ends it and starts it at another address, which no PC was told. */
  readonly move: () => Promise<void>;
  /** What its operators give to the command line. */
  readonly dataDir: string;
  readonly remove: () => Promise<void>;
}

const root = path.resolve(__dirname, '../..');
const run = promisify(execFile);

/** @param publicUrl the address that PCs are told, where it is not its own */
export async function startHeadquarters(publicUrl?: string): Promise<Headquarters> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'xianting-hq-'));
  let child: ChildProcess | undefined;
  let url = '';

  const start = async (): Promise<void> => {
    const port = url === '' ? '0' : new URL(url).port;
    const told = publicUrl === undefined ? [] : ['--public-url', publicUrl];
    const script = path.join(root, 'scripts/hq.mjs');
    const server = spawn(process.execPath, [script, '--port', port, '--data-dir', dataDir, ...told], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = server;
    url = await new Promise<string>((resolve, reject) => {
      let printed = '';
      server.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString('utf8');
        const found = /listening on (http:\/\/\S+)/.exec(printed);
        if (found?.[1] !== undefined) resolve(found[1]);
      });
      server.once('exit', (exitCode) => {
        reject(new Error(`headquarters ended with ${String(exitCode)}: ${printed}`));
      });
    });
  };

  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };

  const admin = async <T>(route: string, body?: object): Promise<T> => {
    const adminToken = readFileSync(path.join(dataDir, 'admin.token'), 'utf8').trim();
    const response = await fetch(`${url}${route}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${adminToken}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${route}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as T;
  };

  await start();
  return {
    get url() {
      return url;
    },
    code: async (kind, branchCode) =>
      (await admin<{ code: string }>('/admin/codes', { kind, ...(branchCode === undefined ? {} : { branchCode }) }))
        .code,
    admin,
    revoke: async (deviceId) => {
      await admin('/admin/revoke', { deviceId, revoked: true });
    },
    publish: async (pack, from) => {
      const file = path.join(dataDir, 'pack.json');
      await writeFile(file, JSON.stringify(pack));
      const script = path.join(root, 'scripts/hq.mjs');
      const told = ['pack', file, '--from', from, '--issued-by', '总行合规部', '--data-dir', dataDir];
      const { stdout } = await run(process.execPath, [script, ...told], { cwd: root });
      return stdout;
    },
    kill,
    start,
    move: async () => {
      await kill();
      url = '';
      await start();
    },
    dataDir,
    remove: async () => {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
