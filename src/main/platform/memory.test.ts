import { expect, it, vi } from 'vitest';
import { collectGarbage } from './memory';

it('takes away what nobody holds any more', async () => {
  const lost = new WeakRef({ some: 'thing' });
  // What a job has looked at stays until the job ends.
  await vi.waitFor(() => {
    collectGarbage();
    // An expectation that fails holds on to what it was given.
    expect(lost.deref() === undefined).toBe(true);
  });
});
