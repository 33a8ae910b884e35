/**
 * The help key (一键求助) and the incident log (事件记录). The key asks for no session and no permission: whoever sits at the PC may
 * press it. What it wrote is staff-only and never reaches a paper for the customer or the customer's window.
 */
import { z } from 'zod';
import { IncidentGrade, type IncidentPart } from '../../domain/crisis/plan';
import { IncidentOutcome, longestLine, type RaisedBy } from '../../domain/incident/events';
import { reportGaps, type ReportGap } from '../../domain/incident/report';
import type { IncidentLine } from '../../domain/incident/incident';
import type { Distress, Level, RiskFlag } from '../../domain/scripts/vocabulary';
import type { Words } from '../../domain/scripts/words';
import { SaveFailed } from './document';
import { CommandId, Done, noError, operation, refusal, view } from './define';

export interface IncidentSummary {
  readonly id: string;
  readonly raisedAtMs: number;
  /** Pressed last. */
  readonly pressedAtMs: number;
  readonly how: RaisedBy;
  /** Letter of the PC. */
  readonly deviceTag: string;
  /** Of this very PC. */
  readonly here: boolean;
  /** Empty where nobody was signed in. */
  readonly byName: string;
  readonly outcome: IncidentOutcome | null;
  readonly grade: IncidentGrade | null;
}

export interface IncidentView extends IncidentSummary {
  /** Null where there was none, or where the talk is hidden from who asks. */
  readonly talk: {
    readonly id: string;
    readonly title: Words | null;
    readonly level: Level | null;
    readonly distress: readonly Distress[];
    readonly flags: readonly RiskFlag[];
    readonly summary: string;
  } | null;
  /** Without those that are hidden from who asks. */
  readonly linkedCases: readonly { readonly caseId: string; readonly number: string }[];
  readonly triggers: readonly string[];
  readonly acknowledged: readonly { readonly name: string; readonly atMs: number; readonly deviceTag: string }[];
  /** `number`: of the complaint, or of the copy, that a line is about. */
  readonly lines: readonly (IncidentLine & { readonly byName: string; readonly number: string })[];
  /** What its report (事件报告) still lacks; printing waits for that. */
  readonly reportLacks: readonly ReportGap[];
  /** May print it. */
  readonly mayPrint: boolean;
  /** May give it a grade. */
  readonly mayGrade: boolean;
  /** May link it with a complaint, and take that back. */
  readonly mayLink: boolean;
  /** May end it. */
  readonly leads: boolean;
  /** May end it as pressed by mistake. */
  readonly mayCallFalse: boolean;
}

/** What stands at the top of the window until somebody has dealt with it. */
export interface IncidentAlert {
  readonly id: string;
  /** `alert`: from another PC, and nobody here has said yet that they know. `own`: of this PC, and still open. */
  readonly kind: 'alert' | 'own';
  readonly pressedAtMs: number;
  readonly deviceTag: string;
  readonly byName: string;
  /** False while the PC that called is locked: there is no log to open yet. */
  readonly recorded: boolean;
  /** Who has seen it, at other PCs. */
  readonly seenBy: readonly { readonly name: string; readonly atMs: number }[];
}

/** A call of another PC, as a locked screen may show it. */
export interface HeardCall {
  readonly id: string;
  readonly deviceTag: string;
  readonly atMs: number;
  /** Somebody before this screen said that they saw it. */
  readonly seen: boolean;
}

const Id = z.string().min(1).max(64);
const gone = refusal('incident.notFound');
const done = refusal('incident.alreadyClosed');

export const incidentContract = {
  /** On disk before the answer, without keys, network or the store. Pressed twice is one incident. */
  'incident.raise': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId }),
    /** `kept`: on the medium. */
    output: z.object({ kept: z.boolean() }),
    error: noError,
  }),
  /** Begins a log by hand, from the crisis plan. */
  'incident.open': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, caseId: Id.nullable(), words: z.string().max(longestLine) }),
    output: z.object({ id: z.string() }),
    error: refusal('case.notFound'),
  }),
  /** Newest first, as far as this person may see them. */
  'incident.list': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({
      incidents: z.array(z.custom<IncidentSummary>()),
      /** Of the crisis plan in force. */
      plan: z.custom<IncidentPart>(),
      /** The key works while another program has the keyboard. */
      keyEverywhere: z.boolean(),
    }),
    error: noError,
  }),
  'incident.get': operation({
    kind: 'query',
    input: z.strictObject({ id: Id }),
    output: view<IncidentView>(),
    error: gone,
  }),
  'incident.alerts': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ alerts: z.array(z.custom<IncidentAlert>()) }),
    error: noError,
  }),
  'incident.acknowledge': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: Id }),
    output: Done,
    error: gone,
  }),
  /** 锁屏上听到的求助: which PC and when, told to whoever stands before the screen. */
  'incident.heard': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ calls: z.array(z.custom<HeardCall>()) }),
    error: noError,
  }),
  /** 有人看到: somebody saw it; nobody is signed in, so nobody knows who. */
  'incident.seen': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: Id }),
    /** `kept`: on the medium. */
    output: z.object({ kept: z.boolean() }),
    error: noError,
  }),
  'incident.note': operation({
    kind: 'command',
    input: z
      .strictObject({
        commandId: CommandId,
        id: Id,
        entry: z.string().max(40).nullable(),
        words: z.string().trim().max(longestLine),
      })
      .refine(({ entry, words }) => entry !== null || words !== ''),
    output: view<IncidentView>(),
    error: gone,
  }),
  'incident.grade': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      id: Id,
      grade: IncidentGrade,
      triggers: z.array(z.string().max(40)).max(20),
    }),
    output: view<IncidentView>(),
    error: z.discriminatedUnion('code', [gone, done]),
  }),
  'incident.link': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: Id, caseId: Id }),
    output: view<IncidentView>(),
    error: z.discriminatedUnion('code', [gone, refusal('case.notFound')]),
  }),
  /** Takes a link back. */
  'incident.unlink': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: Id, caseId: Id }),
    output: view<IncidentView>(),
    error: z.discriminatedUnion('code', [gone, refusal('case.notFound')]),
  }),
  /** Those that are linked with a complaint and that this person may see, newest first. */
  'incident.ofCase': operation({
    kind: 'query',
    input: z.strictObject({ caseId: Id }),
    output: z.object({ incidents: z.array(z.custom<IncidentSummary>()) }),
    error: refusal('case.notFound'),
  }),
  /** 事件报告: printed or saved as PDF, for staff; each copy has its number and is recorded. */
  'incident.paper': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      id: Id,
      language: z.enum(['zh-CN', 'en']),
      target: z.enum(['print', 'pdf']),
    }),
    output: z.object({ cancelled: z.boolean(), copyNo: z.int().nullable(), fileName: z.string().nullable() }),
    error: z.discriminatedUnion('code', [
      gone,
      z.object({ code: z.literal('incident.reportLacks'), lacks: z.array(z.enum(reportGaps)) }),
      refusal('document.printFailed'),
      SaveFailed,
    ]),
  }),
  'incident.close': operation({
    kind: 'command',
    input: z
      .strictObject({
        commandId: CommandId,
        id: Id,
        outcome: IncidentOutcome,
        words: z.string().trim().max(longestLine),
      })
      // What was learned is the reason for keeping a log; a mistake needs none.
      .refine(({ outcome, words }) => outcome === 'falseAlarm' || words !== ''),
    output: view<IncidentView>(),
    error: z.discriminatedUnion('code', [gone, done, refusal('incident.mayNotEnd')]),
  }),
};
