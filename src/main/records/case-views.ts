/**
 * What a page shows of many cases at once, remembered per case until the case changes: opening hundreds of sealed states again
 * after every save would keep the saves waiting.
 */
import type { CaseState } from '../../domain/complaint/state';

export interface CaseView<T> {
  /** In the order of the ids; cases that do not exist are left out. */
  readonly of: (caseIds: readonly string[]) => Promise<readonly T[]>;
}

export interface CaseViews {
  readonly view: <T>(make: (state: CaseState) => T) => CaseView<T>;
  readonly changed: (caseIds: Iterable<string>) => void;
  /** Anything may have changed. */
  readonly forget: () => void;
}

/** Beyond this many cases the oldest are forgotten; no page asks for so many. */
const mostRemembered = 2_000;

export function createCaseViews(load: (caseIds: readonly string[]) => Promise<readonly CaseState[]>): CaseViews {
  const all: Map<string, unknown>[] = [];
  /** Of each reading under way: the cases that changed meanwhile, or `all` of them. What was read of those may be older than that. */
  const readings = new Set<{ readonly changed: Set<string>; all: boolean }>();

  const view = <T>(make: (state: CaseState) => T): CaseView<T> => {
    const remembered = new Map<string, T>();
    all.push(remembered);
    return {
      of: async (caseIds) => {
        const found = new Map<string, T>();
        const missing: string[] = [];
        for (const id of caseIds) {
          const one = remembered.get(id);
          if (one === undefined) missing.push(id);
          else found.set(id, one);
        }
        if (missing.length > 0) {
          const reading = { changed: new Set<string>(), all: false };
          readings.add(reading);
          try {
            for (const state of await load(missing)) {
              const made = make(state);
              found.set(state.id, made);
              if (!reading.all && !reading.changed.has(state.id)) remembered.set(state.id, made);
            }
          } finally {
            readings.delete(reading);
          }
          for (const oldest of remembered.keys()) {
            if (remembered.size <= mostRemembered) break;
            remembered.delete(oldest);
          }
        }
        return caseIds.flatMap((id) => {
          const one = found.get(id);
          return one === undefined ? [] : [one];
        });
      },
    };
  };

  return {
    view,
    changed: (caseIds) => {
      for (const id of caseIds) {
        for (const remembered of all) remembered.delete(id);
        for (const { changed } of readings) changed.add(id);
      }
    },
    forget: () => {
      for (const reading of readings) reading.all = true;
      for (const remembered of all) remembered.clear();
    },
  };
}
