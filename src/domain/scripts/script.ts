/**
 * The source of one conversation script (resources/packs/scripts, one YAML file each), as its author writes it. Every text stands
 * where it is used; `compile.ts` moves the texts into a table of their own. The author's guide is the README of that folder.
 */
import { z } from 'zod';
import { Guard, Id, Scalar } from './guard';
import {
  Action,
  Apology,
  Authority,
  Confirmer,
  EvidenceKind,
  Family,
  Level,
  Mark,
  Mode,
  Need,
  Outcome,
  Post,
  ReviewState,
  RiskFlag,
  Route,
  Skill,
  Stage,
} from './vocabulary';
import { Line, Words } from './words';

/** The form of the source; a newer one is refused, not guessed. */
export const scriptSchema = 'xianting-script/1';

export const ScriptCode = z.string().regex(/^[A-Z]{3}-\d{2}$/);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Seconds = z.int().min(1).max(3600);

const byId = <T extends z.ZodType>(value: T) => z.record(Id, value);

/** Something that is asked once and known from then on. `fills` names the field of the case form that is the same thing. */
export const FactDeclaration = z.strictObject({
  label: Words,
  input: z.enum(['text', 'money', 'date', 'time', 'number', 'choice', 'yesNo', 'phone', 'card', 'idNumber']),
  options: z
    .array(z.strictObject({ id: Id, ...Words.shape }))
    .min(2)
    .max(9)
    .optional(),
  fills: z
    .enum(['matter', 'facts', 'wish', 'want', 'amountFen', 'accountTail', 'name', 'phone', 'involved', 'consentTold'])
    .optional(),
});
export type FactDeclaration = z.infer<typeof FactDeclaration>;

const Effect = z.union([
  z.strictObject({ set: Id, value: Scalar }),
  z.strictObject({ raise: RiskFlag, basis: Words }),
  z.strictObject({ need: Need }),
  z.strictObject({ mode: Mode }),
]);
export type Effect = z.infer<typeof Effect>;

export const Due = z.union([
  z.strictObject({ minutes: z.int().min(1).max(480) }),
  z.strictObject({ workingDays: z.int().min(0).max(30) }),
  // The day that the rule pack gives, or that was agreed and written down as a fact.
  z.strictObject({ deadline: z.string().min(1).max(40) }),
  z.strictObject({ fact: Id }),
]);

export type Due = z.infer<typeof Due>;

/** 承诺: becomes a task with an owner and a date. */
const PromiseMade = z.strictObject({
  id: Id,
  what: Words,
  owner: z.union([z.literal('self'), Post]),
  due: Due,
  /** Made only where this holds: an answer can change what is promised. */
  when: Guard.optional(),
});
export type PromiseMade = z.infer<typeof PromiseMade>;

const Edge = z.strictObject({
  to: Id,
  /** What staff read on the button. */
  label: Words.optional(),
  levels: z.array(Level).min(1).max(4).optional(),
  is: z.union([Need, Mode]).optional(),
  when: Guard.optional(),
  else: z.literal(true).optional(),
});
export type Edge = z.infer<typeof Edge>;

/** One way on as its name alone, or several in the order in which they are tried. */
const Next = z.union([Id, z.array(Edge).min(1).max(9)]);

/** As many as one step can have. */
export const mostEffects = 6;
export const mostPromises = 4;

const common = {
  stage: Stage,
  posts: z.array(Post).min(1).optional(),
  optional: z.literal(true).optional(),
  why: Words.optional(),
  onEnter: z.array(Effect).min(1).max(mostEffects).optional(),
  promises: z.array(PromiseMade).min(1).max(mostPromises).optional(),
  maxVisits: z.int().min(1).max(9).optional(),
};

/** The same thing said at other levels of anger, and other ways to say it at the same level. */
const byLevel = z
  .strictObject({ '0': Line.optional(), '1': Line.optional(), '2': Line.optional(), '3': Line.optional() })
  .optional();
const spoken = {
  text: Line,
  byLevel,
  /** Said instead where an answer that the line speaks of was not given. */
  unanswered: Line.optional(),
  alternates: byId(Line).optional(),
};

