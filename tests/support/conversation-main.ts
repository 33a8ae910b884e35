/** Plays conversations on the shipped scripts with the real engine, as main does, for tests of the panel. */
import { flagExpiry } from '../../src/domain/scripts/flag-terms';
import { play, shipped, stamp, teller, type Bare } from '../unit/scripts/play';
import { startSession, step } from '../../src/domain/scripts/engine';
import { handover, present } from '../../src/domain/scripts/present';
import type { Session } from '../../src/domain/scripts/session';
import { rootOf } from '../../src/domain/scripts/walk';
import type { ConversationView } from '../../src/shared/contract/conversation';
import type { FakeMain } from './stub-bridge/fake-main';

export interface FakeTalk {
  /** What main has kept. */
  readonly session: () => Session;
  /** Something that happens elsewhere: the page hears of it by the topic alone. */
  readonly elsewhere: (events: readonly Bare[]) => void;
  /** The same, before the page hears of it. */
  readonly unheard: (events: readonly Bare[]) => void;
}

const values = { 'staff.name': '李红', 'owner.name': '李红' };

/** Answers the operations of one conversation that stands where `before` leads. */
export function answerConversation(fake: FakeMain, script: string, before: readonly Bare[] = []): FakeTalk {
  let session = play(
    startSession(shipped, { pack: 'test', script, onDuty: { ...teller, person: 'me' }, at: fake.nowMs }),
    before,
  );
  let seq = before.length;
  const view = (): ConversationView => {
    const root = rootOf(shipped, session);
    return {
      id: 'talk-1',
      script: { code: root.code, version: root.version, title: root.title, trigger: root.trigger },
      startedAtMs: session.startedAt,
      onDutyName: '李红',
      mine: session.onDuty.person === 'me',
      draftId: null,
      caseId: null,
      seq,
      dates: [],
      law: { rules: { id: 'rules.cn.bank', version: '1' }, calendar: { id: 'calendar.cn', version: '1' } },
      post: session.onDuty.post,
      shown: present(shipped, session, values, 'en'),
      wording: session.wording,
      level: session.level,
      distress: session.distress,
      mode: session.mode,
      need: session.need,
      flags: session.flags.map((one) => ({
        ...one,
        byName: '李红',
        setByMe: one.by === 'me',
        reviewerName: null,
        expired: one.expiresAt !== null && one.expiresAt <= session.now,
      })),
      curve: session.ratings.map(({ at, level }) => ({ atMs: at, level })),
      facts: root.required.flatMap((fact) => {
        const declaration = root.facts[fact];
        const known = session.facts[fact];
        return declaration === undefined
          ? []
          : [{ fact, declaration, value: known?.value ?? null, known: known !== undefined, required: true }];
      }),
      promises: [],
      timers: [],
      panic: false,
      paused: session.paused,
      stopped: null,
      misfits: 0,
      outcome: session.outcome,
    };
  };
  fake.answer('conversation.get', () => ({ ok: true, value: view() }));
  fake.answer('conversation.handover', () => ({ ok: true, value: handover(shipped, session) }));
  fake.answer('conversation.step', ({ seq: seen, act }) => {
    if (seen !== seq) return { ok: false, error: { code: 'conversation.stale' } };
    const term = act.type === 'flagged' ? { expiresAt: flagExpiry(act.flag, session.now), reviewer: null } : {};
    const result = step(shipped, session, stamp(session, { ...act, ...term, by: 'me' } as Bare));
    if (!result.ok) return { ok: false, error: { code: 'conversation.refused', refusal: result.refusal } };
    session = result.session;
    seq += 1;
    return { ok: true, value: view() };
  });
  const unheard = (events: readonly Bare[]): void => {
    session = play(session, events);
    seq += events.length;
  };
  return {
    session: () => session,
    unheard,
    elsewhere: (events) => {
      unheard(events);
      fake.publish('conversations.changed', { ids: ['talk-1'] });
    },
  };
}
