/** The open complaints that a person may see, some at a time, so that nothing else has to wait for all of them. */
import { nextTurn } from '../platform/slices';
import { emptyHistoryFilter } from '../../shared/contract/history';
import type { ListEntry } from '../../shared/store-contract/rows';
import type { Session } from '../session/session';

export const casesAtOnce = 200;

/** By the time of receipt. Gives the event loop its turn between chunks. */
export async function* openCases(lists: Session['lists']): AsyncGenerator<readonly ListEntry[]> {
  for (let offset = 0; ; offset += casesAtOnce) {
    const { entries } = await lists.listPage({
      filter: { ...emptyHistoryFilter, attention: 'open' },
      sort: { by: 'received', direction: 'asc' },
      offset,
      limit: casesAtOnce,
    });
    yield entries;
    if (entries.length < casesAtOnce) return;
    await nextTurn();
  }
}
