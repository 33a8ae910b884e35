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
  const problems = [
    ...[...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => problem(id, 'occursTwice')),
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
