import { describe, expect, it } from 'vitest';
import type { CaseState } from '../../domain/complaint/state';
import { createCaseViews } from './case-views';

const stateOf = (id: string, revision: number): CaseState => ({ id, revision }) as CaseState;

/** Cases that can be changed, and a record of what was loaded. */
function someCases() {
  const cases = new Map([
    ['a', stateOf('a', 1)],
    ['b', stateOf('b', 1)],
  ]);
  const loaded: string[][] = [];
  let before: () => void = () => undefined;
  const views = createCaseViews((ids) => {
    loaded.push([...ids]);
    const found = ids.flatMap((id) => cases.get(id) ?? []);
    before();
    return Promise.resolve(found);
  });
  return {
    views,
    loaded,
    write: (id: string, revision: number) => {
      cases.set(id, stateOf(id, revision));
      views.changed([id]);
    },
    duringLoad: (then: () => void) => {
      before = then;
    },
  };
}

describe('views of many cases', () => {
  it('load each case once, in the order asked, and leave out what does not exist', async () => {
    const { views, loaded } = someCases();
    const revisions = views.view(({ id, revision }) => `${id}${String(revision)}`);
    expect(await revisions.of(['b', 'x', 'a'])).toEqual(['b1', 'a1']);
    expect(await revisions.of(['a', 'b'])).toEqual(['a1', 'b1']);
    expect(loaded).toEqual([['b', 'x', 'a']]);
  });

  it('remember that a case has nothing to show', async () => {
    const { views, loaded } = someCases();
    const none = views.view(() => null);
    expect(await none.of(['a'])).toEqual([null]);
    await none.of(['a']);
    expect(loaded).toHaveLength(1);
  });

  it('follow a change of one case, in every view', async () => {
    const { views, loaded, write } = someCases();
    const one = views.view(({ revision }) => revision);
    const other = views.view(({ revision }) => -revision);
    await one.of(['a', 'b']);
    await other.of(['a', 'b']);
    write('a', 2);
    expect(await one.of(['a', 'b'])).toEqual([2, 1]);
    expect(await other.of(['a', 'b'])).toEqual([-2, -1]);
    expect(loaded.slice(2)).toEqual([['a'], ['a']]);
  });

  it('keep nothing that was read while something was written', async () => {
    const { views, write, duringLoad } = someCases();
    const revisions = views.view(({ revision }) => revision);
    duringLoad(() => {
      write('a', 2);
    });
    expect(await revisions.of(['a'])).toEqual([1]);
    duringLoad(() => undefined);
    expect(await revisions.of(['a'])).toEqual([2]);
  });

  it('remember the others that were read meanwhile: somebody who saves all the time must not make every look read everything', async () => {
    const { views, loaded, write, duringLoad } = someCases();
    const revisions = views.view(({ revision }) => revision);
    duringLoad(() => {
      write('a', 2);
    });
    await revisions.of(['a', 'b']);
    duringLoad(() => undefined);
    expect(await revisions.of(['a', 'b'])).toEqual([2, 1]);
    expect(loaded).toEqual([['a', 'b'], ['a']]);
  });

  it('remember nothing of a reading during which everything was forgotten', async () => {
    const { views, loaded, duringLoad } = someCases();
    const revisions = views.view(({ revision }) => revision);
    duringLoad(() => {
      views.forget();
    });
    await revisions.of(['a']);
    duringLoad(() => undefined);
    await revisions.of(['a']);
    expect(loaded).toEqual([['a'], ['a']]);
  });

  it('forget everything when asked to', async () => {
    const { views, loaded } = someCases();
    const revisions = views.view(({ revision }) => revision);
    await revisions.of(['a']);
    views.forget();
    await revisions.of(['a']);
    expect(loaded).toHaveLength(2);
  });
});
