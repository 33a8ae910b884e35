/**
 * Deadline rules (时限规则) as data. No number of days stands in code: a rule says from which fact it counts, when it
 * applies, how many days of which kind, and on what authority. Source: REGULATION §3 (D1 … D22).
 */
import { z } from 'zod';
import { InstitutionType } from '../complaint/values';
import { conflictsOf } from './rule-conflicts';

const day = z.iso.date();
const Article = z.strictObject({ zh: z.string(), en: z.string() });
/** `confirmed`: checked against the official text; `toBeConfirmed` 待合规确认; `house`: the institution's own rule. */
const Confidence = z.enum(['confirmed', 'toBeConfirmed', 'house']);

export const Limit = z.strictObject({
  count: z.int().min(0).max(3_660),
  /**
   * 日 or 工作日, weeks, months, years: until 24:00 of the last day; zero of them is the day of the fact itself. Hours and minutes
   * run from the instant of the fact, and from the beginning of its day where only that is known.
   */
  unit: z.enum(['minute', 'hour', 'naturalDay', 'workingDay', 'week', 'month', 'year']),
});
export type Limit = z.infer<typeof Limit>;

/** A period that does not count (不计入期限), for example external appraisal 外部鉴定. */
const Suspension = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  source: z.string().min(1),
  article: Article,
  confidence: Confidence,
  /** The complainant must be told. */
  noticeRequired: z.boolean(),
});
export type Suspension = z.infer<typeof Suspension>;

/** Who grants an extension (延期): the superior institution 上级机构, or senior management of the head office 总行高管. */
export const ExtensionApprover = z.enum(['superior', 'headOfficeSenior']);
export type ExtensionApprover = z.infer<typeof ExtensionApprover>;

export const DeadlineRule = z.strictObject({
  /** Id of the clock in the regulation notes, for example `D1`. */
  id: z.string().min(1).max(20),
  /** What has to happen in time; rules of one deadline exclude each other by `when`. */
  deadline: z.string().min(1).max(40),
  zh: z.string().min(1),
  en: z.string().min(1),
  /**
   * `duty` of the institution; `right` of the complainant, who may act until then; `keep`: not before then may the file be
   * destroyed; `information`: a clock of somebody else.
   */
  kind: z.enum(['duty', 'right', 'keep', 'information']).default('duty'),
  start: z.union([
    /** Counts from the first of these facts that is known, or from the latest of them. */
    z.strictObject({ facts: z.array(z.string()).min(1), pick: z.enum(['first', 'latest']).default('first') }),
    /** Counts on from the last day of another rule of the pack, whether that one applies or not. */
    z.strictObject({ afterRule: z.string() }),
  ]),
  /** Attribute → values for which the rule applies; an attribute that is not known has the value `unset`. */
  when: z.record(z.string(), z.array(z.string())),
  limit: Limit,
  /** The rule holds once an extension was granted: by whom, and whether the complainant must be told. */
  extension: z
    .strictObject({ approvers: z.array(ExtensionApprover).min(1), noticeRequired: z.boolean() })
    .nullable()
    .default(null),
  /** Attribute that says how many were granted; never more than the limit. Without it the whole limit is. */
  granted: z.string().nullable().default(null),
  /** Periods of the pack in which this clock stands still. */
  excludes: z.array(z.string()).default([]),
  /** Short name of the law (M2020 …), or `house` for a rule of the institution. */
  source: z.string().min(1),
  article: Article,
  confidence: Confidence,
  /** In force for facts on these days, both included. */
  effectiveFrom: day,
  effectiveTo: day.nullable(),
  /** When it was missed, the reason is asked for before the case is closed. */
  explainLate: z.boolean().default(false),
  note: z.string(),
});
export type DeadlineRule = z.infer<typeof DeadlineRule>;

/** A ground on which a complaint need not be taken on (不予受理). */
export const RefusalGround = z.strictObject({
  id: z.string().min(1).max(40),
  zh: z.string().min(1),
  en: z.string().min(1),
  /** What must be named with it, for example the court that deals with the matter; null where there is nothing. */
  reference: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }).nullable(),
  /** Holds only for a proxy or heir who has not handed in the authorisation. */
  withoutAuthorisation: z.boolean().default(false),
  source: z.string().min(1),
  article: Article,
  confidence: Confidence,
});
export type RefusalGround = z.infer<typeof RefusalGround>;

/** 超期原因: why a clock was missed, as a code to learn from. */
export const LatenessReason = z.strictObject({
  id: z.string().min(1).max(40),
  zh: z.string().min(1).max(200),
  en: z.string().min(1).max(200),
  /** Says nothing without words beside it. */
  words: z.boolean().default(false),
});
export type LatenessReason = z.infer<typeof LatenessReason>;

/** 核查: a decision of the branch can be reviewed by its superior institution. */
const ReviewRule = z.strictObject({
  /** An application after the last day is turned down, or taken on with a reason. */
  late: z.enum(['refuse', 'acceptWithReason']),
  source: z.string().min(1),
  article: Article,
  confidence: Confidence,
});

export const RulePack = z.strictObject({
  id: z.string(),
  version: z.string(),
  institutionType: InstitutionType,
  /** Name of the compliance owner who approved it; null while it is a proposal. */
  approvedBy: z.string().nullable(),
  note: z.string(),
  sources: z.record(z.string(), z.strictObject({ zh: z.string(), en: z.string(), inForceFrom: day.nullable() })),
  suspensions: z.record(z.string(), Suspension).default({}),
  refusalGrounds: z.array(RefusalGround).max(40).default([]),
  latenessReasons: z.array(LatenessReason).max(40).default([]),
  review: ReviewRule.nullable().default(null),
  deadlines: z.array(DeadlineRule).min(1).max(200),
});
export type RulePack = z.infer<typeof RulePack>;

export type ParsedRulePack =
  { readonly ok: true; readonly pack: RulePack } | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads a rule pack. Besides the shape: ids are unique, sources and periods are described, rules that follow each other make no
 * ring, and never do two rules of one deadline hold on the same day.
 */
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
    for (const period of rule.excludes)
      if (!(period in pack.suspensions)) problems.push(`${rule.id}: period ${period} is not described`);
    if (rule.excludes.length > 0 && (rule.limit.unit === 'hour' || rule.limit.unit === 'minute'))
      problems.push(`${rule.id}: a clock of hours or minutes can't stand still`);
    if (rule.granted !== null && rule.extension === null) problems.push(`${rule.id}: grants without an extension`);
  }
  const grounds = new Set<string>();
  for (const { id, source } of pack.refusalGrounds) {
    if (grounds.has(id)) problems.push(`ground ${id}: occurs twice`);
    grounds.add(id);
    if (source !== 'house' && !(source in pack.sources))
      problems.push(`ground ${id}: source ${source} is not described`);
  }
  const reasons = pack.latenessReasons.map(({ id }) => id);
  for (const id of new Set(reasons.filter((id, at) => reasons.indexOf(id) !== at)))
    problems.push(`lateness reason ${id}: occurs twice`);
  if (reasons.length === 0)
    for (const rule of pack.deadlines)
      if (rule.explainLate) problems.push(`${rule.id}: asks for reasons that the pack does not have`);
  if (pack.review !== null && pack.review.source !== 'house' && !(pack.review.source in pack.sources))
    problems.push(`review: source ${pack.review.source} is not described`);
  problems.push(...conflictsOf(pack.deadlines));
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
