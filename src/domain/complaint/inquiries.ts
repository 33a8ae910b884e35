/** 协办: a question to another department, with a clock of its own; a task that only its answer ends. */
import type { InvestigationTerms } from '../investigation/terms';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { InvestigationDecision } from './findings';
import { barFrom, type People } from './recusal';
import type { CaseState, CaseTask } from './state';

const refuse = (error: CaseRefusal): InvestigationDecision => ({ ok: false, error });

interface Circumstances {
  readonly today: string;
  readonly newId: () => string;
  readonly people: People;
}

/** Questions that wait for their answer. */
export function openInquiries(state: CaseState): readonly CaseTask[] {
  return state.tasks.filter(({ kind, doneAtMs }) => kind === 'inquiry' && doneAtMs === null);
}

/**
 * True when somebody of this name has no part in the case: the complaint names them, or they stand back from it. A namesake is
 * taken for them, which is the stricter side.
 */
export function isBarredByName(state: CaseState, name: string, people: People): boolean {
  const wanted = name.trim();
  if (wanted === '') return false;
  if (state.details.involved.some((employee) => employee.name.trim() === wanted)) return true;
  return [...people.values()].some(
    (person) => person.name.trim() === wanted && barFrom(state, 'handle', person.userId, people) !== undefined,
  );
}

export function sendInquiry(
  state: CaseState,
  { department, addressee, question, workingDays }: CaseCommandInput<'sendInquiry'>,
  { workingDaysAfter }: InvestigationTerms,
  { today, newId, people }: Circumstances,
): InvestigationDecision {
  if (isBarredByName(state, addressee, people))
    return refuse({ code: 'inquiry.addresseeBarred', person: addressee.trim() });
  return {
    ok: true,
    events: [
      {
        type: 'inquiry.sent',
        payload: {
          inquiryId: newId(),
          department,
          addressee: addressee.trim(),
          question,
          sentOn: today,
          workingDays,
          dueOn: workingDaysAfter(today, workingDays),
          // Whoever handles the case sees to it that an answer comes.
          ownerId: state.ownerId,
        },
      },
    ],
  };
}

export function answerInquiry(
  state: CaseState,
  input: CaseCommandInput<'answerInquiry'>,
  { today, people }: Circumstances,
): InvestigationDecision {
  const asked = openInquiries(state).find(({ id }) => id === input.inquiryId)?.inquiry;
  if (asked === undefined) return refuse({ code: 'inquiry.notFound' });
  if (isBarredByName(state, input.answeredBy, people))
    return refuse({ code: 'inquiry.answererBarred', person: input.answeredBy });
  if (input.answeredOn > today) return refuse({ code: 'case.dateInFuture' });
  if (input.answeredOn < asked.sentOn) return refuse({ code: 'deadline.tooEarly', notBefore: asked.sentOn });
  if (input.evidenceIds.some((id) => !state.evidence.some((one) => one.id === id)))
    return refuse({ code: 'case.noSuchEvidence' });
  return { ok: true, events: [{ type: 'inquiry.answered', payload: input }] };
}
