/** Conditions as data: all, any, not, and comparisons of what the session knows. Nothing is ever evaluated as code. */
import { z } from 'zod';
import { Authority, Distress, Level, Mode, Need, Post, RiskFlag } from './vocabulary';

export const Scalar = z.union([z.string().max(200), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof Scalar>;

export const Id = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/)
  .max(40);

const exactlyOne = (ops: readonly string[]) => (value: object) => ops.filter((op) => op in value).length === 1;

const FactGuard = z
  .strictObject({
    fact: Id,
    eq: Scalar.optional(),
    ne: Scalar.optional(),
    in: z.array(Scalar).min(1).optional(),
    gte: z.number().optional(),
    lte: z.number().optional(),
    known: z.boolean().optional(),
  })
  .refine(exactlyOne(['eq', 'ne', 'in', 'gte', 'lte', 'known']), 'needs exactly one of eq, ne, in, gte, lte, known');

const EmotionGuard = z
  .strictObject({ emotion: z.strictObject({ gte: Level.optional(), lte: Level.optional(), eq: Level.optional() }) })
  .refine(({ emotion }) => Object.keys(emotion).length === 1, 'needs exactly one of gte, lte, eq');

const Leaf = z.union([
  FactGuard,
  EmotionGuard,
  z.strictObject({ distress: Distress }),
  z.strictObject({ flag: RiskFlag }),
  z.strictObject({ mode: Mode }),
  z.strictObject({ need: Need }),
  z.strictObject({ post: Post }),
  z.strictObject({ visits: Id, gte: z.int().min(1) }),
  z.strictObject({ elapsed: z.int().min(1) }),
  // The post on duty reaches this authority.
  z.strictObject({ within: Authority }),
  // Played because another script called it, or because of a danger; not begun by itself.
  z.strictObject({ called: z.boolean() }),
  // The amount that was answered is inside the limit of the person on duty.
  z.strictObject({ withinLimit: Id }),
  // Only in `entry`: the taxonomy id of the case, itself or one above it; words of the customer.
  z.strictObject({ taxonomy: z.string().max(64) }),
  z.strictObject({ words: z.array(z.string().min(1).max(40)).min(1).max(40) }),
]);
type Leaf = z.infer<typeof Leaf>;

export type Guard =
  Leaf | { readonly all: readonly Guard[] } | { readonly any: readonly Guard[] } | { readonly not: Guard };

/** The shape of a condition in a script. */
export const Guard: z.ZodType<Guard> = z.lazy(() =>
  z.union([
    Leaf,
    z.strictObject({ all: z.array(Guard).min(1) }),
    z.strictObject({ any: z.array(Guard).min(1) }),
    z.strictObject({ not: Guard }),
  ]),
);
