/**
 * Connections first, then work. Node takes one new connection in a round of its event loop (libuv, `uv__server_io`), and does in the same
 * round all that others have sent meanwhile. With a thousand PCs at once a round is long, and a PC that comes with a new connection, as
 * all do after an outage, would stand behind several requests of each that has one already.
 *
 * So a request that was read, and a group of pushes that may begin, wait for a round in which nobody knocked. Rounds without work are short;
 * then all that wait begin together, in the order in which they came.
 */
export interface Turns {
  /** A new connection was taken; there may be more behind it. */
  readonly knocked: () => void;
  /** Resolves when what calls it may begin. */
  readonly next: () => Promise<void>;
  readonly waiting: () => number;
}

/** So long connections go first, at most: whoever knocks for ever must not stop all work. */
const patienceMs = 100;

/** @param nowMs of a clock that only goes forward */
export function createTurns(nowMs: () => number = () => performance.now()): Turns {
  let queue: (() => void)[] = [];
  let knocked = false;
  let sinceMs = 0;
  const round = (): void => {
    if (knocked && nowMs() - sinceMs < patienceMs) {
      knocked = false;
      setImmediate(round);
      return;
    }
    knocked = false;
    const begin = queue;
    queue = [];
    for (const each of begin) each();
  };
  return {
    knocked: () => {
      knocked = true;
    },
    next: () =>
      new Promise((begin) => {
        if (queue.push(begin) > 1) return;
        sinceMs = nowMs();
        setImmediate(round);
      }),
    waiting: () => queue.length,
  };
}
