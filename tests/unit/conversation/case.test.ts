/** What a conversation leaves in its case: promises with owner and day, how the customer was, facts typed once, and nothing twice. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyParty } from '../../../src/domain/complaint/values';
import { newId } from '../../../src/main/platform/ids';
import type { ConversationView } from '../../../src/shared/contract/conversation';
import { rate, talkingBranch, toListening, type TalkingBranch } from '../../support/talking-branch';

vi.mock('electron', () => ({ net: {}, app: {}, dialog: {} }));

let at: TalkingBranch;
beforeEach(async () => {
  at = await talkingBranch();
});
const quote = '我下午还要去医院拿药';

describe('a case that is taken down in a conversation', () => {
  it('is born with what was promised and how the customer was', async () => {
    const draft = await at.draft();
    const talk = await at.play(await at.start(draft.id), ...toListening(quote));
    const caseId = await at.submit(draft);
    const state = await at.caseState(caseId);
    expect(state.talks).toEqual([
      expect.objectContaining({ conversationId: talk.id, script: 'SVC-01', onDutyId: 'u-wang' }),
    ]);
    expect(state.emotionPath.map(({ emotion }) => emotion)).toEqual([2, 2]);
    const [promise] = state.promises ?? [];
    expect(promise).toMatchObject({ source: 'conversation', ownerId: 'u-wang', dueOn: at.branch.core.today() });
    // The half hour that was promised stands in the words: the register knows days.
    expect(promise?.text).toMatch(/^给客户留号，到号去叫（\d\d:\d\d前）$/);
    expect((await at.ask('conversation.get', { id: talk.id })).caseId).toBe(caseId);
  });

  it('takes in what comes after it, once', async () => {
    const draft = await at.draft();
    const begun = await at.play(await at.start(draft.id), ...toListening(quote));
    const caseId = await at.submit(draft);
    await at.play(await at.ask('conversation.get', { id: begun.id }), rate(1), rate(1));
    await vi.waitFor(async () => {
      expect((await at.caseState(caseId)).emotionPath.map(({ emotion }) => emotion)).toEqual([2, 2, 1, 1]);
    });
    expect((await at.caseState(caseId)).promises).toHaveLength(1);
    // Asked again after a crash: nothing comes twice.
    await at.ask('conversation.running', {});
    const { revision } = await at.caseState(caseId);
    await at.ask('conversation.running', {});
    expect((await at.caseState(caseId)).revision).toBe(revision);
  });

  it('promises an answer by the day of the rules', async () => {
    const draft = await at.draft();
    const begun = await at.play(await at.start(draft.id), rate(0), { type: 'registering' });
    const caseId = await at.submit(draft);
    const now = await at.ask('conversation.get', { id: begun.id });
    const closing = await at.play(
      now,
      { type: 'acted', done: true },
      { type: 'answered', value: 'phone' },
      { type: 'answered', value: '13812345678' },
      { type: 'acted', done: true },
    );
    expect(closing.shown.node).toBe('readout');
    const state = await at.caseState(caseId);
    const due = at.branch.core.deadlinesOf(state).find(({ id }) => id === 'decision')?.dueOn;
    expect(closing.shown.line?.text).toContain(state.number);
    await vi.waitFor(async () => {
      const promises = (await at.caseState(caseId)).promises ?? [];
      expect(promises.map(({ dueOn, ownerId }) => [dueOn, ownerId])).toEqual([[due, 'u-wang']]);
    });
  });

  /** Registered, then asked how to reach the customer: a telephone number is told that no form saw. */
  const askedForPhone = async (prepare: (caseId: string) => Promise<void> = async () => undefined) => {
    const draft = await at.draft();
    const begun = await at.play(await at.start(draft.id), rate(0), { type: 'registering' });
    const caseId = await at.submit(draft);
    await prepare(caseId);
    const asking = await at.play(
      await at.ask('conversation.get', { id: begun.id }),
      { type: 'acted', done: true },
      { type: 'answered', value: 'phone' },
    );
    const told = await at.play(asking, { type: 'answered', value: '13812345678' });
    // The promise comes with the same write, behind the step.
    const done = await at.play(told, { type: 'acted', done: true });
    await vi.waitFor(async () => expect((await at.caseState(caseId)).promises).toHaveLength(1));
    return { caseId, done };
  };
  const record = async (caseId: string, changes: object): Promise<void> => {
    const { records, user } = at.branch.signIn('u-wang');
    const command = { name: 'recordDetails', input: { changes } } as const;
    const result = await records.runCaseCommand({ commandId: newId(), caseId, actor: user, command });
    if (!result.ok) throw new Error(result.error.code);
  };

  it('takes in what was answered after it was registered: nobody types it again', async () => {
    const { caseId } = await askedForPhone();
    const state = await at.caseState(caseId);
    expect(state.details.parties[0]?.phone).toBe('13812345678');
    const { entries } = await at.ask('case.timeline', { caseId });
    const added = entries.filter(({ type }) => type === 'case.detailsRecorded');
    expect(added.map(({ userName, values }) => [userName, values['fields'], values['fromTalk']])).toEqual([
      ['王静', 'parties', 'yes'],
    ]);
  });

  it('leaves what a person wrote meanwhile, and what they emptied afterwards', async () => {
    const written = await askedForPhone((caseId) =>
      record(caseId, { parties: [{ ...emptyParty, phone: '13900000000' }] }),
    );
    expect((await at.caseState(written.caseId)).details.parties[0]?.phone).toBe('13900000000');

    const { caseId } = await askedForPhone();
    await record(caseId, { parties: [emptyParty] });
    const { revision } = await at.caseState(caseId);
    // Asked again, as after a crash.
    await at.ask('conversation.running', {});
    const after = await at.caseState(caseId);
    expect([after.revision, after.details.parties[0]?.phone]).toEqual([revision, '']);
  });

  it('shows the course of the talk to staff', async () => {
    const draft = await at.draft();
    const talk = await at.play(await at.start(draft.id), ...toListening(quote));
    const caseId = await at.submit(draft);
    const { entries } = await at.ask('case.timeline', { caseId });
    expect(entries.map(({ type, values }) => [type, values['conversationId']])).toContainEqual([
      'talk.joined',
      talk.id,
    ]);
    const { steps } = await at.ask('conversation.trail', { id: talk.id });
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
    expect(steps[8]).toMatchObject({ words: quote });
  });
});

