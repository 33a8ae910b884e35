/** One day at the sample branch, from the first start to the decision letter, stopping for pictures. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { demoPassword } from '../../src/main/demo/demo-branch';
import { ask, everything, newId, quickCapture, registerForm } from '../e2e/bridge';
import type { RunningApp } from '../e2e/fixtures';
import { startHeadquarters, type Headquarters } from '../e2e/headquarters';
import { sampleOf } from './sample';
import { setPageClock, shoot, shootPdf, withClock, type ColourMode, type Language } from './studio';
import { wordsOf } from './words';

const ledger = path.resolve(__dirname, '../../resources/samples/ledger-500.xlsx');
const counter = '陈静';
const supervisor = '李敏';

/** The first page of a PC on which nothing is set up yet. */
export async function photographSetup({ page }: RunningApp, language: Language): Promise<void> {
  const t = wordsOf(language);
  await page.getByRole('button', { name: new RegExp(t('people:setup.choose.new')) }).waitFor();
  await shoot(page, language, 'setup-choose');
  await page.getByRole('button', { name: new RegExp(t('backup:restore.choice')) }).click();
  await page.getByRole('button', { name: t('backup:restore.choose') }).waitFor();
  await shoot(page, language, 'restore');
  await page.getByRole('button', { name: t('common:action.back'), exact: true }).click();
  await page.getByRole('button', { name: new RegExp(t('people:setup.choose.new')) }).click();
  const branch = {
    institutionName: '示范银行股份有限公司',
    name: '城东支行',
    code: 'ZJ07',
    address: '城东路 18 号',
    phone: '0571-5550000',
    reviewPhone: '95000',
  } as const;
  for (const [field, text] of Object.entries(branch))
    await page.getByRole('textbox', { name: t(`people:setup.branch.${field}`), exact: true }).fill(text);
  const province = page.getByRole('combobox', { name: t('people:setup.branch.province') });
  await province.fill('浙江');
  await province.press('Enter');
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('*')) element.scrollTop = 0;
  });
  await shoot(page, language, 'setup-branch');
  const person = async (name: string, staffNo: string): Promise<void> => {
    await page.getByRole('textbox', { name: t('people:setup.person.name'), exact: true }).fill(name);
    await page.getByRole('textbox', { name: t('people:setup.person.staffNo'), exact: true }).fill(staffNo);
    await page.getByLabel(t('people:setup.person.password')).first().fill(demoPassword);
    await page.getByLabel(t('people:setup.person.passwordAgain')).fill(demoPassword);
  };
  const next = page.getByRole('button', { name: t('common:action.next'), exact: true });
  await next.click();
  await page.getByText(t('people:setup.person.supervisorIntro')).waitFor();
  await person(supervisor, 'S001');
  await next.click();
  await page.getByText(t('people:setup.person.counterIntro')).waitFor();
  await person(counter, 'C017');
  await page.getByRole('button', { name: t('people:setup.create') }).click();
  await page.getByTestId('recovery-code').waitFor();
  await shoot(page, language, 'setup-recovery');
}

/** What is agreed, what is said, and where it is practised and read. */
async function photographConversation(page: Page, language: Language): Promise<void> {
  const t = wordsOf(language);
  await page.keyboard.press('F9');
  const card = page.getByRole('dialog', { name: t('agreeCard:title') });
  await card.waitFor();
  await shoot(page, language, 'agree-card');
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Digit9');
  await page.getByRole('heading', { level: 1, name: t('training:title') }).waitFor();
  await shoot(page, language, 'practice');
  await page.keyboard.press('Control+Digit0');
  await page.getByRole('heading', { level: 1, name: t('scripts:title') }).waitFor();
  await shoot(page, language, 'scripts');
  await page.keyboard.press('Control+Digit8');
  await page
    .getByRole('button', { name: /排队时间长|Long wait at the counter/ })
    .first()
    .click();
  const said = page.getByRole('button', { name: new RegExp(`^${t('conversation:next.said')}`) });
  await page
    .getByRole('group', { name: t('conversation:emotion.label') })
    .last()
    .waitFor();
  await page.keyboard.press('Alt+Digit2');
  await said.waitFor();
  await shoot(page, language, 'conversation');
}

