/** A limit for what may hang: nobody is kept waiting for ever. */

/** What `within` throws when the time is up; compare by identity. */
export const TIMED_OUT = Symbol('timed out');

/** The outcome of `work`, or `TIMED_OUT` thrown after `limitMs`. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    // A symbol, not an Error: callers turn it into an answer of theirs.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- told apart by identity
    timer = setTimeout(() => reject(TIMED_OUT), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
