import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chen, details, li, must, playCase, remedy, wang, type Actor } from '../../../tests/support/case-builder';
import type { OpenEvent } from '../evidence/event-envelope';
import type { CaseCommand } from './commands';
import { decide, type Decision } from './decide';
import type { CasePayload } from './events';
import { foldCase } from './evolve';
import { nextActionsOf } from './next-actions';
import { currentProposal, type CaseState } from './state';
import { lastChoice, openVersions } from './versions';

/** One case on two PCs: each knows what it did itself, and of the other what it was told. */
function twoPcs() {
  const game = playCase();
  game.register({ details: details({ facts: 'registered', amountFen: 100 }) });
  game.play(li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } });
  const all: OpenEvent[] = [...game.events()];
  const knows = { a: new Set(all), b: new Set(all) };
  type Side = keyof typeof knows;
  const see = (side: Side): CaseState => must(foldCase([...knows[side]]));
  const attempt = (side: Side, actor: Actor, command: CaseCommand): Decision => {
    const decision = decide(see(side), command, game.context(actor));
    if (!decision.ok) return decision;
    for (const event of decision.value) {
      const seq = all.length + 1;
      const stamped = game.stamp(event, actor);
      const wall = stamped.header.at.wall + seq * 1_000;
      const at = { ...stamped.header.at, wall, hlc: `${String(wall)}-0000` };
      const open = { ...stamped, header: { ...stamped.header, id: `${side}-${String(seq)}`, deviceId: side, seq, at } };
      all.push(open);
      knows[side].add(open);
    }
    return decision;
  };
  const tell = (from: Side, to: Side): void => {
    for (const event of knows[from]) knows[to].add(event);
  };
  return {
    all,
    see,
    attempt,
    record: (
      side: Side,
      changes: CasePayload<'case.detailsRecorded'>['changes'],
      actor = side === 'a' ? chen : wang,
    ) => {
      const decision = attempt(side, actor, { name: 'recordDetails', input: { changes } });
      if (!decision.ok) throw new Error(decision.error.code);
    },
    choose: (side: Side, field: 'facts' | 'amountFen' | 'flags', pick: (state: CaseState) => string): string => {
      const state = see(side);
      const versions =
        openVersions(state).find((one) => one.field === field)?.versions ?? lastChoice(state, field)?.versions ?? [];
      const among = versions.map(({ eventId }) => eventId);
      const input = { field, among, pick: pick(state) };
      const decision = attempt(side, chen, { name: 'chooseVersion', input });
      return decision.ok ? 'chosen' : decision.error.code;
    },
    tell,
    meet: () => {
      tell('a', 'b');
      tell('b', 'a');
    },
  };
}
type Pcs = ReturnType<typeof twoPcs>;

const saying =
  (value: unknown) =>
  (state: CaseState): string => {
    const all = [
      ...openVersions(state).flatMap(({ versions }) => versions),
      ...(state.versions?.settled ?? []).flatMap(({ versions }) => versions),
    ];
    return must(all.find((version) => version.value === value)).eventId;
  };
const open = (pcs: Pcs, side: 'a' | 'b' = 'a') =>
  openVersions(pcs.see(side)).map(({ field, versions }) => [field, versions.map(({ value }) => value)]);

