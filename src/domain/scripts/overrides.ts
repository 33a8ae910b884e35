/** What stands above every script (§2.6). These rules are code, because no author may remove them. */
import type { ScriptPack } from './compile';
import { isFlagged } from './evaluate';
import type { ScriptEvent } from './events';
import { suggest } from './mood';
import { overrideKinds, type OverrideKind, type Session } from './session';
import { call } from './walk';

/** The script that takes over while this holds; a person leads where there is none. */
const leads: { readonly [K in OverrideKind]: string | null } = {
  weaponOrFire: 'UNC-05',
  selfHarm: 'UNC-04',
  collapse: 'SUB-04',
  level3: null,
  complainedOf: null,
};
/** Where the script for this danger is not in the pack, the general one for safety is. */
const generalSafety = 'SUB-03';
/** Without these nobody in danger is helped: they are in every release, and nobody stops them. */
export const neededScripts: readonly string[] = [...Object.values(leads).flatMap((code) => code ?? []), generalSafety];

const holdsNow: { readonly [K in OverrideKind]: (session: Session) => boolean } = {
  weaponOrFire: (session) => session.distress.includes('fireSource') || isFlagged(session, 'threatOthers'),
  selfHarm: (session) => session.distress.includes('selfHarm') || isFlagged(session, 'threatSelf'),
  collapse: (session) => session.distress.includes('breathless'),
  level3: ({ level }) => level === 3,
  complainedOf: ({ complainedOf, onDuty }) => complainedOf.includes(onDuty.person),
};

export const isOverridden = ({ overrides }: Session, kind: OverrideKind): boolean =>
  overrides.some((one) => one.kind === kind && one.until === null);

/** Opens what the session calls for and is not open yet, strongest last, so that its script is on top. */
export function raiseOverrides(pack: ScriptPack, session: Session): Session {
  return [...overrideKinds]
    .reverse()
    .reduce((so, kind) => (holdsNow[kind](so) ? openOverride(pack, so, kind) : so), session);
}

/** What this event shows, whatever was seen before. */
function signsIn(event: ScriptEvent): readonly OverrideKind[] {
  const shown = (sign: string): readonly OverrideKind[] => overrideKinds.filter((kind) => signs[kind].includes(sign));
  if (event.type === 'alarmed') return [event.kind];
  if (event.type === 'rated') return event.distress.flatMap(shown);
  return event.type === 'flagged' ? shown(event.flag) : [];
}

const signs: { readonly [K in OverrideKind]: readonly string[] } = {
  weaponOrFire: ['fireSource', 'threatOthers'],
  selfHarm: ['selfHarm', 'threatSelf'],
  collapse: ['breathless'],
  level3: [],
  complainedOf: [],
};

/**
 * A new sign of a danger that was met already and not ended leads into its script again: the talk may have come back from it, or
 * gone on to registering, and the danger is there once more.
 */
export function meetAgain(pack: ScriptPack, before: Session, session: Session, event: ScriptEvent): Session {
  const shown = signsIn(event).filter((kind) => isOverridden(before, kind) && isOverridden(session, kind));
  return [...overrideKinds].reverse().reduce((so, kind) => (shown.includes(kind) ? led(pack, so, kind) : so), session);
}

/** Opens one: by what was seen, or because somebody pressed the key for it. */
export function openOverride(pack: ScriptPack, session: Session, kind: OverrideKind): Session {
  if (isOverridden(session, kind)) return session;
  const opened = helped(
    { ...session, overrides: [...session.overrides, { kind, since: session.now, until: null }] },
    kind,
  );
  return led(pack, opened, kind);
}

/** Plays the script for the danger, unless it is being played. */
function led(pack: ScriptPack, session: Session, kind: OverrideKind): Session {
  const code = leads[kind];
  if (code === null) return session;
  const script = pack.scripts[code] === undefined ? generalSafety : code;
  const isPlayed = session.outcome === null && session.frames.some((frame) => frame.script === script);
  return isPlayed ? session : call(pack, { ...session, outcome: null }, script);
}

/** True in a script that is played because of a danger. */
export const meetsDanger = (script: string): boolean =>
  script === generalSafety || Object.values(leads).includes(script);

/** At level 3 nobody stays alone with it: the manager takes over, security stands within sight. */
const helped = (session: Session, kind: OverrideKind): Session =>
  kind === 'level3'
    ? suggest(session, { id: `level3.${session.now}`, kind: 'supervisor', to: 'manager', state: 'open' })
    : session;

/** Ends one, when a person says that it is over; the danger it stood for is not seen any more. */
export function endOverride(session: Session, kind: OverrideKind): Session {
  const over: Session = {
    ...session,
    overrides: session.overrides.map((one) =>
      one.kind === kind && one.until === null ? { ...one, until: session.now } : one,
    ),
  };
  switch (kind) {
    case 'weaponOrFire':
      return without(over, 'fireSource', 'threatOthers');
    case 'selfHarm':
      return without(over, 'selfHarm', 'threatSelf');
    case 'collapse':
      return without(over, 'breathless');
    case 'level3':
    case 'complainedOf':
      return over;
  }
}

const without = (session: Session, sign: string, flag?: string): Session => ({
  ...session,
  distress: session.distress.filter((one) => one !== sign),
  flags: session.flags.filter((one) => one.flag !== flag),
});

/** What ends by itself: the level went down, or another person is on duty. */
export function settleOverrides(session: Session): Session {
  return (['level3', 'complainedOf'] as const).reduce(
    (so, kind) => (isOverridden(so, kind) && !holdsNow[kind](so) ? endOverride(so, kind) : so),
    session,
  );
}