describe('a talk that stands alone', () => {
  it('has a form of its own, and so a case to come to', async () => {
    const begun = await at.start(null);
    const [tile] = (await at.ask('draft.list', {})).drafts;
    expect(begun.draftId).toBe(tile?.id);
    await at.play(begun, ...toListening(quote), { type: 'factSet', fact: 'matter', value: '等太久' });
    const draft = await at.ask('draft.open', { id: begun.draftId });
    const state = await at.caseState(await at.submit(draft));
    expect(state.details.matter).toBe('等太久');
    expect(state.promises).toHaveLength(1);
  });
});

describe('what is typed once', () => {
  it('flows from the talk into the form', async () => {
    const draft = await at.draft();
    await at.play(
      await at.start(draft.id),
      rate(0),
      { type: 'factSet', fact: 'customerName', value: '欧阳若兰' },
      { type: 'factSet', fact: 'amount', value: 1_250_000 },
      { type: 'factSet', fact: 'want', value: 'refund' },
      { type: 'factSet', fact: 'privacyTold', value: 'yes' },
    );
    const { form } = await at.ask('draft.open', { id: draft.id });
    expect(form.details.parties[0]?.name).toBe('欧阳若兰');
    expect(form.amountText).toBe('12500.00');
    expect(form.details).toMatchObject({ want: 'refund', consentTold: true });
  });

  it('flows from the form into the talk, with the next step', async () => {
    const draft = await at.draft();
    const begun = await at.start(draft.id);
    const details = { ...draft.form.details, matter: '等了很久', parties: draft.form.details.parties };
    await at.ask('draft.save', { id: draft.id, form: { ...draft.form, details }, focus: null });
    const known = (view: ConversationView) => view.facts.find(({ fact }) => fact === 'matter')?.value;
    const seen = await at.ask('conversation.get', { id: begun.id });
    expect(known(seen)).toBe('等了很久');
    expect(seen.seq).toBe(1);
    const stepped = await at.play(seen, rate(0));
    expect(stepped.seq).toBe(3);
    const { steps } = await at.ask('conversation.trail', { id: begun.id });
    expect(steps.map(({ kind, words }) => [kind, words])).toContainEqual(['factSet', '等了很久']);
  });

  it('loses neither what is typed nor the talk where both are under way at once', async () => {
    for (const saveFirst of [true, false]) {
      const draft = await at.draft();
      const typed = { ...draft.form, details: { ...draft.form.details, matter: '等了很久' } };
      const save = (): Promise<unknown> => at.ask('draft.save', { id: draft.id, form: typed, focus: null });
      const [first, second] = saveFirst ? [save, () => at.start(draft.id)] : [() => at.start(draft.id), save];
      await Promise.all([first(), second()]);
      const { conversations } = await at.ask('conversation.running', {});
      const talk = conversations.find(({ draftId }) => draftId === draft.id);
      const { form } = await at.ask('draft.open', { id: draft.id });
      expect(form.details.matter).toBe('等了很久');

      // A step that answers a question, and more typing.
      const view = await at.ask('conversation.get', { id: talk?.id ?? '' });
      const more = { ...form, details: { ...form.details, wish: '道歉' } };
      await Promise.all([at.play(view, rate(0)), at.ask('draft.save', { id: draft.id, form: more, focus: null })]);
      const submit = { commandId: draft.commandId, draftId: draft.id, form: more };
      const { caseId } = await at.ask('intake.submitDraft', submit);
      const state = await at.branch.workspace.records.caseState(caseId);
      expect(state?.talks?.map(({ conversationId }) => conversationId)).toEqual([talk?.id]);
    }
  });

  it('holds the talk for whom the form names', async () => {
    const draft = await at.draft();
    const begun = await at.start(draft.id);
    const involved = [{ name: '王静', staffNo: '', userId: 'u-wang' }];
    const details = { ...draft.form.details, involved };
    await at.ask('draft.save', { id: draft.id, form: { ...draft.form, details }, focus: null });
    const seen = await at.ask('conversation.get', { id: begun.id });
    expect(seen.shown.held).toBe('complainedOf');
  });

  it('leaves the form of somebody else alone', async () => {
    const draft = await at.draft();
    const begun = await at.start(draft.id);
    at.signIn('u-li');
    const taken = await at.ask('conversation.takeOver', {
      commandId: newId(),
      id: begun.id,
      userId: 'u-li',
      password: null,
    });
    await at.play(taken, rate(0), { type: 'factSet', fact: 'customerName', value: '欧阳若兰' });
    at.signIn('u-wang');
    const { form } = await at.ask('draft.open', { id: draft.id });
    expect(form.details.parties[0]?.name).toBe('');
  });
});

describe('a talk whose form was discarded', () => {
  it('is for whoever led it: whom the form named can no longer be told', async () => {
    at.signIn('u-li');
    const draft = await at.draft();
    const begun = await at.start(draft.id);
    const details = { ...draft.form.details, involved: [{ name: '王静', staffNo: '', userId: 'u-wang' }] };
    await at.ask('draft.save', { id: draft.id, form: { ...draft.form, details }, focus: null });
    await at.ask('draft.discard', { commandId: newId(), id: draft.id, reason: '重复' });
    expect((await at.ask('conversation.get', { id: begun.id })).id).toBe(begun.id);
    at.signIn('u-wang');
    await expect(at.ask('conversation.get', { id: begun.id })).rejects.toThrow('conversation.notFound');
  });
});
