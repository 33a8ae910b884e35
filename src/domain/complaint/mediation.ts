/**
 * 调解: both sides agree to let somebody neutral mediate (REGULATION §4, §6). What they settle on is proposed, signed and told like
 * any remedy; where it fails, the investigation goes on. The clock of the decision runs all the while. The quick ways for small
 * disputes (小额纠纷快速处理) and neutral evaluation (中立评估) are forms of it.
 */
import type { CaseCommand, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { CaseState, Mediation } from './state';

type MediationCommand = Extract<CaseCommand, { name: 'startMediation' | 'endMediation' }>;

export type MediationDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): MediationDecision => ({ ok: false, error });

export function isMediationCommand(command: { readonly name: string }): command is MediationCommand {
  return command.name === 'startMediation' || command.name === 'endMediation';
}

/** The mediation that goes on, or that was last. */
export function currentMediation(state: CaseState): Mediation | undefined {
  return state.mediations?.at(-1);
}

/** Events for a step of a mediation; the state machine says from where. */
export function decideMediation(
  state: CaseState,
  command: MediationCommand,
  { today, receivedOn }: { readonly today: string; readonly receivedOn: string },
): MediationDecision {
  if (command.name === 'startMediation') {
    const { complainantAgrees, institutionAgrees, limitFen, ...mediation } = command.input;
    const tooLarge = mediation.form === 'smallDispute' ? whyNotSmall(state.details.amountFen, limitFen) : null;
    if (tooLarge !== null) return refuse(tooLarge);
    if (!complainantAgrees || !institutionAgrees) return refuse({ code: 'mediation.notAgreed' });
    const named = state.details.involved.find(({ name }) => name.trim() === mediation.mediator.trim());
    if (named) return refuse({ code: 'mediation.involved', person: named.name });
    if (mediation.agreedOn > today) return refuse({ code: 'case.dateInFuture' });
    if (mediation.agreedOn < receivedOn) return refuse({ code: 'deadline.tooEarly', notBefore: receivedOn });
    const limit = mediation.form === 'smallDispute' && limitFen !== null ? { limitFen } : {};
    return { ok: true, event: { type: 'mediation.agreed', payload: { ...mediation, ...limit } } };
  }
  const begun = currentMediation(state);
  if (state.status !== 'inMediation' || begun === undefined)
    return refuse({ code: 'case.wrongState', status: state.status });
  const { outcome, on, text, agreementNo } = command.input;
  if (on > today) return refuse({ code: 'case.dateInFuture' });
  if (on < begun.agreedOn) return refuse({ code: 'deadline.tooEarly', notBefore: begun.agreedOn });
  return outcome === 'settled'
    ? { ok: true, event: { type: 'mediation.settled', payload: { on, agreementNo, text } } }
    : { ok: true, event: { type: 'mediation.failed', payload: { on, text } } };
}

/** 小额: the body takes on what is in dispute up to its own limit. */
function whyNotSmall(amountFen: number | null, limitFen: number | null): CaseRefusal | null {
  if (limitFen === null || limitFen === 0) return { code: 'mediation.limitMissing' };
  if (amountFen === null) return { code: 'mediation.amountMissing' };
  return amountFen > limitFen ? { code: 'mediation.aboveLimit', amountFen, limitFen } : null;
}

/** What a mediation does to the state of a case; see `evolve`. */
export const foldMediation = {
  'mediation.agreed': (state: CaseState, payload: Omit<Mediation, 'result'>): Partial<CaseState> => ({
    mediations: [...(state.mediations ?? []), { ...payload, result: null }],
  }),
  'mediation.settled': (
    state: CaseState,
    payload: { readonly on: string; readonly agreementNo: string; readonly text: string },
  ): Partial<CaseState> => ended(state, { ...payload, outcome: 'settled' }),
  'mediation.failed': (state: CaseState, payload: { readonly on: string; readonly text: string }): Partial<CaseState> =>
    ended(state, { ...payload, agreementNo: '', outcome: 'failed' }),
};

function ended(state: CaseState, result: NonNullable<Mediation['result']>): Partial<CaseState> {
  const mediations = state.mediations ?? [];
  const last = mediations.at(-1);
  return last === undefined ? {} : { mediations: [...mediations.slice(0, -1), { ...last, result }] };
}
