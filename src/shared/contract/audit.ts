/** The audit trail (操作留痕): looked through, summed up, taken away as a table or as the whole event log. */
import { z } from 'zod';
import { auditKinds, type AuditKind } from '../../domain/audit/audit-kinds';
import type { AuditFinding } from '../../domain/audit/findings';
import type { TimeBand } from '../../domain/evidence/time-band';
import { CommandId, noError, operation } from './define';
import { SaveFailed } from './document';
import { ExportRefusal } from './registers';

/** Which entries; all of these. */
export const AuditFilter = z.strictObject({
  userId: z.string().max(64).nullable(),
  /** None: every kind. */
  kinds: z.array(z.enum(auditKinds)).max(auditKinds.length),
  fromMs: z.int().nonnegative().nullable(),
  toMs: z.int().nonnegative().nullable(),
  /** Number of a complaint, or how it begins; empty for any. */
  number: z.string().max(40),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const anyAudit: AuditFilter = { userId: null, kinds: [], fromMs: null, toMs: null, number: '' };

export interface AuditEntryView {
  readonly eventId: string;
  readonly atMs: number;
  /** How far this time can be trusted, where headquarters does not confirm it. */
  readonly doubt?: Exclude<TimeBand, 'confirmed'>;
  readonly type: string;
  readonly kind: AuditKind;
  readonly userId: string;
  readonly userName: string;
  readonly number: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface AuditFindingView extends AuditFinding {
  readonly userName: string;
}

export const auditContract = {
  'audit.page': operation({
    kind: 'query',
    input: z.strictObject({
      filter: AuditFilter.optional(),
      beforeEventId: z.string().max(64).nullable(),
      limit: z.int().min(1).max(200),
    }),
    /** Never looks through the whole trail at once: where little fits, `before` says from where to look on. */
    output: z.object({
      entries: z.array(z.custom<AuditEntryView>()),
      more: z.boolean(),
      before: z.string().nullable(),
      /** Since when everything was looked through. */
      backToMs: z.int().nullable(),
    }),
    error: noError,
  }),
  /** What stands out in a time and is worth a question: no proof of anything. */
  'audit.findings': operation({
    kind: 'query',
    input: z.strictObject({ fromMs: z.int().nonnegative(), toMs: z.int().nonnegative() }),
    /** `complete`: false where the time holds more entries than are looked through. */
    output: z.object({ findings: z.array(z.custom<AuditFindingView>()), complete: z.boolean() }),
    error: noError,
  }),
  /** The filtered trail as a table, with who took it and why. */
  'audit.exportTrail': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      filter: AuditFilter,
      reason: z.string().trim().min(1).max(500),
    }),
    output: z.object({ cancelled: z.boolean(), rows: z.int(), fileName: z.string().nullable() }),
    error: ExportRefusal,
  }),
  /** Writes the whole event log for the stand-alone checker (`npm run verify-log`). */
  'audit.exportLog': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId }),
    output: z.object({ cancelled: z.boolean(), events: z.int(), fileName: z.string().nullable() }),
    error: SaveFailed,
  }),
} as const;
