/** What a decision records of the authority by which it was made; stored and travelling, like the payloads of events. */
import { z } from 'zod';
import { Level } from '../authority/levels';

/** SHA-256 in base64url. */
export const Digest = z.string().length(43);

/** 授权矩阵 that a decision was made under: its pack, and the hash of exactly what stood in it. */
export const MatrixUsed = z.strictObject({ name: z.string(), hash: Digest });
export type MatrixUsed = z.infer<typeof MatrixUsed>;

/** By what authority somebody decided. */
export const AuthorityUsed = z.strictObject({
  /** Whose it is; another than who signs where it was delegated (代). */
  holderId: z.string(),
  delegationId: z.string().nullable(),
  level: Level,
  /** Limits at that moment, in fen, null for none: the whole, and what of it held without ratification. */
  fullFen: z.int().nullable(),
  nowFen: z.int().nullable(),
  /** When headquarters was last heard of; null where there is none. */
  lastContactAtMs: z.int().nullable(),
  /** Missing in what was decided before headquarters could send another. */
  matrix: MatrixUsed.optional(),
});
export type AuthorityUsed = z.infer<typeof AuthorityUsed>;
