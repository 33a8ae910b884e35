/**
 * One question that is asked again and again, whenever something changed: never twice at once. Changes that come while an answer is on its way lead
 * to one more question behind it, so that a page that shows much never asks faster than main can answer.
 */
export interface Asking {
  /** Asks; once more behind the answer that is on its way, if there is one. That answer is still taken: it is newer than what is shown. */
  readonly again: () => void;
  /** Something is known here that the answer on its way may not know: it is passed over, and asked once more behind it. */
  readonly outdated: () => void;
  /** Nobody looks any more: no answer is taken until the next `again`. */
  readonly stop: () => void;
}

/** Where `ask` rejects, which is a bug, nothing is taken and the next change asks again. */
export function asking<T>(ask: () => Promise<T>, take: (answer: T) => void): Asking {
  let underWay: { takes: boolean } | undefined;
  let wanted = false;
  /** Somebody may have asked while an answer was awaited. */
  const isWanted = (): boolean => wanted;

  const run = async (): Promise<void> => {
    const mine = { takes: true };
    underWay = mine;
    wanted = false;
    try {
      const answer = await ask().finally(() => {
        underWay = undefined;
      });
      if (mine.takes) take(answer);
    } finally {
      if (isWanted()) again();
    }
  };
  const again = (): void => {
    if (underWay) wanted = true;
    else void run();
  };
  return {
    again,
    outdated: () => {
      if (!underWay) return;
      underWay.takes = false;
      wanted = true;
    },
    stop: () => {
      wanted = false;
      if (underWay) underWay.takes = false;
    },
  };
}
