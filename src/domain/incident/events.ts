/** What happens in an incident (事件), as facts of a stream of its own. Nothing is ever taken out of it, a false alarm neither. */
import { z } from 'zod';
import { IncidentGrade } from '../crisis/plan';
import type { OpenEvent } from '../evidence/event-envelope';
import { Distress, Level, RiskFlag } from '../scripts/vocabulary';

const Id = z.string().min(1).max(64);
const Ms = z.number();
/** Most letters of one line. */
export const longestLine = 500;
/** Most letters of the one line that says what a talk was about. */
export const longestSummary = 80;
const Line = z.string().max(longestLine);

/** `key`: the help key inside the program. `everywhere`: the same key while another program had the keyboard. `plan`: by hand. */
export const RaisedBy = z.enum(['key', 'everywhere', 'plan']);
export type RaisedBy = z.infer<typeof RaisedBy>;

/** What was known at the moment of the key. Of the talk only its code, its last rating and one line. */
export const Raised = z.strictObject({
  atMs: Ms,
  how: RaisedBy,
  deviceTag: z.string().max(8),
  /** Null where nobody was signed in. */
  by: Id.nullable(),
  talkId: Id.nullable(),
  caseId: Id.nullable(),
  script: z.string().max(10).nullable(),
  level: Level.nullable(),
  distress: z.array(Distress),
  flags: z.array(RiskFlag),
  summary: z.string().max(longestSummary),
});
export type Raised = z.infer<typeof Raised>;

export const IncidentOutcome = z.enum(['over', 'falseAlarm']);
export type IncidentOutcome = z.infer<typeof IncidentOutcome>;

export const incidentPayloads = {
  /** 求助: the key was pressed, or somebody began the log by hand. */
  'incident.raised': Raised,
  /** 再次求助: pressed again while it was open. */
  'incident.pressedAgain': z.strictObject({ atMs: Ms, by: Id.nullable() }),
  /** One line of the log: a ready-made entry of the plan, own words, or both. */
  'incident.noted': z.strictObject({ atMs: Ms, entry: z.string().max(40).nullable(), words: Line }),
  /** 定级: by a person, on triggers of the plan. */
  'incident.graded': z.strictObject({ atMs: Ms, grade: IncidentGrade, triggers: z.array(z.string().max(40)).max(20) }),
  /** 关联投诉. */
  'incident.linked': z.strictObject({ atMs: Ms, caseId: Id }),
  /** 取消关联: it was the wrong complaint. Both stay in the log. */
  'incident.unlinked': z.strictObject({ atMs: Ms, caseId: Id }),
  /** 已收到: somebody at another PC has seen the alert. */
  'incident.acknowledged': z.strictObject({ atMs: Ms, deviceTag: z.string().max(8) }),
  /** 有人看到: somebody at a PC whose screen was locked has seen the alert; nobody knows who. */
  'incident.seenLocked': z.strictObject({ atMs: Ms, deviceTag: z.string().max(8) }),
  /** 打印事件报告: which copy of the report was printed or saved. */
  'incident.printed': z.strictObject({ atMs: Ms, copyId: Id, copyNo: z.int().min(1) }),
  /** 结束, with what is to be kept in mind; or 误触. */
  'incident.closed': z.strictObject({ atMs: Ms, outcome: IncidentOutcome, words: Line }),
} as const;

type Payloads = typeof incidentPayloads;
export type IncidentEventType = keyof Payloads;
export type NewIncidentEvent = {
  [T in IncidentEventType]: { readonly type: T; readonly payload: z.infer<Payloads[T]> };
}[IncidentEventType];

export function isIncidentEventType(type: string): type is IncidentEventType {
  return Object.hasOwn(incidentPayloads, type);
}

/** The event with the type of its payload, which was checked when it was written; undefined for those of other streams. */
export function newIncidentEvent({ header: { type }, payload }: OpenEvent): NewIncidentEvent | undefined {
  return isIncidentEventType(type) ? ({ type, payload } as NewIncidentEvent) : undefined;
}
