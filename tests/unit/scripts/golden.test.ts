/** Stored conversations, played again: the same events lead through the same nodes. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { step } from '../../../src/domain/scripts/engine';
import { ScriptEvent } from '../../../src/domain/scripts/events';
import { readSession, type Session } from '../../../src/domain/scripts/session';
import { begin, placeIn, shipped } from './play';

const folder = path.join(import.meta.dirname, 'golden');
const Golden = z.strictObject({
  about: z.string(),
  script: z.string(),
  steps: z.array(z.strictObject({ event: ScriptEvent, then: z.string(), level: z.number().optional() })),
  promises: z.array(z.string()),
  outcome: z.string().nullable(),
});

const stored = readdirSync(folder).map((file) => {
  const json: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  return { file, golden: Golden.parse(json) };
});

/** Kept and read again, as after a crash. */
function restored(session: Session): Session {
  const kept: unknown = JSON.parse(JSON.stringify(session));
  const read = readSession(kept, 'test');
  if (!read.ok) throw new Error(read.why);
  return read.session;
}

describe.each(stored)('$file', ({ golden }) => {
  it('leads through the same nodes', () => {
    let session = begin(golden.script);
    for (const { event, then, level } of golden.steps) {
      const result = step(shipped, session, event);
      expect(result.ok, `${event.type} at ${placeIn(session)}`).toBe(true);
      session = result.session;
      expect(placeIn(session)).toBe(then);
      if (level !== undefined) expect(session.level).toBe(level);
    }
    expect(session.outcome).toBe(golden.outcome);
    expect(session.promises.map(({ line }) => line)).toEqual(golden.promises);
  });

  it('leads there too when it is interrupted after every step', () => {
    let session = begin(golden.script);
    for (const { event, then } of golden.steps) {
      session = restored(step(shipped, restored(session), event).session);
      expect(placeIn(session)).toBe(then);
    }
  });
});