export async function photographDay(app: RunningApp, language: Language): Promise<void> {
  const { page } = app;
  const t = wordsOf(language);
  const sample = sampleOf(language);
  const picture = (name: string): Promise<void> => shoot(page, language, name);
  const button = (key: string) => page.getByRole('button', { name: t(key), exact: true });

  await page.getByRole('heading', { name: t('people:signIn.title') }).waitFor({ timeout: 60_000 });
  await picture('sign-in');
  await signIn(page, language, counter);
  await dismissNotices(page, language);
  await page.getByRole('list', { name: t('workbench:due.title') }).waitFor();
  for (const details of sample.earlier) {
    const [party] = details.parties;
    await registerForm(page, { ...details, ...(party ? { party } : {}) });
  }
  await picture('workbench');
  await colour(page, 'dark');
  await picture('workbench-dark');
  await colour(page, 'light');
  await page.keyboard.press('F1');
  await page.getByRole('dialog').waitFor();
  await picture('shortcuts');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await photographQuickCapture(page, language);
  await photographForm(page, language);
  await button('intake:result.openCase').click();
  const caseId = await handle(page, language);
  await page.getByRole('tab', { name: t('case:section.remedy') }).waitFor();
  await picture('case');
  await page.keyboard.press('Alt+KeyW');
  await page.getByRole('region', { name: t('deadlines:why.steps') }).waitFor();
  await picture('why-date');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText(t('case:people.historyTitle')).scrollIntoViewIfNeeded();
  await picture('person');
  await page.getByRole('tab', { name: t('case:section.remedy') }).click();
  await button('case:next.decideHere').first().click();
  await page.getByRole('radio', { name: new RegExp(supervisor) }).click();
  await page.getByLabel(t('approval:stepUp.password', { name: supervisor })).fill(demoPassword);
  await picture('step-up');
  await page.getByRole('button', { name: t('approval:stepUp.cancel') }).click();
  await photographConversation(page, language);

  await page.keyboard.press('Control+l');
  await signIn(page, language, supervisor);
  await photographApproval(page, language);
  await photographPapers(app, language, caseId);
  await photographHistory(page, language);
  await photographRegisters(page, language);
  await photographSync(page, language);
  await photographSettings(app, language);
}

async function signIn(page: Page, language: Language, name: string): Promise<void> {
  const t = wordsOf(language);
  await page.getByRole('button', { name: new RegExp(name) }).click();
  const password = page.getByLabel(t('people:signIn.password', { name }));
  await password.fill(demoPassword);
  await password.press('Enter');
  await page.getByRole('navigation').waitFor();
}

async function dismissNotices(page: Page, language: Language): Promise<void> {
  const t = wordsOf(language);
  await page
    .getByRole('button', { name: t('shell:notices.dismiss') })
    .first()
    .click();
}

async function closeNotifications(page: Page, language: Language): Promise<void> {
  const close = page.getByRole('button', { name: wordsOf(language)('shell:notification.dismiss') });
  while ((await close.count()) > 0) await close.first().click();
}

async function colour(page: Page, colourMode: ColourMode): Promise<void> {
  const { preferences } = await ask(page, 'app.status', {});
  await ask(page, 'app.setPreferences', { ...preferences, colourMode });
  await page.locator(`[data-scheme="${colourMode}"]`).first().waitFor({ state: 'attached' });
}

async function photographQuickCapture(page: Page, language: Language): Promise<void> {
  const t = wordsOf(language);
  const sample = sampleOf(language);
  await page.keyboard.press('F2');
  const bar = page.getByRole('dialog', { name: t('intake:quick.title') });
  await bar.getByRole('radio', { name: t('common:emotion.level.0') }).waitFor();
  await page.keyboard.press('Alt+2');
  await bar.getByRole('radio', { name: t('vocabulary:want.explanation') }).click();
  const search = bar.getByRole('combobox');
  await search.fill(sample.quickSearch);
  await page.getByRole('option').first().waitFor();
  await search.press('Enter');
  await bar.getByRole('textbox', { name: t('intake:quick.matter') }).fill(sample.quickMatter);
  await shoot(page, language, 'quick-capture');
  await page.keyboard.press('Enter');
  await bar.getByText(t('intake:quick.doneTitle')).waitFor();
  await shoot(page, language, 'quick-done');
  await page.keyboard.press('Escape');
}

