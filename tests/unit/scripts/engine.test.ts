/** The rules of the conversation engine on the shipped scripts. */
import { describe, expect, it } from 'vitest';
import { compileScripts } from '../../../src/domain/scripts/compile';
import { step } from '../../../src/domain/scripts/engine';
import { readSession, type Session } from '../../../src/domain/scripts/session';
import { answer, begin, placeIn, play, rate, said, shipped, sources, stamp, type Bare } from './play';

const refusalOf = (session: Session, event: Bare) => {
  const result = step(shipped, session, stamp(session, event));
  return result.ok ? null : result.refusal;
};
const minute = 61_000;
const open = (session: Session) => session.suggestions.filter(({ state }) => state === 'open').map(({ kind }) => kind);
/** SVC-01 up to the question of S4, calm. */
const facts: readonly Bare[] = [rate(1), said, answer('A1'), answer(20), said, rate(1)];

describe('rating (§1.5)', () => {
  it('comes before the first line', () => {
    expect(refusalOf(begin('SVC-01'), said)).toBe('rateFirst');
    expect(placeIn(play(begin('SVC-01'), [rate(0), said]))).toBe('SVC-01/ticket');
  });

  it('goes up at once', () => {
    expect(play(begin('SVC-01'), [rate(0), rate(2)]).level).toBe(2);
  });

  it('goes down only after two lower ratings a minute apart, to the higher of them', () => {
    const high = play(begin('SVC-01'), [rate(2)]);
    expect(play(high, [rate(0)]).level).toBe(2);
    expect(play(high, [rate(0), { ...rate(0), at: 30_000 }]).level).toBe(2);
    const soon = high.now + 1000;
    expect(play(high, [rate(0), { ...rate(1), at: soon + 60_000 }]).level).toBe(1);
    // A rise in between starts the wait anew.
    expect(play(high, [rate(0), rate(2), { ...rate(0), at: soon + 60_000 }]).level).toBe(2);
  });

  it('does not let a clock that was set back lower the level', () => {
    const high = play(begin('SVC-01'), [{ ...rate(2), at: 600_000 }]);
    expect(
      play(high, [
        { ...rate(0), at: 0 },
        { ...rate(0), at: minute },
      ]).level,
    ).toBe(2);
  });
});

describe('loop and stop rules (§1.6)', () => {
  it('a rise among the facts leads back to listening, then to the supervisor, then to safety', () => {
    const first = play(begin('SVC-01'), [...facts, rate(2)]);
    expect(open(first)).toEqual(['backToListening']);
    expect(placeIn(first)).toBe('SVC-01/errand');
    expect(placeIn(play(first, [{ type: 'suggestionTaken', id: 'rise.1' }]))).toBe('SVC-01/hear');
    const calmer = play(first, [rate(0), { ...rate(0), at: first.now + 2 * minute }]);
    const second = play(calmer, [rate(2)]);
    expect(open(second)).toEqual(['backToListening', 'supervisor']);
    const third = play(second, [rate(3)]);
    expect(open(third)).toContain('safety');
    expect(placeIn(play(third, [{ type: 'suggestionTaken', id: 'rise.3' }]))).toBe('SUB-03/space');
  });

  it('three times the same point without anything new: register the disagreement', () => {
    const asked = play(begin('SVC-01'), [...facts, answer('cash'), { type: 'rewound' }, answer('cash')]);
    const again = play(asked, [{ type: 'rewound' }, answer('cash')]);
    expect(open(asked)).toEqual([]);
    expect(open(again)).toEqual(['agreeToRegister']);
    const news = play(asked, [{ type: 'rewound' }, answer('loan')]);
    expect(open(news)).toEqual([]);
  });

  it('a node that was visited as often as it may goes to register-and-close', () => {
    let session = play(begin('SVC-01'), [rate(2), said, answer('A1'), answer(20), said, rate(2), said]);
    for (let turn = 0; turn < 2; turn += 1) session = play(session, [{ type: 'listened' }, answer('no')]);
    expect(placeIn(session)).toBe('SVC-01/hear');
    session = play(session, [{ type: 'listened' }, answer('no'), { type: 'listened' }]);
    expect(placeIn(session)).toBe('SUB-01/register');
  });

  it('dismissed suggestions do not come back', () => {
    const rose = play(begin('SVC-01'), [
      ...facts,
      rate(2),
      { type: 'suggestionDismissed', id: 'rise.1' },
      answer('cash'),
    ]);
    expect(open(rose)).toEqual([]);
  });
});

