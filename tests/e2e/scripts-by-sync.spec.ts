/** Scripts of a real headquarters: refused there with every fault, sent, looked at, confirmed; a talk that goes on keeps its words. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { ConversationView } from '../../src/shared/contract/conversation';
import { ask, call, newId } from './bridge';
import { expect, launch, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { signIn } from './pages/setup-page';
import { connectBranch, joinBranch, levelBoth, syncUntilQuiet } from './support/two-pcs';

const root = path.resolve(__dirname, '../..');
type Node = Record<string, unknown> & { text: Record<string, string>; next: unknown };
interface Release {
  version: string;
  scripts: { code: string; version: string; changeNote: string; nodes: Record<string, Node> }[];
}

/** All scripts of the program, as the scripts page exports them for headquarters. */
function releaseFile(version: string): Release {
  const { scripts, facts } = JSON.parse(readFileSync(path.join(root, 'out/script-sources.json'), 'utf8')) as Release & {
    facts: object;
  };
  return {
    id: 'scripts.cn',
    version,
    note: { zh: '第一句说得更直接', en: 'A plainer greeting' },
    facts,
    scripts,
  } as Release;
}
const svcOf = ({ scripts }: Release) => {
  const script = scripts.find(({ code }) => code === 'SVC-01');
  if (script?.nodes['greet'] === undefined) throw new Error('SVC-01 has no line greet');
  return { script, greet: script.nodes['greet'] };
};

const newGreeting = '把号给我，我这就去问。';

async function greeted(page: Page): Promise<ConversationView> {
  const begun = await ask(page, 'conversation.start', {
    commandId: newId(),
    script: 'SVC-01',
    draftId: null,
    caseId: null,
  });
  const act = { type: 'rated', level: 1, distress: [] };
  return ask(page, 'conversation.step', { commandId: newId(), id: begun.id, seq: begun.seq, act });
}

const said = (page: Page, { id, seq }: ConversationView): Promise<ConversationView> =>
  ask(page, 'conversation.step', { commandId: newId(), id, seq, act: { type: 'said' } });

async function openRules(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit6');
  await page.getByRole('tab', { name: '规则和日历' }).click();
}

test('a release changes what new talks say; running ones, also after a kill and on another PC, end on their own words', async ({
  branchApp: first,
  profile,
}) => {
  test.setTimeout(300_000);
  const hq = await startHeadquarters();
  const joined = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  let again: RunningApp | undefined;
  let second: RunningApp | undefined;
  try {
    await connectBranch(first, hq);
    const before = await greeted(first.page);
    expect(before.shown.line?.text).toContain('您的号给我看看');

    // What a branch would refuse is not signed: the list names script, step and rule.
    const ring = releaseFile('2026.2');
    const { script: ringed, greet: into } = svcOf(ring);
    into.next = 'ringOne';
    const step = (next: string): Node => ({
      type: 'note',
      stage: 'S2',
      style: 'tip',
      text: { zh: '稍等', en: 'A moment' },
      next,
    });
    Object.assign(ringed.nodes, { ringOne: step('ringTwo'), ringTwo: step('ringOne') });
    await expect(hq.publish(ring, '2026-11-01')).rejects.toThrow(
      /SVC-01\.nodes\.ringOne: can not be finished: no end can be reached from here \(E04\)/,
    );

    const release = releaseFile('2026.2');
    const { script, greet } = svcOf(release);
    script.version = '1.0.1';
    script.changeNote = '第一句说得更直接';
    greet.text['zh'] = `您好，我是{{staff.name}}。${newGreeting}`;
    expect(await hq.publish(release, '2026-11-01')).toContain('branches get it with their next sync');
    await syncUntilQuiet(first);
    await openRules(first.page);
    const awaiting = first.page.getByRole('article', { name: '安抚话术 2026.2' });
    await expect(awaiting).toContainText('等待确认');
    // Nothing has changed yet.
    expect((await greeted(first.page)).shown.line?.text).toContain('您的号给我看看');
    await awaiting.getByRole('button', { name: '看会改变什么…' }).click();
    const change = first.page.getByRole('dialog', { name: 'scripts.cn 2026.2 会改变什么' });
    await expect(change.getByRole('status')).toContainText('其中 1 个有变化。正在进行的对话按原来的话术说完');
    const row = change.getByRole('grid', { name: '会变的话术' }).getByRole('row').nth(1);
    await expect(row).toContainText('SVC-01');
    await expect(row).toContainText('1.0.0 → 1.0.1');
    await expect(row).toContainText('1 句');
    await change.getByRole('button', { name: '确认启用' }).click();
    await expect(awaiting).toContainText('生效中');

    // The one that goes on keeps its words, the next one has the new ones; the library shows what is in force.
    expect((await ask(first.page, 'conversation.get', { id: before.id })).shown.line).toEqual(before.shown.line);
    const after = await greeted(first.page);
    expect(after.shown.line?.text).toContain(newGreeting);
    expect((await ask(first.page, 'scripts.read', { code: 'SVC-01' })).source.version).toBe('1.0.1');
    expect((await ask(first.page, 'scripts.library', {})).release.version).toBe('2026.2');

    await syncUntilQuiet(first);
    await first.kill();
    again = await launch({ userData: profile });
    await signIn(again.page, 'supervisor');
    expect(await ask(again.page, 'conversation.get', { id: before.id })).toEqual(before);
    expect((await said(again.page, before)).shown.node).toBe('ticket');
    expect(await ask(again.page, 'conversation.get', { id: after.id })).toEqual(after);

    // A PC that never had the release, but has the packs of the branch.
    second = await joinBranch(hq, joined);
    await levelBoth(again, second);
    const there = await ask(second.page, 'conversation.get', { id: after.id });
    expect(there.shown).toEqual(after.shown);
    expect((await said(second.page, there)).shown.node).toBe('ticket');
    expect((await greeted(second.page)).shown.line?.text).toContain(newGreeting);

    // Headquarters stops the script: nobody has to confirm that.
    const reason = { zh: '排队规定已改，请用 SVC-02', en: 'The rule on queueing changed; use SVC-02' };
    await hq.publish(
      { id: 'script-stops.cn', version: '2026.2', note: '', stops: [{ code: 'SVC-01', reason }] },
      '2026-11-01',
    );
    await syncUntilQuiet(second);
    expect(
      await call(second.page, 'conversation.start', {
        commandId: newId(),
        script: 'SVC-01',
        draftId: null,
        caseId: null,
      }),
    ).toEqual({
      ok: false,
      error: { code: 'conversation.stopped' },
    });
    const offered = await ask(second.page, 'conversation.library', {});
    expect(offered.scripts.map(({ code }) => code)).not.toContain('SVC-01');
    expect((await ask(second.page, 'conversation.get', { id: after.id })).stopped).toEqual(reason);
    await openRules(second.page);
    await expect(second.page.getByRole('article', { name: '停用的话术 2026.2' })).toContainText('不用确认，收到即生效');
  } finally {
    await second?.close();
    await again?.close();
    await hq.remove();
    await rm(joined, { recursive: true, force: true });
  }
});
