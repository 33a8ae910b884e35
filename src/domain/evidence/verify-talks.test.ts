import { describe, expect, it } from 'vitest';
import { nodeHasher } from '../../main/keys/ed25519';
import { cardDigest, type StoredCard } from '../documents/agree-card';
import type { OpenEvent } from './event-envelope';
import { checkTalks } from './verify-talks';

const event = (streamId: string, type: string, payload: unknown, userId = 'u-1'): OpenEvent =>
  ({ header: { streamId, type, actor: { userId, role: 'counter' } }, payload }) as unknown as OpenEvent;

const cardOf = (title: string): StoredCard =>
  ({ document: 'agreeCard', language: 'zh', title, outlet: '', sections: [], foot: [] }) as unknown as StoredCard;

const pen = [
  [
    [1, 2],
    [3, 4],
  ],
];

function answered(title: string, answer: string, strokes: unknown, digestOf = title): OpenEvent {
  return event('c-1', 'agreeCard.answered', {
    card: cardOf(title),
    digest: cardDigest(cardOf(digestOf), nodeHasher),
    answer,
    signature: strokes === null ? null : { strokes },
  });
}

const begun = event('talk-1', 'conversation.started', {});
const step = (by: string, streamId = 'talk-1'): OpenEvent => event(streamId, 'conversation.step', { event: { by } });
const check = (...events: readonly OpenEvent[]) => checkTalks(events, nodeHasher, true);

describe('cards in a log', () => {
  it('are sound as they were answered, and counted by their answer', () => {
    const events = [answered('A', 'signed', pen), answered('B', 'declined', null), answered('C', 'signed', [[[9, 9]]])];
    expect(check(...events)).toEqual({ talks: 0, cards: 3, signedCards: 2, found: undefined });
  });

  it('name the words that are kept with them', () => {
    const other = answered('A', 'signed', pen, 'B');
    expect(check(answered('C', 'declined', null), other).found).toEqual({ event: other, fault: 'cardWords' });
  });

  it('are signed with strokes, and have none otherwise', () => {
    expect(check(answered('A', 'signed', null)).found?.fault).toBe('cardStrokes');
    expect(check(answered('A', 'declined', pen)).found?.fault).toBe('cardStrokes');
  });

  it('never carry the strokes of another card', () => {
    const copied = answered('B', 'signed', pen);
    expect(check(answered('A', 'signed', pen), copied).found).toEqual({ event: copied, fault: 'strokesTwice' });
    // The same card, kept twice.
    expect(check(answered('A', 'signed', pen), answered('A', 'signed', pen)).found).toBeUndefined();
  });
});

describe('talks in a log', () => {
  it('are sound where they began and each step is by whoever wrote it', () => {
    expect(check(begun, step('u-1'), event('talk-1', 'conversation.joined', { caseId: 'c-1' }))).toEqual({
      talks: 1,
      cards: 0,
      signedCards: 0,
      found: undefined,
    });
  });

  it('are told where a step is by somebody else', () => {
    const forged = step('u-2');
    expect(check(begun, step('u-1'), forged).found).toEqual({ event: forged, fault: 'talkActor' });
    expect(checkTalks([begun, forged], nodeHasher, false).found?.fault).toBe('talkActor');
  });

  it('are told where they never began, unless records were withheld', () => {
    const lost = step('u-1', 'talk-2');
    expect(check(begun, lost).found).toEqual({ event: lost, fault: 'talkStart' });
    expect(check(event('talk-2', 'conversation.joined', { caseId: 'c-1' })).found?.fault).toBe('talkStart');
    expect(checkTalks([begun, lost], nodeHasher, false).found).toBeUndefined();
  });

  it('are the first that does not fit in the given order, and nothing else is looked at', () => {
    const first = answered('A', 'signed', null);
    expect(check(event('c-1', 'note.added', null), first, step('u-2')).found?.event).toBe(first);
    expect(check(step('u-1'), first).found?.fault).toBe('talkStart');
  });
});
