/** Who is reminded of what, once, and what stays of it; with the records and lists of a whole branch. */
import { uuidv7 as newId } from 'uuidv7';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import type { CaseDetails } from '../../../src/domain/complaint/values';
import { usualHours } from '../../../src/domain/deadlines/opening-hours';
import { endOfDay, localDateOf, startOfDay } from '../../../src/domain/deadlines/time-zone';
import { addDays } from '../../../src/domain/deadlines/local-date';
import { parseReminderLadder, type ReminderLadder } from '../../../src/domain/deadlines/reminders';
import { builtInPacks } from '../../../src/main/app/packs';
import { createReminders, type Reminders, type RemindersDeps } from '../../../src/main/reminders/reminders';
import { branchInMemory, complaintOf, type BranchInMemory } from '../../support/branch-in-memory';

vi.mock('electron', () => ({ net: {}, app: {}, dialog: {} }));

const members = [
  { userId: 'u-wang', name: '王静', role: 'counter' },
  { userId: 'u-chen', name: '陈立', role: 'counter' },
  { userId: 'u-li', name: '李主任', role: 'supervisor' },
  { userId: 'u-sun', name: '孙审', role: 'auditor' },
] as const;
const HOUR = 3_600_000;

let branch: BranchInMemory;
let nowMs: number;
let reminders: Reminders;
let said: Parameters<RemindersDeps['notify']>[0][];
let atThePc: string;
let ladderInForce: ReminderLadder;
const caseId = newId();
const { calendar, reminders: ladder } = builtInPacks().contents.bank;
const hours = { ...usualHours, days: 'everyDay' } as const;

beforeEach(async () => {
  branch = await branchInMemory(members);
  said = [];
  ladderInForce = ladder;
  atThePc = 'u-wang';
  nowMs = branch.core.nowMs();
  reminders = createReminders({
    core: { ...branch.core, nowMs: () => nowMs },
    ladder: () => ladderInForce,
    openTimes: () => ({ hours, calendar, timeZone: 'Asia/Shanghai' }),
    isCurrent: (session) => session.user.userId === atThePc,
    notify: (message) => said.push(message),
  });
});

const run = async (userId: string, command: CaseCommand): Promise<void> => {
  const session = branch.signIn(userId);
  const done = await session.records.runCaseCommand({ commandId: newId(), caseId, actor: session.user, command });
  if (!done.ok) throw new Error(done.error.code);
};
const register = (involved: readonly string[] = [], changes: Partial<CaseDetails> = {}): Promise<void> =>
  run('u-chen', {
    name: 'register',
    input: {
      number: 'BJ01-260310-A001-7',
      source: 'form',
      receivedAtMs: branch.core.nowMs(),
      emotion: 2,
      details: { ...complaintOf(involved), ...changes },
      evidence: [],
      draftHands: [],
      importKey: null,
    },
  });
const accept = (): Promise<void> =>
  run('u-li', { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: 'u-wang' } });
/** Ten in the morning, so many days before the last one of the fifteen. */
const morningBefore = (days: number, hour = 10): number => {
  const received = localDateOf(branch.core.nowMs(), 'Asia/Shanghai');
  return startOfDay(addDays(received, 15 - days)) + hour * HOUR;
};
/** Of the decision. */
const of = async (userId: string) =>
  (await reminders.of(branch.signIn(userId)))
    .filter(({ clock }) => clock === undefined)
    .map(({ reminder: { step, escalated } }) => ({ step, escalated }));
const ofClocks = async (userId: string) =>
  (await reminders.of(branch.signIn(userId))).flatMap(({ clock, reminder: { step, to, escalated } }) =>
    clock ? [{ id: clock.id, step, to, escalated }] : [],
  );
const give = async (userId: string): Promise<void> => {
  atThePc = userId;
  await reminders.give(branch.signIn(userId));
};

it('reminds whoever handles the case, and nobody else before the last day', async () => {
  await register();
  await accept();
  nowMs = morningBefore(7);
  expect(await of('u-wang')).toEqual([{ step: 'week', escalated: false }]);
  for (const other of ['u-chen', 'u-li', 'u-sun']) expect(await of(other)).toEqual([]);
  nowMs = morningBefore(0);
  expect(await of('u-li')).toEqual([{ step: 'lastDay', escalated: true }]);
  expect(await of('u-sun')).toEqual([]);
});

it('reminds everybody who may take it on of a case that nobody handles', async () => {
  await register();
  nowMs = morningBefore(3);
  expect(await of('u-wang')).toHaveLength(1);
  expect(await of('u-chen')).toHaveLength(1);
  expect(await of('u-sun')).toEqual([]);
});

it('goes to the supervisor when nobody answered for four open hours', async () => {
  await register();
  await accept();
  nowMs = morningBefore(7, 14);
  expect(await of('u-li')).toEqual([{ step: 'week', escalated: true }]);
});

