/** Two PCs begin a new script under the same code while neither knows of the other: nothing of either is lost, in whatever order events come. */
import { describe, expect, it } from 'vitest';
import {
  emptyDesk,
  evolveDesk,
  freeCode,
  ofDraft,
  type NewDeskEvent,
  type ScriptDesk,
} from '../../../src/domain/scripts/desk';
import type { OpenEvent } from '../../../src/domain/evidence/event-envelope';
import { ScriptSource } from '../../../src/domain/scripts/script';
import { must } from '../../support/case-builder';
import { sound } from './small-script';

const source = (title: string) => ScriptSource.parse({ ...sound(), title: { zh: title, en: title } });
const at = (wall: number, userId: string, event: NewDeskEvent): OpenEvent =>
  ({ header: { type: event.type, at: { wall }, actor: { userId } }, payload: event.payload }) as unknown as OpenEvent;
const fold = (...events: readonly OpenEvent[]): ScriptDesk => events.reduce(evolveDesk, emptyDesk);
const begun = (draft: string, title: string): NewDeskEvent => ({
  type: 'script.begun',
  payload: { code: 'TST-01', draft, source: source(title) },
});
const noted = (draft: string, changeNote: string): NewDeskEvent => ({
  type: 'script.changed',
  payload: { code: 'TST-01', draft, change: { kind: 'edit', set: { changeNote } } },
});
const both = [
  at(1, 'u-one', begun('d-one', 'One')),
  at(2, 'u-two', begun('d-two', 'Two')),
  at(3, 'u-one', noted('d-one', 'of one')),
  at(4, 'u-two', noted('d-two', 'of two')),
] as const;

describe('two new scripts with one code', () => {
  it('are both kept with all that was written on each; the first has the code', () => {
    const { drafts, clashes } = fold(...both);
    expect(drafts['TST-01']).toMatchObject({ id: 'd-one', source: { title: { en: 'One' }, changeNote: 'of one' } });
    expect(clashes).toMatchObject([{ id: 'd-two', source: { title: { en: 'Two' }, changeNote: 'of two' } }]);
  });

  it('go on under two codes, and what was written meanwhile under the old one goes along', () => {
    const desk = fold(
      ...both,
      at(5, 'u-one', { type: 'script.renamed', payload: { draft: 'd-two', code: 'TST-02' } }),
      // From a PC that had not heard of the new code yet.
      at(6, 'u-two', noted('d-two', 'later')),
      at(7, 'u-two', { type: 'script.undone', payload: { code: 'TST-01', draft: 'd-two' } }),
    );
    expect(desk.clashes).toEqual([]);
    expect(Object.keys(desk.drafts).sort()).toEqual(['TST-01', 'TST-02']);
    const moved = must(desk.drafts['TST-02']);
    expect(moved.source).toMatchObject({ code: 'TST-02', title: { en: 'Two' }, changeNote: 'of two' });
    expect(moved.versions.every((version) => version.source.code === 'TST-02')).toBe(true);
    expect(ofDraft(moved)).toEqual({ code: 'TST-02', draft: 'd-two' });
    expect(must(desk.drafts['TST-01']).source.changeNote).toBe('of one');
  });

  it('take no code from each other, nor when both PCs choose the same new one', () => {
    const taken = fold(
      ...both,
      at(5, 'u-two', { type: 'script.renamed', payload: { draft: 'd-two', code: 'TST-01' } }),
    );
    expect(taken.clashes).toHaveLength(1);
    const gone = fold(
      ...both,
      at(5, 'u-one', { type: 'script.discarded', payload: { code: 'TST-01', draft: 'd-one' } }),
    );
    expect(gone.drafts).toEqual({});
    expect(gone.clashes).toMatchObject([{ id: 'd-two' }]);
    expect(freeCode('TST-01', new Set(['TST-01', 'TST-02']))).toBe('TST-03');
    expect(freeCode('TST-99', new Set(['TST-99']))).toBe('TST-01');
    expect(freeCode('TST-05', new Set())).toBe('TST-05');
  });

  it('are one draft in streams of older programs, as they were', () => {
    const { draft: _one, ...first } = { ...begun('', 'One').payload } as { draft?: string; code: string };
    const old = (payload: object): NewDeskEvent => ({ type: 'script.begun', payload }) as NewDeskEvent;
    const desk = fold(
      at(1, 'u-one', old(first)),
      at(2, 'u-two', old({ code: 'TST-01', source: source('Two') })),
      at(3, 'u-two', {
        type: 'script.changed',
        payload: { code: 'TST-01', change: { kind: 'edit', set: { changeNote: 'of two' } } },
      }),
    );
    expect(desk.clashes).toEqual([]);
    expect(desk.drafts['TST-01']).toMatchObject({ source: { title: { en: 'One' }, changeNote: 'of two' } });
  });
});
