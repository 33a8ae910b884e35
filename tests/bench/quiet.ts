/** Whether other work keeps the machine busy. Between two rounds our own processes rest, so all that runs then is others'. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const windowMs = 200;
/** In cores; more than this changes what is measured on two of them. */
const toleratedCores = 0.4;
/** How long a round waits for quiet before it is run all the same. */
let patienceMs = 3_000;

export function setPatience(ms: number): void {
  patienceMs = ms;
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Jiffies of all cores, spent and idle; undefined where there is no /proc. */
function jiffies(): { all: number; idle: number } | undefined {
  try {
    const [, ...fields] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/);
    const numbers = fields.map(Number);
    const all = numbers.slice(0, 8).reduce((sum, value) => sum + value, 0);
    return { all, idle: (numbers[3] ?? 0) + (numbers[4] ?? 0) };
  } catch {
    return undefined;
  }
}

/** Looks for a fifth of a second. */
export async function isBusy(): Promise<boolean> {
  const before = jiffies();
  await pause(windowMs);
  const after = jiffies();
  if (!before || !after || after.all === before.all) return false;
  const busyShare = 1 - (after.idle - before.idle) / (after.all - before.all);
  return busyShare * availableParallelism() > toleratedCores;
}

/** True once the machine is quiet, false when it did not become so in time. */
export async function waitForQuiet(): Promise<boolean> {
  const began = performance.now();
  while (await isBusy()) {
    if (performance.now() - began > patienceMs) return false;
  }
  return true;
}
