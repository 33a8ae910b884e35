/** Work waits for a round without new connections, in order, and not for ever. */
import { expect, it } from 'vitest';
import { createTurns } from './turns';

const round = () => new Promise<void>((resolve) => setImmediate(resolve));

it('begins in the order of asking, as soon as nobody knocks', async () => {
  const turns = createTurns(() => 0);
  const begun: number[] = [];
  for (const no of [1, 2, 3]) void turns.next().then(() => begun.push(no));
  expect([turns.waiting(), begun]).toEqual([3, []]);
  await round();
  expect([turns.waiting(), begun]).toEqual([0, [1, 2, 3]]);
});

it('waits while connections come, and begins in the round after the last one', async () => {
  const turns = createTurns(() => 0);
  let begun = false;
  void turns.next().then(() => (begun = true));
  for (let knocks = 0; knocks < 20; knocks++) {
    turns.knocked();
    await round();
    expect(begun).toBe(false);
  }
  await round();
  expect(begun).toBe(true);
});

it('begins all the same when connections come for ever', async () => {
  let ms = 0;
  const turns = createTurns(() => ms);
  const begun: true[] = [];
  void turns.next().then(() => begun.push(true));
  for (; begun.length === 0 && ms < 10_000; ms += 10) {
    turns.knocked();
    await round();
  }
  expect(ms).toBeLessThan(200);
});
