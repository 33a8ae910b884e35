/** What happened to a complaint in other branches before it was moved here (移交), beside what happened here. */
import { pastOf } from '../../domain/complaint/move';
import type { CaseState } from '../../domain/complaint/state';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { Core } from '../app/core';

/** Names of people: of this branch, of headquarters, and those that came with the complaint. */
export type Names = Pick<Core, 'personName'>;

export function namesIn(core: Names, { origin }: Pick<CaseState, 'origin'>): Names {
  if (!origin) return core;
  return {
    personName: (userId) => {
      const known = core.personName(userId);
      return known === '' ? (origin.people[userId] ?? '') : known;
    },
  };
}

/** From the first branch on; `branch` is null for what happened here. */
export function wholeHistory(
  events: readonly OpenEvent[],
): readonly { readonly event: OpenEvent; readonly branch: string | null }[] {
  return [...pastOf(events), ...events.map((event) => ({ event, branch: null }))];
}
