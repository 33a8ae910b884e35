/** What another pack would change, before anybody takes it into force, of the complaints that this person may see. */
import { approversFor } from '../../domain/authority/matrix';
import { undecidedStatuses } from '../../domain/complaint/states';
import type { InstitutionType } from '../../domain/complaint/values';
import type { OpenTimes } from '../../domain/deadlines/opening-hours';
import { clockReminderAt, reminderAt, type Reminder, type ReminderLadder } from '../../domain/deadlines/reminders';
import { endOfDay } from '../../domain/deadlines/time-zone';
import type { PackContents, PackKind } from '../../domain/packs/kinds';
import { diffScripts, isEmptyDiff } from '../../domain/scripts/diff';
import { linesOf } from '../../domain/scripts/lines';
import { withOverlay, type Rewording } from '../../domain/scripts/overlay';
import type { ReleasedScripts } from '../../domain/scripts/release';
import type { ScriptSource } from '../../domain/scripts/script';
import { nodeHasher } from '../keys/ed25519';
import type {
  ChangedApprovers,
  ChangedReminder,
  ChangedScript,
  StandingReminder,
  SwitchEffect,
} from '../../shared/contract/packs';
import type { ListEntry } from '../../shared/store-contract/rows';
import type { Session } from '../session/session';
import { changedDates } from './changed-dates';
import { casesAtOnce, openCases } from './open-cases';

export type Looker = Pick<Session, 'lists' | 'datedCases' | 'pendingProposals' | 'openTasks'>;

export interface Switch {
  readonly before: PackContents;
  readonly after: PackContents;
  readonly institution: InstitutionType;
  readonly times: OpenTimes;
  readonly nowMs: number;
  readonly open: (release: PackContents['scripts']) => Promise<ReleasedScripts>;
  /** The branch's own wordings. */
  readonly wordings: () => Promise<readonly Rewording[]>;
}

export interface FoundEffect {
  /** Complaints that were looked at. */
  readonly open: number;
  readonly casesChanged: number;
  readonly effect: SwitchEffect;
}

type Look = (session: Looker, change: Switch) => Promise<FoundEffect>;

const dates: Look = async (session, { before, after, times }) => {
  const { changes, ...numbers } = await changedDates(session, { before, after }, times.timeZone);
  return { ...numbers, effect: { of: 'dates', changes } };
};

const approvers: Look = async (session, { before, after, institution }) => {
  const rows = (await Promise.all(undecidedStatuses.map((status) => session.lists.listByStatus(status)))).flat();
  const names = new Map(rows.map(({ caseId, maskedName }) => [caseId, maskedName]));
  const found = (await session.pendingProposals.of(rows.map(({ caseId }) => caseId))).filter((one) => one !== null);
  const changes = found.flatMap(({ state, proposal }): ChangedApprovers[] => {
    const { kinds, amountFen } = proposal.content;
    const needed = ({ authority }: PackContents) =>
      approversFor(authority.matrix[institution], kinds, amountFen) ?? null;
    const [now, then] = [needed(before), needed(after)];
    if (now?.join() === then?.join()) return [];
    const { id: caseId, number } = state;
    return [{ caseId, number, maskedName: names.get(caseId) ?? '', kinds, amountFen, before: now, after: then }];
  });
  return { open: found.length, casesChanged: changes.length, effect: { of: 'approvers', changes } };
};

