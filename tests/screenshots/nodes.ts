/**
 * `npm run screenshots -- nodes`: the conversation beside the form at every kind of node and every level of anger, from the real
 * application, as contact sheets in reports/nodes: one per kind with the four levels side by side, one per kind with other looks.
 * Each is examined by axe on the way; exit code 1 where it finds something, or a line is cut off.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { demoPassword } from '../../src/main/demo/demo-branch';
import type { ConversationAct } from '../../src/shared/contract/conversation';
import { launch } from '../e2e/fixtures';
import { setLook, withoutMotion, painted, type Look } from '../e2e/pages/look';
import { awake, faultsOf, playerIn, standAt } from '../e2e/support/node-player';
import { kinds, nodeStates } from '../support/node-states';

const folder = path.resolve(__dirname, '../../reports/nodes');
const everyday: Look = { language: 'zh-CN', colourMode: 'light' };
/** The level whose nodes are shown in other looks too. */
const sampled = 2;
const otherLooks: readonly Look[] = [
  { language: 'en', colourMode: 'dark' },
  { language: 'zh-CN', colourMode: 'highContrast' },
  { language: 'zh-CN', colourMode: 'light', textScale: 150 },
];

/** Dangers and signs, each seen after the first look. */
const dangers: readonly (readonly ConversationAct[])[] = [
  [{ type: 'rated', level: 1, distress: ['crying', 'shaking', 'blank'] }],
  [{ type: 'rated', level: 0, distress: ['selfHarm'] }],
  [{ type: 'rated', level: 3, distress: ['fireSource'] }],
  [{ type: 'rated', level: 1, distress: ['breathless'] }],
  [{ type: 'rated', level: 2, distress: ['alcohol', 'confused'] }],
  [{ type: 'rated', level: 1, distress: [] }, { type: 'paused' }],
];

export async function photographNodes(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-nodes-'));
  const app = await launch({ userData: profile, language: 'zh-CN', args: ['--demo'] });
  try {
    const { page } = app;
    await app.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows())
        if (window.webContents.getURL().startsWith('app://ui/')) window.setContentSize(1366, 768);
    });
    await page.getByRole('button', { name: /陈静/ }).click({ timeout: 60_000 });
    await page.getByLabel('陈静 的密码').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').waitFor();
    await withoutMotion(page);
    const states = nodeStates();
    for (const kind of kinds)
      await photographKind(
        page,
        states.filter((state) => state.kind === kind),
        kind,
      );
    await sheet('dangers', await shootDangers(page));
  } finally {
    await app.close();
    await rm(profile, { recursive: true, force: true });
  }
}

async function photographKind(page: Page, states: ReturnType<typeof nodeStates>, kind: string): Promise<void> {
  const levels: Buffer[] = [];
  const looks: Buffer[] = [];
  for (const state of states) {
    const { level } = state;
    await standAt(page, state);
    levels.push(await shoot(page, `${kind} at level ${String(level)}`));
    if (level !== sampled) continue;
    for (const look of otherLooks) {
      await setLook(page, look);
      looks.push(
        await shoot(page, `${kind} in ${look.language} ${look.colourMode} ${String(look.textScale ?? 100)} %`),
      );
    }
    await setLook(page, everyday);
  }
  await sheet(kind, levels);
  await sheet(`${kind}-looks`, looks);
}

async function shootDangers(page: Page): Promise<readonly Buffer[]> {
  const pictures: Buffer[] = [];
  for (const acts of dangers) {
    await standAt(page, { script: 'SVC-01', acts });
    pictures.push(await shoot(page, JSON.stringify(acts)));
  }
  return pictures;
}

async function shoot(page: Page, name: string): Promise<Buffer> {
  await awake(page);
  await page.evaluate('document.fonts.ready');
  await painted(page);
  for (const fault of await faultsOf(page)) {
    process.stdout.write(`${name}: ${fault}\n`);
    process.exitCode = 1;
  }
  return playerIn(page).screenshot({ animations: 'disabled', caret: 'hide' });
}

/** Side by side, on grey. */
async function sheet(name: string, pictures: readonly Buffer[]): Promise<void> {
  const sizes = await Promise.all(pictures.map((picture) => sharp(picture).metadata()));
  const gap = 8;
  let left = gap;
  const placed = pictures.map((input, at) => {
    const here = { input, left, top: gap };
    left += (sizes[at]?.width ?? 0) + gap;
    return here;
  });
  const height = Math.max(...sizes.map((size) => size.height)) + 2 * gap;
  const file = path.join(folder, `${name}.png`);
  await sharp({ create: { width: left, height, channels: 3, background: '#888' } })
    .composite(placed)
    .png()
    .toFile(file);
  process.stdout.write(`${file}\n`);
}
