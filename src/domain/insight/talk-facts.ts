/**
 * What one conversation tells about the script it ran on (话术效果, CONVERSATION §2.9). Nothing here says who led it or whom it was with:
 * what is counted must not be able to become a figure about a person.
 */
import { newConversationEvent } from '../conversation/events';
import type { OpenEvent } from '../evidence/event-envelope';
import type { Level as EmotionLevel } from '../scripts/vocabulary';

/** How grave it was besides anger: nothing, signs of distress, a danger. */
export const severities = ['plain', 'distress', 'danger'] as const;
export type Severity = (typeof severities)[number];

export interface TalkFacts {
  readonly script: string;
  /** Of the first and of the last look; null where there was no second one, and nothing can be said. */
  readonly levels: { readonly start: EmotionLevel; readonly end: EmotionLevel } | null;
  /** 平复: at most annoyed at the end, less than at the start, and no rise in the last two minutes. */
  readonly calmed: boolean;
  readonly severity: Severity;
  /** Ids of lines that were said as they stand; a line said in other words proves nothing about it. */
  readonly lines: readonly string[];
  /** Choices of staff, as `script.node>node`. */
  readonly ways: readonly string[];
}

/** A rise this late says that it is not over. */
const settledMs = 2 * 60_000;
const dangers: readonly string[] = ['selfHarm', 'fireSource', 'breathless'];

/** From the events of one conversation; undefined for a stream that is none, and for one in which nobody was rated. */
export function talkFacts(events: readonly OpenEvent[]): TalkFacts | undefined {
  const [first, ...others] = events.flatMap((event) => newConversationEvent(event) ?? []);
  if (first?.type !== 'conversation.started') return undefined;
  const ratings: { readonly level: EmotionLevel; readonly at: number }[] = [];
  const lines = new Set<string>();
  const ways = new Set<string>();
  let severity: Severity = 'plain';
  let lastMs = first.payload.atMs;
  let place: { readonly script: string; readonly node: string } | undefined;
  for (const made of others) {
    if (made.type !== 'conversation.step') continue;
    const { event, spoken, shown } = made.payload;
    lastMs = Math.max(lastMs, event.at);
    if (event.type === 'rated') {
      ratings.push({ level: event.level, at: event.at });
      if (event.distress.some((sign) => dangers.includes(sign))) severity = 'danger';
      else if (event.distress.length > 0 && severity === 'plain') severity = 'distress';
    }
    if (event.type === 'alarmed') severity = 'danger';
    if (event.type === 'said' && event.altered === undefined && spoken !== null) lines.add(spoken.line);
    if (event.type === 'picked' && place !== undefined) ways.add(`${place.script}.${place.node}>${event.to}`);
    place = shown.at(-1) ?? place;
  }
  const [start] = ratings;
  if (start === undefined) return undefined;
  const end = ratings.at(-1) ?? start;
  const rose = ratings.some(
    ({ level, at }, index) => index > 0 && level > (ratings[index - 1]?.level ?? level) && at > lastMs - settledMs,
  );
  return {
    script: first.payload.script,
    levels: ratings.length < 2 ? null : { start: start.level, end: end.level },
    calmed: ratings.length >= 2 && end.level <= 1 && end.level < start.level && !rose,
    severity,
    lines: [...lines],
    ways: [...ways],
  };
}
