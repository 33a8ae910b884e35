import { describe, expect, it } from 'vitest';
import {
  authorityHash,
  authorityPack,
  chen,
  digestOf,
  li,
  must,
  playCase,
  remedy,
  wang,
  zhao,
} from '../../../tests/support/case-builder';
import { hashOf, packMaker } from '../../../tests/support/signed-packs';
import { nodeHasher, verifyEd25519 } from '../../main/keys/ed25519';
import { authorityRules, type AuthorityPack } from '../authority/matrix';
import type { RemedyContent } from '../complaint/values';
import { shownProposal } from '../complaint/approval';
import { currentProposal } from '../complaint/state';
import type { SignedPack } from '../packs/signed-pack';
import type { OpenEvent } from './event-envelope';
import { checkMatrices } from './verify-matrix';

const checks = { ...nodeHasher, verifyEd25519 };
const builtIn = new Map([[authorityHash, authorityPack()]]);
const maker = packMaker();

/** A matrix by which the supervisor alone refunds up to 10,000 yuan. */
const generous: AuthorityPack = (() => {
  const pack = structuredClone(authorityPack());
  pack.version = '2026.2';
  pack.effectiveFrom = '2026-03-01';
  must(pack.matrix.bank.refund[0]).upToFen = 1_000_000;
  return pack;
})();
const signed = maker.sign(generous, { kind: 'authority' });

