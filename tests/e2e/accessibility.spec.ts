/** Every screen, in both languages (see support/accessible-walks.ts). */
import type { RouteName } from '../../src/renderer/app/route';
import { test } from './fixtures';
import { walkFirstRun, pages } from './pages/tour';
import { examiner, pagesAreAccessible, walkedAlone } from './support/accessible-walks';

test('the first run and an empty branch are accessible', async ({ app }) => {
  test.setTimeout(900_000);
  await walkFirstRun({ app, visit: await examiner(app) });
});

const names = Object.keys(pages) as RouteName[];
pagesAreAccessible(
  names.filter((name) => !walkedAlone.has(name)),
  { withSignIn: true },
);