async function photographForm(page: Page, language: Language): Promise<void> {
  const t = wordsOf(language);
  const { details } = sampleOf(language);
  const [party] = details.parties;
  await page.keyboard.press('Control+2');
  const field = (key: string) => page.getByRole('textbox', { name: t(key), exact: true });
  await field('intake:party.name').fill(party?.name ?? '');
  await field('intake:party.phone').fill(party?.phone ?? '');
  await page
    .getByText(t('intake:side.matchedOn').split('{')[0] ?? '')
    .first()
    .waitFor();
  await field('intake:matter.facts').fill(details.facts);
  await field('intake:matter.line').fill(details.matter);
  await field('intake:wish.text').fill(details.wish);
  await field('intake:matter.amount').fill('86');
  await field('intake:party.name').scrollIntoViewIfNeeded();
  await page.getByText(t('common:state.saved')).first().waitFor();
  await page.evaluate(() => {
    window.scrollTo(0, 0);
  });
  await shoot(page, language, 'intake');
  for (const [key, search] of [
    ['intake:matter.business', sampleOf(language).quickSearch],
    ['intake:matter.reason', sampleOf(language).reasonSearch],
  ] as const) {
    const tree = page.getByRole('combobox', { name: t(key) });
    await tree.fill(search);
    await page.getByRole('option').first().waitFor();
    await tree.press('Enter');
  }
  await page.getByRole('radio', { name: t('vocabulary:want.compensation') }).click();
  await page.getByRole('checkbox', { name: t('intake:told.consent') }).check();
  await page
    .getByRole('main')
    .getByRole('button', { name: t('intake:page.submit'), exact: true })
    .click();
  await page.getByRole('heading', { name: t('intake:result.registered') }).waitFor();
  await shoot(page, language, 'registered');
}

/** Takes the open case as far as the proposal; the pages of these steps are pictured elsewhere. */
async function handle(page: Page, language: Language): Promise<string> {
  const sample = sampleOf(language);
  const number = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const found = await ask(page, 'history.search', { text: number, filter: everything.filter, limit: 1 });
  const caseId = found.hits[0]?.row.caseId ?? '';
  const ownerId = (await ask(page, 'session.tiles', {})).users.find(({ name }) => name === counter)?.userId ?? '';
  const on = (): { caseId: string; commandId: string } => ({ caseId, commandId: newId() });
  await ask(page, 'case.accept', { ...on(), complexity: 'simple', complexityReason: '', ownerId });
  await ask(page, 'case.startInvestigation', on());
  await ask(page, 'case.addNote', { ...on(), staffText: sample.note });
  await ask(page, 'case.proposeRemedy', { ...on(), content: sample.remedy });
  await page.getByText(wordsOf(language)('vocabulary:status.remedyPending')).first().waitFor();
  return caseId;
}

async function photographApproval(page: Page, language: Language): Promise<void> {
  const t = wordsOf(language);
  await setPageClock(page);
  await page.keyboard.press('Control+3');
  const inbox = page.getByRole('listbox', { name: t('approval:inbox.label') });
  const own = inbox.getByRole('option').filter({ hasText: '¥86.00' });
  await own.click();
  await page.getByText(sampleOf(language).remedy.decisionText).first().waitFor();
  await shoot(page, language, 'approvals');
  await colour(page, 'highContrast');
  await shoot(page, language, 'approvals-high-contrast');
  await colour(page, 'light');
  const before = await inbox.getByRole('option').count();
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction((count) => document.querySelectorAll('[role="option"]').length < count, before);
}

async function photographPapers(app: RunningApp, language: Language, caseId: string): Promise<void> {
  const { page, userData } = app;
  const t = wordsOf(language);
  await page.keyboard.press('Control+k');
  const { state } = await ask(page, 'case.get', { caseId });
  await page.getByRole('combobox').fill(state.number);
  await page.getByRole('option').filter({ hasText: state.number }).first().click();
  await page.getByRole('heading', { level: 1, name: state.number }).waitFor();
  await page.getByRole('tab', { name: t('case:section.timeline') }).click();
  await page.getByText(t('common:timeline.signed')).first().waitFor();
  await closeNotifications(page, language);
  await shoot(page, language, 'timeline');
  await page.getByRole('tab', { name: t('case:section.letters') }).click();
  for (const kind of ['letter', 'slip'] as const) {
    await page.getByRole('radio', { name: t(`letters:kind.${kind}`) }).click();
    await page.getByRole('radio', { name: t(`case:letters.languages.${language}`) }).click();
    if (kind === 'letter') await shoot(page, language, 'documents');
    const file = path.join(userData, `${kind}.pdf`);
    await app.answerSaveDialog(file);
    await page.getByRole('button', { name: t('case:letters.pdf') }).click();
    await page.getByText(t('case:letters.savedAs', { fileName: `${kind}.pdf` })).waitFor();
    await shootPdf(file, language, `paper-${kind}`);
  }
}

