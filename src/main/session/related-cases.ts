/** What a case says of others (关联, 并入), cut down to those that a person may see: a number alone would tell of a complaint. */
import { isCaseEventType, type NewCaseEvent } from '../../domain/complaint/events';
import type { CaseState } from '../../domain/complaint/state';
import type { OpenEvent } from '../../domain/evidence/event-envelope';

export type IsVisible = (caseId: string) => Promise<boolean>;

/** Ids of other cases that this one names. */
export function relatedIds({ merged, absorbed = [], links = [] }: CaseState): readonly string[] {
  return [...new Set([...(merged ? [merged] : []), ...absorbed, ...links].map(({ caseId }) => caseId))];
}

export async function withoutHidden(state: CaseState, isVisible: IsVisible): Promise<CaseState> {
  const hidden = await hiddenOf(relatedIds(state), isVisible);
  if (hidden.size === 0) return state;
  const shown = ({ caseId }: { readonly caseId: string }): boolean => !hidden.has(caseId);
  const { merged, absorbed, links } = state;
  return {
    ...state,
    ...(merged ? { merged: shown(merged) ? merged : null } : {}),
    ...(absorbed ? { absorbed: absorbed.filter(shown) } : {}),
    ...(links ? { links: links.filter(shown) } : {}),
  };
}

/** Without what happened between this case and one that is hidden. */
export async function eventsWithoutHidden(
  events: readonly OpenEvent[],
  isVisible: IsVisible,
): Promise<readonly OpenEvent[]> {
  const hidden = await hiddenOf([...new Set(events.flatMap((event) => otherCaseOf(event) ?? []))], isVisible);
  if (hidden.size === 0) return events;
  return events.filter((event) => !hidden.has(otherCaseOf(event) ?? ''));
}

async function hiddenOf(caseIds: readonly string[], isVisible: IsVisible): Promise<ReadonlySet<string>> {
  const seen = await Promise.all(caseIds.map(isVisible));
  return new Set(caseIds.filter((_id, at) => seen[at] !== true));
}

/** The other case that an event names; undefined for any that names none. */
export function otherCaseOf(event: OpenEvent): string | undefined {
  if (!isCaseEventType(event.header.type)) return undefined;
  const { type, payload } = { type: event.header.type, payload: event.payload } as NewCaseEvent;
  switch (type) {
    case 'case.linked':
    case 'case.unlinked':
    case 'case.merged':
    case 'case.separated':
    case 'case.absorbed':
    case 'case.released':
      return payload.caseId;
    default:
      return undefined;
  }
}
