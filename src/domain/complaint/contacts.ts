/** 联系记录 and 会谈纪要: every contact with the complainant, and what was said, promised, agreed. Staff only. */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { InvestigationDecision } from './findings';
import type { CaseState } from './state';

const refuse = (error: CaseRefusal): InvestigationDecision => ({ ok: false, error });

interface Moment {
  readonly nowMs: number;
  readonly today: string;
  readonly newId: () => string;
}

/** A promise with a day becomes a task, so that it is kept. */
export function recordContact(
  state: CaseState,
  input: CaseCommandInput<'recordContact'>,
  { nowMs, today, newId }: Moment,
): InvestigationDecision {
  if (input.contactedAtMs > nowMs) return refuse({ code: 'case.dateInFuture' });
  const staffText = input.staffText.trim();
  if (input.reached && staffText === '') return refuse({ code: 'contact.textMissing' });
  const promise = input.promise.trim();
  const { promisedBy } = input;
  if (promisedBy !== '' && promise === '') return refuse({ code: 'contact.promiseMissing' });
  if (promisedBy !== '' && promisedBy < today) return refuse({ code: 'deadline.tooEarly', notBefore: today });
  const contact = { ...input, contactId: newId(), person: input.person.trim(), staffText, promise };
  const task: NewCaseEvent[] =
    promisedBy === ''
      ? []
      : [
          {
            type: 'task.created',
            payload: { taskId: newId(), kind: 'manual', title: promise, dueOn: promisedBy, ownerId: state.ownerId },
          },
        ];
  return { ok: true, events: [{ type: 'contact.recorded', payload: contact }, ...task] };
}

export function recordMinutes(
  state: CaseState,
  input: CaseCommandInput<'recordMinutes'>,
  { nowMs, newId }: Moment,
): InvestigationDecision {
  if (input.metAtMs > nowMs) return refuse({ code: 'case.dateInFuture' });
  const [agreed, disputed] = [input.agreed.trim(), input.disputed.trim()];
  if (agreed === '' && disputed === '') return refuse({ code: 'minutes.pointsMissing' });
  if (input.evidenceIds.some((id) => !state.evidence.some((one) => one.id === id)))
    return refuse({ code: 'case.noSuchEvidence' });
  const payload = { ...input, minutesId: newId(), agreed, disputed };
  return { ok: true, events: [{ type: 'minutes.recorded', payload }] };
}
