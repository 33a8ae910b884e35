/** 授权代理: who lends their authority to whom, for which days and up to how much. */
import { z } from 'zod';
import type { Delegation } from '../../domain/authority/delegation';
import { CommandId, noError, operation, refusal } from './define';

export interface DelegationView extends Delegation {
  readonly fromName: string;
  readonly toName: string;
  readonly givenAtMs: number;
  readonly state: 'planned' | 'active' | 'over' | 'revoked';
  readonly revokedByName: string | null;
  /** The signed-in person may end it. */
  readonly mayRevoke: boolean;
}

const Amount = z.int().nonnegative();

export const delegationContract = {
  'delegation.list': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({
      delegations: z.array(z.custom<DelegationView>()),
      /** What the signed-in person has to lend, in fen: null for no limit, absent when they have no authority. */
      mostFen: Amount.nullable().optional(),
      mostDays: z.int(),
      today: z.string(),
    }),
    error: noError,
  }),
  /** Signed by who lends it. */
  'delegation.give': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      to: z.string().max(64),
      fromDate: z.string().max(10),
      toDate: z.string().max(10),
      upToFen: Amount,
      reason: z.string().max(500),
    }),
    output: z.object({ id: z.string() }),
    error: z.discriminatedUnion('code', [
      refusal('delegation.noAuthority'),
      refusal('delegation.notFound'),
      refusal('delegation.self'),
      /** The other's role takes no part in cases. */
      refusal('delegation.roleForbids'),
      refusal('delegation.badDates'),
      refusal('delegation.pastDates'),
      refusal('delegation.reasonMissing'),
      z.object({ code: z.literal('delegation.tooLong'), mostDays: z.int() }),
      z.object({ code: z.literal('delegation.aboveLimit'), limitFen: z.int() }),
      z.object({
        code: z.literal('delegation.overlaps'),
        person: z.string(),
        fromDate: z.string(),
        toDate: z.string(),
      }),
      z.object({ code: z.literal('delegation.circular'), person: z.string() }),
    ]),
  }),
  /** By either of the two, or by who manages people; from the next decision on it is gone. */
  'delegation.revoke': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, delegationId: z.string() }),
    output: z.object({}),
    error: z.discriminatedUnion('code', [refusal('delegation.notFound'), refusal('delegation.notYours')]),
  }),
} as const;
