/** 送达 of letters: what proves it, and that it moves nothing. */
import { describe, expect, it } from 'vitest';
import { chen, li, playCase } from '../../../tests/support/case-builder';
import type { CaseCommandInput } from './commands';
import type { ToldKind } from './values';

type Play = ReturnType<typeof playCase>;
const paper = { format: 'a4', language: 'zh-CN', textSha256: 'a'.repeat(64) } as const;
const print = (game: Play, kind: ToldKind, version = 1): void => {
  const template = { id: kind, version };
  game.play(chen, { name: 'recordPrint', input: { documentId: 'd', kind, ...paper, template } });
};
const deliver = (changes: Partial<CaseCommandInput<'recordLetterDelivery'>> = {}) =>
  ({
    name: 'recordLetterDelivery',
    input: {
      kind: 'acknowledgement',
      method: 'handed',
      deliveredOn: '2026-03-10',
      receivedBy: '王建国',
      note: '',
      ...changes,
    },
  }) as const;
const proof = { receiptNo: '', witness: '', evidenceIds: [] };
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

function accepted(): Play {
  const game = playCase();
  game.register();
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  return game;
}

describe('a letter that moves nothing', () => {
  it('is delivered once it was printed, and the case stays where it is', () => {
    const game = accepted();
    expect(codeOf(game.attempt(chen, deliver()))).toBe('letter.notPrinted');
    print(game, 'acknowledgement');
    print(game, 'acknowledgement', 2);
    const before = game.state().status;
    game.play(chen, deliver());
    expect(game.state()).toMatchObject({
      status: before,
      delivery: null,
      printed: [
        { kind: 'acknowledgement', copyNo: 1, version: 1, by: chen.userId },
        { kind: 'acknowledgement', copyNo: 2, version: 2, by: chen.userId },
      ],
      letterDeliveries: [{ kind: 'acknowledgement', copyNo: 2, receivedBy: '王建国', by: chen.userId }],
    });
  });

  it('was delivered between the day of receipt and today', () => {
    const game = accepted();
    print(game, 'acknowledgement');
    expect(codeOf(game.attempt(chen, deliver({ deliveredOn: '2026-03-11' })))).toBe('case.dateInFuture');
    expect(codeOf(game.attempt(chen, deliver({ deliveredOn: '2026-03-09' })))).toBe('deadline.tooEarly');
  });
});

describe('the proof of a delivery', () => {
  it('is the number of the carrier, the witness of a refusal, and files of the case', () => {
    const game = accepted();
    print(game, 'acknowledgement');
    for (const method of ['post', 'courier'] as const) {
      expect(codeOf(game.attempt(chen, deliver({ method })))).toBe('delivery.receiptMissing');
      expect(codeOf(game.attempt(chen, deliver({ method, proof: { ...proof, receiptNo: ' ' } })))).toBe(
        'delivery.receiptMissing',
      );
    }
    const refused = { method: 'refusedToTake', receivedBy: '' } as const;
    expect(codeOf(game.attempt(chen, deliver(refused)))).toBe('delivery.witnessMissing');
    expect(codeOf(game.attempt(chen, deliver({ proof: { ...proof, evidenceIds: ['nothing'] } })))).toBe(
      'case.noSuchEvidence',
    );
    game.play(chen, deliver({ ...refused, proof: { ...proof, witness: '门卫老周' } }));
    game.play(chen, deliver({ method: 'post', proof: { ...proof, receiptNo: 'XA12345678911' } }));
    expect(game.state().letterDeliveries?.map((one) => [one.method, one.proof?.witness, one.proof?.receiptNo])).toEqual(
      [
        ['refusedToTake', '门卫老周', ''],
        ['post', '', 'XA12345678911'],
      ],
    );
  });
});
