/**
 * Wrong passwords at the sign-in page (登录失败). While nobody is signed in there is no key to write an event with, so they wait
 * in a small file, which holds ids and counts and nothing else, until somebody signs in: also over a restart, or pulling
 * the plug would be a way to try passwords without a trace.
 */
import { z } from 'zod';
import type { Log } from '../log/log';
import type { Disk } from '../platform/disk';

const Tries = z.strictObject({
  tries: z
    .array(
      z.strictObject({
        userId: z.string(),
        at: z.enum(['signIn', 'recovery']),
        failures: z.int().min(1),
        lastAtMs: z.int(),
      }),
    )
    .max(500),
});
export type FailedTry = z.infer<typeof Tries>['tries'][number];

export interface FailedTries {
  readonly add: (userId: string, at: FailedTry['at']) => Promise<void>;
  /** Hands each of them to `write`, and forgets those that were written. */
  readonly tell: (write: (tries: FailedTry) => Promise<void>) => Promise<void>;
}

export function createFailedTries(deps: {
  readonly disk: Pick<Disk, 'read' | 'writeAtomic'>;
  readonly file: string;
  readonly nowMs: () => number;
  readonly log: Pick<Log, 'error' | 'warn'>;
}): FailedTries {
  let known: readonly FailedTry[] | undefined;

  const read = async (): Promise<readonly FailedTry[]> => {
    if (known) return known;
    const bytes = await deps.disk.read(deps.file);
    if (bytes === undefined) return [];
    try {
      return Tries.parse(JSON.parse(bytes.toString('utf8'))).tries;
    } catch (cause) {
      // Somebody wrote in it by hand. The counts are lost; that they are is not.
      deps.log.error('failedTries.unreadable', cause);
      return [];
    }
  };

  const keep = async (tries: readonly FailedTry[]): Promise<void> => {
    known = tries;
    try {
      await deps.disk.writeAtomic(deps.file, Buffer.from(JSON.stringify({ tries })));
    } catch (cause) {
      // On a full disk they are told all the same while this run lasts.
      deps.log.error('failedTries.keep', cause);
    }
  };

  return {
    add: async (userId, at) => {
      const tries = await read();
      const isSame = (one: FailedTry): boolean => one.userId === userId && one.at === at;
      const failures = (tries.find(isSame)?.failures ?? 0) + 1;
      const others = tries.filter((one) => !isSame(one));
      await keep([...others, { userId, at, failures, lastAtMs: deps.nowMs() }]);
    },
    tell: async (write) => {
      const tries = await read();
      for (const [index, one] of tries.entries()) {
        await write(one);
        await keep(tries.slice(index + 1));
      }
    },
  };
}
