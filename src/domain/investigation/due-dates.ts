/**
 * Last days that no rule pack gives: of material, of departments, of tasks, of promises, and of what is owed above after a decision;
 * each with where it comes from (期限由来).
 */
import { proposalOfOwed } from '../complaint/authority-fold';
import { announcedReport, type WrittenReport } from '../complaint/major-forms';
import { owedKinds, type CaseState, type CaseTask } from '../complaint/state';
import type { WorkCalendar } from '../deadlines/calendar';
import type { Deadline, DerivationStep } from '../deadlines/deadlines';
import { addLimit } from '../deadlines/limits';
import { addDays, dayNumber } from '../deadlines/local-date';
import { CHINA, endOfDay, localDateOf } from '../deadlines/time-zone';
import { ownDateId } from './own-date-id';

type Origin =
  | 'materialRequested'
  | 'inquirySent'
  | 'emergencyApproved'
  | 'approvedOutOfReach'
  | 'performanceDecided'
  | 'taskSet'
  | 'promiseMade'
  | 'reportAnnounced';

interface Dated {
  readonly origin: Origin;
  /** The day it goes back to; null where none was kept. */
  readonly from: string | null;
  readonly dueOn: string;
  readonly steps: readonly DerivationStep[];
}

const names: { readonly [O in Origin]: { readonly zh: string; readonly en: string } } = {
  materialRequested: { zh: '补充材料', en: 'Material from the customer' },
  inquirySent: { zh: '协办答复', en: 'Answer of a department' },
  emergencyApproved: { zh: '事后复核', en: 'Review of an emergency' },
  approvedOutOfReach: { zh: '总行追认', en: 'Ratification' },
  performanceDecided: { zh: '履行', en: 'Performance' },
  taskSet: { zh: '待办', en: 'Task' },
  promiseMade: { zh: '承诺', en: 'Promise' },
  reportAnnounced: { zh: '重大投诉续报', en: 'Next report on the major complaint' },
};

const house = { zh: '本机构定的时限，不是法定期限', en: 'Set by the institution itself, not by law' };

export interface OwnDate {
  readonly deadline: Deadline;
  readonly done: boolean;
}

/**
 * One for each request, question, task and promise, done or not, and for the report that the last one sent announced. A callback is
 * not among them: a rule dates it.
 */
export function ownDates(state: CaseState, calendar: WorkCalendar, timeZone: string = CHINA): readonly OwnDate[] {
  const tasks = state.tasks
    .filter(({ kind }) => kind !== 'callback')
    .map((task) => ({
      deadline: deadlineOf(task.id, taskDate(state, task, calendar, timeZone), calendar, timeZone),
      done: task.doneAtMs !== null,
    }));
  const promises = (state.promises ?? []).map((promise) => ({
    deadline: deadlineOf(promise.promiseId, promiseDate(promise), calendar, timeZone),
    done: promise.result !== null,
  }));
  const announced = announcedReport(state);
  if (announced === undefined) return [...tasks, ...promises];
  return [...tasks, ...promises, { deadline: reportDate(announced.after, announced.dueAtMs, timeZone), done: false }];
}

function reportDate(after: WrittenReport, dueAtMs: number, timeZone: string): Deadline {
  const dated: Dated = {
    origin: 'reportAnnounced',
    from: localDateOf(after.atMs, timeZone),
    dueOn: localDateOf(dueAtMs, timeZone),
    steps: [{ step: 'chosenTime', atMs: dueAtMs }],
  };
  return { ...deadlineOf('', dated, null, timeZone), id: 'majorNextReport', dueAtMs };
}

/** The next report (续报) that a form announces which was not sent yet; null where it announces none. */
export function nextReportAhead(form: WrittenReport, timeZone: string = CHINA): Deadline | null {
  return form.nextAtMs === null ? null : reportDate(form, form.nextAtMs, timeZone);
}

function taskDate(state: CaseState, task: CaseTask, calendar: WorkCalendar, timeZone: string): Dated {
  const { id, kind, dueOn, inquiry } = task;
  if (inquiry) return inWorkingDays('inquirySent', inquiry.sentOn, inquiry.workingDays, dueOn, calendar);
  const request = state.investigation?.requests.find(({ requestId }) => requestId === id);
  if (request) return inWorkingDays('materialRequested', request.askedOn, request.workingDays, dueOn, calendar);
  const decision = owedKinds.includes(kind) ? proposalOfOwed(state, task)?.decision : undefined;
  if (decision) {
    const from = localDateOf(decision.atMs, timeZone);
    return afterDecision(kind === 'review' ? 'emergencyApproved' : 'approvedOutOfReach', from, dueOn);
  }
  const origin = kind === 'performance' ? 'performanceDecided' : 'taskSet';
  return { origin, from: null, dueOn, steps: [{ step: 'chosen', on: dueOn }] };
}

