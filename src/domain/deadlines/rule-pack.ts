/**
 * Deadline rules (时限规则) as data. No number of days stands in code: a rule says from which fact it counts, when it
 * applies, how many days of which kind, and on what authority. Source: REGULATION §3 (D1 … D22).
 */
import { z } from 'zod';
import { headCountCause, HeadCountNumber, InstitutionType, MajorLevel } from '../complaint/values';
import { problem, problemsOfShape, type PackProblem } from '../packs/problems';
import { conflictsOf, daysBetween } from './rule-conflicts';

const day = z.iso.date();
/** Numbers with dots: `2020.3` is older than `2020.10`. */
export const PackVersion = z
  .string()
  .regex(/^\d+(\.\d+){0,5}$/)
  .max(40);
export const Article = z.strictObject({ zh: z.string(), en: z.string() });
/** `confirmed`: checked against the official text; `toBeConfirmed` 待合规确认; `house`: the institution's own rule. */
export const Confidence = z.enum(['confirmed', 'toBeConfirmed', 'house']);

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

/** What a number or a cause says, and on what it rests. */
const Authority = {
  zh: z.string().min(1),
  en: z.string().min(1),
  source: z.string().min(1),
  article: Article,
  confidence: Confidence,
  note: z.string(),
};
const PeopleLimit = z.strictObject({ count: HeadCountNumber.min(1), ...Authority });

/** Joint complaints (共同投诉) and major complaints (重大消费投诉). Null where the rules set no such number. */
export const JointComplaintRules = z.strictObject({
  /** Most representatives (推选的代表) of a joint complaint face to face. */
  delegates: PeopleLimit.nullable(),
  /** From so many people face to face it is a major complaint, and an especially serious incident. */
  major: PeopleLimit.nullable(),
  especiallySerious: PeopleLimit.nullable(),
  /** What else makes it a major one, once a person names it. */
  causes: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(40),
        ...Authority,
        /** How serious it is at least. */
        level: MajorLevel.default('major'),
      }),
    )
    .max(20),
});
export type JointComplaintRules = z.infer<typeof JointComplaintRules>;
/** A ground on which a complaint need not be taken on (不予受理). */
export const RefusalGround = z.strictObject({
  id: z.string().min(1).max(40),
  zh: z.string().min(1),
  en: z.string().min(1),
  /** What must be named with it, for example the court that deals with the matter; null where there is nothing. */
  reference: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }).nullable(),
  /** Holds only for a proxy or heir who has not handed in the authorisation. */
  withoutAuthorisation: z.boolean().default(false),
  /** Says that the matter is none of the institution's; not for what was sold for it. */
  notOurMatter: z.boolean().default(false),
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

/** What a letter must say (必备要素), and the rule that demands it. Printing waits for it. */
export const LetterDuty = z.strictObject({
  /** Unique in the pack. */
  id: z.string().min(1).max(60),
  /** Form of letter: id of its template. */
  letter: z.string().min(1).max(40),
  /** Fields that say it; all of them. */
  fields: z.array(z.string().min(1).max(60)).min(1).max(20),
  zh: z.string().min(1).max(200),
  en: z.string().min(1).max(200),
  source: z.string().min(1),
  article: Article,
  confidence: Confidence,
});
export type LetterDuty = z.infer<typeof LetterDuty>;

export const RulePack = z.strictObject({
  id: z.string().min(1).max(60),
  version: PackVersion,
  institutionType: InstitutionType,
  /** Name of the compliance owner who approved it; null while it is a proposal. */
  approvedBy: z.string().nullable(),
  note: z.string(),
  sources: z.record(z.string(), z.strictObject({ zh: z.string(), en: z.string(), inForceFrom: day.nullable() })),
  suspensions: z.record(z.string(), Suspension).default({}),
  jointComplaint: JointComplaintRules.nullable().default(null),
  refusalGrounds: z.array(RefusalGround).max(40).default([]),
  latenessReasons: z.array(LatenessReason).max(40).default([]),
  review: ReviewRule.nullable().default(null),
  letterDuties: z.array(LetterDuty).max(200).default([]),
  deadlines: z.array(DeadlineRule).min(1).max(200),
});
export type RulePack = z.infer<typeof RulePack>;

export type ParsedRulePack =
  { readonly ok: true; readonly pack: RulePack } | { readonly ok: false; readonly problems: readonly PackProblem[] };

