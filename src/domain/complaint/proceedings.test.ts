/** 诉讼与仲裁 (REGULATION D22). */
import { describe, expect, it } from 'vitest';
import { chen, li, must, playCase } from '../../../tests/support/case-builder';
import type { CaseCommand, CaseCommandInput } from './commands';
import { pendingProceedings } from './proceedings';

const sued: CaseCommandInput<'noteProceedings'> = {
  kind: 'court',
  institution: '示范区人民法院',
  docketNo: '（2026）示 0101 民初 1 号',
  broughtBy: 'complainant',
  since: '2026-03-10',
  note: '',
};
const note = (changes: Partial<typeof sued> = {}): CaseCommand => ({
  name: 'noteProceedings',
  input: { ...sued, ...changes },
});

const registered = () => {
  const game = playCase();
  game.register();
  return game;
};
const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string =>
  result.ok ? 'accepted' : (result.error?.code ?? '');

describe('proceedings', () => {
  it('are noted beside the complaint, which goes on as it was', () => {
    const game = registered();
    const before = game.state();
    const after = game.play(chen, note());
    expect(after.status).toBe(before.status);
    expect(pendingProceedings(after)).toMatchObject([{ docketNo: sued.docketNo, ended: null }]);
  });

  it('are not noted ahead of time, nor twice under one docket', () => {
    const game = registered();
    expect(codeOf(game.attempt(chen, note({ since: '2026-03-11' })))).toBe('case.dateInFuture');
    game.play(chen, note());
    expect(codeOf(game.attempt(chen, note()))).toBe('proceedings.notedAlready');
    game.play(chen, note({ docketNo: '' }));
    game.play(chen, note({ docketNo: '' }));
    expect(pendingProceedings(game.state())).toHaveLength(3);
  });

  it('end once, not before they began, also when the complaint is closed', () => {
    const game = registered();
    game.play(chen, note());
    const { id } = must(pendingProceedings(game.state())[0]);
    const end = (on: string, proceedingsId = id): CaseCommand => ({
      name: 'endProceedings',
      input: { proceedingsId, outcome: 'decided', on, text: '驳回' },
    });
    game.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    game.play(li, { name: 'close', input: { summary: 'withdrawn' } });
    expect(codeOf(game.attempt(chen, end('2026-03-09')))).toBe('deadline.tooEarly');
    expect(codeOf(game.attempt(chen, end('2026-03-11')))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, end('2026-03-10', 'another')))).toBe('proceedings.notPending');
    const after = game.play(chen, end('2026-03-10'));
    expect(pendingProceedings(after)).toEqual([]);
    expect(after.proceedings).toMatchObject([{ ended: { outcome: 'decided', text: '驳回' } }]);
    expect(codeOf(game.attempt(chen, end('2026-03-10')))).toBe('proceedings.notPending');
  });
});