/** A complaint whose remedy was approved, under the matrix of the program or another. */
function decided(content: Partial<RemedyContent>, by: readonly (typeof li)[], pack?: SignedPack): readonly OpenEvent[] {
  const rules = pack && authorityRules(generous, 'bank', hashOf(pack));
  const game = playCase(rules ? { authority: { rules } } : {});
  game.register();
  game.play(zhao, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  let state = game.play(chen, { name: 'proposeRemedy', input: { content: remedy(content) } });
  for (const person of by) {
    const proposal = must(currentProposal(state));
    const digest = digestOf(shownProposal(state, proposal));
    const input = { proposalId: proposal.id, digest, outcome: 'approve' as const, reason: '' };
    state = game.play(person, { name: 'decideRemedy', input });
  }
  return game.events();
}

const at = (ms: number) => ({
  wall: ms,
  monotonic: 0,
  bootId: 'boot',
  hlc: `${String(ms)}-0000`,
});
const lastMs = (events: readonly OpenEvent[]): number => must(events.at(-1)).header.at.wall;

function on(streamId: string, type: string, payload: unknown, ms: number, deviceId = 'd-1'): OpenEvent {
  const first = must(decided({}, [li])[0]);
  return { ...first, header: { ...first.header, id: type, streamId, type, at: at(ms), deviceId, seq: 0 }, payload };
}
const branch = on(
  'directory',
  'branch.created',
  { branch: { institutionType: 'bank' }, demo: false },
  1_000_000_000_000,
);

/** The pack as it came and was confirmed, so long before the decision. */
function taken(events: readonly OpenEvent[], pack: SignedPack, beforeMs: number, deviceId = 'd-1'): OpenEvent[] {
  const ms = lastMs(events) - beforeMs;
  const hash = hashOf(pack);
  return [
    on('packs', 'pack.keyTrusted', { publicKey: maker.publicKey, origin: 'headquarters' }, ms - 2, deviceId),
    on('packs', 'pack.received', { signed: pack, origin: 'sync', fileName: '' }, ms - 1, deviceId),
    on('packs', 'pack.confirmed', { hash, name: '', fromMs: ms, casesChanged: 0 }, ms, deviceId),
  ];
}

const check = (...events: readonly OpenEvent[]) => checkMatrices(events, builtIn, checks);
const hourMs = 3_600_000;

/** The last event of a type with something else in it. */
const spoilt = (events: readonly OpenEvent[], type: string, change: (payload: Record<string, unknown>) => object) =>
  events.map((event) =>
    event.header.type === type ? { ...event, payload: change(event.payload as Record<string, unknown>) } : event,
  );
const under = (payload: Record<string, unknown>, changes: object) => ({
  ...payload,
  under: { ...(payload['under'] as object), ...changes },
});

describe('the matrix of a decision', () => {
  it('is named in it with its hash, and is found sound', () => {
    const events = decided({}, [li]);
    expect(must(events.at(-1)).payload).toMatchObject({
      under: { matrix: { name: 'cn-house-authority@2026.1', hash: authorityHash } },
    });
    expect(check(branch, ...events)).toEqual({ found: undefined, unknown: 0 });
    const several = decided({ amountFen: 3_000_000 }, [li, zhao]);
    expect(check(branch, ...several)).toEqual({ found: undefined, unknown: 0 });
  });

  it('stays that of its time when another comes into force', () => {
    const before = decided({ amountFen: 400_000 }, [li]);
    const later = taken(before, signed, -hourMs);
    expect(check(branch, ...before, ...later).found).toBeUndefined();
    const after = decided({ amountFen: 900_000 }, [li], signed);
    expect(check(branch, ...taken(after, signed, hourMs), ...after)).toEqual({ found: undefined, unknown: 0 });
  });

  it('must have been in force, and not be superseded at that PC', () => {
    const early = decided({ amountFen: 900_000 }, [li], signed);
    expect(check(branch, ...taken(early, signed, -hourMs), ...early).found).toMatchObject({
      fault: 'matrixNotInForce',
      event: { header: { type: 'remedy.approved' } },
    });
    const [trust, received] = taken(early, signed, hourMs);
    expect(check(branch, must(trust), must(received), ...early).found).toMatchObject({ fault: 'matrixNotInForce' });
    const old = decided({}, [li]);
    expect(check(branch, ...taken(old, signed, hourMs), ...old).found).toMatchObject({ fault: 'matrixNotInForce' });
    // Another PC had not heard of it yet.
    expect(check(branch, ...taken(old, signed, hourMs, 'd-2'), ...old).found).toBeUndefined();
  });

  it.each([
    ['a limit that stands nowhere', { fullFen: 9_000_000 }],
    ['no limit', { fullFen: null }],
    ['a level above the person’s own', { level: 'officer' }],
  ])('is not kept to by %s', (_what, changes) => {
    const events = spoilt(decided({}, [li]), 'remedy.approved', (payload) => under(payload, changes));
    expect(check(branch, ...events).found).toMatchObject({ fault: 'beyondMatrix' });
  });

  it('is not kept to by more money than was approved for, or by one signature of two', () => {
    const more = spoilt(decided({}, [li]), 'remedy.proposed', (payload) => ({
      ...payload,
      content: { ...(payload['content'] as object), amountFen: 700_000 },
    }));
    expect(check(branch, ...more).found).toMatchObject({ fault: 'beyondMatrix' });
    const several = decided({ amountFen: 3_000_000 }, [li, zhao]);
    const one = several.filter(({ header }) => header.type !== 'remedy.endorsed');
    expect(check(branch, ...one).found).toMatchObject({ fault: 'beyondMatrix' });
  });

  it('bounds what can be an emergency', () => {
    const game = playCase();
    game.register();
    game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    const state = game.play(chen, { name: 'proposeRemedy', input: { content: remedy({ amountFen: 800_000 }) } });
    const proposal = must(currentProposal(state));
    const digest = digestOf(shownProposal(state, proposal));
    const input = { proposalId: proposal.id, digest, reason: 'nobody answers', harm: 'the account is emptied' };
    game.play(li, { name: 'approveInEmergency', input }, wang);
    expect(check(branch, ...game.events())).toEqual({ found: undefined, unknown: 0 });
    const much = spoilt(game.events(), 'remedy.proposed', (payload) => ({
      ...payload,
      content: { ...(payload['content'] as object), amountFen: 10_000_001 },
    }));
    expect(check(branch, ...much).found).toMatchObject({ fault: 'beyondMatrix' });
  });

  it('of another version of the program is counted, and what was decided before matrices were named is passed over', () => {
    const events = decided({}, [li]);
    const another = spoilt(events, 'remedy.approved', (payload) =>
      under(payload, { matrix: { name: 'cn-house-authority@2025.9', hash: 'x'.repeat(43) } }),
    );
    expect(check(branch, ...another)).toEqual({ found: undefined, unknown: 1 });
    const unnamed = spoilt(events, 'remedy.approved', (payload) => under(payload, { matrix: undefined }));
    expect(check(branch, ...unnamed)).toEqual({ found: undefined, unknown: 0 });
  });
});
