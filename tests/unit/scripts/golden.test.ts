/** Stored conversations, played again: the same events lead through the same nodes. */
import { describe, expect, it } from 'vitest';
import { step } from '../../../src/domain/scripts/engine';
import { readSession, type Session } from '../../../src/domain/scripts/session';
import { begin, placeIn, shipped } from './play';
import { stories } from './stories';

/** Kept and read again, as after a crash. */
function restored(session: Session): Session {
  const kept: unknown = JSON.parse(JSON.stringify(session));
  const read = readSession(kept, 'test');
  if (!read.ok) throw new Error(read.why);
  return read.session;
}

describe.each(stories)('$file', ({ story }) => {
  it('leads through the same nodes', () => {
    let session = begin(story.script);
    for (const { event, then, level } of story.steps) {
      const result = step(shipped, session, event);
      expect(result.ok, `${event.type} at ${placeIn(session)}`).toBe(true);
      session = result.session;
      expect(placeIn(session)).toBe(then);
      if (level !== undefined) expect(session.level).toBe(level);
    }
    expect(session.outcome).toBe(story.outcome);
    expect(session.promises.map(({ line }) => line)).toEqual(story.promises);
  });

  it('leads there too when it is interrupted after every step', () => {
    let session = begin(story.script);
    for (const { event, then } of story.steps) {
      session = restored(step(shipped, restored(session), event).session);
      expect(placeIn(session)).toBe(then);
    }
  });
});
