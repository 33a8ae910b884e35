/**
 * A page asks again whenever something changes, and search asks at every key. One trace says that somebody looked; a
 * hundred equal ones would only bury it, and each costs a write to the disk.
 */

/** The same look within this time is the same look. */
const sameLookMs = 10 * 60_000;

export interface RepeatedViews {
  /** Runs `leaveTrace` unless this session left the trace `key` less than ten minutes ago. A trace that failed is no trace. */
  readonly once: (session: object, key: string, leaveTrace: () => Promise<void>) => Promise<void>;
}

export function createRepeatedViews(monotonicMs: () => number): RepeatedViews {
  // Keyed by the session object: whoever signs in next, or again, leaves traces of their own.
  const seen = new WeakMap<object, Map<string, number>>();
  return {
    once: async (session, key, leaveTrace) => {
      const traces = seen.get(session) ?? new Map<string, number>();
      seen.set(session, traces);
      const now = monotonicMs();
      const last = traces.get(key);
      if (last !== undefined && now - last < sameLookMs) return;
      traces.set(key, now);
      try {
        await leaveTrace();
      } catch (cause) {
        traces.delete(key);
        throw cause;
      }
    },
  };
}
