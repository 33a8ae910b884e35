/**
 * Refused records (拒收记录): what headquarters did not take of this device, and what it says of each. A device asks where it has some;
 * a headquarters of before knows no such route.
 */
import { z } from 'zod';
import { pushRejectCodes, type PushRejectCode } from './messages';
import { PROTOCOL_VERSION } from './version';

/** Of one device there are few; the rest comes up once these are settled. */
export const MAX_REFUSALS = 200;

/** To be sent once more · sent again and refused again · stays out, for a reason. */
export const refusalStates = ['askedAgain', 'refusedAgain', 'settled'] as const;
export type RefusalState = (typeof refusalStates)[number];

export const RefusalAnswer = z.strictObject({
  state: z.enum(refusalStates),
  reason: z.string().max(500),
  /** Name of the person of headquarters. */
  name: z.string().max(200),
  atMs: z.int(),
});
export type RefusalAnswer = z.infer<typeof RefusalAnswer>;

export const RefusalsRequest = z.strictObject({ protocol: z.literal(PROTOCOL_VERSION) });

export const RefusalsReply = z.strictObject({
  refusals: z
    .array(z.strictObject({ seq: z.int().min(1), code: z.enum(pushRejectCodes), answer: RefusalAnswer.nullable() }))
    .max(MAX_REFUSALS),
});
export type RefusalsReply = z.infer<typeof RefusalsReply>;

/** What can be different once it is sent again: what is proven by the header alone stays as it is. */
export const repeatable: readonly PushRejectCode[] = ['push.badShape', 'push.payloadHash', 'push.duplicateId'];
