/** Complaints that live on elsewhere. By itself, because pages ask this and must not load what records are made of. */
import type { CaseCommandName } from './commands';
import { frozenByMerging } from './duplicates';
import type { CaseState } from './state';

/** What can still be done to a complaint that was moved away (移交): look, keep the file, and check what was done here without knowing. */
const stillOpen: readonly CaseCommandName[] = ['reviewConflict', 'placeHold', 'liftHold'];

/** False for a command that nobody may give any more, because the complaint lives on elsewhere: merged into another one, or moved away. */
export function isFrozen(state: Pick<CaseState, 'status'>, command: CaseCommandName): boolean {
  return frozenByMerging(state, command) || (state.status === 'movedAway' && !stillOpen.includes(command));
}
