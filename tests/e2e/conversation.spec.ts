/** Talking with an upset customer beside the form, from the keyboard, in the real application. */
import type { Page } from '@playwright/test';
import type { ConversationView } from '../../src/shared/contract/conversation';
import { ask, everything } from './bridge';
import { expect, launch, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { drawSignature } from './pages/signature';
import { keyOn } from './support/key-on';
import { goTo, openCase } from './tour/steps';

const panelOf = (page: Page) => page.getByRole('complementary', { name: '安抚对话' });
const matterOf = (page: Page) => page.getByRole('textbox', { name: '一句话概括' });

const inFormOf = (page: Page) => page.getByRole('form', { name: '登记表' }).getByRole('textbox', { name: '涉及金额' });

/** The form with a matter in it, the focus where the hands are. */
async function openForm(page: Page, matter: string): Promise<void> {
  await page.keyboard.press('Control+Digit2');
  await expect(page.getByRole('form', { name: '登记表' })).toBeVisible();
  await matterOf(page).fill(matter);
}

/** From the form: F3, words or pinyin, Enter. */
async function begin(page: Page, query: string, title: string): Promise<void> {
  await page.keyboard.press('F3');
  const box = page.getByRole('searchbox', { name: /找话术/ });
  await expect(box).toBeFocused();
  await expect(panelOf(page).getByText(title, { exact: true }).first()).toBeVisible();
  await box.fill(query);
  await page.keyboard.press('Enter');
  await expect(panelOf(page).getByText('先看人，再开口')).toBeVisible();
}

test('a long wait is talked through beside the form, a supervisor takes over, the card is signed, the promise kept, the case closed', async ({
  branchApp: { page },
}) => {
  test.setTimeout(180_000);
  await signIn(page, 'counter');
  await openForm(page, '排队等了四十分钟没人管');
  await begin(page, 'pdsjc', '排队时间长');
  const panel = panelOf(page);

  // The focus went back to the form, and stays there.
  await expect(matterOf(page)).toBeFocused();
  await page.keyboard.press('F3');
  await expect(panel.getByText('先看一眼对方，按 Alt+1–4 评一下').first()).toBeVisible();
  await matterOf(page).focus();
  await page.keyboard.press('Alt+Digit3');
  await expect(panel.getByText(/我是陈静/).first()).toBeVisible();
  await matterOf(page).press('End');
  await page.keyboard.type('13f');
  await expect(matterOf(page)).toHaveValue('排队等了四十分钟没人管13f');
  await page.keyboard.press('F3');
  await expect(panel.getByText('您这号是多少？').first()).toBeVisible();
  await expect(matterOf(page)).toBeFocused();

  // A question leads the hands to its field, its answer leads them back.
  await page.keyboard.press('F3');
  await expect(panel.getByRole('textbox', { name: '排队号' })).toBeFocused();
  await expect(panel.getByText('填上，或按 Alt+Q 记“不清楚”').first()).toBeVisible();
  await page.keyboard.type('A107');
  await page.keyboard.press('Enter');
  await expect(panel.getByText('等了多少分钟？您说个数，我照着写。').first()).toBeVisible();
  await expect(matterOf(page)).toBeFocused();
  await page.keyboard.press('F3');
  await page.keyboard.type('很久');
  await page.keyboard.press('F3');
  await expect(panel.getByText(/请填数字|这样记不下来/).first()).toBeVisible();
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.type('40');
  await page.keyboard.press('Enter');
  await expect(panel.getByText('等了40分钟，没个准话，搁谁都来气。抱歉。').first()).toBeVisible();

  // One step back is recorded and returns; the language changes mid-way.
  await page.keyboard.press('F4');
  await expect(panel.getByText('等了多少分钟？您说个数，我照着写。').first()).toBeVisible();
  await expect(panel.getByRole('textbox', { name: '已经等了几分钟' })).toHaveValue('40');
  await page.keyboard.press('F3');
  await panel.getByRole('button', { name: '英语' }).click();
  await expect(panel.getByText(/40 minutes, and nobody told you anything/).first()).toBeVisible();
  await expect(panel.getByText('等了40分钟，没个准话，搁谁都来气。抱歉。').first()).toBeVisible();
  await panel.getByRole('button', { name: '普通话' }).click();
  await matterOf(page).focus();

  // A calmer look does not count at once.
  await page.keyboard.press('F3');
  await expect(panel.getByText('看他的样子，是哪一级？').first()).toBeVisible();
  await page.keyboard.press('Alt+Digit2');
  await expect(panel.getByText(/已记“不满”/).first()).toBeVisible();
  await expect(panel.getByText(/到那边坐着说/).first()).toBeVisible();
  await page.keyboard.press('F3');
  await expect(panel.getByText(/至少听 0:45/).first()).toBeVisible();
  await page.keyboard.press('F3');
  await expect(panel.getByText(/没一个人过来说一声还要多久/).first()).toBeVisible();
  await chooseFirst(page);
  await expect(panel.getByText('先顾正事。您来办什么，一句话告诉我。').first()).toBeVisible();
  await expect(matterOf(page)).toBeFocused();

  // Aggressive: nobody is questioned, the supervisor is suggested, and takes over with their password.
  await page.keyboard.press('Alt+Digit4');
  await expect(panel.getByText('请负责人接手，安保站在看得见的地方。只问必须问的。').first()).toBeVisible();
  await page.keyboard.press('Control+Shift+KeyT');
  const handover = panel.getByRole('region', { name: '交接' });
  await expect(handover.getByText('给客户留号，到号去叫')).toBeVisible();
  await expect(handover.getByText('对抗').first()).toBeVisible();
  await handover.getByRole('radio', { name: new RegExp(people.supervisor.name) }).click();
  const password = handover.getByLabel(`${people.supervisor.name} 的密码`);
  await password.fill('not-this-one');
  await password.press('Enter');
  await expect(handover.getByText('密码不对，请再输一次')).toBeVisible();
  await expect(password).toHaveValue('');
  await password.fill(people.supervisor.password);
  await password.press('Enter');
  await expect(panel.getByText(`现在由 ${people.supervisor.name} 负责`).first()).toBeVisible();

  // The form goes on meanwhile.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();

  // What was promised in the talk waits on the workbench, stands on the card that the customer signs, and is kept.
  const promised = '给客户留号，到号去叫';
  const { rows } = await ask(page, 'history.page', { ...everything, offset: 0, limit: 10 });
  const number = rows[0]?.number ?? '';
  await goTo(page, 1, '工作台');
  await expect(page.getByRole('list', { name: '我的待办' })).toContainText(`承诺：${promised}`);
  await openCase(page, number);
  await page.keyboard.press('F9');
  const card = page.getByRole('dialog', { name: '约定卡' });
  await expect(card.locator('[data-agree-card="big"]')).toContainText(promised);
  await expect(card.locator('[data-agree-card="big"]')).not.toContainText('对抗');
  await drawSignature(page);
  await card.getByRole('button', { name: '签好了' }).click();
  await expect(card).toBeHidden();
  await expect(page.getByRole('region', { name: '约定卡' })).toContainText('与存下的字一致');
  await page.getByRole('list', { name: '承诺' }).getByRole('button', { name: '记结果' }).click();
  const settle = page.getByRole('dialog', { name: '承诺的结果' });
  await settle.getByRole('radio', { name: '已兑现' }).click();
  await settle.getByRole('textbox', { name: '凭什么说兑现了' }).fill('到号时去叫了，十点二十五分');
  await settle.getByRole('button', { name: '记结果' }).click();
  await expect(settle).toBeHidden();

  // The customer has what they came for and takes the complaint back of their own accord; the case is closed.
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '客户撤回', exact: true }).click();
  await page.getByRole('dialog', { name: '客户撤回' }).getByRole('button', { name: '客户撤回' }).click();
  await page.getByRole('button', { name: '结案' }).first().click();
  const close = page.getByRole('dialog', { name: '结案' });
  await close.getByRole('textbox', { name: '结案小结' }).fill('到号办完，客户撤回。');
  await close.getByRole('button', { name: '结案', exact: true }).click();
  await expect(page.getByText('已结案', { exact: true }).first()).toBeVisible();
});

