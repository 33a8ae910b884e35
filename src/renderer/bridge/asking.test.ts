import { describe, expect, it } from 'vitest';
import { asking } from './asking';

/** A question whose answers come when they are let through, and what was taken of them. */
function someQuestion() {
  const open: ((answer: string) => void)[] = [];
  const taken: string[] = [];
  const question = asking(
    () =>
      new Promise<string>((resolve) => {
        open.push(resolve);
      }),
    (answer) => taken.push(answer),
  );
  let answered = 0;
  return {
    ...question,
    taken,
    asked: () => open.length,
    answer: async (text: string) => {
      open[answered]?.(text);
      answered += 1;
      // `take` comes a few turns behind the answer.
      for (let i = 0; i < 5; i += 1) await Promise.resolve();
    },
  };
}

describe('a question that is asked whenever something changed', () => {
  it('is asked once more behind the answer on its way, however often something changed meanwhile', async () => {
    const { again, answer, asked, taken } = someQuestion();
    again();
    again();
    again();
    expect(asked()).toBe(1);
    await answer('first');
    expect(taken).toEqual(['first']);
    expect(asked()).toBe(2);
    await answer('second');
    expect(taken).toEqual(['first', 'second']);
    expect(asked()).toBe(2);
  });

  it('passes over an answer that is older than what is known, and asks again', async () => {
    const { again, outdated, answer, asked, taken } = someQuestion();
    outdated();
    expect(asked()).toBe(0);
    again();
    outdated();
    await answer('old');
    expect(taken).toEqual([]);
    expect(asked()).toBe(2);
    await answer('new');
    expect(taken).toEqual(['new']);
  });

  it('takes nothing once nobody looks, and begins anew when somebody looks again', async () => {
    const { again, stop, answer, asked, taken } = someQuestion();
    again();
    again();
    stop();
    again();
    await answer('for nobody');
    expect(taken).toEqual([]);
    expect(asked()).toBe(2);
    await answer('seen');
    expect(taken).toEqual(['seen']);
  });

  it('can be asked again by whoever takes an answer', async () => {
    const taken: number[] = [];
    const question = asking(
      () => Promise.resolve(taken.length),
      (answer) => {
        taken.push(answer);
        if (answer < 2) question.again();
      },
    );
    question.again();
    await expect.poll(() => taken).toEqual([0, 1, 2]);
  });
});
