/** History: lists, search, the person across cases, saved views; and the workbench made from the same columns. */
import type { searchedAs } from '../../domain/audit/audit-events';
import { may } from '../../domain/authority/roles';
import { currentProposal, type CaseTask } from '../../domain/complaint/state';
import type { CaseStatus } from '../../domain/complaint/states';
import { maskName } from '../../domain/identity/mask';
import { listMarks } from '../../domain/complaint/values';
import { caseStatuses, settledStatuses, undecidedStatuses } from '../../domain/complaint/states';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type {
  CaseRowView,
  PersonCase,
  SavedView,
  SearchHitView,
  WorkbenchTask,
  WorkbenchView,
} from '../../shared/contract/history';
import { emptyHistoryFilter } from '../../shared/contract/history';
import type { ListEntry } from '../../shared/store-contract/rows';
import type { SearchMatch } from '../../shared/store-contract/search';
import type { Core } from '../app/core';
import type { SealedSettings } from '../app/sealed-settings';
import type { CallContext } from '../ipc/answer';
import type { CaseReminder } from '../reminders/reminders';
import type { Session } from '../session/session';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `history.${string}` | `workbench.${string}`>>;

export interface HistoryDeps {
  readonly core: Core;
  /** Cases that share ID number, phone or name with a party, by keyed hash, and which of these. */
  readonly casesOfPerson: (
    session: Session,
    caseId: string,
    partyIndex: number,
  ) => Promise<ReadonlyMap<string, PersonCase['matchedOn']> | undefined>;
  readonly savedViews: (session: Session) => SealedSettings<readonly SavedView[]>;
  readonly reminders: (session: Session) => Promise<readonly CaseReminder[]>;
}

const workbenchRows = 8;
/** More than a person can have in mind; older ones are found by search. */
const personCases = 50;
const soonRows = 200;
const dayMs = 86_400_000;
const unsettled = caseStatuses.filter((status) => !settledStatuses.includes(status));
/** Marks that the projection adds for filtering; they are not flags a person set. */
const derivedFlags: readonly string[] = [
  'incomplete',
  'callbackOpen',
  'taskOpen',
  'toReconcile',
  'major',
  'reportOwed',
  'clockOpen',
  'archiveOpen',
  'promised',
  'promiseOpen',
  ...listMarks,
];

export function rowView(core: Core, entry: ListEntry): CaseRowView {
  return {
    caseId: entry.caseId,
    number: entry.number,
    maskedName: entry.maskedName,
    status: entry.status as CaseStatus,
    businessId: entry.businessCode,
    reasonId: entry.reasonCode,
    channelId: entry.channel,
    receivedAtMs: entry.receivedAtMs,
    updatedAtMs: entry.updatedAtMs,
    dueAtMs: entry.dueAtMs,
    ownerId: entry.assigneeId,
    ownerName: entry.assigneeId === null ? '' : core.personName(entry.assigneeId),
    flags: entry.flags.filter((flag) => !derivedFlags.includes(flag)),
    amountFen: entry.amountFen,
    matter: entry.summary,
    emotion: entry.emotion ?? null,
    incomplete: entry.flags.includes('incomplete'),
    major: entry.flags.includes('major'),
    reportOwed: entry.flags.includes('reportOwed'),
    petition: entry.flags.includes('petition'),
  };
}

/**
 * A hit says why it was found without saying more of a name than was typed: initials must not be a way to read names that
 * the list masks.
 */
export function withoutName(match: SearchMatch, maskedName: string): SearchHitView['matched'][number] {
  if (match.field !== 'name') return { ...match };
  if (match.kind !== 'name') return { ...match, snippet: maskedName, ranges: [] };
  const typed = (at: number): boolean => match.ranges.some(([from, to]) => at >= from && at < to);
  const snippet = Array.from({ length: match.snippet.length }, (_, at) => {
    const unit = match.snippet.charAt(at);
    return typed(at) || unit.trim() === '' ? unit : '*';
  }).join('');
  return { ...match, snippet };
}

/** What a searched text looked like: enough to see that somebody looked for one person, and nothing that names them. */
export function looksLike(text: string): { as: (typeof searchedAs)[number]; tail?: string } {
  const compact = text.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
  if (/^\d{17}[\dX]$|^\d{15}$/u.test(compact)) return { as: 'idNumber', tail: compact.slice(-4) };
  if (/^(?:\+?86)?1\d{10}$/u.test(compact)) return { as: 'phone', tail: compact.slice(-4) };
  if (/^[A-Z]{2,}\d*\d{6}[A-Z]\d{3}/u.test(compact)) return { as: 'caseNumber' };
  return { as: 'words' };
}

