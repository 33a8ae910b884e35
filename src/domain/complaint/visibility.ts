/**
 * From whom a complaint is kept (对被投诉人保密): the people whom it names. For them it does not exist, from the moment it names
 * them and whatever their role is: telling the complained-of person of a complaint can endanger who complains.
 */
import type { CaseState } from './state';
import type { CaseDetails } from './values';

/** User ids, sorted and without repeats. */
export function hiddenFrom({ involved }: Pick<CaseDetails, 'involved'>): readonly string[] {
  return [...new Set(involved.flatMap(({ userId }) => userId ?? []))].sort();
}

/** False for a person whom the complaint names. */
export function visibleTo(state: Pick<CaseState, 'details'>, userId: string): boolean {
  return !state.details.involved.some((employee) => employee.userId === userId);
}

/**
 * The slip that a person still owes the customer who complained of them: they took the complaint down themselves, and nobody
 * else has touched it. It says nothing but what they were told.
 */
export function owesSlip(state: CaseState, userId: string): boolean {
  return (
    state.registeredBy === userId &&
    state.status === 'registered' &&
    state.ownerId === null &&
    state.handlers.every((handler) => handler === userId)
  );
}
