/**
 * What signatures must stand together: two for an emergency, a signed delegation behind every decision for somebody else, and behind a
 * decision of headquarters what the branch sent up, with as many people as it says.
 */
import { onBehalfOf, type CasePayload, type NewCaseEvent } from '../complaint/events';
import type { DirectoryPayload } from '../directory/directory';
import { decidedAbove } from '../complaint/headquarters-values';
import { DIRECTORY_STREAM, type OpenEvent } from './event-envelope';
import { headquartersPerson, mayWrite } from './headquarters';

/**
 * `oneSignature`: an emergency with less than two persons. `noDelegation`: 代 without a delegation that held that day. `notHeadquarters`: a
 * PC writes what only headquarters may, or the other way round. `notSentUp`: headquarters decides what was not sent to it, or with fewer
 * people than needed.
 */
export type AuthorityFault = 'oneSignature' | 'noDelegation' | 'notHeadquarters' | 'notSentUp';

const hourMs = 3_600_000;
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The first event in the given order that lacks what it needs; withheld records are not among them. */
export function authorityFault(
  events: readonly OpenEvent[],
): { readonly event: OpenEvent; readonly fault: AuthorityFault } | undefined {
  const firsts = events.filter(({ header }) => header.type === 'emergency.signed');
  const directory = events.filter(({ header }) => header.streamId === DIRECTORY_STREAM);
  const above = events.filter(({ header }) => header.type.startsWith('escalation.'));
  for (const event of events) {
    if (!mayWrite(event.header)) return { event, fault: 'notHeadquarters' };
    if (decidesAbove(event) && !wasSentUp(event, above)) return { event, fault: 'notSentUp' };
    if (event.header.type === 'emergency.approved' && !firsts.some((first) => belongTogether(first, event))) {
      return { event, fault: 'oneSignature' };
    }
    if (speaksForAnother(event) && !isDelegated(event, directory)) return { event, fault: 'noDelegation' };
  }
  return undefined;
}

const decidesAbove = ({ header }: OpenEvent): boolean => decidedAbove.some((type) => type === header.type);

/** The branch sent this text up before, and with this signature as many people signed it as are needed. */
function wasSentUp(event: OpenEvent, above: readonly OpenEvent[]): boolean {
  const said = event.payload as CasePayload<'escalation.approved'>;
  const before = above.filter(({ header, payload }) => {
    const other = payload as Pick<typeof said, 'proposalId' | 'digest'>;
    return (
      header.streamId === event.header.streamId &&
      header.at.hlc < event.header.at.hlc &&
      other.proposalId === said.proposalId &&
      other.digest === said.digest
    );
  });
  if (!before.some(({ header }) => header.type === 'escalation.sent')) return false;
  if (event.header.actor.userId !== headquartersPerson(said.officer.account)) return false;
  if (event.header.type !== 'escalation.approved') return true;
  const signers = before.flatMap(({ header, payload }) =>
    header.type === 'escalation.endorsed' ? [(payload as CasePayload<'escalation.endorsed'>).officer.account] : [],
  );
  return new Set([...signers, said.officer.account]).size >= said.needed;
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
