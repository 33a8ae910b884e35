import { describe, expect, it } from 'vitest';
import { createAnswers } from './answers';

/** The receipts of a store, and what it was asked for. */
function aStore(ids: readonly string[]) {
  const rows = new Map(ids.map((id) => [id, { commandId: id, outcome: `outcome of ${id}` }]));
  const asked: string[] = [];
  let generation = 1;
  return {
    asked,
    bring: (id: string): void => {
      rows.set(id, { commandId: id, outcome: `outcome of ${id}` });
      generation += 1;
    },
    store: {
      receipt: (id: string) => {
        asked.push(id);
        return Promise.resolve(rows.get(id));
      },
      newestReceipt: () => Promise.resolve([...rows.keys()].sort().at(-1) ?? ''),
      generation: () => generation,
    },
  };
}

describe('a command that was answered before', () => {
  it('is found in the store, however old, and also when it is the last', async () => {
    const { store } = aStore(['a', 'c']);
    const answers = createAnswers(store);
    expect(await answers.of('x')).toBeUndefined();
    expect(await answers.of('a')).toBe('outcome of a');
    expect(await answers.of('b')).toBeUndefined();
    expect(await answers.of('c')).toBe('outcome of c');
  });

  it('is at hand when it was answered since', async () => {
    const { store, asked } = aStore(['a']);
    const answers = createAnswers(store);
    await answers.of('b');
    answers.add('c', 'kept');
    expect(await answers.of('c')).toBe('kept');
    expect(asked).toEqual(['b']);
  });

  it('is found when it came into the store in another way', async () => {
    const { store, bring } = aStore(['a']);
    const answers = createAnswers(store);
    await answers.of('b');
    bring('d');
    expect(await answers.of('d')).toBe('outcome of d');
    // What was learnt is of the store as it is now.
    expect(await answers.of('c')).toBeUndefined();
    expect(await answers.of('d')).toBe('outcome of d');
  });

  it('is found while the store is only being asked for its last receipt', async () => {
    const { store, bring } = aStore(['a']);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const answers = createAnswers({
      ...store,
      newestReceipt: async () => {
        const newest = await store.newestReceipt();
        await held;
        return newest;
      },
    });
    const first = answers.of('b');
    bring('d');
    release();
    await first;
    expect(await answers.of('d')).toBe('outcome of d');
  });

  it('is asked for anew by whoever comes next', async () => {
    const { store, asked } = aStore(['a']);
    const answers = createAnswers(store);
    await answers.of('b');
    answers.add('c', 'kept');
    answers.forget();
    await answers.of('c');
    expect(asked).toEqual(['b', 'c']);
  });
});

it('a command behind the last receipt costs the store nothing', async () => {
  const { store, asked } = aStore(['a']);
  const answers = createAnswers(store);
  await answers.of('b');
  for (const id of ['c', 'd', 'e']) expect(await answers.of(id)).toBeUndefined();
  expect(asked).toEqual(['b']);
});

it('asks for each command where the store can not say which receipt is its last', async () => {
  const { store, asked } = aStore(['a', 'z']);
  const answers = createAnswers({ ...store, newestReceipt: () => Promise.resolve(null) });
  await answers.of('b');
  expect(await answers.of('z')).toBe('outcome of z');
  expect(asked).toEqual(['b', 'z']);
});
