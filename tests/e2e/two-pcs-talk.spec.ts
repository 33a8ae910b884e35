/** One talk, two PCs of the branch over a real headquarters: led here, taken over there, and what both did at once is lost nowhere. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { ConversationAct, ConversationView } from '../../src/shared/contract/conversation';
import { ask, call, newId, registerForm } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { people, signIn } from './pages/setup-page';
import { connectBranch, joinBranch, levelBoth, syncUntilQuiet } from './support/two-pcs';

async function play(
  page: Page,
  view: ConversationView,
  ...acts: readonly ConversationAct[]
): Promise<ConversationView> {
  let now = view;
  for (const act of acts)
    now = await ask(page, 'conversation.step', { commandId: newId(), id: view.id, seq: now.seq, act });
  return now;
}

const get = (page: Page, id: string): Promise<ConversationView> => ask(page, 'conversation.get', { id });
/** What is the same for everybody; names and `mine` depend on who looks. */
const common = ({ mine: _mine, ...view }: ConversationView) => view;
const stepsOf = async (page: Page, id: string) => (await ask(page, 'conversation.trail', { id })).steps;

test('the supervisor takes over on another PC; two steps at once are shown as that, and both PCs agree', async ({
  branchApp: first,
}) => {
  test.setTimeout(300_000);
  const hq = await startHeadquarters();
  const joined = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  let second: RunningApp | undefined;
  try {
    await connectBranch(first, hq);
    await syncUntilQuiet(first);
    await ask(first.page, 'session.lock', {});
    await signIn(first.page, 'counter');
    const { caseId } = await registerForm(first.page, {
      facts: '等了七十分钟',
      matter: '等了七十分钟',
      businessId: 'biz.debit.limits',
      party: { name: '周海' },
    });
    const about = { draftId: null, caseId };
    const begun = await ask(first.page, 'conversation.start', { commandId: newId(), script: 'SVC-01', ...about });
    const led = await play(first.page, begun, { type: 'rated', level: 1, distress: [] }, { type: 'said' });
    // One that is about a form of this PC alone is nobody else's to see.
    const private_ = await ask(first.page, 'conversation.start', {
      commandId: newId(),
      script: 'SVC-03',
      draftId: null,
      caseId: null,
    });
    await syncUntilQuiet(first);

    second = await joinBranch(hq, joined);
    await levelBoth(first, second);
    const { page } = second;
    const running = await ask(page, 'conversation.running', {});
    expect(running.conversations.map(({ id, mine, onDutyName }) => [id, mine, onDutyName])).toEqual([
      [begun.id, false, people.counter.name],
    ]);
    expect(await call(page, 'conversation.get', { id: private_.id })).toEqual({
      ok: false,
      error: { code: 'conversation.notFound' },
    });
    expect(common(await get(page, begun.id))).toEqual(common(led));

    // Headquarters is away: the supervisor takes over there, the counter goes on here.
    await hq.kill();
    const { users } = await ask(page, 'session.tiles', {});
    const supervisorId = users.find(({ name }) => name === people.supervisor.name)?.userId;
    const taken = await ask(page, 'conversation.takeOver', {
      commandId: newId(),
      id: begun.id,
      userId: supervisorId,
      password: null,
    });
    expect(taken.mine).toBe(true);
    const there = await play(page, taken, { type: 'answered', value: 'A037' });
    const here = await play(first.page, led, { type: 'answered', value: 'B112' });
    expect(here.facts.find(({ fact }) => fact === 'ticket')?.value).toBe('B112');
    await hq.start();
    await levelBoth(first, second);

    await expect.poll(async () => common(await get(first.page, begun.id))).toEqual(common(await get(page, begun.id)));
    const after = await get(page, begun.id);
    expect(after.onDutyName).toBe(people.supervisor.name);
    // One of the two answers does not count. It is said so, and both stand in the course of the talk.
    expect(after.misfits).toBe(1);
    expect(after.seq).toBe(there.seq + 1);
    for (const one of [first.page, page]) {
      const answers = (await stepsOf(one, begun.id)).filter(({ kind }) => kind === 'answered');
      expect(answers.map(({ words, byName }) => [words, byName]).sort()).toEqual([
        ['A037', people.supervisor.name],
        ['B112', people.counter.name],
      ]);
    }
    // It goes on with whoever has taken over; the counter’s PC sees it, and can’t act in it.
    const next = await play(page, after, { type: 'answered', value: 70 });
    await levelBoth(second, first);
    await expect.poll(async () => (await get(first.page, begun.id)).shown.node).toBe(next.shown.node);
    expect((await get(first.page, begun.id)).mine).toBe(false);
  } finally {
    await second?.close();
    await hq.remove();
    await rm(joined, { recursive: true, force: true });
  }
});
