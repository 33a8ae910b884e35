/** Headquarters under many branches (tests/bench/ingest): pushes kept together against a transaction for each. Needs no window. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { bundle } from '../../../scripts/setup/bundle.mjs';
import type { BenchLine } from '../measure';

const root = path.resolve(__dirname, '../../..');

/** Bundled and in processes of their own, as the server runs. */
export async function benchIngest(rounds: number, size: 'smoke' | 'full'): Promise<readonly BenchLine[]> {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const [server, load] = [
    await bundle(root, 'tests/bench/ingest/server.ts'),
    await bundle(root, 'tests/bench/ingest/load.ts'),
  ];
  try {
    const child = spawn(process.execPath, [load.file, server.file, String(rounds), size], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`the load of headquarters ended with ${String(code)}`);
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as readonly BenchLine[];
  } finally {
    server.remove();
    load.remove();
  }
}