test('a deposit turned into insurance: what is answered stands in the form, and a power cut loses nothing', async ({
  branchApp,
  profile,
}) => {
  test.setTimeout(180_000);
  const { page } = branchApp;
  await signIn(page, 'counter');
  await openForm(page, '存五万变成了保险');
  await begin(page, '存单', '存单变保单');
  const panel = panelOf(page);
  await page.keyboard.press('Alt+Digit2');
  const amount = panel.getByRole('textbox', { name: '涉及金额' });
  // On until money is asked for, whatever lies on the way.
  for (let steps = 0; steps < 40 && !(await amount.isVisible()); steps += 1) await plainStep(page);
  await expect(amount).toBeVisible();
  await page.keyboard.press('F3');
  await expect(amount).toBeFocused();
  await page.keyboard.type('50000');
  await page.keyboard.press('Enter');
  await expect(amount).toBeHidden();
  await expect(inFormOf(page)).toHaveValue('50,000.00');

  const { conversations } = await ask(page, 'conversation.running', {});
  const before = await ask(page, 'conversation.get', { id: conversations[0]?.id ?? '' });
  await branchApp.kill();
  const again = await launch({ userData: profile });
  try {
    await signIn(again.page, 'counter');
    // Nobody has to look for it: the form and the talk beside it are there as they were.
    await expect(panelOf(again.page).getByRole('button', { name: /平静/ }).last()).toBeVisible();
    await expect(inFormOf(again.page)).toHaveValue(/^50,?000\.00$/);
    const after = await ask(again.page, 'conversation.get', { id: before.id });
    expect([after.shown.script, after.shown.node, after.seq]).toEqual([
      before.shown.script,
      before.shown.node,
      before.seq,
    ]);

    // It goes on from there to its end, by keyboard alone, and what was promised on the way waits for its day.
    const ended = await toTheEnd(again.page, before.id);
    expect(ended.outcome).toBe('registeredWithDue');
    expect(ended.promises.map(({ text }) => text)).toContain('给客户书面答复');
    // Nobody is left to think that it is registered while the form is not.
    await expect(panelOf(again.page).getByText(/这件事还没有登记/)).toBeVisible();
    await panelOf(again.page).getByRole('button', { name: '去登记表' }).click();
    await expect(inFormOf(again.page)).toHaveValue(/^50,?000\.00$/);
    await again.page.keyboard.press('Control+Enter');
    await expect(again.page.getByRole('heading', { name: '登记好了' })).toBeVisible();
    await goTo(again.page, 1, '工作台');
    await expect(again.page.getByRole('list', { name: '我的待办' })).toContainText('承诺：给客户书面答复');
  } finally {
    await again.close();
  }
});

