/** What a conversation leaves in its case: promises with owner and day, how the customer was, facts typed once, and nothing twice. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createCaseTalks } from '../../../src/main/conversations/case-talks';
import { createConversations } from '../../../src/main/conversations/conversations';
import { findSurroundings } from '../../../src/main/conversations/surroundings';
import { caseHandlers } from '../../../src/main/handlers/case-handlers';
import { conversationHandlers } from '../../../src/main/handlers/conversation-handlers';
import { intakeHandlers } from '../../../src/main/handlers/intake-handlers';
import { findSimilar } from '../../../src/main/handlers/person-lookup';
import { newId } from '../../../src/main/platform/ids';
import type { Session } from '../../../src/main/session/session';
import type { AppContract, OperationName } from '../../../src/shared/contract/contract';
import type { ConversationAct, ConversationView } from '../../../src/shared/contract/conversation';
import type { OutputOf } from '../../../src/shared/contract/define';
import type { IntakeForm } from '../../../src/shared/contract/intake';
import { branchInMemory, type BranchInMemory } from '../../support/branch-in-memory';
import { shippedShelf } from '../../support/script-shelf';

vi.mock('electron', () => ({ net: {}, app: {}, dialog: {} }));

let branch: BranchInMemory;
let session: Session;
let handlers: Record<string, (input: unknown, context: { session: Session }) => Promise<unknown>>;

const ask = async <N extends OperationName>(name: N, input: unknown): Promise<OutputOf<AppContract[N]>> => {
  const handler = handlers[name];
  const reply = (await handler?.(input, { session })) as { ok: boolean; value: OutputOf<AppContract[N]> };
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`);
  return reply.value;
};

beforeEach(async () => {
  branch = await branchInMemory([
    { userId: 'u-wang', name: '王静', role: 'counter' },
    { userId: 'u-li', name: '李主任', role: 'supervisor' },
  ]);
  session = branch.signIn('u-wang');
  const { core } = branch;
  const conversations = createConversations({ core, shelf: shippedShelf });
  branch.alsoTell(conversations.committed);
  const surroundings = findSurroundings(core, () => branch.lawBook.now('bank'));
  const talks = createCaseTalks({ core, conversations, surroundings });
  handlers = {
    ...intakeHandlers({
      core,
      talks,
      drafts: (one) => one.drafts,
      numbers: (one) => one.numbers,
      lookup: findSimilar,
    }),
    ...caseHandlers(core, () => true),
    ...conversationHandlers({
      core,
      shelf: shippedShelf,
      conversations,
      surroundings,
      talks,
      withStepUp: () => Promise.reject(new Error('asked')),
    }),
  } as typeof handlers;
});

const draftOf = async (): Promise<{ id: string; commandId: string; form: IntakeForm }> =>
  ask('draft.create', { commandId: newId(), caseId: null });
const start = (draftId: string | null, script = 'SVC-01'): Promise<ConversationView> =>
  ask('conversation.start', { commandId: newId(), script, draftId, caseId: null });
const play = async (view: ConversationView, ...acts: readonly ConversationAct[]): Promise<ConversationView> => {
  let now = view;
  for (const act of acts) {
    branch.clock.pass(1_000);
    now = await ask('conversation.step', { commandId: newId(), id: view.id, seq: now.seq, act });
  }
  return now;
};
const rate = (level: 0 | 1 | 2 | 3): ConversationAct => ({ type: 'rated', level, distress: [] });
/** To the end of the first account: a place is promised on the way. */
const toListening: readonly ConversationAct[] = [
  rate(2),
  { type: 'said' },
  { type: 'answered', value: 'A037' },
  { type: 'answered', value: 70 },
  { type: 'said' },
  rate(2),
  { type: 'said' },
  { type: 'listened', quote: '我下午还要去医院拿药' },
];
const submit = async (draft: { id: string; commandId: string }): Promise<string> => {
  const { form } = await ask('draft.open', { id: draft.id });
  return (await ask('intake.submitDraft', { commandId: draft.commandId, draftId: draft.id, form })).caseId;
};
const caseState = async (caseId: string) => {
  const state = await branch.workspace.records.caseState(caseId);
  if (!state) throw new Error('no case');
  return state;
};

