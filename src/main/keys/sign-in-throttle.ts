/**
 * How long a person must wait after wrong passwords. The count is kept with their keys and survives a restart; the wait
 * itself is measured by the monotonic clock, so that moving the wall clock neither shortens it nor locks anybody out.
 */
import { z } from 'zod';
import { signInWaitMs } from '../../domain/identity/sign-in-wait';
import type { Clock } from '../clock/clock';

export const ThrottleState = z.strictObject({ failures: z.int(), notBeforeMs: z.int(), seenMs: z.int() });
export type ThrottleState = z.infer<typeof ThrottleState>;

export const unthrottled: ThrottleState = { failures: 0, notBeforeMs: 0, seenMs: 0 };

const freeTries = 3;
const waitAfter = (failures: number): number => signInWaitMs(failures, freeTries);

export interface SignInThrottle {
  /** Milliseconds until the next try is looked at; 0 when it may come now. */
  readonly waitMs: (userId: string, state: ThrottleState) => number;
  readonly failed: (userId: string, state: ThrottleState) => { readonly state: ThrottleState; readonly waitMs: number };
  readonly cleared: (userId: string) => void;
}

export function createSignInThrottle(clock: Pick<Clock, 'wallMs' | 'monotonicMs'>): SignInThrottle {
  /** When each wait ends, on the monotonic clock of this start. */
  const ends = new Map<string, number>();

  /** A clock set back does not count: the latest time ever seen does. */
  const nowFor = (state: ThrottleState): number => Math.max(clock.wallMs(), state.seenMs);

  return {
    waitMs: (userId, state) => {
      let end = ends.get(userId);
      if (end === undefined) {
        // After a restart only the wall clock is left. If it was ahead before, nobody waits longer than they had to then.
        const left = Math.min(Math.max(0, state.notBeforeMs - nowFor(state)), waitAfter(state.failures));
        end = clock.monotonicMs() + left;
        ends.set(userId, end);
      }
      return Math.max(0, end - clock.monotonicMs());
    },
    failed: (userId, state) => {
      const now = nowFor(state);
      const failures = state.failures + 1;
      const waitMs = waitAfter(failures);
      ends.set(userId, clock.monotonicMs() + waitMs);
      return { state: { failures, notBeforeMs: now + waitMs, seenMs: now }, waitMs };
    },
    cleared: (userId) => {
      ends.delete(userId);
    },
  };
}
