/** A limit to the memory of some processes, and others that want every core: a PC that is too small for what runs on it. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { CannotBeTried } from '../fault-row';

/** Where the kernel takes limits, in its older and in its newer form. */
const places = [
  { dir: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes' },
  { dir: '/sys/fs/cgroup', limit: 'memory.max' },
] as const;

/** Processes of a group now. */
function pidsOf(group: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // Behind the name, which may have blanks and brackets: state, parent, group.
      const [, , pgrp] = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return Number(pgrp) === group ? [Number(name)] : [];
    } catch {
      // Ended since.
      return [];
    }
  });
}

/** Allows a process group so many bytes in memory; the answer takes the limit away when the group has ended. */
export function limitMemory(group: number, bytes: number): () => void {
  const name = `xianting-fault-${String(group)}`;
  for (const { dir, limit } of places) {
    const own = path.join(dir, name);
    try {
      mkdirSync(own);
    } catch {
      continue;
    }
    if (existsSync(path.join(own, limit))) {
      writeFileSync(path.join(own, limit), String(bytes));
      for (const pid of pidsOf(group)) writeFileSync(path.join(own, 'cgroup.procs'), String(pid));
      return () => {
        rmdirSync(own);
      };
    }
    rmdirSync(own);
  }
  throw new CannotBeTried('no cgroup can be made here that limits memory');
}

/** Two for each core; the answer ends them. */
export function hogCores(): () => Promise<void> {
  const hogs = Array.from({ length: 2 * cpus().length }, () => spawn(process.execPath, ['-e', 'for(;;);']));
  return async () => {
    await Promise.all(
      hogs.map((hog) => {
        const gone = new Promise((resolve) => hog.once('exit', resolve));
        hog.kill('SIGKILL');
        return gone;
      }),
    );
  };
}
