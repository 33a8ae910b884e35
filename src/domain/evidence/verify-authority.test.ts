import { describe, expect, it } from 'vitest';
import { chen, digestOf, li, must, playCase, remedy, wang } from '../../../tests/support/case-builder';
import { shownProposal } from '../complaint/approval';
import { currentProposal } from '../complaint/state';
import type { OpenEvent } from './event-envelope';
import { authorityFault } from './verify-authority';

function emergency(): readonly OpenEvent[] {
  const game = playCase();
  game.register();
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  const state = game.play(chen, { name: 'proposeRemedy', input: { content: remedy({ amountFen: 800_000 }) } });
  const proposal = must(currentProposal(state));
  const digest = digestOf(shownProposal(state, proposal));
  const input = { proposalId: proposal.id, digest, reason: 'nobody answers', harm: 'the account is emptied' };
  game.play(li, { name: 'approveInEmergency', input }, wang);
  return game.events();
}

/** The events with the last of this type changed. */
const changed = (events: readonly OpenEvent[], type: string, change: (event: OpenEvent) => OpenEvent): OpenEvent[] =>
  events.map((event) => (event.header.type === type ? change(event) : event));

describe('the signatures of an emergency', () => {
  it('are two, together', () => {
    expect(authorityFault(emergency())).toBeUndefined();
  });

  it.each([
    ['the first is missing', (all: readonly OpenEvent[]) => all.filter((e) => e.header.type !== 'emergency.signed')],
    [
      'both are of one person',
      (all: readonly OpenEvent[]) =>
        changed(all, 'emergency.signed', (e) => ({ ...e, header: { ...e.header, actor: li } })),
    ],
    [
      'they are of two steps',
      (all: readonly OpenEvent[]) =>
        changed(all, 'emergency.signed', (e) => ({ ...e, header: { ...e.header, commandId: 'k-0' } })),
    ],
    ...(['digest', 'reason', 'harm', 'proposalId'] as const).map(
      (field) =>
        [
          `they differ in ${field}`,
          (all: readonly OpenEvent[]) =>
            changed(all, 'emergency.signed', (e) => ({ ...e, payload: { ...(e.payload as object), [field]: 'x' } })),
        ] as const,
    ),
  ])('are found wanting when %s', (_what, spoil) => {
    expect(authorityFault(spoil(emergency()))).toMatchObject({
      fault: 'oneSignature',
      event: { header: { type: 'emergency.approved' } },
    });
  });
});
