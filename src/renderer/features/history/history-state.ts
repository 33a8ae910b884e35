/** What is asked of history, kept while a case is open and gone with the session: a person comes back to where they were. */
import { undecidedStatuses } from '../../../domain/complaint/states';
import { create } from 'zustand';
import {
  emptyHistoryFilter,
  type HistoryFilter,
  type HistorySort,
  type SavedView,
} from '../../../shared/contract/history';
import type { HistoryShortcut } from '../../app/route';

export interface HistoryState {
  /** Whose question this is; another person starts with an empty one. */
  readonly userId: string;
  readonly text: string;
  readonly filter: HistoryFilter;
  readonly sort: HistorySort;
  /** The saved view that was applied last. */
  readonly viewId: string | null;
  /** Where the list stood. Changed in place: nothing is drawn from it. */
  readonly place: { top: number; index: number };
}

export const newestFirst: HistorySort = { by: 'received', direction: 'desc' };

const fresh = (userId: string): HistoryState => ({
  userId,
  text: '',
  filter: emptyHistoryFilter,
  sort: newestFirst,
  viewId: null,
  place: { top: 0, index: 0 },
});

export const useHistory = create<HistoryState>()(() => fresh(''));

/** Begins anew for another person. */
export function openHistoryFor(userId: string): void {
  if (useHistory.getState().userId !== userId) useHistory.setState(fresh(userId), true);
}

/** Another question starts at the top. */
export function ask(changes: Partial<Pick<HistoryState, 'text' | 'filter' | 'sort' | 'viewId'>>): void {
  useHistory.setState({ ...changes, place: { top: 0, index: 0 } });
}

export function applyView({ id, text, filter, sort }: SavedView): void {
  ask({ viewId: id, text, filter, sort });
}

/** The question behind a number of the workbench. */
export function shortcutFilter(view: HistoryShortcut, userId: string, startOfDayMs: number): HistoryFilter {
  switch (view) {
    case 'open':
    case 'overdue':
    case 'soon':
    case 'incomplete':
    case 'major':
      return { ...emptyHistoryFilter, attention: view };
    case 'awaitingApproval':
      return { ...emptyHistoryFilter, statuses: [...undecidedStatuses] };
    case 'mine':
      return { ...emptyHistoryFilter, attention: 'open', ownerIds: [userId] };
    case 'today':
      return { ...emptyHistoryFilter, receivedFromMs: startOfDayMs };
  }
}

/** How many kinds of restriction are set, for the number on the filter button. */
export function restrictions(filter: HistoryFilter): number {
  const lists = [
    filter.statuses,
    filter.businessIds,
    filter.reasonIds,
    filter.channelIds,
    filter.flags,
    filter.ownerIds,
  ];
  return (
    lists.filter((list) => list.length > 0).length +
    (filter.receivedFromMs !== null || filter.receivedToMs !== null ? 1 : 0)
  );
}
