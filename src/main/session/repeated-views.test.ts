import { describe, expect, it } from 'vitest';
import { createRepeatedViews } from './repeated-views';

function world() {
  let nowMs = 0;
  const left: string[] = [];
  const views = createRepeatedViews(() => nowMs);
  return {
    left,
    pass: (ms: number) => {
      nowMs += ms;
    },
    look: (session: object, key: string) =>
      views.once(session, key, async () => {
        left.push(key);
      }),
    views,
  };
}

describe('repeated looks', () => {
  it('leave one trace per person, thing and ten minutes', async () => {
    const { look, pass, left } = world();
    const chen = {};
    await Promise.all([look(chen, 'case a'), look(chen, 'case a'), look(chen, 'case b')]);
    pass(9 * 60_000);
    await look(chen, 'case a');
    expect(left).toEqual(['case a', 'case b']);
    pass(60_000);
    await look(chen, 'case a');
    expect(left).toEqual(['case a', 'case b', 'case a']);
  });

  it('of another session leave a trace of their own', async () => {
    const { look, left } = world();
    await look({}, 'case a');
    await look({}, 'case a');
    expect(left).toEqual(['case a', 'case a']);
  });

  it('leave it the next time where writing failed', async () => {
    const { look, left, views } = world();
    const chen = {};
    await expect(views.once(chen, 'case a', () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    await look(chen, 'case a');
    expect(left).toEqual(['case a']);
  });
});
