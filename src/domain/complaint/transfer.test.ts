/** 转出 to the institution that is competent (REGULATION §6). */
import { describe, expect, it } from 'vitest';
import { chen, details, li, playCase, zhao } from '../../../tests/support/case-builder';
import { laws } from '../../../tests/unit/deadlines/laws';
import { deadlinesBy } from '../deadlines/case-facts';
import { timelinessOf } from '../registers/case-figures';
import { localDateOf } from '../deadlines/time-zone';
import type { CaseCommand, CaseCommandInput } from './commands';
import { nextActionsOf } from './next-actions';
import { standingTransfer } from './transfer';

type Play = ReturnType<typeof playCase>;

const [rules, calendar, timeZone] = laws.bank;
const out: CaseCommandInput<'transferOut'> = {
  institution: '某保险公司',
  reason: '保险由该公司承保并销售',
  on: '2026-03-10',
  toldMethod: 'phoneRead',
  toldOn: '2026-03-10',
};
const transfer = (changes: Partial<typeof out> = {}): CaseCommand => ({
  name: 'transferOut',
  input: { ...out, ...changes },
});
const confirm = (on = '2026-03-12'): CaseCommand => ({
  name: 'confirmTransfer',
  input: { on, referenceNo: '收〔2026〕8 号' },
});
const takeBack = (on = '2026-03-12'): CaseCommand => ({
  name: 'takeBackTransfer',
  input: { on, reason: '不是我司保单' },
});
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);
const dueOf = (game: Play): string =>
  deadlinesBy({ rules, calendar }, game.state(), timeZone).find(({ id }) => id === 'decision')?.dueOn ?? '';

function registered(changes: Parameters<typeof details>[0] = {}): Play {
  const game = playCase({ today: '2026-03-14' });
  game.register({ details: details(changes) });
  return game;
}

describe('a transfer', () => {
  it('happens once the complaint is registered, on days that were, with the complainant told', () => {
    const game = registered();
    expect(codeOf(game.attempt(zhao, transfer({ on: '2026-03-15' })))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(zhao, transfer({ on: '2026-03-09' })))).toBe('deadline.tooEarly');
    expect(codeOf(game.attempt(zhao, transfer({ toldOn: '2026-03-15' })))).toBe('deadline.noticeDate');
    game.play(zhao, transfer());
    expect(game.state().status).toBe('transferred');
    expect(nextActionsOf(game.state())).toEqual(['confirmTransfer']);
    expect(codeOf(game.attempt(zhao, transfer()))).toBe('case.wrongState');
  });

  it('is not for what was taken on', () => {
    const game = registered();
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    expect(codeOf(game.attempt(zhao, transfer()))).toBe('case.wrongState');
  });

  it('is over when the other institution confirms, and was answered on the day the complainant was told', () => {
    const game = registered();
    game.play(zhao, transfer());
    expect(codeOf(game.attempt(zhao, confirm('2026-03-09')))).toBe('deadline.tooEarly');
    game.play(zhao, confirm());
    const state = game.state();
    expect(state.status).toBe('closed');
    expect(standingTransfer(state)?.result).toMatchObject({ outcome: 'confirmed', referenceNo: '收〔2026〕8 号' });
    const told = timelinessOf(state, deadlinesBy({ rules, calendar }, state, timeZone), (ms) =>
      localDateOf(ms, timeZone),
    );
    expect(told).toEqual({ dueOn: '2026-03-25', inTime: true });
    expect(codeOf(game.attempt(li, { name: 'reopen', input: { reason: 'x' } }))).toBe('case.wrongState');
  });

  it('comes back with number, time and clock when the other declines, also after it had confirmed', () => {
    for (const confirmed of [false, true]) {
      const game = registered();
      const { number, receivedAtMs } = game.state();
      const due = dueOf(game);
      game.play(zhao, transfer());
      if (confirmed) game.play(zhao, confirm());
      game.play(zhao, takeBack());
      expect(game.state()).toMatchObject({ status: 'registered', number, receivedAtMs, closedAtMs: null });
      expect(dueOf(game)).toBe(due);
      expect(standingTransfer(game.state())).toBeUndefined();
      game.play(zhao, transfer({ institution: '另一家', on: '2026-03-13', toldOn: '2026-03-13' }));
      expect(game.state().transfers).toHaveLength(2);
    }
  });

  it('is not taken back where there was none, and what is closed otherwise stays closed', () => {
    const game = registered();
    expect(codeOf(game.attempt(zhao, takeBack()))).toBe('case.wrongState');
    game.play(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: true } });
    game.play(li, { name: 'close', input: { summary: '撤回' } });
    expect(codeOf(game.attempt(zhao, takeBack()))).toBe('case.wrongState');
  });

  it('and a refusal as none of ours are barred where the product was sold for us (Art. 11)', () => {
    const notOurs: CaseCommand = {
      name: 'proposeRefusal',
      input: {
        ground: 'notOurs',
        reference: '某公司',
        factsFound: '不是本机构办理',
        basis: '第十一条',
        decisionText: '不予受理',
        internalReason: '',
      },
    };
    const partner = { name: '某代理公司', kind: 'agent', contractNo: '代 1', soldForUs: true } as const;
    const ours = registered({ partner });
    expect(codeOf(ours.attempt(zhao, transfer()))).toBe('transfer.ours');
    expect(codeOf(ours.attempt(chen, notOurs))).toBe('refusal.contradicted');
    const theirs = registered({ partner: { ...partner, soldForUs: false } });
    expect(codeOf(theirs.attempt(chen, notOurs))).toBe('accepted');
    const handed = registered({ partner: { ...partner, soldForUs: false } });
    expect(codeOf(handed.attempt(zhao, transfer()))).toBe('accepted');
  });

  it('of what the regulator handed on is not over before the regulator was answered', () => {
    const game = registered({ transferLetter: { number: '监转 1 号', dueOn: '2026-03-20' } });
    game.play(zhao, transfer());
    expect(nextActionsOf(game.state())).toEqual(['answerRegulator']);
    expect(codeOf(game.attempt(zhao, confirm()))).toBe('regulator.notAnswered');
  });
});
