/** Projections hold nothing of their own: dropped and made anew from the stored events, they are equal by the byte. */
import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseCommand } from '../../domain/complaint/commands';
import { foldCase } from '../../domain/complaint/evolve';
import type { CaseState } from '../../domain/complaint/state';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { chen, details, li, playCase, remedy, type Actor } from '../../../tests/support/case-builder';
import { derive, type ProjectionDeps } from './projection';

const deps: ProjectionDeps = {
  deadlinesOf: () => [],
  lookupHashes: ({ details: { parties } }) => parties.map(({ phone, idNumber }) => `${phone}|${idNumber}`),
  sealState: (state) => encode(state),
  labels: (id) => id,
};

const bytes = (state: CaseState): Uint8Array => encode(derive(state, deps));
/** What the store gives back: the same facts, other objects. */
const stored = (events: readonly OpenEvent[]): OpenEvent[] => events.map((event) => decode(encode(event)) as OpenEvent);

type Step = (state: CaseState) => { readonly actor: Actor; readonly command: CaseCommand };

const text = fc.string({ minLength: 1, maxLength: 12 }).filter((value) => value.trim() !== '');
const actor = fc.constantFrom(chen, li);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({ actor, facts: text, name: text, amountFen: fc.option(fc.nat()) })
    .map(({ actor: who, facts, name, amountFen }): Step => (state) => ({
      actor: who,
      command: {
        name: 'recordDetails',
        input: {
          changes: {
            facts,
            amountFen,
            parties: state.details.parties.map((party) => ({ ...party, name, phone: '13800138000' })),
          },
        },
      },
    })),
  fc.record({ actor, emotion: fc.constantFrom(0, 1, 2, 3) }).map(({ actor: who, emotion }): Step => () => ({
    actor: who,
    command: { name: 'rateEmotion', input: { emotion: emotion } },
  })),
  fc.record({ actor, staffText: text }).map(({ actor: who, staffText }): Step => () => ({
    actor: who,
    command: { name: 'addNote', input: { staffText } },
  })),
  actor.map((who): Step => () => ({
    actor: who,
    command: { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: who.userId } },
  })),
  fc.record({ actor, factsFound: text }).map(({ actor: who, factsFound }): Step => () => ({
    actor: who,
    command: { name: 'proposeRemedy', input: { content: remedy({ factsFound }) } },
  })),
  fc.record({ actor, reason: text }).map(({ actor: who, reason }): Step => (state) => ({
    actor: who,
    command: {
      name: 'recallRemedy',
      input: { proposalId: state.proposals.at(-1)?.id ?? 'none', reason },
    },
  })),
  fc.record({ actor, title: text }).map(({ actor: who, title }): Step => () => ({
    actor: who,
    command: { name: 'createTask', input: { title, dueOn: '2026-03-20', ownerId: null } },
  })),
  actor.map((who): Step => () => ({
    actor: who,
    command: { name: 'withdraw', input: { reason: '', signedNoteHeld: false } },
  })),
  fc.record({ actor, reason: text }).map(({ actor: who, reason }): Step => () => ({
    actor: who,
    command: { name: 'reopen', input: { reason } },
  })),
);

describe('projections', () => {
  it('made anew from the stored events are equal by the byte to those that grew with them', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const game = playCase();
        game.register({ details: details({ matter: '年费' }) });
        for (const next of steps) {
          const { actor: who, command } = next(game.state());
          if (game.attempt(who, command).ok) accepted += 1;
          const again = foldCase(stored(game.events()));
          expect(again && Buffer.compare(bytes(again), bytes(game.state()))).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
    expect(accepted).toBeGreaterThan(60);
  });
});
