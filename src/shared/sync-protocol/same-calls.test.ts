import { expect, it } from 'vitest';
import { sameCalls } from './same-calls';

const call = (incident: string, atMs: number) => ({ incident, deviceTag: 'A', atMs });

it('knows the same calls for help again in another order', () => {
  expect(sameCalls([call('a', 1), call('b', 2)], [call('b', 2), call('a', 1)])).toBe(true);
  expect(sameCalls([], [])).toBe(true);
});

it.each([
  ['one more', [call('a', 1), call('b', 2), call('c', 3)]],
  ['one less', [call('a', 1)]],
  ['none', []],
  ['one of another incident', [call('a', 1), call('c', 2)]],
  ['the same incident called anew', [call('a', 1), call('b', 3)]],
])('tells a branch that waits of %s', (_, others) => {
  expect(sameCalls([call('a', 1), call('b', 2)], others)).toBe(false);
});
