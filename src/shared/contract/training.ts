/**
 * Practice (陪练): the conversation engine with an invented customer. What somebody practises is theirs alone; an exam is shown to those
 * who may confirm it only when they show it. Nothing of it touches a case, a register or the ledger.
 */
import { z } from 'zod';
import type { Distress, Level, Stage } from '../../domain/scripts/vocabulary';
import type { SuggestionKind } from '../../domain/scripts/session';
import type { Words } from '../../domain/scripts/words';
import { grades, type Certificate, type Grade } from '../../domain/training/certificates';
import { Sketch, SketchCheck, type SketchStart } from '../../domain/training/own-cases';
import type { Trace, TraceKind } from '../../domain/training/traces';
import type { Debrief } from '../../domain/training/debrief';
import { Choice, PracticeMode, type Ending } from '../../domain/training/practice';
import type { ReviewCard } from '../../domain/training/reviews';
import type { RunResult } from '../../domain/training/results';
import type { ScriptView } from './conversation';
import { CommandId, Done, noError, operation, refusal, view } from './define';

export interface TrainingCustomer {
  readonly id: string;
  readonly name: Words;
  readonly about: Words;
}

export interface TrainingScene {
  readonly script: ScriptView;
  readonly customers: readonly string[];
  readonly certificate: Certificate | null;
}

export interface RunNote {
  readonly text: string;
  readonly byName: string;
  readonly atMs: number;
}

export interface TrainingRun extends Omit<RunResult, 'skills'> {
  readonly id: string;
  readonly shared: boolean;
  /** What could be confirmed upon it, if it is shown. */
  readonly counts: boolean;
  /** 点评: what somebody who leads wrote to it. */
  readonly note: RunNote | null;
}

export interface TrainingOverview {
  readonly scenes: readonly TrainingScene[];
  readonly customers: readonly TrainingCustomer[];
  /** 本网点案例: of them, those made of the branch's own cases. */
  readonly own: readonly {
    readonly id: string;
    readonly byName: string;
    readonly atMs: number;
    readonly script: string;
  }[];
  readonly running: {
    readonly id: string;
    readonly script: string;
    readonly mode: PracticeMode;
    readonly turns: number;
  } | null;
  /** To be practised today, and how many more are due later. */
  readonly due: readonly ReviewCard[];
  readonly next: ReviewCard | null;
  readonly certificates: readonly (Certificate & { readonly byName: string })[];
  /** Newest first. */
  readonly runs: readonly TrainingRun[];
}

export interface ChoiceView {
  readonly choice: Choice;
  /** What is said or done; null where the kind of the choice says it. */
  readonly text: string | null;
  /** What is suggested, where it is a suggestion. */
  readonly suggestion: z.infer<typeof SuggestionKind> | null;
  readonly hinted: boolean;
}

export interface TrainingRunView {
  readonly id: string;
  /** Choices so far. One names the number it was made upon. */
  readonly turn: number;
  readonly script: ScriptView;
  /** Of the script that is being played: in a danger another one. */
  readonly title: Words;
  readonly customer: TrainingCustomer;
  readonly mode: PracticeMode;
  readonly stage: Stage;
  readonly says: readonly Words[];
  readonly cues: readonly Words[];
  /** What staff did last, in words. */
  readonly saidLast: string | null;
  /** What the script asks of staff here, where it is no line to be said. */
  readonly task: string | null;
  readonly why: string | null;
  readonly choices: readonly ChoiceView[];
  /** A rating is needed before anything else, or is due. */
  readonly rate: 'first' | 'gate' | null;
  readonly rated: { readonly level: Level; readonly distress: readonly Distress[] } | null;
  readonly seconds: number;
  readonly ended: Ending | null;
  readonly debrief: Debrief | null;
  /** Of facts that the debrief names. */
  readonly factNames: Readonly<Record<string, Words>>;
  /** Shown to those who may confirm it; null where it is no exam that ended. */
  readonly shared: boolean | null;
}

