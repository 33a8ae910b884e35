/** Tables of the console of headquarters, as the SQL in `migrations/` makes them. */
import { bigint, boolean, date, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { WhyUp } from '../../src/domain/complaint/headquarters-values';
import type { CaseStatus } from '../../src/domain/complaint/states';
import type { CountedAs } from '../../src/domain/registers/counted-case';
import type { AuditAction } from '../../src/shared/hq-console/audit';
import type { HqRole } from '../../src/shared/hq-console/roles';
import type { Look } from '../../src/shared/hq-console/session';

const ms = (name: string) => bigint(name, { mode: 'number' });

export const consolePeople = pgTable('console_people', {
  account: text('account').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<HqRole>().notNull(),
  /** PHC string of Argon2id; null until the person has set up themselves. */
  passwordHash: text('password_hash'),
  /** Secret of the authenticator, sealed under the key of headquarters. */
  totpSealed: text('totp_sealed').notNull(),
  totpStep: bigint('totp_step', { mode: 'number' }).notNull(),
  setupHash: text('setup_hash'),
  setupExpiresAt: ms('setup_expires_at'),
  language: text('language').$type<Look['language']>().notNull(),
  colourMode: text('colour_mode').$type<Look['colourMode']>().notNull(),
  disabled: boolean('disabled').notNull(),
  createdAt: ms('created_at').notNull(),
  signedInAt: ms('signed_in_at'),
});

export const consoleRecoveryCodes = pgTable(
  'console_recovery_codes',
  { account: text('account').notNull(), codeHash: text('code_hash').notNull(), usedAt: ms('used_at') },
  (t) => [primaryKey({ columns: [t.account, t.codeHash] })],
);

export const consoleSessions = pgTable('console_sessions', {
  idHash: text('id_hash').primaryKey(),
  account: text('account').notNull(),
  openedAt: ms('opened_at').notNull(),
  seenAt: ms('seen_at').notNull(),
});

export const consoleWaits = pgTable('console_waits', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  failedAt: ms('failed_at').notNull(),
  notBefore: ms('not_before').notNull(),
});

export const consoleAudit = pgTable('console_audit', {
  no: bigint('no', { mode: 'number' }).primaryKey(),
  atMs: ms('at_ms').notNull(),
  account: text('account'),
  action: text('action').$type<AuditAction>().notNull(),
  outcome: text('outcome').$type<'done' | 'refused'>().notNull(),
  address: text('address').notNull(),
  /** Canonical JSON. */
  detail: text('detail').notNull(),
  prevHash: text('prev_hash').notNull(),
  hash: text('hash').notNull(),
  signature: text('signature').notNull(),
});

export const consoleCaseMarks = pgTable('console_case_marks', {
  branchId: text('branch_id').primaryKey(),
  readTo: bigint('read_to', { mode: 'number' }).notNull(),
  /** When the law of the branch changes next; null when nothing waits for its day. */
  lawUntil: ms('law_until'),
});

export const consoleCases = pgTable(
  'console_cases',
  {
    branchId: text('branch_id').notNull(),
    caseId: text('case_id').notNull(),
    number: text('number').notNull(),
    status: text('status').$type<CaseStatus>().notNull(),
    receivedAt: ms('received_at').notNull(),
    updatedAt: ms('updated_at').notNull(),
    complainant: text('complainant').notNull(),
    conflicts: integer('conflicts').notNull(),
    /** From here on what statistics count: `CountedCase`, by days of Beijing. */
    counts: text('counts').$type<CountedAs>().notNull(),
    channelId: text('channel_id').notNull(),
    businessId: text('business_id').notNull(),
    reasonId: text('reason_id').notNull(),
    receivedOn: date('received_on').notNull(),
    acceptedOn: date('accepted_on'),
    acceptDueOn: date('accept_due_on'),
    answeredOn: date('answered_on'),
    dueOn: date('due_on'),
    toldOn: date('told_on'),
    endedOn: date('ended_on'),
    extended: boolean('extended').notNull(),
    reopened: boolean('reopened').notNull(),
    repeat: boolean('repeat').notNull(),
    claimedFen: bigint('claimed_fen', { mode: 'number' }).notNull(),
    grantedFen: bigint('granted_fen', { mode: 'number' }).notNull(),
    doubts: text('doubts').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.caseId] })],
);

export const consoleEscalations = pgTable(
  'console_escalations',
  {
    branchId: text('branch_id').notNull(),
    caseId: text('case_id').notNull(),
    number: text('number').notNull(),
    sentAt: ms('sent_at').notNull(),
    dueOn: text('due_on'),
    amountFen: ms('amount_fen').notNull(),
    why: text('why').$type<WhyUp>().notNull(),
    signed: integer('signed').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.caseId] })],
);