async function photographHistory(page: Page, language: Language): Promise<void> {
  const t = wordsOf(language);
  await closeNotifications(page, language);
  await page.keyboard.press('Control+4');
  await page.getByRole('grid', { name: t('history:list') }).waitFor();
  await shoot(page, language, 'history');
  await page.getByRole('searchbox').fill(sampleOf(language).search);
  await page.getByText(t('history:why.text.whole')).first().waitFor();
  await shoot(page, language, 'history-search');
}

async function photographRegisters(page: Page, language: Language): Promise<void> {
  const t = wordsOf(language);
  await page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(t('shell:nav.registers')) })
    .click();
  await page.getByRole('heading', { name: t('registers:ledger.title') }).waitFor();
  await shoot(page, language, 'registers');
}

async function photographSync(page: Page, language: Language): Promise<void> {
  const t = wordsOf(language);
  const hq: Headquarters = await withClock(startHeadquarters);
  try {
    await setPageClock(page);
    await page.keyboard.press('Control+5');
    await page.getByRole('textbox', { name: t('sync:enrol.url') }).fill(hq.url);
    await page.getByRole('textbox', { name: t('sync:enrol.code') }).fill(await hq.code('new'));
    await shoot(page, language, 'sync-connect');
    await page.getByRole('button', { name: t('sync:enrol.submit'), exact: true }).click();
    await page.getByText(t('sync:items.none')).waitFor({ timeout: 120_000 });
    await shoot(page, language, 'sync');
    await hq.kill();
    await quickCapture(page, sampleOf(language).quickMatter);
    await page.keyboard.press('Control+1');
    await page.getByRole('list', { name: t('workbench:due.title') }).waitFor();
    await setPageClock(page);
    await page.keyboard.press('Control+5');
    await page.getByRole('button', { name: t('sync:now') }).click();
    await page.getByText(t('sync:sync.unreachable')).first().waitFor();
    await shoot(page, language, 'sync-waiting');
  } finally {
    await hq.remove();
  }
}

async function photographSettings(app: RunningApp, language: Language): Promise<void> {
  const { page } = app;
  const t = wordsOf(language);
  await page.keyboard.press('Control+6');
  await page.getByText(t('settings:appearance.intro')).waitFor();
  await shoot(page, language, 'settings');
  for (const [section, title] of [
    ['keys', 'keys:title'],
    ['backup', 'backup:title'],
    ['protection', 'protection:keys.title'],
  ] as const) {
    await page.getByRole('tab', { name: t(`settings:section.${section}`) }).click();
    await page.getByRole('heading', { name: t(title), exact: true }).waitFor();
    await shoot(page, language, `settings-${section}`);
  }
  await page.getByRole('tab', { name: t('settings:section.people') }).click();
  await page.getByRole('button', { name: t('people:users.add') }).waitFor();
  await shoot(page, language, 'settings-people');
  await page.getByRole('tab', { name: t('settings:section.audit') }).click();
  await page.getByRole('grid', { name: t('settings:audit.label') }).waitFor();
  await shoot(page, language, 'audit');
  await page.getByRole('tab', { name: t('settings:section.import') }).click();
  await page.getByRole('button', { name: t('settings:import.start') }).click();
  await app.answerOpenDialog([ledger]);
  await page.getByRole('button', { name: t('import:file.choose') }).click();
  await page.getByRole('button', { name: t('import:columns.next') }).waitFor();
  await shoot(page, language, 'import-columns');
  await page.getByRole('button', { name: t('import:columns.next') }).click();
  await page.getByText(t('import:check.ready'), { exact: true }).waitFor();
  await shoot(page, language, 'import-check');
}
