/** How long somebody waits after wrong passwords: nothing for slips of the hand, then double each time. */

/** Longest wait. It bounds what a guesser can do to the person whose name they use. */
export const longestSignInWaitMs = 15 * 60 * 1000;

/**
 * Milliseconds to wait after so many failures in a row.
 *
 * @param freeTries tries that may fail before there is any wait
 */
export function signInWaitMs(failures: number, freeTries: number): number {
  return failures < freeTries ? 0 : Math.min(longestSignInWaitMs, 1000 * 2 ** (failures - freeTries + 1));
}
