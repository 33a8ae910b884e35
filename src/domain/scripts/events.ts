/** What can happen in a conversation. A stored list of these, played again, leads through the same nodes. */
import { z } from 'zod';
import { Scalar } from './guard';
import { Basis, OverrideKind, Wording } from './session';
import { Distress, Level, Mode, Need, Post, RiskFlag } from './vocabulary';

const by = { at: z.number(), by: z.string().min(1) };
const event = <N extends string, S extends z.ZodRawShape>(type: N, shape: S) =>
  z.strictObject({ type: z.literal(type), ...by, ...shape });

export const ScriptEvent = z.discriminatedUnion('type', [
  // The step that the node asks for.
  event('said', { line: z.string().max(120).optional(), altered: z.string().max(80).optional() }),
  event('skipped', {}),
  event('answered', { value: Scalar.nullable() }),
  event('listened', { quote: z.string().max(200).optional() }),
  event('picked', { to: z.string() }),
  event('ticked', { item: z.string(), on: z.boolean() }),
  event('checked', {}),
  event('acted', { done: z.boolean(), approver: Post.optional() }),
  event('escalated', {}),
  // What can be done in every node.
  event('rated', { level: Level, distress: z.array(Distress).max(8) }),
  event('flagged', {
    flag: RiskFlag,
    basis: Basis,
    expiresAt: z.number().nullable(),
    reviewer: z.string().nullable(),
  }),
  event('unflagged', { flag: RiskFlag }),
  event('factSet', { fact: z.string(), value: Scalar.nullable() }),
  event('modeSet', { mode: Mode }),
  event('needSet', { need: Need }),
  event('caseKnown', { taxonomyIds: z.array(z.string()).max(8) }),
  event('wordingSet', { wording: Wording }),
  event('suggestionTaken', { id: z.string() }),
  event('suggestionDismissed', { id: z.string() }),
  event('rewound', {}),
  event('registering', {}),
  event('paused', {}),
  event('resumed', {}),
  event('ticking', {}),
  // Overrides.
  event('panic', {}),
  event('panicOver', {}),
  event('alarmed', { kind: OverrideKind }),
  event('alarmOver', { kind: OverrideKind }),
  event('takenOver', { post: Post, limitFen: z.int().nonnegative() }),
  event('complainedOf', { person: z.string().min(1) }),
]);
export type ScriptEvent = z.infer<typeof ScriptEvent>;

/** Why an event changes nothing. */
export type Refusal =
  | 'notHere'
  | 'rateFirst'
  | 'notOnDuty'
  | 'complainedOf'
  | 'paused'
  | 'ended'
  | 'level3'
  | 'post'
  | 'authority'
  | 'blocking'
  | 'basis'
  | 'nothingBefore';
