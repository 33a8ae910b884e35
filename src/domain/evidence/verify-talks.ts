/**
 * What stands in a log about talks at the counter: a card names its own words, strokes of a pen stand on one card only, and each step of
 * a talk is by whoever wrote it. Chains and signatures cover what was written; this is about what was written fitting together.
 */
import type { CasePayload } from '../complaint/events';
import { isConversationEventType, newConversationEvent } from '../conversation/events';
import { cardDigest } from '../documents/agree-card';
import { canonicalJson } from './canonical';
import type { OpenEvent } from './event-envelope';
import type { Hasher } from './hashing';

/**
 * `cardWords`: the digest that was signed is not that of the words kept with it. `cardStrokes`: signed without strokes, or strokes
 * without a signature. `strokesTwice`: the very same strokes under other words; no hand writes so. `talkActor`: a step by somebody
 * other than who wrote it. `talkStart`: a step of a talk that never began.
 */
export type TalkFault = 'cardWords' | 'cardStrokes' | 'strokesTwice' | 'talkActor' | 'talkStart';

export interface TalkCheck {
  /** Talks and cards that were looked at. */
  readonly talks: number;
  readonly cards: number;
  readonly signedCards: number;
  readonly found: { readonly event: OpenEvent; readonly fault: TalkFault } | undefined;
}

/** The first event in the given order that does not fit. `complete`: nothing was withheld, so that a missing beginning is a fault. */
export function checkTalks(events: readonly OpenEvent[], hasher: Hasher, complete: boolean): TalkCheck {
  const cards = events.filter(({ header }) => header.type === 'agreeCard.answered');
  const talkEvents = events.filter(({ header }) => isConversationEventType(header.type));
  const begun = new Set(
    talkEvents.filter(({ header }) => header.type === 'conversation.started').map(({ header }) => header.streamId),
  );
  const strokes = new Map<string, string>();
  let found: TalkCheck['found'];
  for (const event of events) {
    const fault =
      event.header.type === 'agreeCard.answered'
        ? cardFault(event, strokes, hasher)
        : isConversationEventType(event.header.type)
          ? stepFault(event, begun, complete)
          : null;
    if (fault !== null) {
      found = { event, fault };
      break;
    }
  }
  return {
    talks: begun.size,
    cards: cards.length,
    signedCards: cards.filter(({ payload }) => answerOf(payload).answer === 'signed').length,
    found,
  };
}

const answerOf = (payload: unknown) => payload as CasePayload<'agreeCard.answered'>;

function cardFault({ payload }: OpenEvent, strokes: Map<string, string>, hasher: Hasher): TalkFault | null {
  const { card, digest, answer, signature } = answerOf(payload);
  if (cardDigest(card, hasher) !== digest) return 'cardWords';
  if ((answer === 'signed') !== (signature !== null)) return 'cardStrokes';
  if (signature === null) return null;
  const drawn = canonicalJson(signature.strokes);
  const before = strokes.get(drawn);
  strokes.set(drawn, digest);
  return before !== undefined && before !== digest ? 'strokesTwice' : null;
}

function stepFault(event: OpenEvent, begun: ReadonlySet<string>, complete: boolean): TalkFault | null {
  const { streamId, actor } = event.header;
  if (complete && !begun.has(streamId)) return 'talkStart';
  const made = newConversationEvent(event);
  return made?.type === 'conversation.step' && made.payload.event.by !== actor.userId ? 'talkActor' : null;
}