test('words of self-harm lead to their own steps at once, and the screen can be hidden with one key', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'counter');
  await openForm(page, '排队太久');
  await begin(page, '排队时间', '排队时间长');
  const panel = panelOf(page);
  await page.keyboard.press('Alt+Digit1');
  await page.keyboard.press('Alt+KeyF');
  await panel.getByRole('button', { name: '说不想活' }).click();
  await expect(panel.getByText('一个人陪着，一个人打电话，一个人清场。别让他一个人待着。').first()).toBeVisible();
  await page.keyboard.press('Alt+KeyF');
  await expect(panel.getByRole('heading', { name: /← 排队时间长/ })).toBeVisible();

  await matterOf(page).focus();
  const card = page.locator('[data-privacy-screen]');
  await page.keyboard.press('Pause');
  await expect(card).toBeVisible();
  await expect(card).toContainText('正在为您登记');
  // The key that brings the screen back does nothing else.
  await page.keyboard.press('x');
  await expect(card).toBeHidden();
  await expect(matterOf(page)).toHaveValue('排队太久');
  await page.keyboard.press('Control+Backquote');
  await expect(card).toBeVisible();
  await page.keyboard.press('F3');
  await expect(card).toBeHidden();

  // It is over when a person says so, twice.
  await panel.getByRole('button', { name: '已经过去' }).click();
  await expect(panel.getByText('可能伤害自己').first()).toBeVisible();
  await panel.getByRole('button', { name: '确认已过去' }).click();
  await expect(panel.getByText('可能伤害自己').first()).toBeHidden();

  // The map of keys tells all of it, while it can be done.
  await page.keyboard.press('F1');
  const map = page.getByRole('dialog', { name: '快捷键' });
  await expect(map).toContainText('直接登记收尾');
  await expect(map).toContainText('遮住屏幕');
});

