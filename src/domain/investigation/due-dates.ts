/** Last days that the branch set itself, for material and for answers of departments, with their derivation (期限由来). */
import type { CaseState } from '../complaint/state';
import type { WorkCalendar } from '../deadlines/calendar';
import type { Deadline, DerivationStep } from '../deadlines/deadlines';
import { addLimit } from '../deadlines/limits';
import { CHINA, endOfDay } from '../deadlines/time-zone';
import { ownDateId } from './own-date-id';

interface SetOn {
  readonly fact: 'materialRequested' | 'inquirySent';
  readonly from: string;
  readonly workingDays: number;
  readonly dueOn: string;
}

const names = {
  materialRequested: { zh: '补充材料', en: 'Material from the customer' },
  inquirySent: { zh: '协办答复', en: 'Answer of a department' },
} as const;

const house = { zh: '本机构定的时限，不是法定期限', en: 'Set by the institution itself, not by law' };

/** One for each request and each question, done or not; `done` says which are. */
export function ownDates(
  state: CaseState,
  calendar: WorkCalendar,
  timeZone: string = CHINA,
): readonly { readonly deadline: Deadline; readonly done: boolean }[] {
  return state.tasks.flatMap((task) => {
    const set = setOn(state, task);
    if (set === undefined) return [];
    return [{ deadline: deadlineOf(task.id, set, calendar, timeZone), done: task.doneAtMs !== null }];
  });
}

function setOn(state: CaseState, { id, dueOn, inquiry }: CaseState['tasks'][number]): SetOn | undefined {
  if (inquiry) return { fact: 'inquirySent', from: inquiry.sentOn, workingDays: inquiry.workingDays, dueOn };
  const request = state.investigation?.requests.find(({ requestId }) => requestId === id);
  return request && { fact: 'materialRequested', from: request.askedOn, workingDays: request.workingDays, dueOn };
}

/** The day was set when it was asked: a calendar that has changed since explains it by its own days, and moves nothing. */
function deadlineOf(
  taskId: string,
  { fact, from, workingDays, dueOn }: SetOn,
  calendar: WorkCalendar,
  timeZone: string,
): Deadline {
  const { skipped } = addLimit(from, { count: workingDays, unit: 'workingDay' }, calendar);
  const passed = skipped.filter((day) => day < dueOn);
  const years = [
    ...new Set([...passed, dueOn].filter((day) => calendar.dayOf(day).estimated).map((day) => day.slice(0, 4))),
  ];
  const steps: DerivationStep[] = [
    { step: 'start', fact, on: from },
    { step: 'add', count: workingDays, unit: 'workingDay', from, to: dueOn, skipped: passed },
    ...years.map((year) => ({ step: 'estimatedYear', year }) as const),
  ];
  return {
    id: ownDateId(taskId),
    ruleId: fact,
    kind: 'duty',
    ...names[fact],
    dueOn,
    dueAtMs: endOfDay(dueOn, timeZone),
    article: house.zh,
    articleEn: house.en,
    source: 'house',
    confidence: 'house',
    estimated: years.length > 0,
    standsSince: null,
    basis: { fact, startOn: from, steps },
  };
}
