/** What one row of the fault table is: a fault, how often it is tried, and what came of it. */

export interface Tries {
  /** Inside `npm test`: minutes for all rows together. */
  readonly t1: number;
  /** Before a release: hours. */
  readonly t2: number;
}

export interface Attempt {
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly faults: readonly string[];
  /** Longest time from starting again until work went on. */
  readonly recoverMs: number;
}

/** This machine does not let a row do what it does. Said in the table, and no success. */
export class CannotBeTried extends Error {}

/** What the command line asks of an attempt. */
export interface Asked {
  /** A branch of so many cases, where the size of the branch is what a row is about. */
  readonly cases?: number;
}

export interface FaultRow {
  readonly id: string;
  /** What is done to the program, in a few words. */
  readonly title: string;
  readonly tries: Tries;
  /** `node`: plain Node. `strace`: Node under strace. `electron`: the built application. */
  readonly needs: 'node' | 'strace' | 'electron';
  /** One attempt; the same seed does the same. Throws only where the scenario itself could not be carried out. */
  readonly attempt: (seed: number, asked: Asked) => Promise<Attempt>;
  /** Seeds are numbers of cases and go from 1 to here at most; without it any number is a seed. */
  readonly cases?: () => Promise<number>;
  /** Nothing in it is left to a seed: one that fails is not remembered, and does not come into tier 1 by that. */
  readonly seedless?: true;
  /** How long an attempt may take before it counts as one that never ends; minutes where it is a large one. */
  readonly longestMs?: number;
  /** After the last attempt: closes what attempts share. */
  readonly end?: () => Promise<void>;
}

/** Several verdicts of one attempt as one. */
export function inAll(
  acknowledged: number,
  recoverMs: number,
  verdicts: readonly Omit<Attempt, 'acknowledged' | 'recoverMs'>[],
): Attempt {
  return {
    acknowledged,
    recoverMs,
    lost: [...new Set(verdicts.flatMap(({ lost }) => lost))],
    doubled: [...new Set(verdicts.flatMap(({ doubled }) => doubled))],
    faults: [...new Set(verdicts.flatMap(({ faults }) => faults))],
  };
}
