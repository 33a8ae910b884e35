/**
 * Deadline rules (时限规则) as data. No number of days stands in code: a rule says from which fact it counts, when it
 * applies, how many days of which kind, and on what authority. Source: REGULATION §3 (D1 … D22).
 */
import { z } from 'zod';
import { InstitutionType } from '../complaint/values';

const day = z.iso.date();

export const Limit = z.strictObject({
  count: z.int().min(0).max(3_660),
  /** 日 or 工作日. Zero days of either kind is the day of the fact itself. */
  unit: z.enum(['naturalDay', 'workingDay']),
});
export type Limit = z.infer<typeof Limit>;

export const DeadlineRule = z.strictObject({
  /** Id of the clock in the regulation notes, for example `D1`. */
  id: z.string().min(1).max(20),
  /** What has to happen in time; rules of one deadline exclude each other by `when`. */
  deadline: z.string().min(1).max(40),
  zh: z.string().min(1),
  en: z.string().min(1),
  start: z.union([
    /** Counts from the first of these facts that is known. */
    z.strictObject({ facts: z.array(z.string()).min(1) }),
    /** Counts on from the last day of another rule of the pack, whether that one applies or not. */
    z.strictObject({ afterRule: z.string() }),
  ]),
  /** Attribute → values for which the rule applies; an attribute that is not known has the value `unset`. */
  when: z.record(z.string(), z.array(z.string())),
  limit: Limit,
  /** Short name of the law (M2020 …), or `house` for a rule of the institution. */
  source: z.string().min(1),
  article: z.strictObject({ zh: z.string(), en: z.string() }),
  /** `confirmed`: checked against the official text; `toBeConfirmed` 待合规确认; `house`: the institution's own rule. */
  confidence: z.enum(['confirmed', 'toBeConfirmed', 'house']),
  /** In force for facts on these days, both included. */
  effectiveFrom: day,
  effectiveTo: day.nullable(),
  note: z.string(),
});
export type DeadlineRule = z.infer<typeof DeadlineRule>;

export const RulePack = z.strictObject({
  id: z.string(),
  version: z.string(),
  institutionType: InstitutionType,
  /** Name of the compliance owner who approved it; null while it is a proposal. */
  approvedBy: z.string().nullable(),
  note: z.string(),
  sources: z.record(z.string(), z.strictObject({ zh: z.string(), en: z.string(), inForceFrom: day.nullable() })),
  deadlines: z.array(DeadlineRule).min(1).max(200),
});
export type RulePack = z.infer<typeof RulePack>;

export type ParsedRulePack =
  { readonly ok: true; readonly pack: RulePack } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a rule pack. Besides the shape: ids are unique, sources are described, rules that follow each other make no ring. */
export function parseRulePack(json: unknown): ParsedRulePack {
  const parsed = RulePack.safeParse(json);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  }
  const pack = parsed.data;
  const problems: string[] = [];
  const byId = new Map<string, DeadlineRule>();
  for (const rule of pack.deadlines) {
    if (byId.has(rule.id)) problems.push(`${rule.id}: occurs twice`);
    byId.set(rule.id, rule);
    if (rule.source !== 'house' && !(rule.source in pack.sources))
      problems.push(`${rule.id}: source ${rule.source} is not described`);
    if (rule.effectiveTo !== null && rule.effectiveTo < rule.effectiveFrom)
      problems.push(`${rule.id}: ends before it begins`);
  }
  for (const rule of pack.deadlines) {
    const seen = new Set<string>();
    for (let at: DeadlineRule | undefined = rule; at !== undefined;) {
      if (seen.has(at.id)) {
        problems.push(`${rule.id}: follows itself`);
        break;
      }
      seen.add(at.id);
      if (!('afterRule' in at.start)) break;
      const next: DeadlineRule | undefined = byId.get(at.start.afterRule);
      if (next === undefined) problems.push(`${at.id}: follows ${at.start.afterRule}, which does not exist`);
      at = next;
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack };
}

/** `<pack id>@<version>`, as events record it. */
export function rulePackName(pack: RulePack): string {
  return `${pack.id}@${pack.version}`;
}
