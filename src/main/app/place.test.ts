import { describe, expect, it, vi } from 'vitest';
import type { Conversation } from '../../domain/conversation/fold';
import type { Place } from '../../shared/contract/app';
import type { Found } from '../conversations/conversations';
import type { Session } from '../session/session';
import { createPlaces } from './place';

const intake: Place = { route: { name: 'intake', draftId: 'form' }, talkId: 'talk' };

/** Only what the way back asks of a talk. */
const talkOf = (over: Partial<{ outcome: unknown; complainedOf: readonly string[] }> = {}): Found =>
  ({
    talk: {
      caseId: null,
      draftId: null,
      session: {
        outcome: over.outcome ?? null,
        complainedOf: over.complainedOf ?? [],
        onDuty: { person: over.complainedOf === undefined ? 'anna' : 'bela' },
      },
    } as unknown as Conversation,
    bundle: {},
  }) as Found;

function places(place: Place | null, talk: Found = talkOf(), owner: string | null = 'anna') {
  const current = vi.fn(() => Promise.reject(new Error('unreadable')));
  const warn = vi.fn();
  const made = createPlaces({
    core: {
      settings: { placeOf: () => place, lastPlace: () => place, setPlace: () => Promise.resolve() },
      nowMs: () => 0,
      log: { warn },
    } as unknown as Parameters<typeof createPlaces>[0]['core'],
    conversations: { find: () => Promise.resolve(talk) },
    shelf: { current },
  });
  const session = {
    user: { userId: 'anna' },
    drafts: { get: () => (owner === null ? undefined : { ownerId: owner }) },
  } as unknown as Session;
  return { made, session, current, warn };
}

describe('where a person comes back to', () => {
  it.each([
    ['the form and the talk beside it', intake, talkOf(), 'anna', intake],
    ['the form alone when the talk has ended', intake, talkOf({ outcome: {} }), 'anna', { ...intake, talkId: null }],
    ['the form alone when the talk is gone', intake, 'notFound', 'anna', { ...intake, talkId: null }],
    [
      'the form alone when the talk has come to be about them',
      intake,
      talkOf({ complainedOf: ['anna'] }),
      'anna',
      { ...intake, talkId: null },
    ],
    ['nowhere when the form was handed in', intake, talkOf(), null, null],
    ['nowhere when somebody else has taken the form', intake, talkOf(), 'bela', null],
  ] as const)('%s', async (_what, place, talk, owner, expected) => {
    const { made, session } = places(place, talk, owner);
    expect(await made.of(session)).toEqual(expected);
  });

  it('leads nowhere when a talk that filled the page has ended', async () => {
    const page: Place = { route: { name: 'conversation', conversationId: 'talk' }, talkId: null };
    const { made, session } = places(page, talkOf({ outcome: {} }));
    expect(await made.of(session)).toBeNull();
  });

  it('reads the scripts beforehand only for a talk, and keeps nobody out when they can not be read', async () => {
    const { made, current, warn } = places({ route: { name: 'case', caseId: 'c' }, talkId: null });
    made.prepare();
    expect(current).not.toHaveBeenCalled();
    const toTalk = places(intake);
    toTalk.made.prepare();
    expect(toTalk.current).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(toTalk.warn).toHaveBeenCalledOnce());
    expect(warn).not.toHaveBeenCalled();
  });
});
