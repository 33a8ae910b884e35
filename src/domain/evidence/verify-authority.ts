/** What signatures must stand together: two for an emergency, and a signed delegation behind every decision for somebody else. */
import { onBehalfOf, type CasePayload, type NewCaseEvent } from '../complaint/events';
import type { DirectoryPayload } from '../directory/directory';
import { DIRECTORY_STREAM, type OpenEvent } from './event-envelope';

/** `oneSignature`: an emergency with less than two persons. `noDelegation`: 代 without a delegation that held that day. */
export type AuthorityFault = 'oneSignature' | 'noDelegation';

const hourMs = 3_600_000;
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The first event in the given order that lacks what it needs; withheld records are not among them. */
export function authorityFault(
  events: readonly OpenEvent[],
): { readonly event: OpenEvent; readonly fault: AuthorityFault } | undefined {
  const firsts = events.filter(({ header }) => header.type === 'emergency.signed');
  const directory = events.filter(({ header }) => header.streamId === DIRECTORY_STREAM);
  for (const event of events) {
    if (event.header.type === 'emergency.approved' && !firsts.some((first) => belongTogether(first, event))) {
      return { event, fault: 'oneSignature' };
    }
    if (speaksForAnother(event) && !isDelegated(event, directory)) return { event, fault: 'noDelegation' };
  }
  return undefined;
}

/** Two persons, one command, one case, the same text and the same reasons. */
function belongTogether(first: OpenEvent, second: OpenEvent): boolean {
  const a = first.payload as CasePayload<'emergency.signed'>;
  const b = second.payload as CasePayload<'emergency.approved'>;
  return (
    first.header.streamId === second.header.streamId &&
    first.header.commandId === second.header.commandId &&
    first.header.actor.userId !== second.header.actor.userId &&
    a.cosignerId === second.header.actor.userId &&
    b.cosignerId === first.header.actor.userId &&
    a.proposalId === b.proposalId &&
    a.digest === b.digest &&
    a.reason === b.reason &&
    a.harm === b.harm
  );
}

function underOf(event: OpenEvent): CasePayload<'review.recorded'>['under'] | undefined {
  const { payload } = event;
  return typeof payload === 'object' && payload !== null && 'under' in payload
    ? (payload.under as CasePayload<'review.recorded'>['under'] | undefined)
    : undefined;
}

function speaksForAnother(event: OpenEvent): boolean {
  const { actor } = event.header;
  const under = underOf(event);
  return actor.onBehalfOf !== undefined || (under !== undefined && under.holderId !== actor.userId);
}

function isDelegated(event: OpenEvent, directory: readonly OpenEvent[]): boolean {
  const { actor, at } = event.header;
  const under = underOf(event);
  const holderId = onBehalfOf({ type: event.header.type, payload: event.payload } as NewCaseEvent);
  if (!under || holderId === undefined || holderId !== actor.onBehalfOf) return false;
  const lent = directory.find(
    ({ header, payload }) =>
      header.type === 'authority.delegated' &&
      (payload as DirectoryPayload<'authority.delegated'>).delegation.id === under.delegationId,
  );
  if (!lent || lent.header.at.hlc > at.hlc) return false;
  const { from, to, fromDate, toDate } = (lent.payload as DirectoryPayload<'authority.delegated'>).delegation;
  const revoked = directory.some(
    ({ header, payload }) =>
      header.type === 'authority.revoked' &&
      header.at.hlc < at.hlc &&
      (payload as DirectoryPayload<'authority.revoked'>).delegationId === under.delegationId,
  );
  return (
    from === holderId &&
    lent.header.actor.userId === from &&
    to === actor.userId &&
    !revoked &&
    // Days are counted where the branch is, which may be up to this far from UTC.
    fromDate <= day(at.wall + 14 * hourMs) &&
    day(at.wall - 12 * hourMs) <= toDate
  );
}
