/** What a courier file holds, part by part: requests of the protocol as a PC sends them, and the answers as headquarters gives them. */
import { z } from 'zod';
import { PacksReply, PacksRequest, Problem, PulledPage, PullRequest, PushReply, PushRequest } from './messages';
import { MAX_BODY_BYTES } from './version';

export const ReportPart = z.discriminatedUnion('route', [
  z.strictObject({ route: z.literal('/push'), body: PushRequest }),
  z.strictObject({ route: z.literal('/pull'), body: PullRequest }),
  z.strictObject({ route: z.literal('/packs'), body: PacksRequest }),
]);
export type ReportPart = z.infer<typeof ReportPart>;

export const AnswerPart = z.discriminatedUnion('route', [
  /** One of the two, in the order of the pushes. What stands behind a problem was not looked at. */
  z.strictObject({ route: z.literal('/push'), reply: PushReply.nullable(), problem: Problem.nullable() }),
  /** A page behind the cursor `after`; the next one begins where this one ends. */
  z.strictObject({ route: z.literal('/pull'), after: z.string().max(40).nullable(), reply: PulledPage }),
  z.strictObject({ route: z.literal('/packs'), reply: PacksReply }),
]);
export type AnswerPart = z.infer<typeof AnswerPart>;

/** Of all parts of one file together, unpacked: a small file must not become an endless one. */
const mostPlainBytes = 512 * 1024 * 1024;

export interface PackedParts<T> {
  /** False where one part is none of these, or too large. Look at this before anything is done with one. */
  readonly sound: () => Promise<boolean>;
  /** One after the other, so that no more than one is in memory. */
  readonly all: () => AsyncGenerator<T>;
}

/** @param inflate gunzip, text as UTF-8; throws for what is longer than `most` bytes or no gzip */
export function packedParts<S extends z.ZodType>(
  packed: readonly Uint8Array[],
  shape: S,
  inflate: (bytes: Uint8Array, most: number) => Promise<string>,
): PackedParts<z.output<S>> {
  const unpack = async (
    bytes: Uint8Array,
  ): Promise<{ readonly part: z.output<S>; readonly size: number } | undefined> => {
    try {
      const text = await inflate(bytes, MAX_BODY_BYTES);
      const parsed = shape.safeParse(JSON.parse(text));
      return parsed.success ? { part: parsed.data, size: text.length } : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    sound: async () => {
      let left = mostPlainBytes;
      for (const bytes of packed) {
        const unpacked = await unpack(bytes);
        left -= unpacked?.size ?? left + 1;
        if (left < 0) return false;
      }
      return true;
    },
    all: async function* () {
      for (const bytes of packed) {
        const unpacked = await unpack(bytes);
        if (!unpacked) throw new Error('a part of a courier file changed while it was read');
        yield unpacked.part;
      }
    },
  };
}