describe('overrides that no author can remove (§2.6)', () => {
  const dangers = [
    { what: 'words of self-harm', event: rate(1, 'selfHarm'), kind: 'selfHarm' },
    { what: 'petrol or a lighter', event: rate(0, 'fireSource'), kind: 'weaponOrFire' },
    { what: 'no breath', event: rate(0, 'breathless'), kind: 'collapse' },
    { what: 'level 3', event: rate(3), kind: 'level3' },
    {
      what: 'the key for a weapon',
      event: { type: 'alarmed', kind: 'weaponOrFire', by: 'lobby-1' },
      kind: 'weaponOrFire',
    },
  ] as const satisfies readonly { what: string; event: Bare; kind: string }[];

  it.each(dangers)('$what', ({ event, kind }) => {
    const session = play(begin('SVC-01'), [rate(0), said, event]);
    expect(session.overrides).toMatchObject([{ kind, until: null }]);
  });

  it('plays the script for the danger, and comes back to where the talk was', () => {
    const session = play(begin('SVC-01'), [rate(0), said, rate(0, 'breathless')]);
    expect(session.frames.map(({ script }) => script)).toEqual(['SVC-01', 'SUB-04']);
    const over = play(session, [{ type: 'alarmOver', kind: 'collapse' }]);
    expect(over.distress).toEqual([]);
    expect(over.overrides[0]?.until).not.toBeNull();
    expect(placeIn(play(over, [{ type: 'registering' }]))).toBe('SUB-01/register');
  });

  it('without a script for the danger, plays the general one', () => {
    const { 'UNC-05': _none, ...scripts } = shipped.scripts;
    const session = play(begin('SVC-01'), [rate(0), rate(0, 'fireSource')], { ...shipped, scripts });
    expect(placeIn(session)).toBe('SUB-03/space');
  });

  it('at level 3 only essentials are asked; what is not asked can be passed over', () => {
    const session = play(begin('SVC-01'), [rate(1), said, rate(3)]);
    expect(open(session)).toEqual(['supervisor']);
    expect(refusalOf(session, answer('A1'))).toBe('level3');
    expect(placeIn(play(session, [{ type: 'skipped' }]))).toBe('SVC-01/waited');
  });

  it('a takeover locks out who had it before, who may still call for help', () => {
    const taken = play(begin('SVC-01'), [
      rate(1),
      { type: 'takenOver', by: 'manager-1', post: 'manager', limitFen: 500_000 },
    ]);
    expect(refusalOf(taken, { ...said, by: 'teller-1' })).toBe('notOnDuty');
    expect(refusalOf(taken, said)).toBeNull();
    expect(play(taken, [{ type: 'panic', by: 'teller-1' }]).panicAt).not.toBeNull();
  });

  it('who is complained of does not run the script; somebody else does', () => {
    const named = play(begin('SVC-01'), [rate(1), { type: 'complainedOf', person: 'teller-1' }]);
    expect(refusalOf(named, said)).toBe('complainedOf');
    const taken = play(named, [{ type: 'takenOver', by: 'lobby-1', post: 'lobby', limitFen: 0 }]);
    expect(refusalOf(taken, said)).toBeNull();
    expect(taken.overrides[0]?.until).not.toBeNull();
  });

  it('panic is marked and moves nothing', () => {
    const before = play(begin('SVC-01'), [rate(1), said]);
    const after = play(before, [{ type: 'panic' }]);
    expect(placeIn(after)).toBe(placeIn(before));
    expect(after.panicAt).toBe(before.now + 1000);
  });
});

