/** Cases as they are now: the last ones whole, of others what pages take from them. */
import type { CaseState } from '../../domain/complaint/state';
import { slices } from '../platform/slices';
import type { StoreAccess } from '../store/store-access';
import { createCaseViews, type CaseViews } from './case-views';
import type { RecordCrypto } from './record-crypto';

export interface CaseMemory {
  /** Undefined where there is no such case. */
  readonly state: (caseId: string) => Promise<CaseState | undefined>;
  /** Many cases at once, in no order and without remembering them; unknown ids are left out. */
  readonly states: (caseIds: readonly string[]) => Promise<readonly CaseState[]>;
  /** What `make` takes from each of many cases; remembered until the case changes. Make one per workspace. */
  readonly view: CaseViews['view'];
  readonly changed: (states: Iterable<CaseState>) => void;
  /** What is in memory may be older than the records. */
  readonly forget: () => void;
  /** The same of what was taken for pages alone. */
  readonly forgetViews: () => void;
}

const mostRemembered = 500;

export function createCaseMemory({
  store,
  crypto,
}: {
  readonly store: Pick<StoreAccess, 'caseRow' | 'caseRows'>;
  readonly crypto: Pick<RecordCrypto, 'prepare' | 'openState'>;
}): CaseMemory {
  const known = new Map<string, CaseState>();
  let forgotten = 0;

  const remember = (state: CaseState): void => {
    known.delete(state.id);
    known.set(state.id, state);
    if (known.size > mostRemembered) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
  };

  const states = async (caseIds: readonly string[]): Promise<readonly CaseState[]> => {
    const [rows] = await Promise.all([store.caseRows(caseIds), crypto.prepare(caseIds)]);
    const rest = slices();
    const opened: CaseState[] = [];
    for (const { id, sealed } of rows) {
      opened.push(await crypto.openState(id, sealed));
      await rest();
    }
    return opened;
  };
  const views = createCaseViews(states);

  return {
    state: async (caseId) => {
      const one = known.get(caseId);
      if (one) return one;
      const before = forgotten;
      const row = await store.caseRow(caseId);
      if (!row) return undefined;
      const state = await crypto.openState(caseId, row.sealed);
      if (before !== forgotten) return state;
      // Written while it was read: what was read is older than what is known since.
      const newer = known.get(caseId);
      if (newer) return newer;
      remember(state);
      return state;
    },
    states,
    view: views.view,
    changed: (changed) => {
      const ids: string[] = [];
      for (const state of changed) {
        remember(state);
        ids.push(state.id);
      }
      views.changed(ids);
    },
    forget: () => {
      forgotten += 1;
      known.clear();
      views.forget();
    },
    forgetViews: views.forget,
  };
}
