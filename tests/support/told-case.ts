/** Complaints up to the day on which the customer was told the decision: for what is still owed to others before they may be closed. */
import fc from 'fast-check';
import { shownProposal } from '../../src/domain/complaint/approval';
import type { CaseCommand } from '../../src/domain/complaint/commands';
import { currentProposal } from '../../src/domain/complaint/state';
import type { NotComplaintKind } from '../../src/domain/complaint/values';
import { chen, digestOf, li, must, remedy, type playCase, printed } from './case-builder';

export type Play = ReturnType<typeof playCase>;

export const close: CaseCommand = { name: 'close', input: { summary: '好' } };
const tell: CaseCommand = {
  name: 'recordDelivery',
  input: { method: 'handed', deliveredOn: '2026-03-10', receivedBy: '', note: '' },
};
const accept: CaseCommand = {
  name: 'accept',
  input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId },
};
const propose: CaseCommand = { name: 'proposeRemedy', input: { content: remedy() } };

/** Why an attempt was refused, or `accepted`. */
export const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

function approve(game: Play): CaseCommand {
  const proposal = must(currentProposal(game.state()));
  const digest = digestOf(shownProposal(game.state(), proposal));
  return { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome: 'approve', reason: '' } };
}

/** Accepted, decided, and the customer told. */
export function told(game: Play): Play {
  game.play(li, accept);
  game.play(chen, propose);
  game.play(li, approve(game));
  game.play(chen, printed);
  game.play(chen, tell);
  return game;
}

/** Tries what ends a complaint in every order: where it is closed, `check` must hold. */
export function wheneverClosed(
  begin: () => Play,
  { answer, kind, check }: { answer: CaseCommand; kind: NotComplaintKind; check: (game: Play) => void },
): void {
  const steps: readonly ((game: Play) => unknown)[] = [
    (game) => game.attempt(li, { name: 'markNotComplaint', input: { kind, reason: '拆迁' } }),
    (game) => game.attempt(li, { name: 'restoreAsComplaint', input: { reason: '看错' } }),
    (game) => game.attempt(li, accept),
    (game) => game.attempt(chen, propose),
    (game) => (currentProposal(game.state()) ? game.attempt(li, approve(game)) : undefined),
    (game) => game.attempt(chen, tell),
    (game) => game.attempt(chen, { name: 'withdraw', input: { reason: '', signedNoteHeld: false } }),
    (game) => game.attempt(chen, answer),
    (game) => game.attempt(chen, close),
  ];
  fc.assert(
    fc.property(fc.array(fc.nat(steps.length - 1), { maxLength: 20 }), (order) => {
      const game = begin();
      for (const at of order) {
        steps[at]?.(game);
        if (game.state().status === 'closed') check(game);
      }
    }),
  );
}