it('says it once to each person, and again when there is something new; each is in the trail', async () => {
  await register();
  await accept();
  nowMs = morningBefore(7);
  await give('u-wang');
  await give('u-wang');
  await give('u-li');
  expect(said).toEqual([{ count: 1, step: 'week' }]);
  nowMs = morningBefore(3);
  await give('u-wang');
  expect(said).toHaveLength(2);
  // Left alone for days: the supervisor hears of it too.
  await give('u-li');
  expect(said.at(-1)).toEqual({ count: 1, step: 'threeDays' });
  expect(branch.traces.filter(({ type }) => type === 'audit.reminderGiven').map(({ userId }) => userId)).toEqual([
    'u-wang',
    'u-wang',
    'u-li',
  ]);
});

it('is silent while the branch is closed, and to who has left the PC', async () => {
  await register();
  await accept();
  nowMs = morningBefore(7, 18);
  await give('u-wang');
  expect(said).toEqual([]);
  nowMs = morningBefore(6);
  atThePc = 'u-li';
  await reminders.give(branch.signIn('u-wang'));
  expect(said).toEqual([]);
});

it('says nothing to whom the complaint names', async () => {
  await register(['u-li']);
  nowMs = endOfDay(localDateOf(morningBefore(0), 'Asia/Shanghai')) + 10 * HOUR;
  expect(await of('u-li')).toEqual([]);
  expect(await of('u-wang')).toEqual([{ step: 'overdue', escalated: true }]);
});

const dayOf = (ms: number): string => localDateOf(ms, 'Asia/Shanghai');
/** Ten in the morning of the day so many before that one. */
const before = (dueOn: string, days: number, hour = 10): number => startOfDay(addDays(dueOn, -days)) + hour * HOUR;
const ofTasks = async (userId: string) =>
  (await reminders.of(branch.signIn(userId))).flatMap(({ task, reminder: { step, escalated } }) =>
    task ? [{ kind: task.kind, step, escalated }] : [],
  );
const openTask = async (kind: string) => {
  const [found] = await branch.signIn('u-li').openTasks.of([caseId]);
  const task = found?.tasks.find((one) => one.kind === kind);
  if (!task) throw new Error(`no task of the kind ${kind}`);
  return task;
};

it('reminds of material that the customer has not brought, and the manager when nobody acts', async () => {
  await register();
  await accept();
  await run('u-wang', {
    name: 'requestMaterial',
    input: { kindIds: ['police'], detail: '报警回执', method: 'handed', workingDays: 10 },
  });
  const { dueOn } = await openTask('supplement');
  nowMs = before(dueOn, 1);
  expect(await ofTasks('u-wang')).toEqual([{ kind: 'supplement', step: 'tomorrow', escalated: true }]);
  nowMs = before(dueOn, -1);
  expect(await ofTasks('u-wang')).toEqual([{ kind: 'supplement', step: 'overdue', escalated: true }]);
  expect(await ofTasks('u-li')).toHaveLength(1);
  expect(await ofTasks('u-sun')).toEqual([]);
  await give('u-wang');
  expect(said.at(-1)).toMatchObject({ step: 'overdue' });
  expect(JSON.stringify(said)).not.toContain('报警');
  // What ends the waiting ends the reminder.
  await run('u-wang', {
    name: 'receiveMaterial',
    input: { kindIds: ['police'], receivedOn: dayOf(branch.core.nowMs()), what: '回执', evidenceIds: [] },
  });
  expect(await ofTasks('u-wang')).toEqual([]);
});

it('reminds of a question to a department and of a task, each person of what lies with them', async () => {
  await register();
  await accept();
  const today = dayOf(branch.core.nowMs());
  await run('u-wang', {
    name: 'sendInquiry',
    input: { department: 'operations', addressee: '发卡中心', question: '调三月二日的流水', workingDays: 5 },
  });
  const taskDue = addDays(today, 5);
  await run('u-li', { name: 'createTask', input: { title: '核对流水', dueOn: taskDue, ownerId: 'u-chen' } });
  nowMs = before(taskDue, 0);
  expect(await ofTasks('u-chen')).toEqual([{ kind: 'manual', step: 'lastDay', escalated: true }]);
  const { dueOn } = await openTask('inquiry');
  nowMs = before(dueOn, -1);
  expect((await ofTasks('u-wang')).map(({ kind }) => kind)).toEqual(['inquiry']);
  expect((await ofTasks('u-li')).map(({ kind }) => kind).sort()).toEqual(['inquiry', 'manual']);
});

