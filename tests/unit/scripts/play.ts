/** Plays conversations on the shipped scripts. */
import { readSources } from '../../../scripts/conversation/sources';
import { compileScripts, type ScriptPack } from '../../../src/domain/scripts/compile';
import { startSession, step } from '../../../src/domain/scripts/engine';
import type { ScriptEvent } from '../../../src/domain/scripts/events';
import type { Session } from '../../../src/domain/scripts/session';

export const sources = readSources();
export const shipped: ScriptPack = compileScripts(sources.scripts, sources.facts);

export const teller = { person: 'teller-1', post: 'teller', limitFen: 0 } as const;

export const begin = (script: string, pack: ScriptPack = shipped): Session =>
  startSession(pack, { pack: 'test', script, onDuty: teller, at: 0 });

/** Where the talk stands: `script/node`, the innermost. */
export const placeIn = ({ frames }: Session): string => `${frames.at(-1)?.script}/${frames.at(-1)?.node}`;

type WithoutStamp<E> = E extends unknown
  ? Omit<E, 'at' | 'by'> & { readonly by?: string; readonly at?: number }
  : never;
export type Bare = WithoutStamp<ScriptEvent>;

/** An event a second after the last one, by whoever is on duty, unless it says otherwise. */
export const stamp = (session: Session, event: Bare): ScriptEvent => ({
  at: session.now + 1000,
  by: session.onDuty.person,
  ...event,
});

/** Plays events; one that is refused is a mistake of the test. */
export function play(session: Session, events: readonly Bare[], pack: ScriptPack = shipped): Session {
  return events.reduce((so, event) => {
    const result = step(pack, so, stamp(so, event));
    if (!result.ok) throw new Error(`${event.type} at ${placeIn(so)}: ${result.refusal}`);
    return result.session;
  }, session);
}

export const rate = (level: 0 | 1 | 2 | 3, ...distress: Extract<ScriptEvent, { type: 'rated' }>['distress']): Bare => ({
  type: 'rated',
  level,
  distress,
});
export const said: Bare = { type: 'said' };
export const answer = (value: string | number | null): Bare => ({ type: 'answered', value });
