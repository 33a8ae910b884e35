/** A talk at the counter comes back at the line it was at, whatever happened to the program. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { ConversationAct, ConversationView } from '../../src/shared/contract/conversation';
import { ask, call, newId } from './bridge';
import { expect, launch, test } from './fixtures';
import { signIn } from './pages/setup-page';

const start = (page: Page): Promise<ConversationView> =>
  ask(page, 'conversation.start', { commandId: newId(), script: 'SVC-01', draftId: null, caseId: null });

/** Acts one after the other, each upon what the one before led to. */
async function play(page: Page, view: ConversationView, acts: readonly ConversationAct[]): Promise<ConversationView> {
  let now = view;
  for (const act of acts)
    now = await ask(page, 'conversation.step', { commandId: newId(), id: view.id, seq: now.seq, act });
  return now;
}

const tillOptions: readonly ConversationAct[] = [
  { type: 'rated', level: 2, distress: [] },
  { type: 'said' },
  { type: 'answered', value: 'A037' },
  { type: 'answered', value: 70 },
  { type: 'said', altered: '让您等了七十分钟，是我们没安排好' },
  { type: 'rated', level: 2, distress: ['shaking'] },
  { type: 'said' },
  { type: 'listened', quote: '我下午还要去医院拿药' },
];

test('a talk is at the same line after a kill, and after its database is deleted', async ({
  branchApp: app,
  profile,
}) => {
  await signIn(app.page, 'counter');
  const before = await play(app.page, await start(app.page), tillOptions);
  expect(before.shown.node).toBe('back');
  // Spoken with what was answered, not with a blank.
  expect(before.shown.line?.text).toContain('70分钟');
  expect(before.promises.map(({ text }) => text)).toEqual(['给客户留号，到号去叫']);
  await app.kill();

  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  const { conversations } = await ask(again.page, 'conversation.running', {});
  expect(conversations.map(({ id, mine }) => [id, mine])).toEqual([[before.id, true]]);
  expect(await ask(again.page, 'conversation.get', { id: before.id })).toEqual(before);
  await again.kill();

  await rm(path.join(profile, 'IndexedDB'), { recursive: true });
  const rebuilt = await launch({ userData: profile });
  await signIn(rebuilt.page, 'counter');
  expect(await ask(rebuilt.page, 'conversation.get', { id: before.id })).toEqual(before);
  // It goes on from there.
  const next = await play(rebuilt.page, before, [{ type: 'answered', value: 'yes' }]);
  expect(next.shown.node).toBe('errand');
  await rebuilt.close();
});

test('a step is taken once, however often it arrives, and not upon what nobody saw', async ({ branchApp: app }) => {
  await signIn(app.page, 'counter');
  const begun = await start(app.page);
  const step = { commandId: newId(), id: begun.id, seq: begun.seq, act: { type: 'rated', level: 1, distress: [] } };
  const once = await ask(app.page, 'conversation.step', step);
  expect(await ask(app.page, 'conversation.step', step)).toEqual(once);
  const late = await call(app.page, 'conversation.step', { ...step, commandId: newId() });
  expect(late).toEqual({ ok: false, error: { code: 'conversation.stale' } });
  // The engine has the last word: there is no way back before the first line.
  const back = { commandId: newId(), id: begun.id, seq: once.seq, act: { type: 'rewound' } };
  expect(await call(app.page, 'conversation.step', back)).toEqual({
    ok: false,
    error: { code: 'conversation.refused', refusal: 'nothingBefore' },
  });
});
