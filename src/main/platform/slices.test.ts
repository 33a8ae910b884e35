import { describe, expect, it } from 'vitest';
import { slices } from './slices';

describe('long work', () => {
  it('lets others go first whenever its slice is used up, and only then', async () => {
    let ms = 0;
    const rest = slices(() => ms);
    const order: string[] = [];
    for (let step = 1; step <= 6; step += 1) {
      setImmediate(() => order.push(`call ${String(step)}`));
      order.push(`step ${String(step)}`);
      ms += 4;
      await rest();
    }
    // Three steps use a slice up: then every call that came meanwhile is answered.
    const calls = (from: number): string[] => [from, from + 1, from + 2].map((no) => `call ${String(no)}`);
    const steps = (from: number): string[] => [from, from + 1, from + 2].map((no) => `step ${String(no)}`);
    expect(order).toEqual([...steps(1), ...calls(1), ...steps(4), ...calls(4)]);
  });
});