test('somebody who speaks of ending their life is stayed with to the end, and their matter is on record with a card', async ({
  branchApp: { page },
}) => {
  test.setTimeout(180_000);
  await signIn(page, 'counter');
  await openForm(page, '贷款还不上');
  await begin(page, '排队时间', '排队时间长');
  await page.keyboard.press('Alt+Digit2');
  await page.keyboard.press('Alt+KeyF');
  await panelOf(page).getByRole('button', { name: '说不想活' }).click();
  await expect(
    panelOf(page).getByText('一个人陪着，一个人打电话，一个人清场。别让他一个人待着。').first(),
  ).toBeVisible();
  await page.keyboard.press('Alt+KeyF');
  await expect(panelOf(page).getByRole('heading', { name: /← 排队时间长/ })).toBeVisible();
  const { conversations } = await ask(page, 'conversation.running', {});
  const id = conversations[0]?.id ?? '';
  const { shown } = await ask(page, 'conversation.get', { id });
  expect(shown.script).toBe('UNC-04');

  const seen: string[] = [];
  const ended = await toTheEnd(page, id, ({ shown: { script, node } }) => {
    seen.push(`${script}.${node}`);
    // "Who has come?": police, doctors or family, not that the customer is leaving again.
    return node === 'now' ? 'Digit3' : undefined;
  });
  // Asked straight, listened to, and the matter is registered all the same.
  expect(seen).toEqual(expect.arrayContaining(['UNC-04.present', 'UNC-04.direct', 'UNC-04.hear']));
  expect(['registeredWithDue', 'safetyHandedOver', 'handedOver']).toContain(ended.outcome);
  expect(ended.promises.length).toBeGreaterThan(0);

  // The complaint is the form beside the talk; its promises wait with it.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();
  const { rows } = await ask(page, 'history.page', { ...everything, offset: 0, limit: 10 });
  await goTo(page, 1, '工作台');
  // What is the manager's to keep waits on their workbench; which promises were made hangs on how the talk went.
  for (const { text } of ended.promises.filter(({ owner }) => owner === people.counter.name))
    await expect(page.getByRole('list', { name: '我的待办' })).toContainText(`承诺：${text}`);
  await openCase(page, rows[0]?.number ?? '');
  for (const { text } of ended.promises) await expect(page.getByRole('list', { name: '承诺' })).toContainText(text);
  await page.keyboard.press('F9');
  const card = page.getByRole('dialog', { name: '约定卡' }).locator('[data-agree-card="big"]');
  await expect(card).toContainText('贷款还不上');
  for (const staffOnly of ['不想活', '伤害自己', '不满', 'UNC-04']) await expect(card).not.toContainText(staffOnly);
});

/** By keyboard to the end of a talk, each line on the screen before the next key; gives what it came to. */
async function toTheEnd(
  page: Page,
  id: string,
  chosen: (view: ConversationView) => string | undefined = () => undefined,
): Promise<ConversationView> {
  for (let steps = 0; steps < 120; steps += 1) {
    const view = await onScreen(page, id);
    const own = chosen(view);
    if (view.outcome !== null) return view;
    // Readies the step, whichever key is pressed then.
    const plain = await keyOn(page, view);
    const key = plain === 'Digit1' && own !== undefined ? own : plain;
    if (key === undefined) throw new Error(`nobody may go on at ${view.shown.script}.${view.shown.node}`);
    await page.keyboard.press(key);
    await expect.poll(async () => (await ask(page, 'conversation.get', { id })).seq).toBeGreaterThan(view.seq);
  }
  throw new Error('a talk without an end');
}

/** The talk as main has it, once the panel shows just that: what is typed into the form beside it moves it on too. */
async function onScreen(page: Page, id: string): Promise<ConversationView> {
  let view = await ask(page, 'conversation.get', { id });
  await expect
    .poll(async () => {
      view = await ask(page, 'conversation.get', { id });
      return page.locator(`[data-conversation-seq="${String(view.seq)}"]`).isVisible();
    })
    .toBe(true);
  return view;
}

/** F6 leads to the options, a digit decides. */
async function chooseFirst(page: Page): Promise<void> {
  await page.keyboard.press('F6');
  await expect(panelOf(page).locator('[data-conversation-options] :focus')).toHaveCount(1);
  await page.keyboard.press('Digit1');
}

/** The plainest way on by keyboard: not known where it is asked, the first of several, everything ticked. */
async function plainStep(page: Page): Promise<void> {
  const { conversations } = await ask(page, 'conversation.running', {});
  const view = await ask(page, 'conversation.get', { id: conversations[0]?.id ?? '' });
  const { shown } = view;
  // Main is a moment ahead of the eyes.
  if (shown.line !== null) await expect(panelOf(page).getByText(shown.line.text).first()).toBeVisible();
  if (shown.type === 'ask') {
    const { input } = shown.asks?.declaration ?? { input: 'text' };
    if (input === 'choice' || input === 'yesNo') await chooseFirst(page);
    else if (input !== 'money') await page.keyboard.press('Alt+KeyQ');
  } else if (shown.type === 'choose') {
    if (shown.choices.length === 0) await page.keyboard.press('Alt+Digit2');
    else await chooseFirst(page);
  } else if (shown.type === 'checklist') {
    for (const box of await panelOf(page).getByRole('checkbox').all()) await box.check();
    await page.keyboard.press('F3');
  } else await page.keyboard.press('F3');
  await expect
    .poll(
      async () =>
        (await ask(page, 'conversation.get', { id: view.id })).seq +
        (shown.asks?.declaration.input === 'money' ? 1 : 0),
    )
    .toBeGreaterThan(view.seq);
}
