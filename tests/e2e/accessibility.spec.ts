/**
 * Every screen, in both languages. axe against WCAG 2.2 AA, light and dark: no violation, no rule switched off. And what axe
 * can't see: at 200 % everything can be read, dialogs take the focus and give it back, Tab goes round the main screens.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, launch, test, type RunningApp } from './fixtures';
import { runAxe, type Finding } from './pages/axe';
import { inspectByEyeAndHand, mainScreens } from './pages/by-eye-and-hand';
import { watchDialogs } from './pages/focus';
import {
  bothLanguagesLightAndDark,
  eachLanguageEachColour,
  everyday,
  lookName,
  painted,
  setLook,
  withoutMotion,
} from './pages/look';
import { pages, walkFirstRun, walkSignIn, type Visit } from './pages/tour';
import { watchDates } from './pages/why-dates';
import { signInTo, supervisor } from './tour/steps';

/**
 * What axe can't decide is a finding too, but for three things that are tested otherwise: the inside of a frame (examined
 * where it is, by runAxe), contrast under an overlapping
 * element (every pair of colours: tokens.test.ts), and what lies behind an open dialog, which the focus can't reach.
 */
const decidable = ({ rule }: Finding): boolean =>
  !['frame-tested', 'color-contrast', 'aria-hidden-focus'].includes(rule);

/** Examines a main screen in all four looks, its states and dialogs in two; a finding does not end the walk. */
function examiner(app: RunningApp): Visit {
  const { page } = app;
  const datesToMend = watchDates(page);
  return async (stop) => {
    await painted(page);
    expect.soft(await inspectByEyeAndHand(app, stop), `${stop}, by eye and hand`).toEqual([]);
    for (const look of mainScreens.has(stop) ? bothLanguagesLightAndDark : eachLanguageEachColour) {
      await setLook(page, look);
      // What is said in practice is of no case.
      if (!stop.startsWith('training-'))
        expect
          .soft(await datesToMend(), `${stop}, ${lookName(look)}: dates that do not say where they come from`)
          .toEqual([]);
      const { violations, undecided } = await runAxe(page);
      expect.soft(violations, `${stop}, ${lookName(look)}`).toEqual([]);
      expect.soft(undecided.filter(decidable), `${stop}, ${lookName(look)}: for a person to decide`).toEqual([]);
    }
    await setLook(page, everyday);
  };
}

test('the first run and an empty branch are accessible', async ({ app }) => {
  test.setTimeout(900_000);
  await withoutMotion(app.page);
  await setLook(app.page, everyday);
  await watchDialogs(app.page);
  await walkFirstRun({ app, visit: examiner(app) });
});

test.describe('a branch at work', () => {
  test.describe.configure({ timeout: 900_000 });
  let profile: string;
  let app: RunningApp;

  test.beforeAll(async () => {
    profile = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
    app = await launch({ userData: profile, args: ['--demo'] });
    await withoutMotion(app.page);
    await setLook(app.page, everyday);
    await watchDialogs(app.page);
  });
  test.afterAll(async () => {
    await app.close();
    await rm(profile, { recursive: true, force: true });
  });

  // A walk that failed leaves a new worker with a new sample branch behind, where nobody is signed in.
  const atWork = async (): Promise<void> => {
    const signIn = app.page.getByRole('heading', { name: '请选择您是谁' });
    await signIn.or(app.page.getByRole('navigation')).waitFor();
    if (await signIn.isVisible()) await signInTo(app.page, supervisor);
  };

  test('sign-in is accessible', async () => {
    await walkSignIn({ app, visit: examiner(app) });
  });
  for (const [name, walk] of Object.entries(pages)) {
    test(`${name} is accessible`, async () => {
      await atWork();
      await walk({ app, visit: examiner(app) });
    });
  }
});
