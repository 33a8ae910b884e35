/**
 * Practice on this PC: per person one row with what was achieved, one with the run that is being played, and one for each run that ended.
 * Sealed like drafts and settings, in the journal like all that is durable; no event, so nothing of it goes to headquarters or into a case.
 */
import type { Attestation } from '../../domain/training/certificates';
import type { Choice, PracticeSetup } from '../../domain/training/practice';
import type { RunResult } from '../../domain/training/results';
import type { WriteOp } from '../../shared/store-contract/rows';
import type { SealedSettings } from '../app/sealed-settings';

export interface KeptRun {
  readonly id: string;
  readonly setup: PracticeSetup;
  readonly startedAtMs: number;
  readonly choices: readonly { readonly choice: Choice; readonly atMs: number }[];
  /** A repeat of it changes nothing. */
  readonly lastCommand: string;
}

export interface KeptResult extends RunResult {
  readonly id: string;
  /** Shown by the learner to those who may confirm it. */
  readonly shared: boolean;
  /** 点评 by somebody to whom it was shown; absent while nobody wrote one. */
  readonly note?: { readonly text: string; readonly byId: string; readonly atMs: number };
}

export interface Achievements {
  readonly results: readonly KeptResult[];
  readonly attestations: readonly Attestation[];
}

const none: Achievements = { results: [], attestations: [] };

export interface TrainingRecords {
  readonly achievements: (userId: string) => Promise<Achievements>;
  readonly keepAchievements: (commandId: string, userId: string, value: Achievements) => Promise<void>;
  readonly running: (userId: string) => Promise<KeptRun | null>;
  readonly keepRunning: (
    commandId: string,
    userId: string,
    run: KeptRun | null,
    more?: readonly WriteOp[],
  ) => Promise<void>;
  /** A run that ended, with its choices; undefined where this person has none of that id. */
  readonly ended: (userId: string, id: string) => Promise<KeptRun | undefined>;
  /** Ends the run that is being played: its choices, its result, and nothing running, in one frame. */
  readonly end: (commandId: string, userId: string, run: KeptRun, result: KeptResult) => Promise<void>;
}

export function createTrainingRecords(deps: {
  readonly settings: <T>(name: string) => SealedSettings<T>;
  readonly writeRows: (commandId: string, ops: readonly WriteOp[]) => Promise<void>;
}): TrainingRecords {
  const { settings, writeRows } = deps;
  const opened = new Map<string, SealedSettings<unknown>>();
  const row = <T>(name: string): SealedSettings<T> => {
    const known = opened.get(name) ?? settings<unknown>(name);
    opened.set(name, known);
    return known as SealedSettings<T>;
  };
  const achieved = (userId: string) => row<Achievements>(`training.${userId}`);
  const playing = (userId: string) => row<KeptRun | null>(`training.running.${userId}`);
  const endedRun = (userId: string, id: string) => row<KeptRun>(`training.run.${userId}.${id}`);
  const achievements = async (userId: string): Promise<Achievements> => (await achieved(userId).get()) ?? none;
  return {
    achievements,
    keepAchievements: (commandId, userId, value) => achieved(userId).set(commandId, value),
    running: async (userId) => (await playing(userId).get()) ?? null,
    keepRunning: async (commandId, userId, run, more = []) => {
      const { op, written } = playing(userId).with(run);
      await writeRows(commandId, [...more, op]);
      written();
    },
    ended: (userId, id) => endedRun(userId, id).get(),
    end: async (commandId, userId, run, result) => {
      const before = await achievements(userId);
      const kept = [
        endedRun(userId, run.id).with(run),
        achieved(userId).with({ ...before, results: [...before.results, result] }),
        playing(userId).with(null),
      ];
      await writeRows(
        commandId,
        kept.map(({ op }) => op),
      );
      for (const { written } of kept) written();
    },
  };
}
