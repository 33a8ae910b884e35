/**
 * A condition while somebody builds it (条件): the same tree as the guard it becomes, in which a comparison may still lack its value.
 * Nothing of a guard is lost on the way here and back, whatever an author wrote by hand.
 */
import { z } from 'zod';
import { Guard, Scalar } from './guard';

/** What a comparison asks about, in the order in which people look for it. */
export const subjects = [
  'fact',
  'emotion',
  'flag',
  'distress',
  'mode',
  'need',
  'post',
  'visits',
  'elapsed',
  'within',
  'withinLimit',
  'called',
  'taxonomy',
  'words',
] as const;
export type Subject = (typeof subjects)[number];

/** Only for when a script is suggested, before anything was said. */
export const entrySubjects: readonly Subject[] = ['taxonomy', 'words', 'flag'];

export const operators = ['eq', 'ne', 'in', 'gte', 'lte', 'known'] as const;
export type Operator = (typeof operators)[number];

/** Which comparisons a subject knows; one without a choice has a single one. */
export function operatorsOf(subject: Subject): readonly Operator[] {
  switch (subject) {
    case 'fact':
      return operators;
    case 'emotion':
      return ['gte', 'lte', 'eq'];
    case 'visits':
    case 'elapsed':
      return ['gte'];
    case 'words':
      return ['in'];
    default:
      return ['eq'];
  }
}

export interface Comparison {
  readonly kind: 'compare';
  readonly subject: Subject;
  /** The fact, or the node that was visited; empty for all other subjects. */
  readonly of: string;
  readonly operator: Operator;
  readonly values: readonly Scalar[];
}

export interface Group {
  readonly kind: 'all' | 'any';
  readonly items: readonly Condition[];
}

/** 不满足: what is inside must not hold. */
export interface Negation {
  readonly kind: 'not';
  readonly item: Condition;
}

export type Condition = Comparison | Group | Negation;

const compare = (
  subject: Subject,
  values: readonly Scalar[],
  operator: Operator = operatorsOf(subject)[0] ?? 'eq',
  of = '',
): Comparison => ({ kind: 'compare', subject, of, operator, values });

/** A comparison of this kind with nothing chosen yet. */
export const emptyComparison = (subject: Subject): Comparison => compare(subject, subject === 'called' ? [true] : []);

/** The guard as it is built on. */
export function conditionOf(guard: Guard): Condition {
  if ('all' in guard) return { kind: 'all', items: guard.all.map(conditionOf) };
  if ('any' in guard) return { kind: 'any', items: guard.any.map(conditionOf) };
  if ('not' in guard) return { kind: 'not', item: conditionOf(guard.not) };
  if ('fact' in guard) {
    const operator = operators.find((one) => guard[one] !== undefined) ?? 'eq';
    const value = guard[operator];
    return compare('fact', value === undefined ? [] : Array.isArray(value) ? value : [value], operator, guard.fact);
  }
  if ('emotion' in guard) {
    const operator = (['gte', 'lte', 'eq'] as const).find((one) => guard.emotion[one] !== undefined) ?? 'eq';
    const level = guard.emotion[operator];
    return compare('emotion', level === undefined ? [] : [level], operator);
  }
  if ('visits' in guard) return compare('visits', [guard.gte], 'gte', guard.visits);
  if ('elapsed' in guard) return compare('elapsed', [guard.elapsed]);
  if ('words' in guard) return compare('words', guard.words);
  const [subject, value] = Object.entries(guard)[0] as [Subject, Scalar];
  return compare(subject, [value]);
}

/** The guard that was built; null while something of it is missing or no guard can be so. */
export function guardOf(condition: Condition): Guard | null {
  const raw = rawOf(condition);
  const read = raw === null ? null : Guard.safeParse(raw);
  return read?.success === true ? read.data : null;
}

function rawOf(condition: Condition): unknown {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const items = condition.items.map(rawOf);
      return items.length === 0 || items.includes(null) ? null : { [condition.kind]: items };
    }
    case 'not': {
      const item = rawOf(condition.item);
      return item === null ? null : { not: item };
    }
    case 'compare':
      return rawComparison(condition);
  }
}

function rawComparison({ subject, of, operator, values }: Comparison): unknown {
  const [value] = values;
  if (value === undefined) return null;
  switch (subject) {
    case 'fact':
      return of === '' ? null : { fact: of, [operator]: operator === 'in' ? values : value };
    case 'emotion':
      return { emotion: { [operator]: value } };
    case 'visits':
      return of === '' ? null : { visits: of, gte: value };
    case 'words':
      return { words: values };
    default:
      return { [subject]: value };
  }
}

const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('compare'),
      subject: z.enum(subjects),
      of: z.string(),
      operator: z.enum(operators),
      values: z.array(Scalar),
    }),
    z.object({ kind: z.enum(['all', 'any']), items: z.array(Condition) }),
    z.object({ kind: z.literal('not'), item: Condition }),
  ]),
);

/** What was left of a condition that somebody was building; null where it is none. */
export function readCondition(left: unknown): Condition | null {
  const read = Condition.safeParse(left);
  return read.success ? read.data : null;
}