describe('a case that is taken down in a conversation', () => {
  it('is born with what was promised and how the customer was', async () => {
    const draft = await draftOf();
    const talk = await play(await start(draft.id), ...toListening);
    const caseId = await submit(draft);
    const state = await caseState(caseId);
    expect(state.talks).toEqual([
      expect.objectContaining({ conversationId: talk.id, script: 'SVC-01', onDutyId: 'u-wang' }),
    ]);
    expect(state.emotionPath.map(({ emotion }) => emotion)).toEqual([2, 2]);
    const [promise] = state.promises ?? [];
    expect(promise).toMatchObject({ source: 'conversation', ownerId: 'u-wang', dueOn: branch.core.today() });
    // The half hour that was promised stands in the words: the register knows days.
    expect(promise?.text).toMatch(/^给客户留号，到号去叫（\d\d:\d\d前）$/);
    expect((await ask('conversation.get', { id: talk.id })).caseId).toBe(caseId);
  });

  it('takes in what comes after it, once', async () => {
    const draft = await draftOf();
    const begun = await play(await start(draft.id), ...toListening);
    const caseId = await submit(draft);
    await play(await ask('conversation.get', { id: begun.id }), rate(1), rate(1));
    await vi.waitFor(async () => {
      expect((await caseState(caseId)).emotionPath.map(({ emotion }) => emotion)).toEqual([2, 2, 1, 1]);
    });
    expect((await caseState(caseId)).promises).toHaveLength(1);
    // Asked again after a crash: nothing comes twice.
    await ask('conversation.running', {});
    const { revision } = await caseState(caseId);
    await ask('conversation.running', {});
    expect((await caseState(caseId)).revision).toBe(revision);
  });

  it('promises an answer by the day of the rules', async () => {
    const draft = await draftOf();
    const begun = await play(await start(draft.id), rate(0), { type: 'registering' });
    const caseId = await submit(draft);
    const now = await ask('conversation.get', { id: begun.id });
    const closing = await play(
      now,
      { type: 'acted', done: true },
      { type: 'answered', value: 'phone' },
      { type: 'answered', value: '13812345678' },
      { type: 'acted', done: true },
    );
    expect(closing.shown.node).toBe('readout');
    const state = await caseState(caseId);
    const due = branch.core.deadlinesOf(state).find(({ id }) => id === 'decision')?.dueOn;
    expect(closing.shown.line?.text).toContain(state.number);
    await vi.waitFor(async () => {
      const promises = (await caseState(caseId)).promises ?? [];
      expect(promises.map(({ dueOn, ownerId }) => [dueOn, ownerId])).toEqual([[due, 'u-wang']]);
    });
  });

  it('shows the course of the talk to staff', async () => {
    const draft = await draftOf();
    const talk = await play(await start(draft.id), ...toListening);
    const caseId = await submit(draft);
    const { entries } = await ask('case.timeline', { caseId });
    expect(entries.map(({ type, values }) => [type, values['conversationId']])).toContainEqual([
      'talk.joined',
      talk.id,
    ]);
    const { steps } = await ask('conversation.trail', { id: talk.id });
    expect(steps.map(({ kind }) => kind)).toEqual([
      'started',
      'rated',
      'said',
      'answered',
      'answered',
      'said',
      'rated',
      'said',
      'listened',
      'joined',
    ]);
    expect(steps[3]).toMatchObject({ line: '您这号是多少？', words: 'A037', byName: '王静' });
    expect(steps[5]?.line).toContain('70分钟');
    expect(steps[8]).toMatchObject({ words: '我下午还要去医院拿药' });
  });
});

describe('what is typed once', () => {
  it('flows from the talk into the form', async () => {
    const draft = await draftOf();
    await play(
      await start(draft.id),
      rate(0),
      { type: 'factSet', fact: 'customerName', value: '欧阳若兰' },
      { type: 'factSet', fact: 'amount', value: 1_250_000 },
      { type: 'factSet', fact: 'want', value: 'refund' },
      { type: 'factSet', fact: 'privacyTold', value: 'yes' },
    );
    const { form } = await ask('draft.open', { id: draft.id });
    expect(form.details.parties[0]?.name).toBe('欧阳若兰');
    expect(form.amountText).toBe('12500.00');
    expect(form.details).toMatchObject({ want: 'refund', consentTold: true });
  });

  it('flows from the form into the talk, with the next step', async () => {
    const draft = await draftOf();
    const begun = await start(draft.id);
    const details = { ...draft.form.details, matter: '等了很久', parties: draft.form.details.parties };
    await ask('draft.save', { id: draft.id, form: { ...draft.form, details }, focus: null });
    const known = (view: ConversationView) => view.facts.find(({ fact }) => fact === 'matter')?.value;
    const seen = await ask('conversation.get', { id: begun.id });
    expect(known(seen)).toBe('等了很久');
    expect(seen.seq).toBe(1);
    const stepped = await play(seen, rate(0));
    expect(stepped.seq).toBe(3);
    const { steps } = await ask('conversation.trail', { id: begun.id });
    expect(steps.map(({ kind, words }) => [kind, words])).toContainEqual(['factSet', '等了很久']);
  });

  it('holds the talk for whom the form names', async () => {
    const draft = await draftOf();
    const begun = await start(draft.id);
    const involved = [{ name: '王静', staffNo: '', userId: 'u-wang' }];
    const details = { ...draft.form.details, involved };
    await ask('draft.save', { id: draft.id, form: { ...draft.form, details }, focus: null });
    const seen = await ask('conversation.get', { id: begun.id });
    expect(seen.shown.held).toBe('complainedOf');
  });

  it('leaves the form of somebody else alone', async () => {
    const draft = await draftOf();
    const begun = await start(draft.id);
    session = branch.signIn('u-li');
    const taken = await ask('conversation.takeOver', {
      commandId: newId(),
      id: begun.id,
      userId: 'u-li',
      password: null,
    });
    await play(taken, rate(0), { type: 'factSet', fact: 'customerName', value: '欧阳若兰' });
    session = branch.signIn('u-wang');
    const { form } = await ask('draft.open', { id: draft.id });
    expect(form.details.parties[0]?.name).toBe('');
  });
});
