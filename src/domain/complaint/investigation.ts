/** 调查: what its commands do to a case, and its events to the state. Each part has its rules in a file of its own. */
import type { OpenEvent } from '../evidence/event-envelope';
import type { InvestigationTerms } from '../investigation/terms';
import type { CaseCommand } from './commands';
import { recordContact, recordMinutes } from './contacts';
import { recordFinding, type InvestigationDecision } from './findings';
import { answerInquiry, sendInquiry } from './inquiries';
import {
  investigationCommands,
  type Investigation,
  type InvestigationEventType,
  type InvestigationPayload,
} from './investigation-values';
import { endWaiting, receiveMaterial, requestMaterial } from './material';
import type { People } from './recusal';
import type { CaseState, CaseTask } from './state';
import { investigatedStatuses } from './states';

type InvestigationCommand = Extract<CaseCommand, { name: keyof typeof investigationCommands }>;

export function isInvestigationCommand(command: { readonly name: string }): command is InvestigationCommand {
  return Object.hasOwn(investigationCommands, command.name);
}

export interface InvestigationContext {
  readonly nowMs: number;
  readonly today: string;
  readonly newId: () => string;
  readonly people: People;
  readonly investigation: InvestigationTerms;
}

/** Events of a step of the investigation; where one moves the case, the state machine says from where. */
export function decideInvestigation(
  state: CaseState,
  command: InvestigationCommand,
  context: InvestigationContext,
): InvestigationDecision {
  const { investigation: terms, today } = context;
  const looksForFacts = command.name === 'recordFinding' || command.name === 'sendInquiry';
  if (looksForFacts && !investigatedStatuses.includes(state.status))
    return { ok: false, error: { code: 'case.wrongState', status: state.status } };
  switch (command.name) {
    case 'recordFinding':
      return recordFinding(state, command.input, terms.checklist(state), context.newId);
    case 'requestMaterial':
      return requestMaterial(state, command.input, terms, context);
    case 'receiveMaterial':
      return receiveMaterial(state, command.input, terms, today);
    case 'endWaiting':
      return endWaiting(state, command.input, today);
    case 'sendInquiry':
      return sendInquiry(state, command.input, terms, context);
    case 'answerInquiry':
      return answerInquiry(state, command.input, context);
    case 'recordContact':
      return recordContact(state, command.input, context);
    case 'recordMinutes':
      return recordMinutes(state, command.input, context);
  }
}

const nothing: Investigation = { findings: [], requests: [], contacts: [], minutes: [] };

const changed = (state: CaseState, changes: Partial<Investigation>): Partial<CaseState> => ({
  investigation: { ...(state.investigation ?? nothing), ...changes },
});
const of = (state: CaseState): Investigation => state.investigation ?? nothing;

type Fold<T extends InvestigationEventType> = (
  state: CaseState,
  payload: InvestigationPayload<T>,
  event: OpenEvent,
) => Partial<CaseState>;

/** What the investigation does to the state of a case; see `evolve`. */
export const foldInvestigation: { readonly [T in InvestigationEventType]: Fold<T> } = {
  'finding.recorded': (state, payload, event) => {
    const finding = { ...payload, by: event.header.actor.userId, atMs: event.header.at.wall };
    const { findings } = of(state);
    const known = findings.some(({ itemId }) => itemId === payload.itemId);
    return changed(state, {
      findings: known ? findings.map((one) => (one.itemId === payload.itemId ? finding : one)) : [...findings, finding],
    });
  },
  'material.requested': (state, payload, event) => ({
    ...changed(state, {
      requests: [...of(state).requests, { ...payload, by: event.header.actor.userId, received: [], ended: null }],
    }),
    tasks: [...state.tasks, waitingTask(payload.requestId, 'supplement', payload)],
  }),
  'material.received': (state, payload, event) => ({
    ...received(state, payload),
    tasks: doneTask(state, payload.requestId, event, ''),
  }),
  'material.partReceived': (state, payload) => received(state, payload),
  'material.waitingEnded': (state, { requestId, ...ended }, event) => ({
    ...changed(state, {
      requests: of(state).requests.map((one) => (one.requestId === requestId ? { ...one, ended } : one)),
    }),
    tasks: doneTask(state, requestId, event, ended.reason),
  }),
  'inquiry.sent': (state, { inquiryId, ...payload }, event) => {
    const { department, addressee, question, sentOn, workingDays } = payload;
    const inquiry = {
      department,
      addressee,
      question,
      sentOn,
      workingDays,
      by: event.header.actor.userId,
      answer: null,
    };
    return { tasks: [...state.tasks, { ...waitingTask(inquiryId, 'inquiry', payload), inquiry }] };
  },
  'inquiry.answered': (state, { inquiryId, ...answer }, event) => ({
    tasks: doneTask(state, inquiryId, event, '').map((task) =>
      task.id === inquiryId && task.inquiry ? { ...task, inquiry: { ...task.inquiry, answer } } : task,
    ),
  }),
  'contact.recorded': (state, payload, event) =>
    changed(state, { contacts: [...of(state).contacts, { ...payload, by: event.header.actor.userId }] }),
  'minutes.recorded': (state, payload, event) =>
    changed(state, { minutes: [...of(state).minutes, { ...payload, by: event.header.actor.userId }] }),
};

/** Nobody waits for papers of a complaint that was withdrawn. */
export function withoutWaiting(state: CaseState, event: OpenEvent): Pick<CaseState, 'tasks'> {
  const waiting = state.tasks.filter(({ kind, doneAtMs }) => kind === 'supplement' && doneAtMs === null);
  let { tasks } = state;
  for (const { id } of waiting) tasks = doneTask({ tasks }, id, event, '');
  return { tasks };
}

/** Events that make a person a handler (经办人). */
export const investigationHandling: readonly InvestigationEventType[] = [
  'finding.recorded',
  'material.requested',
  'material.received',
  'material.partReceived',
  'material.waitingEnded',
  'inquiry.sent',
  'minutes.recorded',
];

function received(
  state: CaseState,
  { requestId, ...what }: InvestigationPayload<'material.received'>,
): Partial<CaseState> {
  return changed(state, {
    requests: of(state).requests.map((one) =>
      one.requestId === requestId ? { ...one, received: [...one.received, what] } : one,
    ),
  });
}

function waitingTask(
  id: string,
  kind: 'inquiry' | 'supplement',
  { dueOn, ownerId }: { readonly dueOn: string; readonly ownerId: string | null },
): CaseTask {
  return { id, kind, title: '', dueOn, ownerId, doneAtMs: null, doneBy: null, note: '' };
}

function doneTask({ tasks }: Pick<CaseState, 'tasks'>, id: string, { header }: OpenEvent, note: string): CaseTask[] {
  return tasks.map((task) =>
    task.id === id && task.doneAtMs === null
      ? { ...task, doneAtMs: header.at.wall, doneBy: header.actor.userId, note }
      : task,
  );
}
