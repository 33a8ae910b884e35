/** Whatever happens in whatever order: registering, closing and calling for help are always there. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { step } from '../../../src/domain/scripts/engine';
import type { ScriptEvent } from '../../../src/domain/scripts/events';
import { overrideKinds, readSession, type Session } from '../../../src/domain/scripts/session';
import { begin, shipped, stamp, type Bare } from './play';

const startable = Object.values(shipped.scripts).filter(({ registerAt }) => registerAt !== undefined);
const nodes = [...new Set(Object.values(shipped.scripts).flatMap(({ nodes: all }) => Object.keys(all)))];
const items = [
  ...new Set(
    Object.values(shipped.scripts).flatMap(({ nodes: all }) =>
      Object.values(all).flatMap((node) => node.items.map(({ id }) => id)),
    ),
  ),
];

const person = fc.constantFrom('teller-1', 'manager-1', 'lobby-1');
const level = fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const);
const distress = fc.uniqueArray(
  fc.constantFrom('crying' as const, 'selfHarm' as const, 'fireSource' as const, 'breathless' as const),
  { maxLength: 2 },
);
const value = fc.constantFrom('yes', 'no', 'self', 'others', 'medical', 'card', 20, 90, null);
const kind = fc.constantFrom(...overrideKinds);
const simple = (...types: readonly Bare['type'][]) => types.map((type) => fc.constant({ type } as Bare));

const anyEvent: fc.Arbitrary<Bare> = fc.oneof(
  ...simple('said', 'skipped', 'listened', 'checked', 'escalated', 'rewound', 'paused', 'resumed', 'ticking'),
  ...simple('said', 'skipped', 'registering', 'panic', 'panicOver'),
  fc.record({ type: fc.constant('answered' as const), value }),
  fc.record({ type: fc.constant('picked' as const), to: fc.constantFrom(...nodes) }),
  fc.record({ type: fc.constant('ticked' as const), item: fc.constantFrom(...items), on: fc.boolean() }),
  fc.record({ type: fc.constant('acted' as const), done: fc.boolean() }),
  fc.record({ type: fc.constant('rated' as const), level, distress }),
  fc.record({ type: fc.constant('alarmed' as const), kind }),
  fc.record({ type: fc.constant('alarmOver' as const), kind }),
  fc.record({
    type: fc.constant('takenOver' as const),
    by: person,
    post: fc.constantFrom('manager' as const, 'lobby' as const),
    limitFen: fc.constant(0),
  }),
  fc.record({ type: fc.constant('complainedOf' as const), person }),
  fc.record({ type: fc.constant('suggestionTaken' as const), id: fc.constantFrom('rise.1', 'rise.2', 'rise.3') }),
  fc.record({ type: fc.constant('factSet' as const), fact: fc.constantFrom('signedBy', 'coolingOff'), value }),
);

/** Events with the time that passes before each, and sometimes somebody else who does it. */
const story = fc.tuple(
  fc.constantFrom(...startable.map(({ code }) => code)),
  fc.array(fc.tuple(anyEvent, fc.nat(120_000), fc.option(person, { nil: undefined, freq: 8 })), { maxLength: 60 }),
);

function play(
  code: string,
  events: readonly (readonly [Bare, number, string | undefined])[],
  seen: (now: Session) => void,
) {
  let session = begin(code);
  const told: ScriptEvent[] = [];
  seen(session);
  for (const [bare, wait, by] of events) {
    const event = stamp(session, { ...(by === undefined ? {} : { by }), ...bare, at: session.now + wait });
    told.push(event);
    session = step(shipped, session, event).session;
    seen(session);
  }
  return { session, told };
}

it('never reaches a state without register-and-close and panic', () => {
  fc.assert(
    fc.property(story, ([code, events]) => {
      const registerAt = shipped.scripts[code]?.registerAt;
      play(code, events, (session) => {
        const registered = step(shipped, session, stamp(session, { type: 'registering' }));
        expect(registered.ok).toBe(true);
        expect(registered.session.path.slice(session.path.length).map(({ node }) => node)).toContain(registerAt);
        const panicked = step(shipped, session, stamp(session, { type: 'panic' }));
        expect(panicked.ok && panicked.session.panicAt !== null).toBe(true);
        expect(step(shipped, session, stamp(session, { type: 'rated', level: 1, distress: [] })).ok).toBe(true);
      });
    }),
    { numRuns: 150 },
  );
});

it('replayed, leads to the same session', () => {
  fc.assert(
    fc.property(story, ([code, events]) => {
      const { session, told } = play(code, events, () => undefined);
      const again = told.reduce((so, event) => step(shipped, so, event).session, begin(code));
      expect(again).toEqual(session);
    }),
    { numRuns: 150 },
  );
});

it('kept and restored after any event, is the same session', () => {
  fc.assert(
    fc.property(story, ([code, events]) => {
      play(code, events, (session) => {
        const kept: unknown = JSON.parse(JSON.stringify(session));
        expect(readSession(kept, 'test')).toEqual({ ok: true, session });
      });
    }),
    { numRuns: 60 },
  );
});
