/**
 * F-03 and F-04: the process that writes the journal is killed at its n-th system call, or that call fails. Every call on the
 * journal's files that writes, names, cuts or syncs has its turn.
 */
import type { FaultRow } from '../fault-row';
import { attemptAt, forgetProgram, plainRun, type Point } from '../world/journal-on-disk';

async function points(kinds: readonly { call: string; what: string; onlyOnce?: boolean }[]): Promise<Point[]> {
  const { counts } = await plainRun();
  return kinds.flatMap((kind) =>
    Array.from({ length: counts.get(kind.call) ?? 0 }, (_, i) => ({
      ...kind,
      nth: i + 1,
      name: `${kind.what} at ${kind.call} ${String(i + 1)}`,
    })),
  );
}

const killed = ['fdatasync', 'rename', 'write', 'openat', 'fsync', 'ftruncate', 'unlink'].map((call) => ({
  call,
  what: 'signal=SIGKILL',
}));

/** Which errors a call may give; the same one for ever is a medium that died or is full. */
const failing = [
  ...['EIO', 'ENOSPC', 'EDQUOT', 'EINTR'].flatMap((error) => ['write', 'fdatasync'].map((call) => ({ call, error }))),
  ...['fsync', 'rename', 'ftruncate', 'openat'].map((call) => ({ call, error: 'EIO' })),
  ...['openat', 'rename'].map((call) => ({ call, error: 'ENOSPC' })),
].flatMap(({ call, error }) =>
  // A call that is interrupted for ever is no fault that exists.
  (error === 'EINTR' ? [true] : [true, false]).map((onlyOnce) => ({ call, what: `error=${error}`, onlyOnce })),
);

/** A write that is cut short at every 50th byte of a segment. */
const shortWrites: readonly Point[] = Array.from({ length: 30 }, (_, i) => 450 + i * 50).map((bytes) => ({
  name: `short write at ${String(bytes)} bytes`,
  call: 'write',
  what: `fsize=${String(bytes)}`,
  nth: 1,
}));

function row(
  id: string,
  title: string,
  t1: number,
  kinds: Parameters<typeof points>[0],
  others: readonly Point[] = [],
): FaultRow {
  const all = async (): Promise<readonly Point[]> => [...(await points(kinds)), ...others];
  return {
    id,
    title,
    tries: { t1, t2: Number.MAX_SAFE_INTEGER },
    needs: 'strace',
    cases: async () => (await all()).length,
    attempt: async (seed) => {
      const point = (await all())[seed - 1];
      if (!point) throw new Error(`there is no point ${String(seed)}`);
      return attemptAt(point);
    },
    end: forgetProgram,
  };
}

export const killedAtCall = row('F-03', 'SIGKILL at the n-th system call of the journal (strace)', 40, killed);
export const failedCall = row(
  'F-04',
  'EIO, ENOSPC, EDQUOT, EINTR, short write at the n-th system call of the journal (strace)',
  40,
  failing,
  shortWrites,
);
