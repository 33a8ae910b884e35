/** Runs a program under strace, which counts its calls on the files of one folder and tampers with the n-th of them. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

export interface Tampering {
  readonly call: string;
  /** strace's words: `signal=SIGKILL`, `error=EIO`. Or `fsize=N`: no file may grow beyond N bytes, so that a write is cut short. */
  readonly what: string;
  /** From this call on that touches the folder; the first is 1. */
  readonly nth: number;
  /** Only this one, or every later one too. */
  readonly onlyOnce?: boolean;
}

export interface Traced {
  readonly lines: readonly string[];
  /** How often each call touched the folder. */
  readonly counts: ReadonlyMap<string, number>;
}

/** What may be tampered with: what writes, names, cuts, syncs or looks. */
export const tracedCalls = ['openat', 'write', 'fdatasync', 'fsync', 'rename', 'ftruncate', 'unlink', 'mkdir'] as const;

/** Names that the program may touch in `dir`; strace compares whole paths. */
function pathsOf(dir: string, files: readonly string[]): string[] {
  const own = files.flatMap((name) => [name, `${name}.tmp`]).map((name) => path.join(dir, name));
  return [dir, ...own].flatMap((name) => ['-P', name]);
}

export async function underStrace(
  program: readonly string[],
  dir: string,
  files: readonly string[],
  tampering?: Tampering,
): Promise<Traced> {
  const log = `${dir}.strace`;
  const calls = tampering ? tampering.call : tracedCalls.join(',');
  const when = tampering && `${String(tampering.nth)}${tampering.onlyOnce === false ? '+' : ''}`;
  const inject = tampering ? ['-e', `inject=${tampering.call}:${tampering.what}:when=${String(when)}`] : [];
  const args = ['-f', '-qq', '-o', log, '-e', `trace=${calls}`, ...inject, ...pathsOf(dir, files)];
  const limit = tampering && /^fsize=\d+$/.test(tampering.what) ? [`--${tampering.what}`] : undefined;
  const child = spawn(limit ? 'prlimit' : 'strace', [...(limit ?? args), process.execPath, ...program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // One thread does all the files, so that the n-th call is the same one every time.
    env: { ...process.env, UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await new Promise((resolve) => child.once('close', resolve));
  const counts = new Map<string, number>();
  if (limit) return { lines: linesOf(said), counts };
  const trace = await readFile(log, 'utf8');
  // A fault that did not happen proves nothing.
  if (tampering && !/INJECTED|killed by SIGKILL/.test(trace)) throw new Error(`${tampering.what} did not happen`);
  for (const [, call = ''] of trace.matchAll(/^\d+ +(\w+)\(/gm)) {
    counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  await rm(log);
  return { lines: linesOf(said), counts };
}

function linesOf(said: string): string[] {
  return said.split('\n').filter((line) => line !== '');
}
