/** Legal holds, and the coding of a case that was told or closed. */
import { describe, expect, it } from 'vitest';
import { chen, li, must, playCase } from '../../../tests/support/case-builder';
import { standingHolds } from './hold';

const withdrawn = () => {
  const game = playCase();
  game.register();
  game.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
  game.play(li, { name: 'close', input: { summary: 'withdrawn' } });
  return game;
};

describe('a legal hold', () => {
  it('stands until it is lifted, also on a closed file, with who, when and why', () => {
    const game = withdrawn();
    expect(standingHolds(game.state())).toEqual([]);
    game.play(li, { name: 'placeHold', input: { reason: 'sued' } });
    const state = game.play(li, { name: 'placeHold', input: { reason: 'regulator asks' } });
    expect(standingHolds(state).map(({ reason, placedBy }) => [reason, placedBy])).toEqual([
      ['sued', 'u-li'],
      ['regulator asks', 'u-li'],
    ]);
    expect(state.status).toBe('closed');
    const { id } = must(standingHolds(state)[0]);
    const after = game.play(li, { name: 'liftHold', input: { holdId: id, reason: 'judgment is final' } });
    expect(standingHolds(after).map(({ reason }) => reason)).toEqual(['regulator asks']);
    expect(must(after.holds)[0]?.lifted).toMatchObject({ by: 'u-li', reason: 'judgment is final' });
    expect(game.attempt(li, { name: 'liftHold', input: { holdId: id, reason: 'again' } })).toEqual({
      ok: false,
      error: { code: 'hold.notStanding' },
    });
  });
});

describe('coding', () => {
  it('is put right after closing; nothing else is', () => {
    const game = withdrawn();
    const state = game.play(chen, { name: 'recordDetails', input: { changes: { reasonId: 'reason.attitude' } } });
    expect(state).toMatchObject({ status: 'closed', details: { reasonId: 'reason.attitude' } });
    for (const changes of [{ facts: 'x' }, { reasonId: 'a.b', amountFen: 1 }])
      expect(game.attempt(chen, { name: 'recordDetails', input: { changes } })).toEqual({
        ok: false,
        error: { code: 'case.detailsFrozen' },
      });
  });
});
