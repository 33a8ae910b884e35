/** 密钥与销毁: what protects the records on this PC, changing its keys, and destroying files at the end of their retention. */
import { z } from 'zod';
import { KeyChangeReason } from '../../domain/audit/audit-events';
import { mostDestroyedAtOnce } from '../../domain/retention/destruction';
import { CommandId, Done, noError, operation, refusal } from './define';

export interface DestructionView {
  readonly runId: string;
  readonly atMs: number;
  readonly byName: string;
  readonly approvedByName: string;
  readonly reason: string;
  readonly cases: readonly { readonly number: string; readonly keptUntil: string }[];
}

export interface ProtectionView {
  /** When the keys in use were made; null for those of the set-up. */
  readonly keysSinceMs: number | null;
  /** While keys are being changed: files and records done, of all. */
  readonly keyChange: { readonly done: number; readonly total: number } | null;
  /** The printed recovery code has to be typed for a change of keys. */
  readonly codeNeeded: boolean;
  readonly destructions: readonly DestructionView[];
}

/** A case whose time is over. */
export interface DueCase {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly keptUntil: string;
  readonly files: number;
  readonly talks: number;
  /** Headquarters has not confirmed all of it yet: it can't be destroyed before. */
  readonly unsent: boolean;
}

const Password = z.string().max(200);
const RecoveryCode = z.string().max(80).nullable();

const keyRefusals = [refusal('protection.codeNeeded'), refusal('protection.codeDiffers')] as const;
const wrongPassword = [
  z.object({ code: z.literal('protection.wrongPassword'), userId: z.string(), waitMs: z.int() }),
  z.object({ code: z.literal('protection.throttled'), userId: z.string(), waitMs: z.int() }),
] as const;

export const protectionContract = {
  'protection.get': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.custom<ProtectionView>(),
    error: noError,
  }),
  /** The person stays signed in; what is open on the page is loaded again. */
  'protection.changeKeys': operation({
    kind: 'command',
    input: z.strictObject({ reason: KeyChangeReason, password: Password, recoveryCode: RecoveryCode }),
    output: Done,
    error: z.discriminatedUnion('code', [
      ...keyRefusals,
      ...wrongPassword,
      /** The one before is not finished. */
      refusal('protection.changing'),
    ]),
  }),
  'retention.due': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({
      cases: z.array(z.custom<DueCase>()),
      /** Whose time is over and that a hold keeps. */
      held: z.int(),
      /** There are more than one destruction takes. */
      more: z.boolean(),
    }),
    error: noError,
  }),
  /** 到期销毁, by two people with their passwords. It can't be undone. */
  'retention.destroy': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      caseIds: z.array(z.string().max(64)).min(1).max(mostDestroyedAtOnce),
      reason: z.string().trim().max(500),
      password: Password,
      second: z.strictObject({ userId: z.string().max(64), password: Password }),
      recoveryCode: RecoveryCode,
    }),
    output: z.object({ count: z.int() }),
    error: z.discriminatedUnion('code', [
      ...keyRefusals,
      ...wrongPassword,
      refusal('retention.reasonMissing'),
      refusal('retention.samePerson'),
      /** Their role may not, or a case concerns them. */
      refusal('retention.signerBarred'),
      /** Open again, held, not due yet or not there: the list is asked for again. */
      z.object({ code: z.literal('retention.kept'), number: z.string() }),
      z.object({ code: z.literal('retention.unsent'), number: z.string() }),
    ]),
  }),
} as const;
