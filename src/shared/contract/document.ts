/** Customer documents (受理回执, 处理决定告知书) and evidence files. */
import { z } from 'zod';
import { latenessRefusals } from '../../domain/complaint/lateness';
import { Evidence, GivenLateness, PaperKind } from '../../domain/complaint/values';
import type { LetterCheck } from '../../domain/documents/letter-check';
import { CommandId, operation, refusal, view } from './define';

export const DocumentRequest = z.strictObject({
  caseId: z.string(),
  kind: PaperKind,
  format: z.enum(['a4', 'roll80']),
  language: z.enum(['zh-CN', 'en']),
});
export type DocumentRequest = z.infer<typeof DocumentRequest>;

export interface DocumentPreview {
  /** The page as self-contained HTML without scripts, shown in a sandboxed frame. */
  readonly html: string;
  /** What the paper must say, and what of it is missing; printing waits for that. */
  readonly check: LetterCheck;
}

/** A file could not be written where the person wanted it: no room, no permission or open elsewhere, anything else. */
export const SaveFailed = z.object({
  code: z.literal('document.saveFailed'),
  reason: z.enum(['diskFull', 'notWritable', 'other']),
});
export type SaveFailed = z.infer<typeof SaveFailed>;

/** A page for staff, printed or saved, and logged. */
const StaffPaper = z.strictObject({
  commandId: CommandId,
  caseId: z.string(),
  language: z.enum(['zh-CN', 'en']),
  target: z.enum(['print', 'pdf']),
});
const StaffPaperMade = z.object({ cancelled: z.boolean(), fileName: z.string().nullable() });
const StaffPaperRefusal = z.discriminatedUnion('code', [
  refusal('case.notFound'),
  refusal('document.notYet'),
  refusal('document.printFailed'),
  SaveFailed,
]);

const DocumentRefusal = z.discriminatedUnion('code', [
  refusal('case.notFound'),
  refusal('document.notYet'),
  z.object({ code: z.literal('letter.fieldEmpty'), fields: z.array(z.string()) }),
  refusal('document.printFailed'),
  SaveFailed,
]);

export const AttachmentRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('attachment.tooLarge'), limitBytes: z.int() }),
  refusal('attachment.empty'),
  refusal('attachment.typeNotAllowed'),
  refusal('attachment.typeMismatch'),
  refusal('attachment.executable'),
  z.object({ code: z.literal('attachment.diskLow'), freeBytes: z.int() }),
  refusal('attachment.unreadable'),
  refusal('attachment.damaged'),
  refusal('attachment.notFound'),
  /** Headquarters may have it, and is not reached. */
  refusal('attachment.notReached'),
  refusal('attachment.tooMany'),
]);

export const documentContract = {
  'document.preview': operation({
    kind: 'query',
    input: DocumentRequest,
    output: view<DocumentPreview>(),
    error: DocumentRefusal,
  }),
  /** Opens the system's print dialog or save dialog. The copy is recorded only when it was really made. The slip is no DOCX. */
  'document.output': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, ...DocumentRequest.shape, target: z.enum(['print', 'pdf', 'docx']) }),
    output: z.object({ cancelled: z.boolean(), copyNo: z.int().nullable(), fileName: z.string().nullable() }),
    error: DocumentRefusal,
  }),
  /** 卷宗: the whole file of a case as one PDF with an index, for staff and not for customers; logged. */
  'archive.make': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      caseId: z.string(),
      language: z.enum(['zh-CN', 'en']),
      /** Of a closed case that is archived after its day. */
      lateness: GivenLateness.optional(),
    }),
    /** `archived`: the case is closed, and this file is recorded as its archive (归档). */
    output: z.object({
      cancelled: z.boolean(),
      fileName: z.string().nullable(),
      pages: z.int(),
      archived: z.boolean(),
    }),
    error: z.discriminatedUnion('code', [
      refusal('case.notFound'),
      refusal('document.printFailed'),
      SaveFailed,
      ...latenessRefusals,
    ]),
  }),
  /** 期限由来 on one page. */
  'archive.derivation': operation({
    kind: 'command',
    input: StaffPaper.extend({ deadlineId: z.string() }),
    output: StaffPaperMade,
    error: StaffPaperRefusal,
  }),
  /** 会谈纪要 on one page, for both sides to sign or for the file. */
  'archive.minutes': operation({
    kind: 'command',
    input: StaffPaper.extend({ minutesId: z.string() }),
    output: StaffPaperMade,
    error: StaffPaperRefusal,
  }),
  /** Opens the file dialog; each chosen file is sniffed, encrypted and kept. */
  'attachment.pick': operation({
    kind: 'command',
    input: z.strictObject({ fromCustomer: z.boolean() }),
    output: z.object({
      added: z.array(Evidence),
      refused: z.array(z.object({ name: z.string(), error: AttachmentRefusal })),
    }),
    error: refusal('attachment.unreadable'),
  }),
  /** A dropped or pasted file. */
  'attachment.add': operation({
    kind: 'command',
    input: z.strictObject({
      name: z.string().max(1_000),
      declaredType: z.string().max(200),
      bytes: z.instanceof(Uint8Array),
      fromCustomer: z.boolean(),
    }),
    output: z.object({ evidence: Evidence }),
    error: AttachmentRefusal,
  }),
  /** The content for the viewer; logged as a view of the case. */
  'attachment.read': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string().nullable(), sha256: z.string().length(64) }),
    output: z.object({ bytes: z.instanceof(Uint8Array), mime: z.string() }),
    error: AttachmentRefusal,
  }),
} as const;
