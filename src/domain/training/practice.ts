/** A practice run (陪练) as its choices leave it. Kept are only its beginning and the choices; all else follows from them. */
import { z } from 'zod';
import type { Session } from '../scripts/session';
import { Distress, Level, type Stage } from '../scripts/vocabulary';
import type { CompiledNode } from '../scripts/compile';
import type { Words } from '../scripts/words';
import type { Mood } from './mood';
import type { Tag } from './tags';

/** 学习 with hints · 练习 hints afterwards · 考核 none, and it counts. */
export const PracticeMode = z.enum(['learn', 'practise', 'exam']);
export type PracticeMode = z.infer<typeof PracticeMode>;

export const PracticeSetup = z.strictObject({
  script: z.string().max(10),
  customer: z.string().max(40),
  mode: PracticeMode,
  seed: z.int().nonnegative(),
  /** Day on which it is practised: days in what customers tell are counted from it. */
  today: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Fingerprint of the scripts it is played on. */
  pack: z.string().max(80),
});
export type PracticeSetup = z.infer<typeof PracticeSetup>;

const choice = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...shape });
const Name = z.string().min(1).max(120);

/** What the learner can do. Which of them are there depends on the node (`choicesOf`). */
export const Choice = z.discriminatedUnion('kind', [
  choice('rate', { level: Level, distress: z.array(Distress).max(8) }),
  /** A line of the script, as it stands. */
  choice('say', { line: Name }),
  /** Something that should not be said. */
  choice('slip', { slip: Name }),
  choice('hear', {}),
  choice('cutIn', {}),
  choice('pick', { to: Name }),
  choice('check', {}),
  choice('act', {}),
  /** Asks whoever may decide it. */
  choice('approve', {}),
  /** Says yes to what somebody else would have to decide. */
  choice('pretend', {}),
  choice('fetch', {}),
  choice('skip', {}),
  /** What the script suggests: listen again, fetch the supervisor, safety. */
  choice('take', { suggestion: Name }),
  choice('register', {}),
]);
export type Choice = z.infer<typeof Choice>;

export interface Turn {
  /** Seconds since the beginning. */
  readonly at: number;
  readonly choice: Choice;
  readonly tags: readonly Tag[];
  /** Where it was chosen. */
  readonly script: string;
  readonly node: string;
  readonly stage: Stage;
  readonly skill: NonNullable<CompiledNode['skill']> | null;
  readonly before: Mood;
  readonly after: Mood;
  /** What the customer did upon it. */
  readonly says: readonly Words[];
  readonly ratedRight: boolean | null;
}

export type Ending = 'talk' | 'left' | 'tooLong';

export interface Practice {
  readonly setup: PracticeSetup;
  readonly session: Session;
  readonly mood: Mood;
  readonly turns: readonly Turn[];
  /** What is heard and seen now. */
  readonly says: readonly Words[];
  readonly cues: readonly Words[];
  /** Pieces of the account that were told. */
  readonly told: number;
  /** Somebody cut in since the customer last finished. */
  readonly cut: boolean;
  /** Choices made while the anger was higher than what was last rated. */
  readonly unseen: number;
  /** Choices made while a sign of danger was there and not rated. */
  readonly unseenDanger: number;
  readonly ended: Ending | null;
}
