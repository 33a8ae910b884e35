import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface SmallDisk {
  readonly dir: string;
  readonly fill: () => void;
  /** Leaves so many MB free. */
  readonly fillTo: (megabytes: number) => Promise<void>;
  readonly empty: () => Promise<void>;
  /** Nothing can be written any more, not even by the administrator. */
  readonly protect: () => void;
  readonly remove: () => Promise<void>;
}

/** A disk of its own that can be filled up and has room again. Fails where this account may not mount one. */
export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const dir = await mkdtemp(path.join(tmpdir(), 'xianting-small-'));
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (command: string, ...args: string[]): void => {
    const [first = command, ...others] = [...asRoot, command, ...args];
    execFileSync(first, others, { stdio: 'pipe' });
  };
  run('mount', '-t', 'tmpfs', '-o', `size=${String(megabytes)}m,mode=0777`, 'tmpfs', dir);
  const ballast = path.join(dir, 'ballast');
  return {
    dir,
    fill: () => {
      execFileSync('sh', ['-c', `cat /dev/zero > '${ballast}' 2>/dev/null || true`]);
    },
    fillTo: async (left) => {
      const { bavail, bsize } = await statfs(dir);
      const bytes = Math.max(0, bavail * bsize - left * 1024 ** 2);
      execFileSync('fallocate', ['-l', String(bytes), ballast]);
    },
    empty: () => rm(ballast),
    protect: () => run('mount', '-o', 'remount,ro', dir),
    remove: async () => {
      run('umount', '-l', dir);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
