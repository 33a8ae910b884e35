/** What each stage of a run took: time on the clock, and of processors, which tells a slow stage from a machine that others use too. */
import { readFileSync } from 'node:fs';
import { problem } from './say.mjs';

/** Ticks a second in /proc, the same on every Linux that is not built for something special. */
const TICKS = 100;

/**
 * Processor seconds of all child processes that have ended, with their own that they waited for; null where the system does not say.
 * Nobody waits for the pages of an Electron: of stages that start one this tells next to nothing.
 * @param {string} [stat] /proc/self/stat
 * @returns {number | null}
 */
export const cpuOfEndedChildren = (stat = readStat()) => {
  if (stat === '') return null;
  // Counted behind the name, which stands in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[13]), Number(fields[14])];
  if (!Number.isFinite(user) || !Number.isFinite(system)) throw problem(`unexpected /proc/self/stat: ${stat}`);
  return (user + system) / TICKS;
};

const readStat = () => {
  try {
    return readFileSync('/proc/self/stat', 'utf8');
  } catch (error) {
    // Not a Linux.
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return '';
    throw error;
  }
};

/** @typedef {{name: string, result: string, startedAtMs: number, endedAtMs: number, cpuS: number | null}} Stage */

/** Notes stages as they end. Of stages that run side by side, each must be noted as soon as its process has ended. */
export const stageTimes = () => {
  const startedAtMs = Date.now();
  /** @type {Stage[]} */
  const stages = [];
  let cpuBefore = cpuOfEndedChildren();
  return {
    /** @param {string} name @param {string} result @param {number} stageStartedAtMs @param {{cpuIsKnown?: boolean}} [how] */
    note: (name, result, stageStartedAtMs, { cpuIsKnown = true } = {}) => {
      const cpu = cpuOfEndedChildren();
      const cpuS = cpu === null || cpuBefore === null || !cpuIsKnown ? null : cpu - cpuBefore;
      cpuBefore = cpu;
      stages.push({ name, result, startedAtMs: stageStartedAtMs, endedAtMs: Date.now(), cpuS });
    },
    /** A table, one line a stage in the order in which they ended. */
    table: () => tableOf(stages, { startedAtMs, endedAtMs: Date.now() }),
  };
};

/** @param {readonly Stage[]} stages @param {{startedAtMs: number, endedAtMs: number}} whole @returns {string} */
export const tableOf = (stages, whole) => {
  const line = (/** @type {string} */ name, /** @type {string} */ result, /** @type {string[]} */ ...columns) =>
    [name.padEnd(10), result.padEnd(12), ...columns.map((column) => column.padStart(9))].join(' ').trimEnd();
  const seconds = (/** @type {number} */ s) => `${s.toFixed(1)} s`;
  const cpu = (/** @type {number | null} */ cpuS) => (cpuS === null ? '' : seconds(cpuS));
  return [
    line('', '', 'from', 'took', stages.some(({ cpuS }) => cpuS !== null) ? 'CPU' : ''),
    ...stages.map(({ name, result, startedAtMs, endedAtMs, cpuS }) =>
      line(
        name,
        result,
        seconds((startedAtMs - whole.startedAtMs) / 1000),
        seconds((endedAtMs - startedAtMs) / 1000),
        cpu(cpuS),
      ),
    ),
    line('all', '', '', seconds((whole.endedAtMs - whole.startedAtMs) / 1000)),
  ].join('\n');
};