export function historyHandlers({ core, casesOfPerson, savedViews, reminders }: HistoryDeps): Handlers {
  const rows = (entries: readonly ListEntry[]): CaseRowView[] => entries.map((entry) => rowView(core, entry));

  return {
    'history.page': async (query, context) => {
      const page = await requireSession(context).lists.listPage(query);
      return ok({ rows: rows(page.entries), total: page.total });
    },
    'history.search': async ({ text, filter, limit }, context) => {
      const session = requireSession(context);
      const { hits, more } = await session.lists.search(text, filter, limit);
      const entries = new Map((await session.lists.listEntries(hits.map((h) => h.caseId))).map((e) => [e.caseId, e]));
      const looks = looksLike(text);
      // Asked at every key: words are one search for ten minutes, each whole number is one of its own.
      await core.auditOnce(session, `search ${looks.as} ${looks.tail ?? ''}`, {
        type: 'audit.personSearched',
        payload: { kind: 'text', hits: hits.length, ...looks },
      });
      return ok({
        more,
        hits: hits.flatMap((hit) => {
          const entry = entries.get(hit.caseId);
          return entry
            ? [{ row: rowView(core, entry), matched: hit.matched.map((match) => withoutName(match, entry.maskedName)) }]
            : [];
        }),
      });
    },
    'history.person': async ({ caseId, partyIndex }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      const party = state?.details.parties[partyIndex];
      const found = await casesOfPerson(session, caseId, partyIndex);
      if (!party || !found) return err({ code: 'case.notFound' });
      await core.auditOnce(session, `person ${caseId} ${String(partyIndex)}`, {
        type: 'audit.personSearched',
        payload: { kind: 'person', hits: found.size, caseId, number: state.number },
      });
      const entries = await session.lists.listEntries([...new Set([caseId, ...found.keys()])]);
      const newest = [...entries].sort((x, y) => y.receivedAtMs - x.receivedAtMs).slice(0, personCases);
      const cases = await Promise.all(
        newest.map(async (entry): Promise<PersonCase> => {
          const one = await session.records.caseState(entry.caseId);
          const approved = one && currentProposal(one)?.status === 'approved' ? currentProposal(one) : undefined;
          return {
            row: rowView(core, entry),
            matchedOn: found.get(entry.caseId) ?? [],
            want: one?.details.want ?? null,
            remedy: approved ? { kinds: approved.content.kinds, amountFen: approved.content.amountFen } : null,
          };
        }),
      );
      return ok({ maskedName: maskName(party.name), cases });
    },
    'history.views': async (_input, context) => {
      const views = (await savedViews(requireSession(context)).get()) ?? [];
      return ok({ views: [...views] });
    },
    'history.saveView': async ({ commandId, view }, context) => {
      const settings = savedViews(requireSession(context));
      await settings.change(commandId, (views = []) => [...views.filter((v) => v.id !== view.id), view]);
      return ok({});
    },
    'history.deleteView': async ({ commandId, id }, context) => {
      const settings = savedViews(requireSession(context));
      await settings.change(commandId, (views = []) => views.filter((v) => v.id !== id));
      return ok({});
    },
    'workbench.today': async (_input, context) => {
      const session = requireSession(context);
      const { userId } = session.user;
      const startOfDayMs = core.startOfDayMs();
      const page = (changes: Partial<typeof emptyHistoryFilter>, by: 'due' | 'received', limit = workbenchRows) =>
        session.lists.listPage({
          filter: { ...emptyHistoryFilter, ...changes },
          sort: { by, direction: by === 'due' ? 'asc' : 'desc' },
          offset: 0,
          limit,
        });
      const [open, overdue, soon, incomplete, pending, mine, today, major] = await Promise.all([
        page({ attention: 'open' }, 'due'),
        page({ attention: 'overdue' }, 'due'),
        page({ attention: 'soon' }, 'due', soonRows),
        page({ attention: 'incomplete' }, 'received'),
        page({ statuses: [...undecidedStatuses] }, 'due'),
        page({ attention: 'open', ownerIds: [userId] }, 'due'),
        page({ receivedFromMs: startOfDayMs }, 'received'),
        page({ attention: 'major', statuses: unsettled }, 'received'),
      ]);
      const callbacks = await openTasks(
        core,
        session,
        'callbackOpen',
        ({ kind }, handlers) =>
          // The result of a callback can't be entered by whoever handled the case.
          kind === 'callback' && !handlers.includes(userId),
      );
      const tasks = await openTasks(
        core,
        session,
        'taskOpen',
        ({ kind, ownerId }) => kind !== 'callback' && (ownerId === null || ownerId === userId),
      );
      // What was promised waits beside what is to be done; both have a day and somebody who answers for them.
      const promised = (await openPromisesOf(core, session)).filter(
        ({ ownerId }) => ownerId === null || ownerId === userId,
      );
      tasks.push(...promised.map(({ task }) => task));
      if (may(session.user.role, 'case.edit')) tasks.push(...(await toReconcile(core, session)));
      tasks.sort((a, b) => a.dueOn.localeCompare(b.dueOn));
      const reminded = await reminders(session);
      const endOfDayMs = startOfDayMs + dayMs;
      const view: WorkbenchView = {
        counts: {
          open: open.total,
          overdue: overdue.total,
          soon: soon.total,
          incomplete: incomplete.total,
          awaitingApproval: pending.total,
          mine: mine.total,
          dueToday: soon.entries.filter(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= endOfDayMs).length,
          callbacksDue: callbacks.length,
          tasks: tasks.length,
          registeredToday: today.total,
          major: major.total,
        },
        reminders: reminded
          .slice(0, workbenchRows)
          .map(({ entry, promise, task, clock, reminder: { step, atMs, escalated } }) => ({
            row: rowView(core, entry),
            promise: promise ?? null,
            task: task ?? null,
            clock: clock ?? null,
            step,
            atMs,
            escalated,
          })),
        due: rows(
          [...overdue.entries, ...soon.entries.slice(0, workbenchRows), ...open.entries]
            .filter((row, index, all) => all.findIndex((other) => other.caseId === row.caseId) === index)
            .slice(0, workbenchRows),
        ),
        major: rows(major.entries),
        approvals: rows(pending.entries),
        mine: rows(mine.entries),
        callbacks: callbacks.slice(0, workbenchRows),
        tasks: tasks.slice(0, workbenchRows),
      };
      return ok(view);
    },
  };
}

