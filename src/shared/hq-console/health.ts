/** How a branch stands with headquarters (同步健康), from what headquarters knows: the worst of its PCs counts. */
import type { BranchView, DeviceView } from './branches';

const hourMs = 60 * 60 * 1000;
/** A day without contact is a weekend or a line that is down; three are somebody's task. */
export const silentMs = { warn: 26 * hourMs, severe: 3 * 24 * hourMs } as const;
/** Beyond it the time of a record needs a second look (`docs/sync-protocol.md`). */
export const clockOffMs = 5 * 60 * 1000;

export const troubles = ['noDevice', 'silentLong', 'rejected', 'clock', 'silent', 'none'] as const;
/** Worst first. */
export type Trouble = (typeof troubles)[number];

const rank = (trouble: Trouble): number => troubles.indexOf(trouble);

/** Everything that is wrong with a PC, worst first; nothing for one that was revoked: it is not expected any more. */
export function deviceTroubles(device: DeviceView, nowMs: number): readonly Trouble[] {
  if (device.revoked) return [];
  const silentFor = nowMs - (device.lastSeenAtMs ?? device.enrolledAtMs);
  const found: Trouble[] = [];
  if (silentFor >= silentMs.severe) found.push('silentLong');
  else if (silentFor >= silentMs.warn) found.push('silent');
  if (device.rejected > 0) found.push('rejected');
  if (Math.abs(device.clockOffsetMs ?? 0) >= clockOffMs) found.push('clock');
  return found.sort((a, b) => rank(a) - rank(b));
}

/** What is worst in a branch; a branch without a PC that may sync is cut off. */
export function branchTrouble(branch: BranchView, nowMs: number): Trouble {
  if (branch.devices.every(({ revoked }) => revoked)) return 'noDevice';
  return (
    branch.devices.flatMap((device) => deviceTroubles(device, nowMs)).sort((a, b) => rank(a) - rank(b))[0] ?? 'none'
  );
}

/** Last contact of any of its PCs; null when there was none. */
export function lastContactMs(branch: BranchView): number | null {
  const times = branch.devices.map(({ lastSeenAtMs }) => lastSeenAtMs ?? 0);
  const latest = Math.max(0, ...times);
  return latest === 0 ? null : latest;
}

/** Worst first; among equals the one that has been silent for longest. */
export function byTrouble(nowMs: number): (a: BranchView, b: BranchView) => number {
  return (a, b) =>
    rank(branchTrouble(a, nowMs)) - rank(branchTrouble(b, nowMs)) ||
    (lastContactMs(a) ?? 0) - (lastContactMs(b) ?? 0) ||
    (a.code < b.code ? -1 : 1);
}
