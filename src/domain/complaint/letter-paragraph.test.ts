/** 补充说明: kept with the case, one for each letter and language, and not to be changed once the letter was told. */
import { describe, expect, it } from 'vitest';
import { chen, li, playCase } from '../../../tests/support/case-builder';
import { paragraphOf } from './letter-paragraph';

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

  it('has the decision printed again when it changes after the print', () => {
    const game = accepted();
    const input = {
      documentId: 'd',
      kind: 'letter',
      format: 'a4',
      language: 'zh-CN',
      textSha256: 'a'.repeat(64),
    } as const;
    game.play(chen, { name: 'recordPrint', input });
    expect(game.state().letterPrinted).toBe(true);
    game.play(chen, { name: 'writeLetterParagraph', input: { kind: 'letter', language: 'zh-CN', text: '补一句' } });
    expect(game.state().letterPrinted).toBe(false);
  });
});
