/** 归档: which file archives a case, and the clock D21 that it ends. */
import { describe, expect, it } from 'vitest';
import { laws } from '../../../tests/unit/deadlines/laws';
import { chen, details, digestOf, li, must, playCase, remedy, printed } from '../../../tests/support/case-builder';
import { deadlinesBy } from '../deadlines/case-facts';
import { isMet, owedClocks } from '../deadlines/owed-clocks';
import { archivedAs, archivePayloads } from './archive';
import { shownProposal } from './approval';
import type { CaseCommand } from './commands';
import { nextActionsOf } from './next-actions';
import { currentProposal, type CaseState } from './state';

const [rules, calendar, zone] = laws.bank;
const file = { copyId: 'copy-1', sha256: 'ab'.repeat(32), pages: 9, language: 'zh-CN' } as const;
const archive = (copyId: string = file.copyId): CaseCommand => ({ name: 'recordArchive', input: { ...file, copyId } });
const close: CaseCommand = { name: 'close', input: { summary: '好' } };

const d21 = (state: CaseState) => deadlinesBy({ rules, calendar }, state, zone).find(({ id }) => id === 'archive');
const owed = (state: CaseState): boolean =>
  owedClocks(state, deadlinesBy({ rules, calendar }, state, zone)).some(({ id }) => id === 'archive');

type Play = ReturnType<typeof playCase>;

function tell(game: Play): void {
  game.play(chen, { name: 'proposeRemedy', input: { content: remedy({ performBy: '' }) } });
  const proposal = must(currentProposal(game.state()));
  const digest = digestOf(shownProposal(game.state(), proposal));
  game.play(li, { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome: 'approve', reason: '' } });
  const told = { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' } as const;
  game.play(chen, printed);
  game.play(chen, { name: 'recordDelivery', input: told });
}

function closed(today = '2026-03-10'): Play {
  const game = playCase({ today });
  game.register({ details: details() });
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  tell(game);
  game.play(chen, close);
  return game;
}

describe('archiving a case', () => {
  it('is owed from the closing on, five working days long, and ends with the file', () => {
    const game = closed();
    expect(d21(game.state())).toMatchObject({ ruleId: 'D21', basis: { fact: 'closed' } });
    expect([owed(game.state()), isMet(game.state(), 'archive')]).toEqual([true, false]);
    expect(nextActionsOf(game.state()).at(-1)).toBe('archive');

    const state = game.play(chen, archive());
    expect(archivedAs(state)).toMatchObject({ ...file, by: chen.userId, closedAtMs: state.closedAtMs });
    expect(state.status).toBe('closed');
    expect([owed(state), isMet(state, 'archive')]).toEqual([false, true]);
    expect(nextActionsOf(state)).not.toContain('archive');
    // How long it is kept still counts from the closing.
    expect(deadlinesBy({ rules, calendar }, state, zone).find(({ id }) => id === 'retention')).toBeDefined();
  });

  it('stays with the first file: a later copy is kept and changes nothing', () => {
    const game = closed();
    game.play(chen, archive());
    const state = game.play(li, archive('copy-2'));
    expect(state.archives?.map(({ copyId }) => copyId)).toEqual(['copy-1', 'copy-2']);
    expect(archivedAs(state)?.copyId).toBe('copy-1');
  });

  it('after its day says why, by a code of the rules like any other clock; a later copy does not', () => {
    const [onTime, late] = [closed(), closed('2026-03-25')];
    expect(onTime.attempt(chen, archive())).toMatchObject({ ok: true });
    const why = (code: string, words = ''): CaseCommand => ({
      name: 'recordArchive',
      input: { ...file, lateness: [{ ruleId: 'D21', code, words }] },
    });
    expect(late.attempt(chen, archive())).toMatchObject({ error: { code: 'lateness.missing', ruleId: 'D21' } });
    expect(late.attempt(chen, why('laziness'))).toMatchObject({ error: { code: 'lateness.noSuchReason' } });
    expect(late.attempt(chen, why('other', ' '))).toMatchObject({ error: { code: 'lateness.wordsMissing' } });
    const state = late.play(chen, why('handover'));
    expect(archivedAs(state)?.by).toBe(chen.userId);
    expect(state.lateness).toMatchObject([
      { deadline: 'archive', ruleId: 'D21', dueOn: '2026-03-17', metOn: '2026-03-25' },
    ]);
    expect(late.attempt(li, archive('copy-2'))).toMatchObject({ ok: true });
  });

  it('is not of a case that is open, and is owed anew when one that was taken up again is closed', () => {
    const game = closed();
    game.play(chen, archive());
    game.play(li, { name: 'reopen', input: { reason: '又来了' } });
    expect(game.attempt(chen, archive('copy-2'))).toMatchObject({ ok: false, error: { code: 'case.wrongState' } });
    expect([owed(game.state()), archivedAs(game.state())]).toEqual([false, undefined]);
    tell(game);
    game.play(chen, close);
    expect([owed(game.state()), archivedAs(game.state())]).toEqual([true, undefined]);
    const state = game.play(chen, archive('copy-2'));
    expect([owed(state), archivedAs(state)?.copyId]).toEqual([false, 'copy-2']);
  });

  it('is not owed for what a ledger brought in closed, and is for what was imported open and closed here', () => {
    const settledInLedger = { decidedOn: '2026-03-01', closedAtMs: Date.parse('2026-03-01T16:00:00Z'), result: '已退' };
    const settled = playCase();
    settled.register({ details: details(), source: 'import', settledInLedger });
    expect(settled.state().status).toBe('closed');
    expect([owed(settled.state()), isMet(settled.state(), 'archive')]).toEqual([false, true]);

    const open = playCase();
    open.register({ details: details(), source: 'import' });
    open.play(chen, { name: 'markNotComplaint', input: { kind: 'consultation', reason: '问利率' } });
    open.play(chen, close);
    expect(owed(open.state())).toBe(true);
  });

  it('keeps a whole digest and no other text', () => {
    const schema = archivePayloads['case.archived'];
    expect(schema.safeParse(file).success).toBe(true);
    for (const sha256 of ['', 'AB'.repeat(32), 'ab'.repeat(31)])
      expect(schema.safeParse({ ...file, sha256 }).success).toBe(false);
  });
});
