/**
 * 特别事项的期限事实: what starts or ends a clock of its own beside that of the complaint: a claim, a surrender, an objection to a
 * credit record, a matter under the central bank (REGULATION D11, D12, D14–D18). Which of them there are says the rule pack.
 */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { CaseState } from './state';
import { clockFactIds, type CaseDetails, type ClockFactId } from './values';

export interface ClockFact {
  readonly fact: ClockFactId;
  readonly on: string;
  readonly note: string;
}

/** A fact that the rules in force look at, and the first day from which they do. */
export interface FactRule {
  readonly fact: ClockFactId;
  readonly notBefore: string;
}

export type ClockFactDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

/** Ends what another fact began: paid, sent, answered. */
export const endsWhat: Readonly<Partial<Record<ClockFactId, ClockFactId>>> = {
  claimPaid: 'paymentAgreed',
  claimRefusalSent: 'notCovered',
  surrenderPaid: 'surrenderNotice',
  creditObjectionAnswered: 'creditObjectionReceived',
};

/** The deadline that is kept once one of these is there. */
export const keptBy: Readonly<Record<string, readonly ClockFactId[]>> = {
  claimAssessment: ['paymentAgreed', 'notCovered'],
  claimPayment: ['claimPaid'],
  claimRefusal: ['claimRefusalSent'],
  surrenderValue: ['surrenderPaid'],
  creditObjection: ['creditObjectionAnswered'],
};

/** Classes of the taxonomy in which a fact is usually met. */
const usualIn: Readonly<Partial<Record<ClockFactId, readonly string[]>>> = {
  claimPapersComplete: ['dispute.claim'],
  paymentAgreed: ['dispute.claim'],
  notCovered: ['dispute.claim'],
  claimPaid: ['dispute.claim'],
  claimRefusalSent: ['dispute.claim'],
  surrenderNotice: ['dispute.surrender'],
  surrenderPaid: ['dispute.surrender'],
  creditObjectionReceived: ['biz.creditReport'],
  creditObjectionAnswered: ['biz.creditReport'],
  regulatorComplaint: ['channel.regulator'],
};

/** Whether the coding of the complaint speaks for this fact. */
export function isUsual(
  fact: ClockFactId,
  { businessId, reasonId, channelId }: Pick<CaseDetails, 'businessId' | 'reasonId' | 'channelId'>,
): boolean {
  const classes = usualIn[fact] ?? [];
  return [businessId, reasonId, channelId].some((id) => classes.some((one) => id === one || id.startsWith(`${one}.`)));
}

/** When a fact was; undefined while it is not recorded. */
export function clockFact({ clockFacts }: Pick<CaseState, 'clockFacts'>, fact: ClockFactId): ClockFact | undefined {
  return clockFacts?.find((one) => one.fact === fact);
}

/** What can be recorded now: what ends something only once that has begun. */
export function recordable(state: CaseState, rules: readonly FactRule[]): readonly FactRule[] {
  return rules.filter(({ fact }) => {
    const begun = endsWhat[fact];
    return begun === undefined || clockFact(state, begun) !== undefined;
  });
}

/** Whether what this deadline asks for was done. */
export function isKept(state: CaseState, deadlineId: string): boolean {
  return keptOn(state, deadlineId) !== undefined;
}

/** The day on which that was done; undefined while it is not. */
export function keptOn(state: CaseState, deadlineId: string): string | undefined {
  return (keptBy[deadlineId] ?? []).flatMap((fact) => clockFact(state, fact)?.on ?? []).toSorted()[0];
}

/** Records a fact, or puts right when it was. */
export function recordClockFact(
  state: CaseState,
  input: CaseCommandInput<'recordClockFact'>,
  rules: readonly FactRule[],
  today: string,
): ClockFactDecision {
  const refuse = (error: CaseRefusal): ClockFactDecision => ({ ok: false, error });
  const rule = recordable(state, rules).find(({ fact }) => fact === input.fact);
  if (!rule) return refuse({ code: 'clockFact.notOfRules' });
  if (input.on > today) return refuse({ code: 'case.dateInFuture' });
  const begun = endsWhat[input.fact];
  const from = begun === undefined ? undefined : clockFact(state, begun)?.on;
  const notBefore = from !== undefined && from > rule.notBefore ? from : rule.notBefore;
  if (input.on < notBefore) return refuse({ code: 'deadline.tooEarly', notBefore });
  const ended = clockFactIds.filter((id) => endsWhat[id] === input.fact).flatMap((id) => clockFact(state, id) ?? []);
  const [end] = ended;
  if (end && input.on > end.on) return refuse({ code: 'clockFact.afterEnd', endedOn: end.on });
  return { ok: true, event: { type: 'clockFact.recorded', payload: input } };
}

/** What a recorded fact does to the state of a case; see `evolve`. */
export function withClockFact({ clockFacts = [] }: CaseState, fact: ClockFact): Partial<CaseState> {
  return { clockFacts: [...clockFacts.filter((one) => one.fact !== fact.fact), fact] };
}
