/** How a conversation ends: nothing to complain of, back to another script, or over to it for good. */
import { describe, expect, it } from 'vitest';
import { step } from '../../../src/domain/scripts/engine';
import type { Session } from '../../../src/domain/scripts/session';
import { answer, begin, placeIn, play, rate, said, shipped, stamp, type Bare } from './play';

const pick = (to: string): Bare => ({ type: 'picked', to });
const checked: Bare = { type: 'checked' };
const done: Bare = { type: 'acted', done: true };

describe('nothing to complain of', () => {
  /** CSH-01 up to the note that turns out to be genuine, where SUB-05 asks. */
  const genuine = (level: 0 | 2): Session =>
    play(begin('CSH-01'), [rate(level), said, answer(null), said, rate(level), pick('genuine'), said]);

  it('ends without a register when the customer says so, with a note of what was cleared up', () => {
    const asked = play(genuine(0), [rate(0)]);
    expect(placeIn(asked)).toBe('SUB-05/ask');
    const settled = play(asked, [answer('no'), answer('一张百元钞，验过是真的'), said]);
    expect(settled.outcome).toBe('settledOnSpot');
    expect(settled.facts).toMatchObject({
      complains: { value: 'no', by: 'teller-1' },
      spotNote: { value: '一张百元钞，验过是真的' },
    });
    expect(settled.promises).toEqual([]);
    expect(settled.path.some(({ script }) => script === 'SUB-01')).toBe(false);
  });

  const registers: readonly { readonly when: string; readonly events: readonly Bare[] }[] = [
    { when: 'wants to complain', events: [rate(0), answer('yes')] },
    { when: 'gives no clear answer', events: [rate(0), answer(null)] },
    { when: 'was not asked', events: [rate(0), { type: 'skipped' }] },
    { when: 'is angry again', events: [rate(2)] },
    { when: 'has no note', events: [rate(0), answer('no'), answer(null)] },
  ];
  it.each(registers)('is registered as always when the customer $when', ({ events }) => {
    const registering = play(genuine(0), events);
    expect(placeIn(registering)).toBe('SUB-01/register');
    expect(registering.outcome).toBeNull();
  });

  it('is no end for a script that does not ask, nor for somebody angry', () => {
    const { nodes, ...rest } = shipped.scripts['CSH-01']!;
    const hasty = { ...nodes['genuine']!, edges: [{ to: 'out', else: true as const }] };
    const out = { ...nodes['end']!, id: 'out', outcome: 'settledOnSpot' as const };
    const pack = {
      ...shipped,
      scripts: { ...shipped.scripts, 'CSH-01': { ...rest, nodes: { ...nodes, genuine: hasty, out } } },
    };
    const no: Bare = { type: 'factSet', fact: 'complains', value: 'no' };
    const at = (level: 0 | 2, ...more: readonly Bare[]) =>
      play(
        begin('CSH-01', pack),
        [rate(level), ...more, said, answer(null), said, rate(level), pick('genuine'), said],
        pack,
      );
    for (const session of [at(0), at(2, no)]) {
      expect(session.outcome).toBeNull();
      expect(placeIn(session)).toBe('SUB-01/register');
    }
    expect(at(0, no).outcome).toBe('settledOnSpot');
  });

  it('is a talk among colleagues, where nobody could complain', () => {
    expect(shipped.scripts['GEN-03']).toMatchObject({ forStaff: true });
  });
});

describe('going on after a danger', () => {
  /** UNC-05 after threats in words, up to the question whether to go on. */
  const calmed: readonly Bare[] = [done, checked, pick('spoken'), said, pick('soft'), said, answer('要砸窗口')];

  it('leads back to the talk that was broken off', () => {
    const session = play(begin('SVC-01'), [rate(1), said, { type: 'alarmed', kind: 'weaponOrFire' }, ...calmed]);
    expect(placeIn(session)).toBe('UNC-05/after');
    expect(placeIn(play(session, [pick('resume')]))).toBe('SVC-01/ticket');
  });

  it('is not offered where the script was begun by itself; that ends with registering, never as "return"', () => {
    const session = play(begin('UNC-05'), [rate(1), ...calmed]);
    expect(placeIn(session)).toBe('UNC-05/after');
    const back = step(shipped, session, stamp(session, pick('resume'))).session;
    expect(placeIn(back)).toBe('SUB-01/register');
    expect(placeIn(play(session, [pick('close')]))).toBe('SUB-01/register');
  });

  it('after registering nothing is gone through again', () => {
    for (const code of ['UNC-04', 'UNC-05'])
      for (const { outcome, id } of Object.values(shipped.scripts[code]!.nodes))
        if (outcome === 'return')
          for (const { edges } of Object.values(shipped.scripts[code]!.nodes).filter((node) => node.stage === 'S6'))
            for (const { to, when } of edges) if (to === id) expect(JSON.stringify(when)).toContain('"called":true');
  });
});

describe('going over to another script for good', () => {
  /** CRD-01 up to the answer that somebody led the customer into paying. */
  const deceived: readonly Bare[] = [
    rate(0),
    said,
    done,
    answer(null),
    answer(null),
    rate(0),
    answer('三笔'),
    answer(120_000),
    answer(null),
  ];

  it('takes facts, flags and ratings along; what remains to be done is done there', () => {
    const before = play(begin('CRD-01'), deceived);
    expect(placeIn(before)).toBe('CRD-01/seems');
    const flagged = play(before, [
      { type: 'flagged', flag: 'elderly', basis: ['身份证'], expiresAt: null, reviewer: null },
    ]);
    const over = play(flagged, [answer('deceived')]);
    expect(over.frames.map(({ script }) => script)).toEqual(['ACC-05']);
    expect(placeIn(over)).toBe('ACC-05/fraud');
    expect(over.facts['amount']?.value).toBe(120_000);
    expect(over.flags.map(({ flag }) => flag)).toEqual(['elderly', 'fraudVictim']);
    expect(over.ratings).toEqual(flagged.ratings);
    expect(placeIn(play(over, [{ type: 'registering' }]))).toBe('SUB-01/register');
    expect(placeIn(play(over, [{ type: 'rewound' }]))).toBe('CRD-01/seems');
  });

  it('leaves the clocks of the first script behind', () => {
    const before = play(begin('CRD-01'), deceived);
    const ticking = { ...before, timers: [{ script: 'CRD-01', node: 'clockIn', endsAt: before.now + 2000 }] };
    const over = play(ticking, [answer('deceived')]);
    expect(over.timers).toEqual([]);
    expect(play(over, [{ type: 'ticking', at: over.now + 5000 }]).suggestions).toEqual(over.suggestions);
  });
});