describe('steps', () => {
  it('need the authority that the act asks for', () => {
    const session = play(begin('SVC-01'), [
      ...facts,
      answer('cash'),
      answer('medical'),
      answer('none'),
      answer(1),
      answer(5),
    ]);
    expect(placeIn(session)).toBe('SVC-01/first');
    expect(refusalOf(session, { type: 'acted', done: true })).toBe('authority');
    expect(refusalOf(session, { type: 'acted', done: true, approver: 'manager' })).toBeNull();
    expect(refusalOf(session, { type: 'acted', done: false })).toBeNull();
  });

  it('wait for what must be ticked', () => {
    const session = play(begin('SVC-01'), [
      rate(0),
      { type: 'registering' },
      { type: 'acted', done: true },
      answer('phone'),
      answer(null),
      { type: 'acted', done: true },
      said,
      said,
      said,
    ]);
    expect(placeIn(session)).toBe('SUB-01/check');
    expect(refusalOf(session, { type: 'checked' })).toBe('blocking');
    expect(refusalOf(session, { type: 'skipped' })).toBe('blocking');
    const ticks = ['owner', 'routes', 'privacy'].map((item): Bare => ({ type: 'ticked', item, on: true }));
    expect(placeIn(play(session, [...ticks, { type: 'checked' }]))).toBe('SUB-01/receipt');
  });

  it('one step back returns the place and keeps what was learned', () => {
    const session = play(begin('SVC-01'), [rate(0), said, answer('A9')]);
    const back = play(session, [{ type: 'rewound' }]);
    expect(placeIn(back)).toBe('SVC-01/ticket');
    expect(back.facts['ticket']?.value).toBe('A9');
  });

  it('stand still while paused', () => {
    const paused = play(begin('SVC-01'), [rate(0), { type: 'paused' }]);
    expect(refusalOf(paused, said)).toBe('paused');
    expect(placeIn(play(paused, [{ type: 'resumed' }, said]))).toBe('SVC-01/ticket');
  });

  it('show the line for this level and for this customer', () => {
    const lineOf = (session: Session) => session.path.at(-1)?.line;
    const angry = play(begin('SVC-01'), [rate(2), said, answer('A1'), answer(20)]);
    expect(lineOf(angry)).toBe('SVC-01.sorry.2');
    const toMachine: readonly Bare[] = [
      ...facts,
      answer('card'),
      answer('none'),
      answer('none'),
      answer(3),
      answer(15),
    ];
    const old: Bare = { type: 'flagged', flag: 'elderly', basis: ['身份证'], expiresAt: null, reviewer: null };
    expect(lineOf(play(begin('SVC-01'), toMachine))).toBe('SVC-01.machine');
    expect(lineOf(play(begin('SVC-01'), [rate(1), old, ...toMachine.slice(1)]))).toBe('SVC-01.machine.elderly');
  });
});

describe('flags and facts', () => {
  it('a suspicion of a paid agent takes two signs', () => {
    const suspicion = (...basis: string[]): Bare => ({
      type: 'flagged',
      flag: 'proxySuspected',
      basis,
      expiresAt: null,
      reviewer: null,
    });
    const session = play(begin('SVC-01'), [rate(0)]);
    expect(refusalOf(session, suspicion('信是打好的'))).toBe('basis');
    expect(refusalOf(session, suspicion('信是打好的', '只有代办人说话'))).toBeNull();
  });

  it('an expired flag counts no more', () => {
    const flag: Bare = {
      type: 'flagged',
      flag: 'group',
      basis: ['三位一起来'],
      expiresAt: 10_000,
      reviewer: 'manager-1',
    };
    const flagged = play(begin('SVC-01'), [rate(0), flag]);
    expect(open(flagged)).toEqual(['escalation']);
    const later = play(begin('SVC-01'), [
      { ...rate(0), at: 20_000 },
      { ...flag, at: 21_000 },
    ]);
    expect(open(later)).toEqual([]);
  });

  it('limits are written in yuan and compared in fen', () => {
    const limited = sources.scripts.map((script) =>
      script.code === 'WLT-02'
        ? { ...script, escalations: [{ ...script.escalations[0]!, when: { fact: 'amount', gte: 100 } }] }
        : script,
    );
    const pack = compileScripts(limited, sources.facts);
    const paid = (fen: number) =>
      play(begin('WLT-02', pack), [rate(0), { type: 'factSet', fact: 'amount', value: fen }], pack);
    expect(open(paid(9_999))).toEqual([]);
    expect(open(paid(10_000))).toEqual(['escalation']);
  });
});

describe('a stored session', () => {
  const kept = (session: Session) => JSON.parse(JSON.stringify(session)) as Record<string, unknown>;

  it('is refused when it is newer, damaged or of another pack', () => {
    const session = kept(play(begin('SVC-01'), [rate(1)]));
    expect(readSession(session, 'test')).toMatchObject({ ok: true });
    expect(readSession({ ...session, schema: 'xianting-session/2' }, 'test')).toEqual({ ok: false, why: 'newer' });
    expect(readSession({ ...session, frames: [] }, 'test')).toEqual({ ok: false, why: 'damaged' });
    expect(readSession(session, 'other')).toEqual({ ok: false, why: 'otherPack' });
  });
});