const Say = z.strictObject({
  type: z.literal('say'),
  ...common,
  ...spoken,
  skill: Skill,
  apology: Apology.optional(),
  seconds: Seconds.optional(),
  next: Next,
});
const Ask = z.strictObject({
  type: z.literal('ask'),
  ...common,
  ...spoken,
  fact: Id,
  skill: Skill.optional(),
  next: Next,
});
const Listen = z.strictObject({
  type: z.literal('listen'),
  ...common,
  skill: Skill,
  prompts: z
    .array(z.strictObject({ id: Id, ...Line.shape, levels: z.array(Level).min(1).optional() }))
    .min(1)
    .max(5),
  minSeconds: Seconds.optional(),
  captureQuote: z.literal(true).optional(),
  next: Next,
});
const Choose = z.strictObject({
  type: z.literal('choose'),
  ...common,
  on: z.enum(['emotion', 'distress', 'fact', 'need', 'mode', 'pick', 'authority']),
  text: Words.optional(),
  next: z.array(Edge).min(1).max(9),
});
const Checklist = z.strictObject({
  type: z.literal('checklist'),
  ...common,
  text: Words.optional(),
  items: z
    .array(
      z.strictObject({
        id: Id,
        ...Words.shape,
        evidence: EvidenceKind.optional(),
        blocking: z.literal(true).optional(),
      }),
    )
    .min(1)
    .max(9),
  next: Next,
});
const Act = z.strictObject({
  type: z.literal('act'),
  ...common,
  action: Action,
  text: Words,
  authority: Authority.optional(),
  next: Next,
});
const Escalate = z.strictObject({
  type: z.literal('escalate'),
  ...common,
  to: Post,
  urgency: z.enum(['now', 'quarterHour', 'today']),
  reason: Words,
  summary: Words,
  next: Next,
});
const Timer = z.strictObject({
  type: z.literal('timer'),
  ...common,
  seconds: Seconds,
  visible: z.enum(['staff', 'both']),
  text: Words.optional(),
  onExpire: Id.optional(),
  next: Next,
});
const Note = z.strictObject({
  type: z.literal('note'),
  ...common,
  style: z.enum(['legal', 'tip', 'warning']),
  text: Words,
  next: Next,
});
const Sub = z
  .strictObject({
    type: z.literal('sub'),
    ...common,
    script: ScriptCode,
    next: Next.optional(),
    /** The other script takes the place of this one for good; facts, flags and promises go along. */
    goOver: z.literal(true).optional(),
    /** Node of the other script where that begins: the customer was greeted already. */
    at: Id.optional(),
  })
  .refine(({ next, goOver }) => (next === undefined) === (goOver === true), 'needs either next, or goOver: true')
  .refine(({ at, goOver }) => at === undefined || goOver === true, 'at belongs to goOver: true');
const End = z.strictObject({ type: z.literal('end'), ...common, outcome: Outcome, closing: Line.optional() });

export const ScriptNode = z.discriminatedUnion('type', [
  Say,
  Ask,
  Listen,
  Choose,
  Checklist,
  Act,
  Escalate,
  Timer,
  Note,
  Sub,
  End,
]);
export type ScriptNode = z.infer<typeof ScriptNode>;

const Avoid = z.strictObject({ zh: z.string().min(2).max(80), en: z.string().min(2).max(160), why: Words.optional() });

const LegalNote = z.strictObject({
  id: Id,
  /** Law, article and, where there is one, the mark in the list of sources. */
  source: Words,
  says: Words,
  confidence: Mark,
  confirm: Confirmer,
  /** Day from which, and until which, the text holds; the lint refuses what has expired. */
  from: Day.optional(),
  until: Day.optional(),
});

/** A wording for somebody angry too: who is old and angry is not spoken to as if they were calm. */
const VariantLine = z.strictObject({ ...Line.shape, byLevel });
export type VariantLine = z.infer<typeof VariantLine>;

/** How somebody old, disabled or from abroad is served in the same script: lines by node, and what staff do otherwise. */
const Variant = z.strictObject({
  when: Guard,
  tips: z.array(Words).min(1).max(5),
  lines: byId(VariantLine).optional(),
});

const SignOff = z.strictObject({
  as: z.union([Confirmer, z.literal('language')]),
  on: Day,
  /** SHA-256 of the words that were read; a changed word asks for a new one. */
  words: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

export const ScriptSource = z.strictObject({
  schema: z.literal(scriptSchema),
  code: ScriptCode,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  family: Family,
  state: ReviewState,
  title: Words,
  trigger: Words,
  changeNote: z.string().min(1).max(300),
  effectiveFrom: Day.optional(),
  effectiveTo: Day.optional(),
  entry: Guard.optional(),
  /** Own facts; the shared ones (shared/facts.yaml) need no declaration. */
  facts: byId(FactDeclaration).optional(),
  required: z.array(z.union([Id, z.strictObject({ fact: Id, when: Guard })])).max(12),
  /** A talk among colleagues: nobody takes part who could complain. */
  forStaff: z.literal(true).optional(),
  /** Legal numbers as data, with the note that carries them. */
  terms: byId(z.strictObject({ ...Words.shape, law: Id })).optional(),
  avoid: z.array(Avoid).max(20),
  prefer: z.array(Words).max(10),
  law: z.array(LegalNote).max(12),
  escalations: z
    .array(
      z.strictObject({
        id: Id,
        when: Guard,
        to: Post,
        urgency: z.enum(['now', 'quarterHour', 'today']),
        reason: Words,
      }),
    )
    .max(8),
  /** Who answers, by when, and what the customer may do if they disagree. */
  closing: z
    .strictObject({ owner: z.union([z.literal('self'), Post]), due: Due, routes: z.array(Route).min(1) })
    .optional(),
  variants: byId(Variant).optional(),
  signOffs: z.array(SignOff).optional(),
  start: Id,
  /** Where "register and close" (F10) leads from any node. Absent in shared sub-scripts. */
  registerAt: Id.optional(),
  nodes: byId(ScriptNode),
});
export type ScriptSource = z.infer<typeof ScriptSource>;
