import type { CallSign } from './messages';

/** The same calls, in whichever order. */
export function sameCalls(a: readonly CallSign[], b: readonly CallSign[]): boolean {
  const keys = (calls: readonly CallSign[]): string =>
    calls
      .map(({ incident, atMs }) => `${incident} ${String(atMs)}`)
      .sort()
      .join();
  return keys(a) === keys(b);
}
