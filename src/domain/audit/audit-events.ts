/** Acts that change no case but must be traceable (留痕): views, reveals, prints, exports, sign-ins. Stream `audit`. */
import { z } from 'zod';

const CaseRef = { caseId: z.string(), number: z.string() };

export const auditPayloads = {
  'audit.caseViewed': z.strictObject(CaseRef),
  'audit.fieldRevealed': z.strictObject({
    ...CaseRef,
    field: z.string(),
    partyIndex: z.int(),
    reason: z.string(),
  }),
  'audit.proposalShown': z.strictObject({ ...CaseRef, proposalId: z.string(), digest: z.string() }),
  'audit.evidenceOpened': z.strictObject({ ...CaseRef, sha256: z.string() }),
  'audit.personSearched': z.strictObject({ kind: z.enum(['text', 'person', 'similar']), hits: z.int() }),
  'audit.listExported': z.strictObject({ copyId: z.string(), rows: z.int(), reason: z.string() }),
  'audit.ledgerExported': z.strictObject({
    copyId: z.string(),
    rows: z.int(),
    identity: z.enum(['masked', 'full']),
    reason: z.string(),
  }),
  'audit.returnExported': z.strictObject({
    copyId: z.string(),
    /** `2026` or `2026Q1`. */
    period: z.string(),
    received: z.int(),
    closed: z.int(),
    reason: z.string(),
  }),
  'audit.archiveMade': z.strictObject({ ...CaseRef, copyId: z.string(), pages: z.int() }),
  /** 期限由来 on paper. */
  'audit.derivationPrinted': z.strictObject({
    ...CaseRef,
    copyId: z.string(),
    deadline: z.string(),
    dueOn: z.string(),
  }),
  /** 会谈纪要 on paper. */
  'audit.minutesPrinted': z.strictObject({ ...CaseRef, copyId: z.string(), minutesId: z.string() }),
  /** 事件报告 on paper. */
  'audit.incidentPrinted': z.strictObject({ incidentId: z.string(), copyId: z.string(), copyNo: z.int() }),
  'audit.logExported': z.strictObject({ copyId: z.string(), events: z.int() }),
  'audit.signedIn': z.strictObject({ method: z.enum(['password', 'recovery']) }),
  'audit.signInFailed': z.strictObject({ userId: z.string(), failures: z.int() }),
  'audit.draftDiscarded': z.strictObject({ draftId: z.string(), reason: z.string() }),
  'audit.draftTakenOver': z.strictObject({ draftId: z.string(), fromUserId: z.string() }),
  'audit.ledgerImported': z.strictObject({ importId: z.string(), rows: z.int(), duplicates: z.int(), failed: z.int() }),
  'audit.reminderGiven': z.strictObject({ ...CaseRef, step: z.string().max(40), why: z.enum(['due', 'unanswered']) }),
  'audit.clockSetBack': z.strictObject({ byMs: z.int() }),
  'audit.packKeyTrusted': z.strictObject({ publicKey: z.string(), origin: z.string() }),
  'audit.packReceived': z.strictObject({ name: z.string(), origin: z.string(), issuedBy: z.string() }),
  /** `problems` of them; field and reason of the first. */
  'audit.packRefused': z.strictObject({
    name: z.string(),
    origin: z.string(),
    field: z.string(),
    reason: z.string(),
    detail: z.string(),
    problems: z.int(),
  }),
  'audit.packConfirmed': z.strictObject({ name: z.string(), fromMs: z.int(), casesChanged: z.int() }),
  /** 备份. */
  'audit.backupPlaceChanged': z.strictObject({ change: z.enum(['chosen', 'off']) }),
  /** 恢复: this PC goes on with the records of another one, as they were at a backup. */
  'audit.restored': z.strictObject({ backupAtMs: z.int(), fromDevice: z.string() }),
  'audit.callRefused': z.strictObject({ operation: z.string(), code: z.string() }),
} as const;
export type AuditEventType = keyof typeof auditPayloads;
export type NewAuditEvent = {
  [T in AuditEventType]: { readonly type: T; readonly payload: z.infer<(typeof auditPayloads)[T]> };
}[AuditEventType];
