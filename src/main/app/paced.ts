/** Tells the pages that something changed, at once, and then no more often than they can follow: each time they ask for all of it again. */

export interface Paced {
  readonly tell: () => void;
  /** Tells nothing more, nor what was put off. */
  readonly stop: () => void;
}

/** `run` at once, and once more after `everyMs` for all that came meanwhile. */
export function paced(run: () => void, everyMs: number): Paced {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  const tell = (): void => {
    if (timer) {
      again = true;
      return;
    }
    run();
    timer = setTimeout(() => {
      timer = undefined;
      if (!again) return;
      again = false;
      tell();
    }, everyMs);
  };
  return {
    tell,
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      again = false;
    },
  };
}
