/** What every workload gets, and what it gives. */
import type { RunningApp } from '../app-driver';
import type { BenchLine } from '../measure';

export interface Size {
  readonly cases: number;
  readonly rounds: number;
  /** Samples of one arm in one round, where a sample is short. */
  readonly perRound: number;
  /** Rows of one import. */
  readonly importRows: number;
  /** Rows that peers hold for lists and imports, in all. */
  readonly peerRows: number;
  /** Calls of an open loop: at 2/s and at 20/s. */
  readonly slowCalls: number;
  readonly fastCalls: number;
}

export interface World {
  readonly size: Size;
  /** Signed in, on a profile with `size.cases` cases. */
  readonly app: RunningApp;
  /** For files of the workload; removed at the end. */
  readonly dir: string;
  readonly say: (text: string) => void;
}

export type Workload = (world: World) => Promise<readonly BenchLine[]>;