/** Somebody who shows exams, to be seen in person. */
export interface TrainingCandidate {
  readonly userId: string;
  readonly name: string;
  readonly script: ScriptView;
  readonly exams: number;
  readonly best: number;
  readonly grades: readonly Grade[];
  readonly held: Certificate | null;
  /** The exams that are shown, newest first. */
  readonly runs: readonly {
    readonly id: string;
    readonly endedAtMs: number;
    readonly total: number;
    readonly note: RunNote | null;
  }[];
}

/** What a practice customer begins with who is made of a case. */
export interface SketchStartView extends SketchStart {
  /** What was taken out, by kind. */
  readonly taken: readonly TraceKind[];
}

const Id = z.string().min(1).max(64);
const notFound = refusal('training.notFound');
const stale = refusal('training.stale');

export const trainingContract = {
  'training.overview': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<TrainingOverview>(),
    error: noError,
  }),
  /** `customer` null: whoever comes. In an exam nobody chooses. */
  'training.start': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      script: z.string().max(10),
      customer: Id.nullable(),
      mode: PracticeMode,
    }),
    output: view<TrainingRunView>(),
    error: refusal('training.noScene'),
  }),
  'training.get': operation({
    kind: 'query',
    input: z.strictObject({ id: Id }),
    output: view<TrainingRunView>(),
    error: notFound,
  }),
  /** One choice. On disk before the answer. */
  'training.choose': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: Id, turn: z.int().nonnegative(), choice: Choice }),
    output: view<TrainingRunView>(),
    error: z.discriminatedUnion('code', [notFound, stale, refusal('training.notThere')]),
  }),
  /** Breaks off; it leaves no result. */
  'training.abandon': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: Id }),
    output: Done,
    error: notFound,
  }),
  /** Shows an exam to those who may confirm it, or shows it no longer. */
  'training.share': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: Id, shared: z.boolean() }),
    output: Done,
    error: notFound,
  }),
  'training.candidates': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<{ readonly candidates: readonly TrainingCandidate[] }>(),
    error: noError,
  }),
  /** What of a closed case somebody begins to write a practice customer from, with what could name anybody taken out. */
  'training.sketch': operation({
    kind: 'query',
    input: z.strictObject({ caseId: Id }),
    output: view<SketchStartView>(),
    error: z.discriminatedUnion('code', [
      notFound,
      refusal('training.notClosed'),
      refusal('training.held'),
      refusal('training.unsettled'),
    ]),
  }),
  /** Keeps a practice customer. The case is named only so that its names and numbers can be looked for; nothing of it is kept. */
  'training.keepSketch': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      caseId: Id,
      sketch: Sketch.omit({ id: true }),
      /** All of them, or it is refused. */
      checked: z.array(SketchCheck),
    }),
    output: Done,
    error: z.discriminatedUnion('code', [
      notFound,
      refusal('training.notClosed'),
      refusal('training.held'),
      refusal('training.unsettled'),
      refusal('training.notChecked'),
      refusal('training.noScene'),
      z.object({
        code: z.literal('training.stillNames'),
        traces: z.custom<readonly (Trace & { readonly at: string })[]>(),
      }),
    ]),
  }),
  /** Comes no more; runs with them stay. */
  'training.retireOwn': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: Id }),
    output: Done,
    error: notFound,
  }),
  /** 点评 of an exam that its learner shows; empty takes it away. The learner reads it, nobody else. */
  'training.note': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, userId: Id, runId: Id, text: z.string().trim().max(1_000) }),
    output: Done,
    error: z.discriminatedUnion('code', [notFound, refusal('training.notOwn')]),
  }),
  /** 当面演练合格: the colleague was seen playing it in person. */
  'training.confirm': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, userId: Id, script: z.string().max(10), grade: z.enum(grades) }),
    output: Done,
    error: z.discriminatedUnion('code', [notFound, refusal('training.notOwn'), refusal('training.notYet')]),
  }),
} as const;
