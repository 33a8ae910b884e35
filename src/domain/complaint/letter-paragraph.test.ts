/** 补充说明: kept with the case, one for each letter and language, and not to be changed once the letter was told. */
import { describe, expect, it } from 'vitest';
import { chen, digestOf, li, playCase, remedy } from '../../../tests/support/case-builder';
import { shownProposal } from './approval';
import { paragraphOf } from './letter-paragraph';
import type { CaseState } from './state';

type Play = ReturnType<typeof playCase>;
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);
const write = (text: string, language: 'zh-CN' | 'en' = 'zh-CN') =>
  ({ name: 'writeLetterParagraph', input: { kind: 'acknowledgement', language, text } }) as const;

function accepted(): Play {
  const game = playCase();
  game.register();
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  return game;
}

function approve(game: Play): CaseState {
  const state = game.state();
  const proposal = state.proposals.at(-1);
  if (!proposal) throw new Error('nothing to approve');
  const digest = digestOf(shownProposal(state, proposal));
  const input = { proposalId: proposal.id, digest, outcome: 'approve', reason: '' } as const;
  return game.play(li, { name: 'decideRemedy', input });
}

describe('the own paragraph of a letter', () => {
  it('is one for each kind and language; the last one counts, and an empty one takes it out', () => {
    const game = accepted();
    game.play(chen, write('第一稿'));
    game.play(chen, write('周末也可以来办'));
    game.play(chen, write('We are open on Saturdays.', 'en'));
    expect(paragraphOf(game.state(), 'acknowledgement', 'zh-CN')).toBe('周末也可以来办');
    expect(paragraphOf(game.state(), 'acknowledgement', 'en')).toBe('We are open on Saturdays.');
    expect(paragraphOf(game.state(), 'letter', 'zh-CN')).toBe('');
    game.play(chen, write(''));
    expect(game.state().letterParagraphs).toMatchObject([{ language: 'en', by: chen.userId }]);
  });

  it('stays as it is once the letter reached its reader', () => {
    const game = accepted();
    game.play(chen, write('周末也可以来办'));
    const paper = { format: 'a4', language: 'zh-CN', textSha256: 'a'.repeat(64) } as const;
    game.play(chen, { name: 'recordPrint', input: { documentId: 'd', kind: 'acknowledgement', ...paper } });
    const told = { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '王建国', note: '' } as const;
    game.play(chen, { name: 'recordLetterDelivery', input: { kind: 'acknowledgement', ...told } });
    expect(codeOf(game.attempt(chen, write('再改一改')))).toBe('letter.alreadyTold');
    expect(paragraphOf(game.state(), 'acknowledgement', 'zh-CN')).toBe('周末也可以来办');
  });

  it('is written in the proposal where somebody signs the letter, and signed with it', () => {
    const game = accepted();
    const own = { kind: 'letter', language: 'zh-CN', text: '另有补偿，口头约定。' } as const;
    for (const status of ['before', 'pending', 'approved']) {
      if (status === 'pending')
        game.play(chen, { name: 'proposeRemedy', input: { content: remedy({ ownParagraph: '周末也可以来办。' }) } });
      if (status === 'approved') approve(game);
      expect(codeOf(game.attempt(chen, { name: 'writeLetterParagraph', input: own })), status).toBe(
        'letter.signedText',
      );
    }
    expect(paragraphOf(game.state(), 'letter', 'zh-CN')).toBe('周末也可以来办。');
    expect(paragraphOf(game.state(), 'letter', 'en')).toBe('周末也可以来办。');
  });

  it('changes what the signature covers', () => {
    const game = accepted();
    const digests = ['一', '二', undefined].map((text) => {
      const content = remedy(text === undefined ? {} : { ownParagraph: text });
      const state = game.play(chen, { name: 'proposeRemedy', input: { content } });
      const proposal = state.proposals.at(-1);
      if (!proposal) throw new Error('no proposal');
      game.play(chen, { name: 'recallRemedy', input: { proposalId: proposal.id, reason: '改' } });
      return digestOf({ ...shownProposal(state, proposal), proposalId: 'p' });
    });
    expect(new Set(digests).size).toBe(3);
  });

  it('that was written beside a decision before it had to be signed stays in the copies of a letter that was told, and in no other', () => {
    const game = accepted();
    game.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
    const approved = approve(game);
    const text = { kind: 'letter', language: 'zh-CN', text: '周末也可以来办。', by: chen.userId, atMs: 1 } as const;
    const old: CaseState = { ...approved, letterParagraphs: [text] };
    expect(paragraphOf(old, 'letter', 'zh-CN')).toBe('');
    const delivery = { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '王建国', note: '' } as const;
    expect(paragraphOf({ ...old, delivery } as CaseState, 'letter', 'zh-CN')).toBe('周末也可以来办。');
  });
});
