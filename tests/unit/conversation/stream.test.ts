/** What the stored events of a conversation lead to, and whom it is about. */
import { describe, expect, it } from 'vitest';
import { aboutOf } from '../../../src/domain/conversation/about';
import type { NewConversationEvent } from '../../../src/domain/conversation/events';
import { trailOf } from '../../../src/domain/conversation/trail';
import { foldConversation } from '../../../src/domain/conversation/fold';
import { conversationStream, isCaseStream, isConversationStream } from '../../../src/domain/evidence/event-envelope';
import type { OpenEvent } from '../../../src/domain/evidence/event-envelope';
import { bundleOf, readBundle } from '../../../src/domain/scripts/bundle';
import type { ScriptEvent } from '../../../src/domain/scripts/events';
import { sha256, shippedBundle } from '../../support/script-shelf';

const stream = conversationStream('019cac0f-28ce-722a-b25b-1e961d703121');
const teller = { person: 'u-wang', post: 'teller', limitFen: 0 } as const;

const kept = (event: NewConversationEvent, at: number, userId = 'u-wang'): OpenEvent =>
  ({
    header: {
      streamId: stream,
      type: event.type,
      commandId: `c-${at}`,
      at: { wall: at },
      actor: { userId, role: 'counter' },
    },
    payload: event.payload,
  }) as OpenEvent;
const started = kept(
  {
    type: 'conversation.started',
    payload: {
      script: 'SVC-01',
      pack: shippedBundle.fingerprint,
      onDuty: teller,
      atMs: 0,
      draftId: 'd-1',
      caseId: null,
    },
  },
  0,
);
const stepped = (event: ScriptEvent, userId = event.by): OpenEvent =>
  kept({ type: 'conversation.step', payload: { event, spoken: null, shown: [] } }, event.at, userId);
const rated: ScriptEvent = { type: 'rated', level: 1, distress: [], at: 1, by: 'u-wang' };
const said: ScriptEvent = { type: 'said', at: 2, by: 'u-wang' };

describe('a conversation', () => {
  it('is where its events lead, and knows what it answered', () => {
    const talk = foldConversation(shippedBundle.pack, [started, stepped(rated), stepped(said)]);
    expect(talk?.session.frames.at(-1)?.node).toBe('ticket');
    expect(talk?.seq).toBe(3);
    expect([...(talk?.commands ?? [])]).toEqual(['c-0', 'c-1', 'c-2']);
    expect(talk?.misfits).toBe(0);
  });

  it('passes over what does not fit, and over what somebody else did in the name of who is on duty', () => {
    const foreign = stepped({ ...said, at: 3 }, 'u-li');
    const notHere = stepped({ type: 'checked', at: 4, by: 'u-wang' });
    const talk = foldConversation(shippedBundle.pack, [started, stepped(rated), foreign, notHere]);
    expect(talk?.session.frames.at(-1)?.node).toBe('greet');
    expect(talk?.misfits).toBe(2);
    expect(talk?.seq).toBe(4);
  });

  it('stays with the first case it joined', () => {
    const joined = (caseId: string, at: number) => kept({ type: 'conversation.joined', payload: { caseId } }, at);
    const events = [started, joined('case-1', 1), joined('case-2', 2)];
    expect(foldConversation(shippedBundle.pack, events)?.caseId).toBe('case-1');
    expect(aboutOf(events).caseId).toBe('case-1');
  });

  it('tells answers by the names that its script has for them, and as they were kept where it has none', () => {
    const script = {
      facts: {
        came: {
          label: { zh: '谁来的', en: 'Who came' },
          input: 'choice',
          options: [{ id: 'self', zh: '本人', en: 'in person' }],
        },
        paid: { label: { zh: '付了多少', en: 'Paid' }, input: 'money' },
      },
    } as const;
    const answer = (value: string | number, at: number): OpenEvent =>
      stepped({ type: 'answered', value, at, by: 'u-wang' });
    const events = [started, answer('self', 5), answer(120_000, 6), answer('A037', 7)];
    const known = { script: script as never, facts: { paid: { value: 120_000, at: 6, by: 'u-wang' } } };
    const named = (trail: ReturnType<typeof trailOf>) =>
      trail.filter(({ kind }) => kind === 'answered').map(({ words, named: name }) => name?.zh ?? words);
    expect(named(trailOf(events, known))).toEqual(['本人', '1,200元', 'A037']);
    expect(named(trailOf(events))).toEqual(['self', '120000', 'A037']);
  });

  it('tells without its scripts whom it is about', () => {
    const events = [
      started,
      stepped({ type: 'complainedOf', person: 'u-wang', at: 1, by: 'u-wang' }),
      stepped({ type: 'takenOver', post: 'manager', limitFen: 0, at: 2, by: 'u-li' }),
    ];
    expect(aboutOf(events)).toEqual({ caseId: null, draftId: 'd-1', onDuty: 'u-li', complainedOf: ['u-wang'] });
  });

  it('is no case', () => {
    expect(isConversationStream(stream)).toBe(true);
    expect(isCaseStream(stream)).toBe(false);
    expect(isConversationStream('019cac0f-28ce-722a-b25b-1e961d703121')).toBe(false);
  });
});

describe('a bundle of scripts', () => {
  const hasher = { sha256 };

  it('is read as it was written to its file', () => {
    const read = readBundle(JSON.parse(JSON.stringify(shippedBundle)), hasher);
    expect(read).toMatchObject({ ok: true, bundle: { fingerprint: shippedBundle.fingerprint } });
  });

  it('is refused with one word changed, and where it is something else', () => {
    const lines = { ...shippedBundle.pack.lines, 'SVC-01.greet': { zh: '滚', en: 'Go away' } };
    expect(readBundle({ ...shippedBundle, pack: { ...shippedBundle.pack, lines } }, hasher)).toEqual({
      ok: false,
      why: 'changed',
    });
    expect(readBundle({ ...shippedBundle, format: 'xianting-script-bundle/9' }, hasher)).toEqual({
      ok: false,
      why: 'form',
    });
  });

  it('has another name when it says something else', () => {
    const { scripts } = shippedBundle.pack;
    expect(bundleOf({ ...shippedBundle.pack, scripts: { ...scripts } }, hasher).fingerprint).toBe(
      shippedBundle.fingerprint,
    );
    expect(bundleOf({ ...shippedBundle.pack, lines: {} }, hasher).fingerprint).not.toBe(shippedBundle.fingerprint);
  });
});
