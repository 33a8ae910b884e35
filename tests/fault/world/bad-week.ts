/** One branch from attempt to attempt, as the days of a bad week follow one another, and a new one for the next week. */
import { electronBranch, type ElectronBranch } from './electron-branch';

export interface BadWeek {
  /** The running branch that this attempt goes on with. */
  readonly branch: () => Promise<ElectronBranch>;
  readonly end: () => Promise<void>;
}

/** Everything that a branch has is compared after each attempt: on a branch of fifty attempts that takes three times as long as all else. */
const attemptsOfAWeek = 12;

export function badWeek(): BadWeek {
  let shared: ElectronBranch | undefined;
  let attempts = 0;
  const end = async (): Promise<void> => {
    await shared?.remove();
    shared = undefined;
    attempts = 0;
  };
  return {
    branch: async () => {
      if (attempts === attemptsOfAWeek) await end();
      attempts += 1;
      if (!shared) {
        shared = await electronBranch();
        await shared.start();
      }
      return shared;
    },
    end,
  };
}
