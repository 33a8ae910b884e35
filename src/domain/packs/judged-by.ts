/** Which law a case is judged by: the one in force while it is open; the one of its end once it has ended. */
import type { CaseState } from '../complaint/state';
import { settledStatuses } from '../complaint/states';

/** Null while the case is open: whatever is in force now. A case that ended keeps the law under which it did. */
export function judgedAtMs(state: CaseState): number | null {
  if (!settledStatuses.includes(state.status)) return null;
  return state.closedAtMs ?? state.withdrawal?.atMs ?? state.updatedAtMs;
}
