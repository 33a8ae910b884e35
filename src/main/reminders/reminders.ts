/** 到期提醒: which cases wait for the signed-in person, and telling them so once, with a trace in the audit stream. */
import type { TaskKind } from '../../domain/complaint/state';
import { may } from '../../domain/authority/roles';
import { isOpenAt, type OpenTimes } from '../../domain/deadlines/opening-hours';
import { endOfDay } from '../../domain/deadlines/time-zone';
import type { OwedClock } from '../../domain/deadlines/owed-clocks';
import {
  clockReminderAt,
  reminderAt,
  type Reminder,
  type ReminderLadder,
  type ReminderStep,
} from '../../domain/deadlines/reminders';
import { emptyHistoryFilter } from '../../shared/contract/history';
import type { ListEntry } from '../../shared/store-contract/rows';
import type { Core } from '../app/core';
import type { Session } from '../session/session';

export interface CaseReminder {
  readonly entry: ListEntry;
  readonly reminder: Reminder;
  /** Where it is of a promise (承诺) and not of the decision. */
  readonly promise?: { readonly promiseId: string; readonly text: string; readonly dueOn: string };
  /** Where it is of a task: material that is waited for, a question to a department, another one. */
  readonly task?: { readonly taskId: string; readonly kind: TaskKind; readonly title: string; readonly dueOn: string };
  /** Where it is of a clock beside that of the decision: an answer that is owed, a report, a claim. */
  readonly clock?: OwedClock;
}

/** What was given to a person: by case, which reminder last. */
export type RemindersGiven = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Reminders {
  /** Those that concern this person now, the most urgent first. */
  readonly of: (session: Session) => Promise<readonly CaseReminder[]>;
  /** Tells this person of those that are new: during opening hours, and at any hour of what counts in minutes. */
  readonly give: (session: Session) => Promise<void>;
}

export interface RemindersDeps {
  readonly core: Core;
  readonly ladder: () => ReminderLadder;
  readonly openTimes: () => OpenTimes;
  /** True while this session is the one at the PC. */
  readonly isCurrent: (session: Session) => boolean;
  /** Says it outside of the page. Names no customer: it may appear over another program. */
  readonly notify: (message: { readonly count: number; readonly step: ReminderStep }) => void;
}

/** Enough for any branch; the most urgent are first, the others follow when these were worked on. */
const most = 200;