/**
 * Reads a rule pack. Besides the shape: ids are unique, sources and periods are described, rules that follow each other make no
 * ring, and never do two rules of one deadline hold on the same day, nor none between two that take turns.
 */
export function parseRulePack(json: unknown): ParsedRulePack {
  const parsed = RulePack.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error) };
  const pack = parsed.data;
  const problems: PackProblem[] = [];
  const sourceOf = (id: string, source: string): void => {
    if (source !== 'house' && !(source in pack.sources))
      problems.push(problem(`${id}.source`, 'sourceUnknown', source));
  };
  const byId = new Map<string, DeadlineRule>();
  for (const rule of pack.deadlines) {
    if (byId.has(rule.id)) problems.push(problem(`${rule.id}.id`, 'occursTwice'));
    byId.set(rule.id, rule);
    sourceOf(rule.id, rule.source);
    if (rule.effectiveTo !== null && rule.effectiveTo < rule.effectiveFrom)
      problems.push(problem(`${rule.id}.effectiveTo`, 'endsBeforeBegin', rule.effectiveTo));
    for (const period of rule.excludes)
      if (!(period in pack.suspensions)) problems.push(problem(`${rule.id}.excludes`, 'periodUnknown', period));
    if (rule.excludes.length > 0 && (rule.limit.unit === 'hour' || rule.limit.unit === 'minute'))
      problems.push(problem(`${rule.id}.excludes`, 'clockCantStand'));
    if (rule.granted !== null && rule.extension === null)
      problems.push(problem(`${rule.id}.granted`, 'grantsWithoutExtension'));
  }
  const grounds = new Set<string>();
  for (const { id, source } of pack.refusalGrounds) {
    if (grounds.has(id)) problems.push(problem(`${id}.id`, 'occursTwice'));
    grounds.add(id);
    sourceOf(id, source);
  }
  const duties = new Set<string>();
  for (const { id, source } of pack.letterDuties) {
    if (duties.has(id)) problems.push(problem(`${id}.id`, 'occursTwice'));
    duties.add(id);
    sourceOf(id, source);
  }
  const reasons = pack.latenessReasons.map(({ id }) => id);
  for (const id of new Set(reasons.filter((id, at) => reasons.indexOf(id) !== at)))
    problems.push(problem(`${id}.id`, 'occursTwice'));
  if (reasons.length === 0)
    for (const rule of pack.deadlines)
      if (rule.explainLate) problems.push(problem(`${rule.id}.explainLate`, 'reasonsMissing'));
  if (pack.review !== null) sourceOf('review', pack.review.source);
  for (const [id, { source }] of Object.entries(pack.suspensions)) sourceOf(id, source);
  problems.push(...conflictsOf(pack.deadlines), ...daysBetween(pack.deadlines), ...jointProblems(pack));
  for (const rule of pack.deadlines) {
    const seen = new Set<string>();
    for (let at: DeadlineRule | undefined = rule; at !== undefined;) {
      if (seen.has(at.id)) {
        problems.push(problem(`${rule.id}.start.afterRule`, 'followsItself'));
        break;
      }
      seen.add(at.id);
      if (!('afterRule' in at.start)) break;
      const next: DeadlineRule | undefined = byId.get(at.start.afterRule);
      if (next === undefined) problems.push(problem(`${at.id}.start.afterRule`, 'followsUnknown', at.start.afterRule));
      at = next;
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack };
}

function jointProblems({ jointComplaint, sources }: RulePack): readonly PackProblem[] {
  if (jointComplaint === null) return [];
  const { delegates, major, especiallySerious, causes } = jointComplaint;
  const unknown = [delegates, major, especiallySerious, ...causes].flatMap((one) =>
    one === null || one.source === 'house' || one.source in sources
      ? []
      : [problem('jointComplaint', 'sourceUnknown', one.source)],
  );
  const ids = causes.map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at || id === headCountCause);
  const upsideDown = major !== null && especiallySerious !== null && especiallySerious.count < major.count;
  return [
    ...unknown,
    ...twice.map((id) => problem('jointComplaint.causes', 'occursTwice', id)),
    ...(upsideDown ? [problem('jointComplaint.especiallySerious.count', 'belowLesser', String(major.count))] : []),
  ];
}

/** `<pack id>@<version>`, as events record it. */
export function rulePackName(pack: RulePack): string {
  return `${pack.id}@${pack.version}`;
}
