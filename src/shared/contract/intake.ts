/** Intake (登记): quick capture, the full form as a draft that survives anything, and earlier cases of the same person. */
import { z } from 'zod';
import type { CaseStatus } from '../../domain/complaint/states';
import { CaseDetails, Emotion, Evidence, Flag, flags, Want } from '../../domain/complaint/values';
import { CaseRefusal } from '../../domain/complaint/commands';
import type { Suggestion } from '../../domain/taxonomy/suggest';
import { CommandId, Done, noError, operation, refusal, view } from './define';

/** What is on the form, as typed: text that is not yet valid is kept as it is. */
export const IntakeForm = z.strictObject({
  details: CaseDetails,
  /** 金额 as typed, in yuan. */
  amountText: z.string().max(100),
  emotion: Emotion.nullable(),
  evidence: z.array(Evidence).max(200),
  /** When the complaint was received; null means now. */
  receivedAtMs: z.int().nullable(),
  /** Set when the form completes a case that quick capture registered (后补). */
  caseId: z.string().nullable(),
});
export type IntakeForm = z.infer<typeof IntakeForm>;

/** Where the cursor was, so that it is put back after a crash. */
export const FormFocus = z.strictObject({
  field: z.string().max(100),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type FormFocus = z.infer<typeof FormFocus>;

export interface DraftView {
  readonly id: string;
  readonly form: IntakeForm;
  readonly focus: FormFocus | null;
  /** The command the finished form will be sent under; kept so that a repeat registers nothing twice. */
  readonly commandId: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly updatedAtMs: number;
  readonly createdAtMs: number;
}

export interface DraftTile {
  readonly id: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly updatedAtMs: number;
  /** Masked name and first words, so that the right one is found again. */
  readonly title: string;
  readonly caseId: string | null;
}

/** An earlier case of what may be the same person. */
export interface SimilarCase {
  readonly caseId: string;
  readonly number: string;
  readonly status: CaseStatus;
  readonly receivedAtMs: number;
  readonly maskedName: string;
  readonly businessId: string;
  readonly matter: string;
  /** Which typed fields it shares. */
  readonly matchedOn: readonly ('name' | 'phone' | 'idNumber' | 'accountTail')[];
  /** Same business and still open, or closed less than 30 days ago: perhaps the same matter. */
  readonly sameMatter: boolean;
}

const Registered = z.object({ caseId: z.string(), number: z.string(), revision: z.int() });
const RegisterRefusal = z.discriminatedUnion('code', [
  refusal('draft.notFound'),
  z.object({ code: z.literal('draft.ownedByOther'), ownerName: z.string() }),
  /** The amount can't be read; `field` is the form's field id. */
  z.object({ code: z.literal('intake.fieldInvalid'), field: z.string(), reason: z.string() }),
  CaseRefusal,
]);

/** The quick-capture bar as it stands, with the command its Enter will be sent under. */
export const QuickDraft = z.strictObject({
  commandId: CommandId,
  emotion: Emotion.nullable(),
  businessId: z.string().max(64),
  want: Want.nullable(),
  /** Longer than a record takes: nothing typed is cut while it is only kept. */
  matter: z.string().max(5_000),
  flags: z.array(Flag).max(flags.length),
});
export type QuickDraft = z.infer<typeof QuickDraft>;

export const intakeContract = {
  'intake.quickCapture': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      emotion: Emotion,
      businessId: z.string().min(1).max(64),
      want: Want.nullable(),
      matter: z.string().max(500),
      flags: z.array(Flag),
    }),
    output: Registered,
    error: RegisterRefusal,
  }),
  /** Called within 2 s of any change in the bar; null forgets it. Each person has one. */
  'intake.keepQuick': operation({
    kind: 'command',
    input: z.strictObject({ draft: QuickDraft.nullable() }),
    output: Done,
    error: noError,
  }),
  'intake.keptQuick': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ draft: QuickDraft.nullable() }),
    error: noError,
  }),
  /** Turns a draft into a case, or records what it adds to the case that quick capture made. */
  'intake.submitDraft': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, draftId: z.string(), form: IntakeForm }),
    output: Registered,
    error: RegisterRefusal,
  }),
  /** 编码建议: codes the complaint may have, with the reason of each. */
  'intake.suggestCodes': operation({
    kind: 'query',
    input: z.strictObject({
      matter: z.string().max(5_000),
      facts: z.string().max(20_000),
      exceptCaseId: z.string().nullable(),
    }),
    output: z.object({ suggestions: z.array(z.custom<Suggestion>()).readonly() }),
    error: noError,
  }),
  'intake.similar': operation({
    kind: 'query',
    input: z.strictObject({
      name: z.string().max(200),
      phone: z.string().max(64),
      idNumber: z.string().max(64),
      accountTail: z.string().max(32),
      businessId: z.string().max(64),
      exceptCaseId: z.string().nullable(),
    }),
    output: z.object({ cases: z.array(z.custom<SimilarCase>()) }),
    error: noError,
  }),
  'draft.list': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ drafts: z.array(z.custom<DraftTile>()) }),
    error: noError,
  }),
  /** A new draft, empty or filled from a case that still misses details. */
  'draft.create': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, caseId: z.string().nullable() }),
    output: view<DraftView>(),
    error: refusal('case.notFound'),
  }),
  'draft.open': operation({
    kind: 'query',
    input: z.strictObject({ id: z.string() }),
    output: view<DraftView>(),
    error: z.discriminatedUnion('code', [
      refusal('draft.notFound'),
      z.object({ code: z.literal('draft.ownedByOther'), ownerName: z.string() }),
    ]),
  }),
  /** Called within 2 s of any change. Last write wins: only the owner writes. */
  'draft.save': operation({
    kind: 'command',
    input: z.strictObject({ id: z.string(), form: IntakeForm, focus: FormFocus.nullable() }),
    output: z.object({ savedAtMs: z.int() }),
    error: z.discriminatedUnion('code', [
      refusal('draft.notFound'),
      z.object({ code: z.literal('draft.ownedByOther'), ownerName: z.string() }),
    ]),
  }),
  'draft.takeOver': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: z.string() }),
    output: view<DraftView>(),
    error: refusal('draft.notFound'),
  }),
  'draft.discard': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: z.string(), reason: z.string().trim().min(1).max(500) }),
    output: Done,
    error: refusal('draft.notFound'),
  }),
} as const;
