import { expect, it } from 'vitest';
import { createInOrder } from './in-order';

it('lets none come before those that began earlier are over, and keeps nobody else waiting', async () => {
  const inOrder = createInOrder();
  const came: string[] = [];
  const [first, second, other] = [inOrder('a'), inOrder('a'), inOrder('b')];
  const all = Promise.all(
    [['second', second] as const, ['first', first] as const, ['other', other] as const].map(async ([name, turn]) => {
      await turn.come;
      came.push(name);
    }),
  );
  await Promise.all([first.come, other.come]);
  expect(came).toEqual(['first', 'other']);
  first.over();
  await all;
  expect(came).toEqual(['first', 'other', 'second']);
});

it('goes on behind one that was given up before it came', async () => {
  const inOrder = createInOrder();
  const [first, second, third] = [inOrder('a'), inOrder('a'), inOrder('a')];
  second.over();
  first.over();
  await third.come;
  third.over();
  await inOrder('a').come;
});
