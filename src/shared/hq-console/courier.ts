/** 信使文件: a sealed report of a PC without a line, taken in by a person of headquarters, and the answer to carry back. */
import { z } from 'zod';
import { pushRejectCodes } from '../sync-protocol/messages';
import { operation, refusal } from '../contract/define';

/** Why nothing of a file was kept. */
export const courierRefusals = [
  'foreign',
  'newer',
  'tooLarge',
  'damaged',
  'isAnswer',
  'otherHq',
  'unknownDevice',
  'revoked',
  'forged',
] as const;
export type CourierRefused = (typeof courierRefusals)[number];

/** Listed by name at most; the page of refused records has them all. */
export const mostRefusedListed = 50;

/** A file as a page has it (`Blob`), of which only pages know the type. */
interface FileOfAPage {
  readonly size: number;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
}

/** A page sends a file of the disk; what arrives are its bytes. */
const Bytes = z
  .custom<Uint8Array | FileOfAPage>((given) => given instanceof Uint8Array)
  .transform((given) => given as Uint8Array);

const Taken = z.strictObject({
  branchCode: z.string(),
  branchName: z.string(),
  deviceTag: z.string(),
  /** By the clock of the PC that wrote it. */
  madeAtMs: z.int(),
  accepted: z.int(),
  /** Were here already, over the line or with the same file. */
  duplicate: z.int(),
  rejected: z.int(),
  refused: z
    .array(z.strictObject({ seq: z.int(), code: z.enum(pushRejectCodes) }))
    .max(mostRefusedListed)
    .readonly(),
  /** Where the first record is missing that headquarters needs; null where nothing is. */
  missingFrom: z.int().nullable(),
  /** What the answer brings the PC beside its receipts. */
  sent: z.strictObject({ events: z.int(), packs: z.int(), stopped: z.int() }),
  /** Sealed to that PC; Base64. */
  answer: z.string(),
  /** SHA-256 of the answer, as the trail has it. */
  digest: z.string(),
});
export type CourierTakenView = z.infer<typeof Taken>;

export const courierContract = {
  /** The bytes of the file as the body of the request; a second time it is a report of what is known already, and answered alike. */
  'courier.take': operation({
    kind: 'command',
    input: Bytes,
    output: Taken,
    error: z.union([
      z.strictObject({ code: z.literal('console.courierRefused'), reason: z.enum(courierRefusals) }),
      refusal('console.courierBusy'),
    ]),
  }),
} as const;
