/** What axe can't see of a screen: whether all of it can be read at 200 %, and done from the keyboard. */
import type { RunningApp } from '../fixtures';
import { lostFocus, walkByTab } from './focus';
import { everyday, setLook } from './look';
import { unreadable } from './reflow';

const SIZE = { width: 1280, height: 720 } as const;
const languages = ['en', 'zh-CN'] as const;
/** Stops that stand for their screen; the others are states and dialogs of it, in the same layout. */
export const mainScreens: ReadonlySet<string> = new Set([
  'setup-choose',
  'setup-branch',
  'setup-recovery',
  'sign-in',
  'sign-in-password',
  'workbench',
  'quick',
  'intake',
  'case-investigating',
  'case-remedyPending-remedy',
  'case-letter',
  'case-evidence',
  'case-propose',
  'approvals',
  'history',
  'conversation-choose',
  'conversation-page',
  'conversation-2-say',
  'import-columns',
  'settings-branch',
  'settings-people',
  'sync-received',
]);

/**
 * The main screens zoomed in, with the largest type, and round with Tab; of every other stop only that the focus is not lost.
 * Leaves the everyday look.
 */
export async function inspectByEyeAndHand(app: RunningApp, stop: string): Promise<readonly string[]> {
  const { page } = app;
  const findings = [...(await lostFocus(page))];
  const look = async (how: string, textScale: 100 | 200): Promise<void> => {
    for (const language of languages) {
      await setLook(page, { ...everyday, language, textScale });
      findings.push(...(await unreadable(page)).map((finding) => `${how}, ${language}: ${finding}`));
    }
  };
  if (!mainScreens.has(stop)) return findings;
  await zoomTo(app, 2);
  await look('zoomed in', 100);
  await zoomTo(app, 1);
  await look('large type', 200);
  await setLook(page, everyday);
  findings.push(...(await walkByTab(page)));
  return findings;
}

async function zoomTo({ electron, page }: RunningApp, factor: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, [{ width, height }, zoom]) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().startsWith('app://ui/'),
      );
      window?.setContentSize(width, height);
      window?.webContents.setZoomFactor(zoom);
    },
    [SIZE, factor] as const,
  );
  await page.waitForFunction((width) => innerWidth === width, SIZE.width / factor);
}
