/**
 * 应急预案 for major complaints as data (resources/packs/plans): who does what in the first minutes, who calls whom, what
 * not to say. Read out by people under stress, so a step is one short sentence in each language.
 */
import { z } from 'zod';
import { Article, Confidence, PackVersion } from '../deadlines/rule-pack';
import { problem, problemsOfShape, type PackProblem } from '../packs/problems';

const longestStep = 120;
const Words = { zh: z.string().min(1).max(longestStep), en: z.string().min(1).max(longestStep) };

const CrisisStep = z.strictObject({
  id: z.string().min(1).max(40),
  who: z.strictObject(Words),
  ...Words,
  /** Null where it is a proposal of this product. */
  article: Article.nullable(),
  confidence: Confidence,
});
export type CrisisStep = z.infer<typeof CrisisStep>;

const NamedWords = z.strictObject({ id: z.string().min(1).max(40), ...Words });
export type NamedWords = z.infer<typeof NamedWords>;

/** 特大 · 重大 · 较大 · 一般, the gravest first. */
export const incidentGrades = [1, 2, 3, 4] as const;
export const IncidentGrade = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type IncidentGrade = z.infer<typeof IncidentGrade>;

/** 事件记录: what is noted with one key, what to say to the police, and from when on which grade is due. */
const IncidentPart = z.strictObject({
  entries: z.array(NamedWords).min(1).max(16),
  /** 报警时说什么, in the order in which it is asked. */
  police: z.array(NamedWords).min(1).max(10),
  grades: z
    .array(
      z.strictObject({
        grade: IncidentGrade,
        ...Words,
        /** Whom to tell within how long; in words, since numbers and posts are the institution's. */
        report: z.strictObject({ zh: z.string().min(1).max(240), en: z.string().min(1).max(240) }),
        triggers: z
          .array(
            z.strictObject({
              ...NamedWords.shape,
              /** True where calling the police is to be suggested. */
              police: z.boolean(),
              confidence: Confidence,
            }),
          )
          .min(1)
          .max(12),
      }),
    )
    .length(incidentGrades.length),
});
export type IncidentPart = z.infer<typeof IncidentPart>;

export const CrisisPlan = z.strictObject({
  id: z.string().min(1),
  version: PackVersion,
  /** Name of the compliance owner who approved it; null while it is a proposal. */
  approvedBy: z.string().nullable(),
  note: z.string(),
  parts: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(40),
        /** `avoid`: what must not be said or done. */
        tone: z.enum(['do', 'avoid']),
        ...Words,
        steps: z.array(CrisisStep).min(1).max(12),
      }),
    )
    .min(1)
    .max(12),
  /** Plans of before know none; the part that comes with the program serves then. */
  incident: IncidentPart.optional(),
});
export type CrisisPlan = z.infer<typeof CrisisPlan>;

export type ParsedCrisisPlan =
  { readonly ok: true; readonly plan: CrisisPlan } | { readonly ok: false; readonly problems: readonly PackProblem[] };

/** Reads a plan. Besides the shape: ids are unique, and what is confirmed names its article. */
export function parseCrisisPlan(json: unknown): ParsedCrisisPlan {
  const parsed = CrisisPlan.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error) };
  const plan = parsed.data;
  const steps = plan.parts.flatMap((part) => part.steps);
  const ids = [...plan.parts, ...steps].map(({ id }) => id);
  const { incident } = plan;
  const triggers = incident?.grades.flatMap((one) => one.triggers) ?? [];
  const ofIncident = [incident?.entries ?? [], incident?.police ?? [], triggers].map((named) =>
    named.map(({ id }) => id),
  );
  const twice = [ids, ...ofIncident].flatMap((list) => list.filter((id, at) => list.indexOf(id) !== at));
  const problems = [
    ...[...new Set(twice)].map((id) => problem(id, 'occursTwice')),
    ...incidentGrades
      .filter((grade) => incident !== undefined && incident.grades.filter((one) => one.grade === grade).length > 1)
      .map((grade) => problem(`incident.grades.${String(grade)}`, 'occursTwice')),
    ...steps
      .filter(({ confidence, article }) => confidence === 'confirmed' && article === null)
      .map(({ id }) => problem(`${id}.article`, 'articleMissing')),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, plan };
}

/** True where a compliance owner still has to look at it (待合规确认). */
export function awaitsConfirmation({ confidence }: Pick<CrisisStep, 'confidence'>): boolean {
  return confidence !== 'confirmed';
}

/** The gravest grade that what was ticked stands for; null where nothing of it is in the plan. */
export function gradeOf({ grades }: IncidentPart, triggers: readonly string[]): IncidentGrade | null {
  const reached = grades
    .filter((one) => one.triggers.some(({ id }) => triggers.includes(id)))
    .map(({ grade }) => grade);
  return incidentGrades.find((grade) => reached.includes(grade)) ?? null;
}
