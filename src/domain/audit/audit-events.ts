/**
 * Acts that change no case but must be traceable (留痕): views, searches, reveals, prints, exports, sign-ins, refused calls.
 * Stream `audit`. Fields that came later are optional, so that older entries read as they were written.
 */
import { z } from 'zod';

/** 查询内容的样子. */
export const searchedAs = ['words', 'caseNumber', 'phone', 'idNumber'] as const;
/** `stepUp`: a signature by somebody who is not signed in. `recovery`: the recovery code, for a new password. */
export const passwordPlaces = ['signIn', 'stepUp', 'passwordChange', 'recovery'] as const;
export const watchedSettings = [
  'idleLockMinutes',
  'syncPaused',
  'syncMinutes',
  'syncEvidence',
  'screenPrivacy',
  'hqAuthority',
  'hqOwnCertificate',
  'hubServes',
  'hubUsed',
  'hubLeft',
] as const;

const CaseRef = { caseId: z.string(), number: z.string() };

const keyChangeReasons = ['yearly', 'personLeft', 'deviceLost', 'suspicion', 'destruction'] as const;
/** Why keys are changed. */
export const KeyChangeReason = z.enum(keyChangeReasons);
export type KeyChangeReason = z.infer<typeof KeyChangeReason>;

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
  /** The words of a conversation or of an incident report were read. */
  'audit.conversationViewed': z.strictObject({
    talkId: z.string(),
    caseId: z.string().optional(),
    number: z.string().optional(),
  }),
  'audit.incidentViewed': z.strictObject({ incidentId: z.string() }),
  /** A paper for the customer was shown on the screen: in full, as it would be printed. */
  'audit.paperPreviewed': z.strictObject({ ...CaseRef, kind: z.string() }),
  /** 约定卡 turned to the customer. */
  'audit.cardShown': z.strictObject(CaseRef),
  'audit.personSearched': z.strictObject({
    kind: z.enum(['text', 'person', 'similar']),
    hits: z.int(),
    /** What a searched text looked like. Of a whole number its last digits, of words nothing. */
    as: z.enum(searchedAs).optional(),
    tail: z.string().max(4).optional(),
    /** The complaint whose person was asked for. */
    caseId: z.string().optional(),
    number: z.string().optional(),
  }),
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
  /** The trail itself as a table. */
  'audit.trailExported': z.strictObject({ copyId: z.string(), rows: z.int(), reason: z.string() }),
  /** Conversation scripts: no personal data in them, but they leave the branch. */
  'audit.scriptsExported': z.strictObject({ copyId: z.string(), name: z.string() }),
  /** 封信 to headquarters, sealed; `records` in it. */
  'audit.courierExported': z.strictObject({ copyId: z.string(), records: z.int() }),
  /** The answer of headquarters: of how many own records it proves that they are there, and how many of them were not accepted. */
  'audit.courierTaken': z.strictObject({
    answerId: z.string(),
    received: z.int(),
    refused: z.int(),
    fromOthers: z.int(),
  }),
  'audit.courierRefused': z.strictObject({ reason: z.string().max(40) }),
  'audit.signedIn': z.strictObject({ method: z.enum(['password', 'recovery']) }),
  'audit.signInFailed': z.strictObject({
    userId: z.string(),
    failures: z.int(),
    /** Where the wrong password was typed; at the sign-in unless said. */
    at: z.enum(passwordPlaces).optional(),
    /** When the last of them was: what was tried while nobody was signed in is written down by whoever signs in next. */
    lastAtMs: z.int().optional(),
  }),
  'audit.draftDiscarded': z.strictObject({ draftId: z.string(), reason: z.string() }),
  'audit.draftTakenOver': z.strictObject({ draftId: z.string(), fromUserId: z.string() }),
  'audit.ledgerImported': z.strictObject({ importId: z.string(), rows: z.int(), duplicates: z.int(), failed: z.int() }),
  'audit.reminderGiven': z.strictObject({ ...CaseRef, step: z.string().max(40), why: z.enum(['due', 'unanswered']) }),
  /** Entries of a time when the disk had no room for them: they stand before this one, later than they happened. */
  'audit.tracesDelayed': z.strictObject({ count: z.int(), fromMs: z.int(), toMs: z.int() }),
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
  /** A call that no page of this program makes by itself, or that is not this person's to make. */
  'audit.callRefused': z.strictObject({
    operation: z.string(),
    code: z.string(),
    /** Of which case, where the call named one. */
    caseId: z.uuid().optional(),
    /** With those like it that were counted since the entry before; one where not said. */
    times: z.int().optional(),
  }),
  /** What decides how safe the PC is, or whether headquarters hears of it. */
  'audit.settingChanged': z.strictObject({ setting: z.enum(watchedSettings), to: z.string().max(40) }),
  /** 更换密钥: begun by a person, or because cases were destroyed on another PC. */
  'audit.keyChangeBegun': z.strictObject({ reason: KeyChangeReason }),
  /** Everything is sealed under the new keys, and the former are destroyed. */
  'audit.keyChangeDone': z.strictObject({ records: z.int(), files: z.int() }),
  'audit.casesDestroyed': z.strictObject({ runId: z.string(), count: z.int(), approvedBy: z.string() }),
} as const;
export type AuditEventType = keyof typeof auditPayloads;
export type NewAuditEvent = {
  [T in AuditEventType]: { readonly type: T; readonly payload: z.infer<(typeof auditPayloads)[T]> };
}[AuditEventType];
