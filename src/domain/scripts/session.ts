/**
 * A conversation while it goes on: plain data, kept after every event, so that it comes back at the same node after a crash.
 * It holds staff-only matters (anger, distress, flags) and never reaches a paper.
 */
import { z } from 'zod';
import { Scalar } from './guard';
import { Due } from './script';
import { Distress, Level, Mode, Need, Outcome, Post, RiskFlag } from './vocabulary';

const sessionSchema = 'xianting-session/1';

/** What stops the talk, strongest first. None of them can be authored away (§2.6). */
export const overrideKinds = ['weaponOrFire', 'selfHarm', 'collapse', 'level3', 'complainedOf'] as const;
export const OverrideKind = z.enum(overrideKinds);
export type OverrideKind = z.infer<typeof OverrideKind>;

export const Wording = z.enum(['zh', 'zhSimple', 'en']);
export type Wording = z.infer<typeof Wording>;

const Ms = z.number();
const Counts = z.record(z.string(), z.int());

const Frame = z.strictObject({ script: z.string(), node: z.string(), visits: Counts });
export type Frame = z.infer<typeof Frame>;

/** Observed facts, each a short sentence of its own. */
export const Basis = z.array(z.string().min(1).max(200)).min(1).max(8);

const Flagged = z.strictObject({
  flag: RiskFlag,
  /** What was observed; never what somebody is thought to be. */
  basis: Basis,
  by: z.string(),
  at: Ms,
  expiresAt: Ms.nullable(),
  reviewer: z.string().nullable(),
});
export type Flagged = z.infer<typeof Flagged>;

export const SuggestionKind = z.enum([
  'backToListening',
  'supervisor',
  'safety',
  'agreeToRegister',
  'timer',
  'escalation',
]);
const Suggestion = z.strictObject({
  /** One of a kind per cause: the same cause is not suggested twice. */
  id: z.string(),
  kind: SuggestionKind,
  /** Where it leads: a node of the root script, a script, or a post. */
  to: z.string().nullable(),
  state: z.enum(['open', 'taken', 'dismissed']),
});
export type Suggestion = z.infer<typeof Suggestion>;

const OnDuty = z.strictObject({ person: z.string(), post: Post, limitFen: z.int().nonnegative() });
export type OnDuty = z.infer<typeof OnDuty>;

export const Session = z.strictObject({
  schema: z.literal(sessionSchema),
  /** Fingerprint of the pack: a running conversation stays on the version it began with. */
  pack: z.string(),
  startedAt: Ms,
  now: Ms,
  /** The script that was started first, below it the sub-scripts; the last one is being played. */
  frames: z.array(Frame).min(1),
  /** Earlier places, for going back one step. */
  trail: z.array(z.array(Frame)),
  onDuty: OnDuty,
  wording: Wording,
  taxonomyIds: z.array(z.string()),
  facts: z.record(z.string(), z.strictObject({ value: Scalar.nullable(), at: Ms, by: z.string() })),
  factsChanged: z.int(),
  level: Level.nullable(),
  lowering: z.strictObject({ level: Level, at: Ms }).nullable(),
  ratings: z.array(
    z.strictObject({ level: Level, distress: z.array(Distress), at: Ms, by: z.string(), stage: z.string() }),
  ),
  distress: z.array(Distress),
  mode: Mode.nullable(),
  need: Need.nullable(),
  flags: z.array(Flagged),
  timers: z.array(z.strictObject({ script: z.string(), node: z.string(), endsAt: Ms })),
  notes: z.array(z.string()),
  rises: z.int(),
  cycles: z.record(z.string(), z.strictObject({ count: z.int(), factsChanged: z.int() })),
  suggestions: z.array(Suggestion),
  overrides: z.array(z.strictObject({ kind: OverrideKind, since: Ms, until: Ms.nullable() })),
  panicAt: Ms.nullable(),
  complainedOf: z.array(z.string()),
  ticked: z.array(z.string()),
  promises: z.array(z.strictObject({ line: z.string(), owner: z.string(), due: Due, at: Ms, by: z.string() })),
  /** Everything that was on the screen, in order. */
  path: z.array(z.strictObject({ script: z.string(), node: z.string(), line: z.string().nullable(), at: Ms })),
  paused: z.boolean(),
  outcome: Outcome.nullable(),
});
export type Session = z.infer<typeof Session>;

export type ReadSession =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly why: 'newer' | 'damaged' | 'otherPack' };

/** A stored conversation, if it is whole and belongs to this pack. */
export function readSession(value: unknown, pack: string): ReadSession {
  const parsed = Session.safeParse(value);
  if (!parsed.success) {
    const schema = parsed.error.issues.some(({ path }) => path[0] === 'schema');
    return { ok: false, why: schema ? 'newer' : 'damaged' };
  }
  return parsed.data.pack === pack ? { ok: true, session: parsed.data } : { ok: false, why: 'otherPack' };
}

/** A conversation before its first event. */
export function newSession(pack: string, script: string, start: string, onDuty: OnDuty, at: number): Session {
  return {
    schema: sessionSchema,
    pack,
    startedAt: at,
    now: at,
    frames: [{ script, node: start, visits: {} }],
    trail: [],
    onDuty,
    wording: 'zh',
    taxonomyIds: [],
    facts: {},
    factsChanged: 0,
    level: null,
    lowering: null,
    ratings: [],
    distress: [],
    mode: null,
    need: null,
    flags: [],
    timers: [],
    notes: [],
    rises: 0,
    cycles: {},
    suggestions: [],
    overrides: [],
    panicAt: null,
    complainedOf: [],
    ticked: [],
    promises: [],
    path: [],
    paused: false,
    outcome: null,
  };
}