/** What was promised and has no result yet, in all cases. */
async function openPromisesOf(
  core: Core,
  session: Session,
): Promise<readonly { readonly task: WorkbenchTask; readonly ownerId: string | null }[]> {
  const today = core.today();
  const cases = await session.openTasks.of(await session.lists.casesWithFlag('promiseOpen'));
  return cases.flatMap(({ caseId, number, maskedName, promises, tasks }) => {
    // What a decision promises is the same as its performance, where that is listed.
    const listed = tasks.some(({ kind }) => kind === 'performance');
    const others = promises.filter(({ source }) => !listed || source !== 'decision');
    return others.map(({ promiseId, text, dueOn, ownerId }) => ({
      ownerId,
      task: {
        taskId: promiseId,
        caseId,
        number,
        maskedName,
        kind: 'promise' as const,
        title: text,
        dueOn,
        state: dueOn < today ? ('overdue' as const) : dueOn === today ? ('today' as const) : ('later' as const),
      },
    }));
  });
}

/** Open tasks of the cases with a mark, the nearest day first. */
async function openTasks(
  core: Core,
  session: Session,
  mark: 'callbackOpen' | 'taskOpen',
  wanted: (task: CaseTask, handlers: readonly string[]) => boolean,
): Promise<WorkbenchTask[]> {
  const today = core.today();
  const found: WorkbenchTask[] = [];
  for (const { caseId, number, maskedName, handlers, tasks } of await session.openTasks.of(
    await session.lists.casesWithFlag(mark),
  )) {
    for (const task of tasks) {
      if (!wanted(task, handlers)) continue;
      found.push({
        taskId: task.id,
        caseId,
        number,
        maskedName,
        kind: task.kind,
        title: task.title,
        dueOn: task.dueOn,
        state: task.dueOn < today ? 'overdue' : task.dueOn === today ? 'today' : 'later',
      });
    }
  }
  return found.sort((a, b) => a.dueOn.localeCompare(b.dueOn));
}

/** 待核对: cases of which two PCs say different things. Whoever comes by settles it, today. */
async function toReconcile(core: Core, session: Session): Promise<WorkbenchTask[]> {
  const cases = await session.openTasks.of(await session.lists.casesWithFlag('toReconcile'));
  return cases.map(({ caseId, number, maskedName }) => ({
    ...{ taskId: `reconcile-${caseId}`, caseId, number, maskedName },
    ...{ kind: 'reconcile', title: '', dueOn: core.today(), state: 'today' },
  }));
}