describe('a fact that two PCs changed without knowing of each other', () => {
  it('stands in both versions until somebody chooses, on every PC alike', () => {
    const pcs = twoPcs();
    pcs.record('a', { amountFen: 200 });
    pcs.record('b', { amountFen: 300 });
    expect(open(pcs)).toEqual([]);
    pcs.meet();
    expect(open(pcs)).toEqual([['amountFen', [200, 300]]]);
    expect(pcs.see('b')).toEqual(pcs.see('a'));
    expect(nextActionsOf(pcs.see('a'))[0]).toBe('reconcile');
    expect(pcs.choose('a', 'amountFen', saying(200))).toBe('chosen');
    pcs.meet();
    expect(open(pcs, 'b')).toEqual([]);
    expect(pcs.see('b').details.amountFen).toBe(200);
    expect(nextActionsOf(pcs.see('b'))).not.toContain('reconcile');
  });

  it('needs no choice where both say the same, or where one knew of the other', () => {
    const pcs = twoPcs();
    pcs.record('a', { amountFen: 200, facts: 'one' });
    pcs.record('b', { amountFen: 200 });
    pcs.meet();
    pcs.record('b', { facts: 'two' });
    pcs.meet();
    expect(open(pcs)).toEqual([]);
    expect(pcs.see('a').details).toMatchObject({ amountFen: 200, facts: 'two' });
  });

  it('follows each side until they meet', () => {
    const pcs = twoPcs();
    pcs.record('a', { facts: 'a1' });
    pcs.record('b', { facts: 'b1' });
    pcs.record('b', { facts: 'b2' });
    pcs.record('a', { facts: 'a2' });
    pcs.meet();
    expect(open(pcs)).toEqual([['facts', ['b2', 'a2']]]);
  });

  it('is settled by whoever records it anew with both before them', () => {
    const pcs = twoPcs();
    pcs.record('a', { facts: 'a1' });
    pcs.record('b', { facts: 'b1' });
    pcs.meet();
    pcs.record('b', { facts: 'what was said' });
    expect(open(pcs, 'b')).toEqual([]);
    expect(pcs.see('b').versions?.settled).toMatchObject([{ field: 'facts', chosen: { by: wang.userId } }]);
  });

  it('takes texts one after the other and lists together, where both are right', () => {
    const pcs = twoPcs();
    pcs.record('a', { facts: 'a1', flags: ['elderly'] });
    pcs.record('b', { facts: 'b1', flags: ['disabled', 'elderly'], amountFen: 5 });
    pcs.record('a', { amountFen: 6 });
    pcs.meet();
    expect(pcs.choose('a', 'facts', () => 'both')).toBe('chosen');
    expect(pcs.choose('a', 'flags', () => 'both')).toBe('chosen');
    expect(pcs.choose('a', 'amountFen', () => 'both')).toBe('versions.changedMeanwhile');
    expect(pcs.see('a').details).toMatchObject({ facts: 'a1\nb1', flags: ['elderly', 'disabled'] });
  });

  it('is chosen again as long as nothing was recorded since', () => {
    const pcs = twoPcs();
    pcs.record('a', { amountFen: 200 });
    pcs.record('b', { amountFen: 300 });
    pcs.meet();
    expect(pcs.choose('a', 'amountFen', saying(200))).toBe('chosen');
    expect(pcs.choose('a', 'amountFen', saying(300))).toBe('chosen');
    expect(pcs.see('a').details.amountFen).toBe(300);
    expect(open(pcs)).toEqual([]);
    expect(pcs.choose('a', 'amountFen', saying(200))).toBe('chosen');
    pcs.record('a', { amountFen: 400 });
    expect(pcs.choose('a', 'amountFen', saying(200))).toBe('versions.noneOpen');
  });

  it('opens again when a third version comes to light, and says so to whoever chose among two', () => {
    const pcs = twoPcs();
    pcs.record('a', { amountFen: 200 });
    pcs.record('b', { amountFen: 300 });
    pcs.tell('b', 'a');
    pcs.record('b', { amountFen: 310 });
    const before = pcs.see('a');
    expect(pcs.choose('a', 'amountFen', saying(200))).toBe('chosen');
    pcs.meet();
    expect(open(pcs)).toEqual([['amountFen', [310, 200]]]);
    const among = must(openVersions(before)[0]).versions.map(({ eventId }) => eventId);
    const late = pcs.attempt('a', chen, {
      name: 'chooseVersion',
      input: { field: 'amountFen', among, pick: must(among[0]) },
    });
    expect(late).toMatchObject({ ok: false, error: { code: 'versions.changedMeanwhile' } });
  });

  it('takes back a proposal only where the choice changes what its approver saw', () => {
    const play = (pick: number): CaseState => {
      const pcs = twoPcs();
      pcs.record('a', { amountFen: 200 });
      pcs.record('b', { amountFen: 300 });
      pcs.meet();
      pcs.attempt('a', chen, { name: 'proposeRemedy', input: { content: remedy() } });
      expect(pcs.choose('a', 'amountFen', saying(pick))).toBe('chosen');
      return pcs.see('a');
    };
    expect(currentProposal(play(300))?.status).toBe('pending');
    expect(currentProposal(play(200))?.status).toBe('recalled');
  });

  it('is never overwritten in silence, whatever is done and told in whatever order', () => {
    const side = fc.constantFrom<'a' | 'b'>('a', 'b');
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('record' as const), side, value: fc.nat(5) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('tell' as const), side }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('choose' as const), side, at: fc.nat(3) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const pcs = twoPcs();
        for (const one of steps) {
          if (one.do === 'record') pcs.record(one.side, { amountFen: one.value });
          else if (one.do === 'tell') pcs.tell(one.side, one.side === 'a' ? 'b' : 'a');
          else {
            const versions = openVersions(pcs.see(one.side))[0]?.versions ?? [];
            const picked = versions[one.at % Math.max(1, versions.length)];
            if (picked) expect(pcs.choose(one.side, 'amountFen', () => picked.eventId)).toBe('chosen');
          }
        }
        pcs.meet();
        const state = pcs.see('a');
        expect(pcs.see('b')).toEqual(state);
        // Whatever nobody had before them when they changed it stands, or says the same as one that stands.
        const recorded = pcs.all.filter(({ header }) => header.type === 'case.detailsRecorded');
        const payloads = recorded.map(({ payload }) => payload as CasePayload<'case.detailsRecorded'>);
        const known = new Set(payloads.flatMap(({ over }) => over?.amountFen ?? []));
        const standing = openVersions(state)[0]?.versions.map(({ value }) => value) ?? [state.details.amountFen];
        recorded.forEach(({ header }, i) => {
          if (!known.has(header.id)) expect(standing).toContain(payloads[i]?.changes.amountFen);
        });
      }),
    );
  });
});

describe('a step that did not count', () => {
  it('is to be looked at once', () => {
    const game = playCase();
    game.register();
    game.take(li, { type: 'investigation.started', payload: {} });
    const [conflict] = game.state().conflicts;
    expect(nextActionsOf(game.state())[0]).toBe('reconcile');
    const review: CaseCommand = { name: 'reviewConflict', input: { eventId: must(conflict).eventId } };
    expect(game.play(chen, review).conflicts).toMatchObject([{ reviewed: { by: chen.userId } }]);
    expect(nextActionsOf(game.state())).not.toContain('reconcile');
    expect(game.attempt(chen, review)).toMatchObject({ ok: false, error: { code: 'conflict.notFound' } });
  });
});
