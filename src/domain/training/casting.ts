/**
 * What practice is played with (resources/packs/training): invented customers, the matter they come with for a script, what staff are
 * tempted to say and should not, and what can be seen of a person. None of it is a real person or a real case.
 */
import { z } from 'zod';
import { Id, Scalar } from '../scripts/guard';
import { ScriptCode } from '../scripts/script';
import { Distress, Level, Mode, Need, Stage } from '../scripts/vocabulary';
import { Words } from '../scripts/words';
import { Tag } from './tags';

/** What a customer says, and at which levels of anger; at all of them where none is named. */
const Spoken = z.strictObject({ ...Words.shape, levels: z.array(Level).min(1).optional() });
type Spoken = z.infer<typeof Spoken>;

/** Why a customer says something. */
export const Situation = z.enum([
  'provoked',
  'soothed',
  'plain',
  'impatient',
  'evasive',
  'agrees',
  'refuses',
  'leaves',
  'ends',
]);
export type Situation = z.infer<typeof Situation>;

const Customer = z.strictObject({
  id: Id,
  name: Words,
  /** What anybody at the counter sees of them. */
  about: Words,
  /** Never shown before the debrief. */
  hidden: Words,
  need: Need,
  mode: Mode,
  startLevel: Level,
  trust: z.int().min(0).max(3),
  patience: z.int().min(2).max(10),
  /** Kind acts it takes to bring the anger down by one: how difficult they are. */
  calmers: z.int().min(1).max(3),
  /** Kinds of fault that cost twice the trust with them. */
  triggers: z.array(Tag).max(6),
  /** Distress that shows from the start, or after so many provocations. */
  signs: z.array(z.strictObject({ sign: Distress, after: z.int().min(0).max(5) })).max(3),
  lines: z.record(Situation, z.array(Spoken).min(1).max(8)),
  /** 本网点案例: comes with an opening and an account of their own instead of the scene's. */
  own: z.strictObject({ opening: Words, story: z.array(Words).min(1).max(4) }).optional(),
});
export type Customer = z.infer<typeof Customer>;

const Answer = z.strictObject({
  ...Words.shape,
  value: Scalar.nullable(),
  /** Instead of a value: a day, counted back from the one on which it is practised (negative: still to come). */
  daysAgo: z.int().min(-60).max(1000).optional(),
  /** Told only to somebody who is trusted this much. */
  trust: z.int().min(1).max(5).optional(),
});
export type Answer = z.infer<typeof Answer>;

const Sign = z.strictObject({ ...Words.shape, to: Id });

const Scene = z.strictObject({
  script: ScriptCode,
  /** Who may come with it. */
  customers: z.array(Id).min(1),
  opening: Words,
  /** The account, piece by piece, if nobody cuts in. */
  story: z.array(Words).min(1).max(4),
  answers: z.record(Id, Answer),
  /** By node: which way is right, and from what it can be told; where both are given, by whether the customer is won. */
  picks: z.record(Id, z.strictObject({ willing: Sign, unwilling: Sign.optional() })),
});
export type Scene = z.infer<typeof Scene>;

const Slip = z.strictObject({
  id: Id,
  tag: Tag,
  stages: z.array(Stage).min(1),
  ...Words.shape,
  /** What could have been said instead. */
  better: Words,
});
export type Slip = z.infer<typeof Slip>;

const byLevel = z.strictObject({
  '0': z.array(Words).min(2),
  '1': z.array(Words).min(2),
  '2': z.array(Words).min(2),
  '3': z.array(Words).min(2),
});

export const Casting = z.strictObject({
  customers: z.array(Customer).min(1),
  scenes: z.array(Scene).min(1),
  slips: z.array(Slip).min(1),
  cues: z.strictObject({ levels: byLevel, distress: z.record(Distress, z.array(Words).min(1)) }),
  /** Answers to what any script may ask. */
  answers: z.record(Id, Answer),
});
export type Casting = z.infer<typeof Casting>;

export function customerOf({ customers }: Casting, id: string): Customer {
  const found = customers.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No customer ${id} in the casting`);
  return found;
}

export function sceneOf({ scenes }: Casting, script: string): Scene {
  const found = scenes.find((one) => one.script === script);
  if (found === undefined) throw new Error(`No scene for ${script} in the casting`);
  return found;
}

/** What this customer comes with: their own, or what everybody comes with for this script. */
export function accountOf(casting: Casting, script: string, customer: string): Pick<Scene, 'opening' | 'story'> {
  return customerOf(casting, customer).own ?? sceneOf(casting, script);
}
