/**
 * Every kind of node as the counter sees it, the levels of anger in turn: axe has nothing against it, and nothing is cut off. Every kind
 * at every level is looked at by `npm run screenshots -- nodes`.
 */
import { kinds, nodeStates } from '../support/node-states';
import { expect, test } from './fixtures';
import { withoutMotion } from './pages/look';
import { signIn } from './pages/setup-page';
import { faultsOf, standAt } from './support/node-player';

const states = nodeStates();

test('every kind of node is there at every level', () => {
  const there = new Set(states.map(({ kind, level }) => `${kind} ${String(level)}`));
  const wanted = kinds.flatMap((kind) => [0, 1, 2, 3].map((level) => `${kind} ${String(level)}`));
  expect(wanted.filter((one) => !there.has(one))).toEqual([]);
});

test('no kind of node has a fault for axe or a line that is cut off', async ({ branchApp: { page } }) => {
  test.setTimeout(180_000);
  await signIn(page, 'counter');
  await withoutMotion(page);
  const found: Record<string, readonly string[]> = {};
  for (const [at, kind] of kinds.entries()) {
    const state = states.find((one) => one.kind === kind && one.level === at % 4);
    if (state === undefined) throw new Error(`no ${kind}`);
    await standAt(page, state);
    const faults = await faultsOf(page);
    if (faults.length > 0) found[`${kind} at level ${String(state.level)}`] = faults;
  }
  expect(found).toEqual({});
});
