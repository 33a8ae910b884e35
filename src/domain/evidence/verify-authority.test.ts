import { describe, expect, it } from 'vitest';
import { chen, digestOf, li, must, playCase, remedy, wang, zhao } from '../../../tests/support/case-builder';
import type { Delegation } from '../authority/delegation';
import type { Role } from '../authority/roles';
import { shownProposal } from '../complaint/approval';
import type { Staff } from '../complaint/recusal';
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

type Spoil = (all: readonly OpenEvent[]) => readonly OpenEvent[];
const spoiled: readonly (readonly [string, Spoil])[] = [
  ['the first is missing', (all) => all.filter((e) => e.header.type !== 'emergency.signed')],
  [
    'both are of one person',
    (all) => changed(all, 'emergency.signed', (e) => ({ ...e, header: { ...e.header, actor: li } })),
  ],
  [
    'they are of two steps',
    (all) => changed(all, 'emergency.signed', (e) => ({ ...e, header: { ...e.header, commandId: 'k-0' } })),
  ],
  ...(['digest', 'reason', 'harm', 'proposalId'] as const).map((field): readonly [string, Spoil] => [
    `they differ in ${field}`,
    (all) => changed(all, 'emergency.signed', (e) => ({ ...e, payload: { ...(e.payload as object), [field]: 'x' } })),
  ]),
];

describe('the signatures of an emergency', () => {
  it('are two, together', () => {
    expect(authorityFault(emergency())).toBeUndefined();
  });

  it.each(spoiled)('are found wanting when %s', (_what, spoil) => {
    expect(authorityFault(spoil(emergency()))).toMatchObject({
      fault: 'oneSignature',
      event: { header: { type: 'emergency.approved' } },
    });
  });
});

describe('a decision for somebody else', () => {
  const delegation: Delegation = {
    id: 'g-1',
    from: li.userId,
    to: wang.userId,
    fromDate: '2026-03-09',
    toDate: '2026-03-11',
    upToFen: 50_000,
    reason: 'leave',
  };
  const staff = (userId: string, role: Role): Staff => ({
    userId,
    name: userId,
    role,
    active: true,
    reportsTo: null,
    relations: [],
  });
  function decided(): readonly OpenEvent[] {
    const people = new Map([staff(li.userId, 'supervisor'), staff(wang.userId, 'counter')].map((p) => [p.userId, p]));
    const game = playCase({ people, authority: { delegations: [delegation] } });
    game.register();
    game.play(zhao, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
    const state = game.play(chen, { name: 'proposeRemedy', input: { content: remedy() } });
    const proposal = must(currentProposal(state));
    const digest = digestOf(shownProposal(state, proposal));
    const input = { proposalId: proposal.id, digest, outcome: 'approve' as const, reason: '' };
    game.play(wang, { name: 'decideRemedy', input });
    return game.events();
  }
  const onDirectory = (type: string, payload: unknown, actor = li, hlc = '0000000000001-0000'): OpenEvent => {
    const [first] = decided();
    const event = must(first);
    return {
      ...event,
      header: { ...event.header, id: type, streamId: 'directory', type, actor, at: { ...event.header.at, hlc } },
      payload,
    };
  };
  const given = (changes: Partial<Delegation> = {}, actor = li): OpenEvent =>
    onDirectory('authority.delegated', { delegation: { ...delegation, ...changes } }, actor);

  it('stands on a delegation that held that day', () => {
    expect(authorityFault([given(), ...decided()])).toBeUndefined();
  });

  it.each([
    ['no delegation at all', []],
    ['one to another person', [given({ to: chen.userId })]],
    ['one of another person', [given({ from: zhao.userId })]],
    ['one that somebody else signed', [given({}, wang)]],
    ['one that was over', [given({ toDate: '2026-03-05' })]],
    ['one that had not begun', [given({ fromDate: '2026-03-20' })]],
    ['one that was taken back before', [given(), onDirectory('authority.revoked', { delegationId: 'g-1' })]],
  ])('is found where it stands on %s', (_what, directory) => {
    expect(authorityFault([...directory, ...decided()])).toMatchObject({ fault: 'noDelegation' });
  });

  it('is not hidden by leaving out for whom it was', () => {
    const events = decided().map((event) => ({
      ...event,
      header: { ...event.header, actor: { userId: event.header.actor.userId, role: event.header.actor.role } },
    }));
    expect(authorityFault([given(), ...events])).toMatchObject({ fault: 'noDelegation' });
  });
});
