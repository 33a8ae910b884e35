/**
 * Walks of the tour with every stop examined. axe against WCAG 2.2 AA, light and dark: no violation, no rule switched off. And what
 * axe can't see: at 200 % everything can be read, dialogs take the focus and give it back, Tab goes round the main screens.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RouteName } from '../../../src/renderer/app/route';
import { expect, launch, test, type RunningApp } from '../fixtures';
import { runAxe, type Finding } from '../pages/axe';
import { inspectByEyeAndHand, mainScreens } from '../pages/by-eye-and-hand';
import { watchDialogs } from '../pages/focus';
import {
  bothLanguagesLightAndDark,
  eachLanguageEachColour,
  everyday,
  lookName,
  painted,
  setLook,
  withoutMotion,
} from '../pages/look';
import { pages, walkSignIn, type Visit } from '../pages/tour';
import { watchDates } from '../pages/why-dates';
import { signInTo, supervisor } from '../tour/steps';

/** The longest walks have files of their own, so that workers can share the work. */
export const walkedAlone: ReadonlySet<RouteName> = new Set<RouteName>(['case', 'conversation']);

/**
 * What axe can't decide is a finding too, but for three things that are tested otherwise: the inside of a frame (examined
 * where it is, by runAxe), contrast under an overlapping
 * element (every pair of colours: tokens.test.ts), and what lies behind an open dialog, which the focus can't reach.
 */
const decidable = ({ rule }: Finding): boolean =>
  !['frame-tested', 'color-contrast', 'aria-hidden-focus'].includes(rule);

/** Examines a main screen in all four looks, its states and dialogs in two; a finding does not end the walk. */
export async function examiner(app: RunningApp): Promise<Visit> {
  const { page } = app;
  await withoutMotion(page);
  await setLook(page, everyday);
  await watchDialogs(page);
  const datesToMend = watchDates(page);
  return async (stop, changed) => {
    await painted(page);
    expect.soft(await inspectByEyeAndHand(app, stop), `${stop}, by eye and hand`).toEqual([]);
    for (const look of mainScreens.has(stop) ? bothLanguagesLightAndDark : eachLanguageEachColour) {
      // The walks walk in the everyday look.
      if (look !== everyday) await setLook(page, look);
      // What is said in practice is of no case.
      if (!stop.startsWith('training-'))
        expect
          .soft(await datesToMend(), `${stop}, ${lookName(look)}: dates that do not say where they come from`)
          .toEqual([]);
      const { violations, undecided } = await runAxe(page, changed);
      expect.soft(violations, `${stop}, ${lookName(look)}`).toEqual([]);
      expect.soft(undecided.filter(decidable), `${stop}, ${lookName(look)}: for a person to decide`).toEqual([]);
    }
    await setLook(page, everyday);
  };
}

/** One test for each of these pages, on one sample branch at work. */
export function pagesAreAccessible(names: readonly RouteName[], { withSignIn = false } = {}): void {
  test.describe('a branch at work', () => {
    test.describe.configure({ timeout: 900_000 });
    let profile: string;
    let app: RunningApp;
    let visit: Visit;

    test.beforeAll(async () => {
      profile = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
      app = await launch({ userData: profile, args: ['--demo'] });
      visit = await examiner(app);
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

    if (withSignIn)
      test('sign-in is accessible', async () => {
        await walkSignIn({ app, visit });
      });
    for (const name of names)
      test(`${name} is accessible`, async () => {
        await atWork();
        await pages[name]({ app, visit });
      });
  });
}
