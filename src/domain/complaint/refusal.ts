/**
 * 不予受理: the institution does not take a complaint on, for one of the reasons its rules name, in writing, signed by
 * somebody above the one who proposes it, and told with the ways of redress (REGULATION §6).
 *
 * It is proposed, decided and told like a remedy; here stands what is its own.
 */
import type { RefusalGround } from '../deadlines/rule-pack';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import { currentProposal, type CaseState } from './state';

export type RefusalDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): RefusalDecision => ({ ok: false, error });

/** True when what is proposed, approved or told last is that the complaint is not taken on. */
export function isRefusal(state: CaseState): boolean {
  return currentProposal(state)?.content.refusal !== undefined;
}

/** Told that it is not taken on: only new facts open it again. */
export function refusalTold(state: CaseState): boolean {
  return isRefusal(state) && state.delivery !== null && (state.status === 'informed' || state.status === 'closed');
}

/**
 * A ground that the record itself contradicts (没有理由不予受理): somebody who speaks for themselves needs no
 * authorisation, and what was sold for the institution is its own matter. */
export function contradicts(state: CaseState, ground: RefusalGround): boolean {
  if (ground.notOurMatter && state.details.partner?.soldForUs === true) return true;
  if (!ground.withoutAuthorisation) return false;
  const party = state.details.parties[0];
  return party === undefined || (party.kind !== 'proxy' && party.kind !== 'heir') || party.authorisationHeld;
}

/** Proposes it; the state machine says from where. */
export function proposeRefusal(
  state: CaseState,
  { ground: groundId, reference, ...words }: CaseCommandInput<'proposeRefusal'>,
  grounds: readonly RefusalGround[],
  newId: () => string,
): RefusalDecision {
  const ground = grounds.find(({ id }) => id === groundId);
  if (ground === undefined) return refuse({ code: 'refusal.noSuchGround' });
  if (contradicts(state, ground)) return refuse({ code: 'refusal.contradicted' });
  if (ground.reference !== null && reference.trim() === '') return refuse({ code: 'refusal.referenceMissing' });
  for (const field of ['factsFound', 'basis', 'decisionText'] as const) {
    if (words[field].trim() === '') return refuse({ code: 'remedy.fieldEmpty', field });
  }
  const content = {
    ...words,
    kinds: ['refusal' as const],
    amountFen: 0,
    performBy: '',
    evidenceIds: state.evidence.map(({ id }) => id),
    refusal: {
      ground: groundId,
      zh: ground.zh,
      en: ground.en,
      article: ground.article,
      reference: ground.reference === null ? '' : reference.trim(),
    },
  };
  return { ok: true, event: { type: 'refusal.proposed', payload: { proposalId: newId(), content } } };
}

/** New facts or reasons came: the complaint is taken up again, and its clock starts on that day. */
export function liftRefusal(state: CaseState, input: CaseCommandInput<'liftRefusal'>, today: string): RefusalDecision {
  if (!refusalTold(state)) return refuse({ code: 'case.wrongState', status: state.status });
  const notBefore = state.delivery?.deliveredOn ?? '';
  if (input.receivedOn > today) return refuse({ code: 'case.dateInFuture' });
  if (input.receivedOn < notBefore) return refuse({ code: 'deadline.tooEarly', notBefore });
  return { ok: true, event: { type: 'refusal.lifted', payload: input } };
}
