/** Which refusals are told to the audit trail: those that a person at this program does not meet in ordinary work. */

/**
 * `ipc.badInput`, `sender`: no page of ours sends this. `….notFound`: an id that was never shown to this person, since what
 * is shown can be asked for. The others: a part of the work that the law or the branch keeps from them.
 */
const attemptCodes: ReadonlySet<string> = new Set([
  'sender',
  'ipc.badInput',
  'authority.roleForbids',
  'case.notFound',
  'attachment.notFound',
  'conversation.notFound',
  'incident.notFound',
  'case.recused',
  'case.related',
  'case.lineManager',
  'approval.roleForbids',
  'approval.ownProposal',
  'approval.involved',
  'approval.recused',
  'approval.related',
  'approval.lineManager',
  'approval.holderBarred',
  'approval.aboveAuthority',
  'approval.changedMeanwhile',
  'emergency.aboveCap',
  'emergency.samePerson',
  'emergency.signerBarred',
  'review.byHandler',
  'review.decidedByHandler',
  'review.ownDecision',
  'agreeCard.changed',
  'delegation.notYours',
  'delegation.roleForbids',
  'delegation.self',
  'conversation.mayNotTakeOver',
  'incident.mayNotEnd',
  'user.self',
  'user.ownTies',
]);

export function isAttempt(code: string): boolean {
  return attemptCodes.has(code);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The case that a call names; undefined where it names none, or something that is no id at all. */
export function caseNamedBy(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('caseId' in input)) return undefined;
  const { caseId } = input;
  return typeof caseId === 'string' && uuid.test(caseId) ? caseId : undefined;
}