const reminders: Look = async (session, { before, after, times, nowMs }) => {
  const standing = (reminder: Reminder | null): StandingReminder | null =>
    reminder && { step: reminder.step, to: reminder.to, escalated: reminder.escalated };
  const changed = (
    look: (ladder: ReminderLadder) => Reminder | null,
    named: Omit<ChangedReminder, 'before' | 'after'>,
  ): ChangedReminder[] => {
    const [now, then] = [standing(look(before.reminders)), standing(look(after.reminders))];
    const same = now?.step === then?.step && now?.to === then?.to && now?.escalated === then?.escalated;
    return same ? [] : [{ ...named, before: now, after: then }];
  };
  const flagged = await Promise.all(
    ['promiseOpen', 'taskOpen', 'callbackOpen', 'clockOpen', 'archiveOpen'].map((flag) =>
      session.lists.casesWithFlag(flag),
    ),
  );
  const owing = new Set(flagged.flat());
  const changes: ChangedReminder[] = [];
  let open = 0;
  for await (const entries of openAndOwing(session.lists, owing)) {
    open += entries.length;
    const more = await session.openTasks.of(entries.map(({ caseId }) => caseId).filter((id) => owing.has(id)));
    const moreOf = new Map(more.map((one) => [one.caseId, one]));
    for (const { caseId, number, maskedName, dueAtMs, updatedAtMs } of entries) {
      const named = { caseId, number, maskedName, promise: null, clock: null, task: null };
      const due = (dueMs: number) => (ladder: ReminderLadder) =>
        reminderAt({ dueAtMs: dueMs, updatedAtMs }, ladder, times, nowMs);
      if (dueAtMs !== null) changes.push(...changed(due(dueAtMs), named));
      const { promises, tasks, clocks } = moreOf.get(caseId) ?? { promises: [], tasks: [], clocks: [] };
      for (const { text, dueOn } of promises)
        changes.push(...changed(due(endOfDay(dueOn, times.timeZone)), { ...named, promise: text }));
      for (const { kind, title, dueOn } of tasks) {
        const look = due(endOfDay(dueOn, times.timeZone));
        const ifListed = (ladder: ReminderLadder) => (ladder.tasks.includes(kind) ? look(ladder) : null);
        changes.push(...changed(ifListed, { ...named, task: { kind, title } }));
      }
      for (const clock of clocks)
        changes.push(
          ...changed((ladder) => clockReminderAt(clock, updatedAtMs, ladder, times, nowMs), {
            ...named,
            clock: clock.id,
          }),
        );
    }
  }
  const casesChanged = new Set(changes.map(({ caseId }) => caseId)).size;
  return { open, casesChanged, effect: { of: 'reminders', changes } };
};

/** Open complaints, and those that are over and owe something still: a promise, a callback, their archiving (归档). */
async function* openAndOwing(lists: Looker['lists'], owing: ReadonlySet<string>): AsyncGenerator<readonly ListEntry[]> {
  const left = new Set(owing);
  for await (const entries of openCases(lists)) {
    for (const { caseId } of entries) left.delete(caseId);
    yield entries;
  }
  const rest = [...left];
  for (let at = 0; at < rest.length; at += casesAtOnce) yield await lists.listEntries(rest.slice(at, at + casesAtOnce));
}

const scripts: Look = async (_session, { before, after, open, wordings }) => {
  const [was, is, own] = await Promise.all([open(before.scripts), open(after.scripts), wordings()]);
  const find = (release: ReleasedScripts, code: string) => release.scripts.find((one) => one.code === code);
  const codes = [...new Set([...was.scripts, ...is.scripts].map(({ code }) => code))].sort();
  const changes = codes.flatMap((code) => {
    const change = changedScript(find(was, code), find(is, code), own);
    return change === null ? [] : [change];
  });
  // No complaint changes by what is said: talks that go on end on the words they began with.
  return { open: is.scripts.length, casesChanged: 0, effect: { of: 'scripts', changes } };
};

/** Null where nothing is said or done otherwise. */
function changedScript(
  before: ScriptSource | undefined,
  after: ScriptSource | undefined,
  own: readonly Rewording[],
): ChangedScript | null {
  const either = after ?? before;
  if (either === undefined) return null;
  const { code, title } = either;
  const wordings = own.filter(({ line }) => line.startsWith(`${code}.`));
  const staleIn = (script: ScriptSource | undefined) =>
    script === undefined ? wordings.length : withOverlay(script, wordings, nodeHasher).stale.length;
  const named = { code, title, before: before?.version ?? null, after: after?.version ?? null };
  const resting = staleIn(after) - staleIn(before);
  if (before === undefined || after === undefined)
    return { ...named, lines: linesOf(either).length, steps: Object.keys(either.nodes).length, legal: true, resting };
  const diff = diffScripts(before, after);
  if (isEmptyDiff(diff) && before.version === after.version) return null;
  return {
    ...named,
    lines: diff.lines.length,
    steps: diff.nodesChanged.length,
    legal: diff.legal.length > 0,
    resting: Math.max(0, resting),
  };
}

/** Read by people, and by nothing that decides: what is written in it is all that changes. */
const none: Look = async () => ({ open: 0, casesChanged: 0, effect: { of: 'none', changes: [] } });

/** What a pack of each kind does to complaints. */
export const effectOf: { readonly [K in PackKind]: Look } = {
  rules: dates,
  calendar: dates,
  authority: approvers,
  plan: none,
  reminders,
  scripts,
  stops: none,
};