export function createReminders({ core, ladder, openTimes, isCurrent, notify }: RemindersDeps): Reminders {
  const of: Reminders['of'] = async (session) => {
    const nowMs = core.nowMs();
    const times = openTimes();
    const { entries } = await session.lists.listPage({
      filter: { ...emptyHistoryFilter, attention: 'open' },
      sort: { by: 'due', direction: 'asc' },
      offset: 0,
      limit: most,
    });
    const ofCases = entries.flatMap((entry): CaseReminder[] => {
      if (entry.dueAtMs === null) return [];
      const reminder = reminderAt({ dueAtMs: entry.dueAtMs, updatedAtMs: entry.updatedAtMs }, ladder(), times, nowMs);
      return reminder && concerns(session, entry.assigneeId, reminder) ? [{ entry, reminder }] : [];
    });
    return [
      ...(await ofClocks(session, times, nowMs, 'clockOpen')),
      ...(await ofPromises(session, times, nowMs)),
      ...(await ofTasks(session, times, nowMs)),
      ...ofCases,
      // Nobody waits for it but the house: behind all that somebody does.
      ...(await ofClocks(session, times, nowMs, 'archiveOpen')),
    ];
  };

  /** What is owed beside the decision, the most urgent first: what counts in minutes is nothing to scroll down to. */
  const ofClocks = async (
    session: Session,
    times: OpenTimes,
    nowMs: number,
    flag: 'clockOpen' | 'archiveOpen',
  ): Promise<CaseReminder[]> => {
    const caseIds = (await session.lists.casesWithFlag(flag)).slice(0, most);
    const entries = new Map((await session.lists.listEntries(caseIds)).map((entry) => [entry.caseId, entry]));
    const cases = await session.openTasks.of(caseIds);
    return cases
      .flatMap(({ caseId, clocks }) => {
        const entry = entries.get(caseId);
        if (!entry) return [];
        const ofFlag = clocks.filter(({ id }) => (id === 'archive') === (flag === 'archiveOpen'));
        return ofFlag.flatMap((clock): (CaseReminder & { readonly clock: OwedClock })[] => {
          const reminder = clockReminderAt(clock, entry.updatedAtMs, ladder(), times, nowMs);
          return reminder && concerns(session, entry.assigneeId, reminder) ? [{ entry, reminder, clock }] : [];
        });
      })
      .toSorted((a, b) => a.clock.dueAtMs - b.clock.dueAtMs);
  };

  /** The same ladder for what was promised; whoever answers for it is reminded. */
  const ofPromises = async (session: Session, times: OpenTimes, nowMs: number): Promise<CaseReminder[]> => {
    const caseIds = (await session.lists.casesWithFlag('promiseOpen')).slice(0, most);
    const entries = new Map((await session.lists.listEntries(caseIds)).map((entry) => [entry.caseId, entry]));
    const cases = await session.openTasks.of(caseIds);
    return cases.flatMap(({ caseId, promises }) => {
      const entry = entries.get(caseId);
      if (!entry) return [];
      return promises.flatMap(({ promiseId, text, dueOn, ownerId }): CaseReminder[] => {
        const due = { dueAtMs: endOfDay(dueOn, times.timeZone), updatedAtMs: entry.updatedAtMs };
        const reminder = reminderAt(due, ladder(), times, nowMs);
        if (!reminder || !concerns(session, ownerId ?? entry.assigneeId, reminder)) return [];
        return [{ entry, reminder, promise: { promiseId, text, dueOn } }];
      });
    });
  };

  /** And for what a case waits for: whoever it lies with is reminded, not only whoever looks at the page. */
  const ofTasks = async (session: Session, times: OpenTimes, nowMs: number): Promise<CaseReminder[]> => {
    const caseIds = (await session.lists.casesWithFlag('taskOpen')).slice(0, most);
    const entries = new Map((await session.lists.listEntries(caseIds)).map((entry) => [entry.caseId, entry]));
    const cases = await session.openTasks.of(caseIds);
    return cases.flatMap(({ caseId, tasks, handlers }) => {
      const entry = entries.get(caseId);
      if (!entry) return [];
      return tasks.flatMap(({ id, kind, title, dueOn, ownerId }): CaseReminder[] => {
        if (!ladder().tasks.includes(kind)) return [];
        const due = { dueAtMs: endOfDay(dueOn, times.timeZone), updatedAtMs: entry.updatedAtMs };
        const reminder = reminderAt(due, ladder(), times, nowMs);
        if (!reminder) return [];
        // Whoever handled the case can't call back: it is everybody else's.
        if (kind === 'callback' && handlers.includes(session.user.userId)) return [];
        const holder = kind === 'callback' ? ownerId : (ownerId ?? entry.assigneeId);
        if (!concerns(session, holder, reminder)) return [];
        return [{ entry, reminder, task: { taskId: id, kind, title, dueOn } }];
      });
    });
  };

  return {
    of,
    give: async (session) => {
      const open = isOpenAt(openTimes(), core.nowMs());
      const standing = await of(session);
      const { userId } = session.user;
      const all = (await session.remindersGiven.get()) ?? {};
      const given = all[userId] ?? {};
      const isGiven = (one: CaseReminder): boolean => given[keyOf(one)] === markOf(one.reminder);
      // Outside of opening hours nobody is disturbed, unless the rules count in minutes: then people are there.
      const fresh = standing.filter((one) => !isGiven(one) && (open || isUrgent(one)));
      const first = fresh[0];
      if (!first || !isCurrent(session)) return;
      // Kept before it is said: a reminder that can't be kept would come every minute.
      const told = standing.filter((one) => isGiven(one) || fresh.includes(one));
      const kept = Object.fromEntries(told.map((one) => [keyOf(one), markOf(one.reminder)]));
      await session.remindersGiven.change(core.newId(), (others = {}) => ({ ...others, [userId]: kept }));
      for (const { entry, reminder } of fresh) {
        const { caseId, number } = entry;
        const { step, escalated } = reminder;
        await core.audit(session, {
          type: 'audit.reminderGiven',
          payload: { caseId, number, step, why: escalated ? 'unanswered' : 'due' },
        });
      }
      notify({ count: fresh.length, step: first.reminder.step });
      core.publish('cases.changed', { caseIds: fresh.map(({ entry }) => entry.caseId) });
    },
  };
}

const isUrgent = ({ clock }: CaseReminder): boolean => clock !== undefined && clock.fromMs !== null;

/** Of what it is: a case has one for its decision, and one for each promise, each task and each other clock. */
const keyOf = ({ entry, promise, task, clock }: CaseReminder): string =>
  [entry.caseId, promise?.promiseId ?? task?.taskId ?? clock?.id ?? ''].join(' ').trim();

function concerns({ user }: Session, assigneeId: string | null, { to }: Reminder): boolean {
  if (to === 'supervisor' && may(user.role, 'case.decide')) return true;
  // Nobody's case is the case of everybody who may take it on.
  return assigneeId === null ? may(user.role, 'case.accept') : assigneeId === user.userId;
}

/** The same for as long as nothing new is to be said. */
const markOf = ({ step, atMs, escalated }: Reminder): string =>
  `${step} ${String(atMs)}${escalated ? ' escalated' : ''}`;