describe('clocks beside that of the decision', () => {
  const MINUTE = 60_000;

  it('remind of the written answer to the regulator until it is sent, by its own day', async () => {
    const letterDue = addDays(dayOf(branch.core.nowMs()), 6);
    await register([], { transferLetter: { number: '消保转〔2026〕8 号', dueOn: letterDue } });
    await accept();
    nowMs = before(letterDue, 1);
    expect(await ofClocks('u-wang')).toEqual([
      { id: 'regulatorAnswer', step: 'tomorrow', to: 'supervisor', escalated: true },
    ]);
    expect(await ofClocks('u-sun')).toEqual([]);
    nowMs = before(letterDue, -1);
    expect(await ofClocks('u-li')).toEqual([
      { id: 'regulatorAnswer', step: 'overdue', to: 'supervisor', escalated: true },
    ]);
    await give('u-li');
    expect(said.at(-1)).toMatchObject({ step: 'overdue' });
    expect(JSON.stringify(said)).not.toContain('消保转');
    // A ladder of before says nothing of it.
    const { clocks: _clocks, ...old } = ladder;
    const read = parseReminderLadder(old);
    if (!read.ok) throw new Error('a ladder without clocks was refused');
    ladderInForce = read.ladder;
    expect(await ofClocks('u-li')).toEqual([]);
  });

  it('remind of a petition by the sixty days, and stop when it is no petition', async () => {
    await register([], { channelId: 'channel.petition' });
    await accept();
    const due = addDays(dayOf(branch.core.nowMs()), 60);
    nowMs = before(due, 7);
    expect(await ofClocks('u-wang')).toEqual([{ id: 'petitionAnswer', step: 'week', to: 'owner', escalated: false }]);
  });

  it('remind of taking a complaint on before closing of the same day, and not at an opening before it came', async () => {
    await register();
    const today = dayOf(branch.core.nowMs());
    nowMs = before(today, 0, 15) - MINUTE;
    expect(await ofClocks('u-wang')).toEqual([]);
    nowMs = before(today, 0, 15);
    expect(await ofClocks('u-wang')).toEqual([
      { id: 'acceptanceNote', step: 'lastDay', to: 'supervisor', escalated: false },
    ]);
    await accept();
    expect(await ofClocks('u-wang')).toEqual([]);
  });

  it('remind of the reports on a major complaint from that minute on, at any hour, until they are made', async () => {
    await register();
    await accept();
    const foundAtMs = branch.core.nowMs();
    await run('u-li', {
      name: 'recogniseMajor',
      input: { cause: 'outletClosed', level: 'especiallySerious', what: '大厅停业', foundAtMs },
    });
    nowMs = foundAtMs + MINUTE;
    const phone = { id: 'majorReport', step: 'now', to: 'owner', escalated: false };
    const written = { id: 'majorWrittenReport', step: 'now', to: 'owner', escalated: false };
    expect(await ofClocks('u-wang')).toEqual([phone, written]);
    // Nobody is there to be disturbed at night by a week, but a clock of minutes is told.
    nowMs = foundAtMs + 31 * MINUTE;
    expect(await ofClocks('u-li')).toEqual([{ ...phone, step: 'overdue', to: 'supervisor' }]);
    const closed = { ...hours, opensAt: '00:00', closesAt: '00:01' };
    const atNight = createReminders({
      core: { ...branch.core, nowMs: () => nowMs },
      ladder: () => ladder,
      openTimes: () => ({ hours: closed, calendar, timeZone: 'Asia/Shanghai' }),
      isCurrent: () => true,
      notify: (message) => said.push(message),
    });
    await atNight.give(branch.signIn('u-li'));
    await atNight.give(branch.signIn('u-li'));
    expect(said).toEqual([{ count: 1, step: 'overdue' }]);
    // A note is no report.
    await run('u-wang', { name: 'addNote', input: { staffText: '正在报' } });
    expect(await ofClocks('u-wang')).toHaveLength(2);
    await run('u-wang', {
      name: 'reportMajor',
      input: {
        to: 'regulator',
        recipient: '王科长',
        reportedAtMs: foundAtMs,
        number: '',
        what: '',
        proofIds: [],
        method: 'phone',
      },
    });
    expect((await ofClocks('u-wang')).map(({ id }) => id)).toEqual(['majorWrittenReport']);
  });

  it('remind of a credit-record objection, which is owed beside the decision', async () => {
    await register();
    await accept();
    const on = dayOf(branch.core.nowMs());
    await run('u-wang', { name: 'recordClockFact', input: { fact: 'creditObjectionReceived', on, note: '' } });
    nowMs = before(addDays(on, 20), 3);
    expect(await ofClocks('u-wang')).toMatchObject([{ id: 'creditObjection', step: 'threeDays' }]);
    await run('u-wang', { name: 'recordClockFact', input: { fact: 'creditObjectionAnswered', on, note: '' } });
    expect(await ofClocks('u-wang')).toEqual([]);
  });

  it('leave no duty of the built-in Chinese rules without a reminder, but what nothing recorded ends', () => {
    for (const type of ['bank', 'insurer'] as const) {
      const { rules, reminders: own } = builtInPacks().contents[type];
      const duties = new Set(rules.deadlines.filter(({ kind }) => kind === 'duty').map(({ deadline }) => deadline));
      const otherwise = ['decision', 'reviewDecision', 'callback', 'withdrawalClosing'];
      expect([...duties].filter((id) => !own.clocks.some((one) => one === id) && !otherwise.includes(id))).toEqual([]);
      expect(own.tasks).toEqual(expect.arrayContaining(['callback', 'ratification', 'review', 'performance']));
    }
  });
});
