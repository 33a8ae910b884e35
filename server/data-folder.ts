/** The folder of a headquarters: its secrets, and the mark of the process that uses it. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OperatorError } from './command-line';

/** Content of a file that only its owner may read; made on first use, as a whole or not at all. */
export function secretFile(dataDir: string, name: string, make: () => string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, name);
  if (!existsSync(file)) createWhole(file, make());
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}

const lockFile = 'server.pid';
/** By this very process. */
const taken = new Set<string>();

/**
 * Takes the folder for this process; the answer gives it back. The embedded database has no lock of its own, and two
 * servers on it would destroy it. The mark of a process that is gone (a crash, a power cut) is passed over.
 */
export function takeFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, lockFile);
  const mine = `${process.pid}\n`;
  for (let attempt = 1; ; attempt++) {
    try {
      createWhole(file, mine);
      taken.add(file);
      break;
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
      const owner = ownerOf(file);
      if (attempt > 2 || (owner !== undefined && usesIt(owner, file)))
        throw new OperatorError(
          `The folder ${dataDir} is in use by process ${owner ?? '?'}. Stop that server, or choose another folder with ` +
            `--data-dir. If it is no headquarters, delete ${file}.`,
        );
      rmSync(file, { force: true });
    }
  }
  return () => {
    taken.delete(file);
    if (ownerOf(file) === process.pid) rmSync(file, { force: true });
  };
}

/** Fails with EEXIST when the file is there; never leaves half a file behind. */
function createWhole(file: string, text: string): void {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function ownerOf(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').trim());
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}

/** In a container every start has the number of the one before, which may have crashed. */
const usesIt = (pid: number, file: string): boolean => (pid === process.pid ? taken.has(file) : runs(pid));

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // Not ours to signal, but alive.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