function afterDecision(origin: 'emergencyApproved' | 'approvedOutOfReach', from: string, dueOn: string): Dated {
  const count = dayNumber(dueOn) - dayNumber(from);
  return {
    origin,
    from,
    dueOn,
    steps: [
      { step: 'start', fact: origin, on: from },
      { step: 'add', count, unit: 'naturalDay', from, to: dueOn, skipped: [] },
    ],
  };
}

/** By when somebody above has to review (事后复核) what two persons are about to sign on this day. */
export function emergencyReviewAhead(today: string, withinDays: number, timeZone: string = CHINA): Deadline {
  const dated = afterDecision('emergencyApproved', today, addDays(today, withinDays));
  return deadlineOf('emergencyReviewAhead', dated, null, timeZone);
}

/** The day was set when it was asked: a calendar that has changed since explains it by its own days, and moves nothing. */
function inWorkingDays(
  origin: 'materialRequested' | 'inquirySent',
  from: string,
  workingDays: number,
  dueOn: string,
  calendar: WorkCalendar,
): Dated {
  const { skipped } = addLimit(from, { count: workingDays, unit: 'workingDay' }, calendar);
  const passed = skipped.filter((day) => day < dueOn);
  return {
    origin,
    from,
    dueOn,
    steps: [
      { step: 'start', fact: origin, on: from },
      { step: 'add', count: workingDays, unit: 'workingDay', from, to: dueOn, skipped: passed },
    ],
  };
}

function promiseDate({ madeOn, dueOn, changes }: NonNullable<CaseState['promises']>[number]): Dated {
  const days = [...changes.map(({ before }) => before.dueOn), dueOn];
  return {
    origin: 'promiseMade',
    from: madeOn,
    dueOn,
    steps: [
      { step: 'promised', on: madeOn, to: days[0] ?? dueOn },
      ...changes.map(({ agreedOn, before }, at) => ({
        step: 'promiseMoved' as const,
        on: agreedOn,
        from: before.dueOn,
        to: days[at + 1] ?? dueOn,
      })),
    ],
  };
}

/** By when a decision is to be performed that the complainant has not been told yet (履行): no task says so so far. */
export function performanceAhead(performBy: string, timeZone: string = CHINA): Deadline {
  const origin = 'performanceDecided';
  const dated: Dated = { origin, from: null, dueOn: performBy, steps: [{ step: 'chosen', on: performBy }] };
  return deadlineOf('performanceAhead', dated, null, timeZone);
}

/** A promise that is being made in a talk (承诺): no case has it so far. `untilMs`: null where the day counts to its end. */
export function promiseAhead(
  promise: {
    readonly id: string;
    readonly madeOn: string;
    readonly dueOn: string;
    readonly untilMs: number | null;
    readonly steps: readonly DerivationStep[];
  },
  calendar: WorkCalendar,
  timeZone: string = CHINA,
): Deadline {
  const { id, madeOn, dueOn, untilMs, steps } = promise;
  const deadline = deadlineOf(id, { origin: 'promiseMade', from: madeOn, dueOn, steps }, calendar, timeZone);
  return untilMs === null ? deadline : { ...deadline, dueAtMs: untilMs };
}

/** `calendar` is asked about limits in working days only. */
function deadlineOf(id: string, dated: Dated, calendar: WorkCalendar | null, timeZone: string): Deadline {
  const { origin, from, dueOn, steps } = dated;
  const counted = steps.flatMap((step) => (step.step === 'add' && step.unit === 'workingDay' ? step.skipped : []));
  const working = steps.some((step) => step.step === 'add' && step.unit === 'workingDay');
  const years =
    working && calendar !== null
      ? [...new Set([...counted, dueOn].filter((day) => calendar.dayOf(day).estimated).map((day) => day.slice(0, 4)))]
      : [];
  return {
    id: ownDateId(id),
    ruleId: origin,
    kind: 'duty',
    ...names[origin],
    dueOn,
    dueAtMs: endOfDay(dueOn, timeZone),
    article: house.zh,
    articleEn: house.en,
    source: 'house',
    confidence: 'house',
    estimated: years.length > 0,
    standsSince: null,
    basis: {
      fact: origin,
      startOn: from ?? dueOn,
      steps: [...steps, ...years.map((year) => ({ step: 'estimatedYear', year }) as const)],
    },
  };
}
