/** The conversation: choosing a script, every kind of node, what lies over it, and its end; alone and beside the form. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { ConversationView } from '../../../src/shared/contract/conversation';
import { ask, newId } from '../bridge';
import type { Visit, Walk } from '../pages/tour';
import { goTo } from './steps';

type Level = 0 | 1 | 2 | 3;

/** A conversation that is played through the bridge, while the panel shows where it stands. */
async function begin(page: Page, script: string): Promise<ConversationView> {
  const { drafts } = await ask(page, 'draft.list', {});
  return ask(page, 'conversation.start', {
    commandId: newId(),
    script,
    draftId: drafts[0]?.id ?? null,
    caseId: null,
  });
}

async function step(page: Page, view: ConversationView, act: object): Promise<ConversationView> {
  return ask(page, 'conversation.step', { commandId: newId(), id: view.id, seq: view.seq, act });
}

const kindOf = ({ shown }: ConversationView): string =>
  shown.held === 'rateFirst' ? 'rate' : shown.asks === null ? shown.type : `ask-${shown.asks.declaration.input}`;

/** The plainest way on. */
async function goOn(page: Page, view: ConversationView, level: Level): Promise<ConversationView> {
  const { shown } = view;
  if (shown.held === 'rateFirst') return step(page, view, { type: 'rated', level, distress: [] });
  if (shown.held !== null) return step(page, view, { type: 'skipped' });
  switch (shown.type) {
    case 'say':
      return step(page, view, { type: 'said' });
    case 'ask':
      return step(page, view, { type: 'answered', value: answerTo(view) });
    case 'listen':
      return step(page, view, { type: 'listened' });
    case 'choose':
      return shown.choices[0] === undefined
        ? step(page, view, { type: 'rated', level, distress: [] })
        : step(page, view, { type: 'picked', to: shown.choices[0].to });
    case 'checklist': {
      let now = view;
      for (const { item } of shown.items) now = await step(page, now, { type: 'ticked', item, on: true });
      return step(page, now, { type: 'checked' });
    }
    case 'act':
      return step(page, view, { type: 'acted', done: false });
    case 'escalate':
      return step(page, view, { type: 'escalated' });
    default:
      throw new Error(`the talk stands at a ${shown.type}`);
  }
}

function answerTo({ shown: { asks } }: ConversationView): string | number | boolean | null {
  switch (asks?.declaration.input) {
    case 'choice':
      return asks.declaration.options?.[0]?.id ?? null;
    case 'yesNo':
      return true;
    case 'money':
      return 5_000_000;
    case 'number':
      return 40;
    case 'date':
      return '2026-03-15';
    case 'time':
      return '15:30';
    default:
      return '说明';
  }
}

/** The panel; the page beside it stays as it is for a whole talk. */
const side = 'aside:has([data-conversation-seq])';

/** The panel shows this node. */
async function shows(panel: Locator, view: ConversationView): Promise<void> {
  await expect(panel.getByRole('group', { name: '对方情绪' }).last()).toBeVisible();
  const { shown } = view;
  const text = view.outcome === null && shown.held === null ? (shown.line?.text ?? null) : null;
  if (text !== null && shown.type !== 'escalate') await expect(panel.getByText(text).first()).toBeVisible();
}

export const walkConversation: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 8, '选一套话术');
  const box = page.getByRole('searchbox', { name: /找话术/ });
  await expect(page.getByText('排队时间长', { exact: true })).toBeVisible();
  await visit('conversation-choose');
  await box.fill('没有这套');
  await expect(page.getByText('没有找到，换个词试试')).toBeVisible();
  await visit('conversation-choose-none');
  await box.fill('pdsjc');
  await page.keyboard.press('Enter');
  const alone = page.getByRole('main').getByRole('region', { name: '排队时间长' });
  await expect(alone.getByText('先看人，再开口')).toBeVisible();
  await visit('conversation-page-rate');
  await page.keyboard.press('Alt+Digit2');
  await expect(alone.getByRole('button', { name: '说完了' })).toBeVisible();
  await visit('conversation-page');

  await goTo(page, 2, '登记投诉');
  for (const [script, title, level] of [
    ['SVC-01', '排队时间长', 0],
    ['WLT-02', '存单变保单', 2],
    ['WLT-02', '存单变保单', 3],
  ] as const)
    await everyNode(page, script, title, level, visit);
};

/** A page with little on it: whatever is done to the panel is done faster beside it. */
async function besideEmptyList(page: Page): Promise<() => Promise<void>> {
  await goTo(page, 4, '历史');
  const box = page.getByRole('main').getByRole('searchbox');
  await box.fill('没有这样的东西');
  await expect(page.getByText('没有查到')).toBeVisible();
  return () => box.fill('');
}

/** Nothing was touched for a while, so the screen may say nothing but that somebody is being registered: a key brings it back. */
async function awake(page: Page): Promise<void> {
  const blank = page.locator('[data-privacy-screen=on]');
  if (await blank.isVisible()) await page.keyboard.press('Escape');
  await expect(blank).toBeHidden();
  // Counts as somebody being there, from now on.
  await page.mouse.move(300, 5);
  await page.mouse.move(301, 5);
}

/** From start to end, with a stop at each kind of node. */
async function everyNode(page: Page, script: string, title: string, level: Level, visit: Visit): Promise<void> {
  let view = await begin(page, script);
  await goTo(page, 1, '工作台');
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(title) })
    .first()
    .click();
  const panel = page.getByRole('complementary', { name: '安抚对话' });
  await expect(panel).toBeVisible();
  const leaveList = await besideEmptyList(page);
  const seen = new Set<string>();
  for (let steps = 0; view.outcome === null && steps < 90; steps += 1) {
    const kind = kindOf(view);
    if (!seen.has(kind)) {
      seen.add(kind);
      await shows(panel, view);
      await awake(page);
      await visit(`conversation-${String(level)}-${kind}`, seen.size === 1 ? undefined : side);
      if (kind === 'say' && level === 2) await overIt(page, panel, level, visit);
    }
    view = await goOn(page, view, level);
  }
  await expect(panel.getByText('对话结束')).toBeVisible();
  await leaveList();
  // As the talk has filled it.
  await goTo(page, 2, '登记投诉');
  await expect(panel).toBeVisible();
  await visit(`conversation-${String(level)}-end`);
  await awake(page);
  await page.keyboard.press('F3');
  await expect(panel).toBeHidden();
}

/** What lies over a line for a moment. */
async function overIt(page: Page, panel: Locator, level: Level, visit: Visit): Promise<void> {
  await page.keyboard.press('F7');
  await expect(panel.getByRole('region', { name: '要问的事' })).toBeVisible();
  await visit(`conversation-${String(level)}-facts`, side);
  await page.keyboard.press('F7');
  await page.keyboard.press('Alt+KeyF');
  await panel.getByRole('button', { name: '加标识' }).click();
  await panel.getByRole('radio', { name: '疑似代理维权' }).click();
  await panel.getByRole('button', { name: '保存' }).click();
  await expect(panel.getByText('至少要有 2 条看到、听到的事实')).toBeVisible();
  await visit(`conversation-${String(level)}-flags`, side);
  await page.keyboard.press('Alt+KeyF');
  await page.keyboard.press('Control+Shift+KeyT');
  const handover = panel.getByRole('region', { name: '交接' });
  await handover.getByRole('button', { name: '接手', exact: true }).click();
  await expect(handover.getByText('请选接手的人')).toBeVisible();
  await visit(`conversation-${String(level)}-handover`, side);
  await page.keyboard.press('Control+Shift+KeyT');
  await expect(handover).toBeHidden();
}
