/** How a page that died is opened again: at once, but not for ever one after the other. */
export interface Restarts {
  /** A page died: how long to wait before it is opened again, and whether it died often in a short time. */
  readonly died: () => { readonly waitMs: number; readonly often: boolean };
}

const shortTimeMs = 60_000;
const oftenFrom = 3;
const longestWaitMs = 30_000;

export function createRestarts(monotonicMs: () => number): Restarts {
  let recent: readonly number[] = [];
  return {
    died: () => {
      const nowMs = monotonicMs();
      recent = [...recent.filter((atMs) => nowMs - atMs < shortTimeMs), nowMs];
      const waitMs = recent.length === 1 ? 0 : Math.min(longestWaitMs, 250 * 2 ** (recent.length - 2));
      return { waitMs, often: recent.length >= oftenFrom };
    },
  };
}
