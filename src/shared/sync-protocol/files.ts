/**
 * Evidence files (证据材料) between PCs and headquarters, on a lane of their own. Headquarters asks for what the events name that it
 * accepted; a PC sends what it has of that, piece by piece, and fetches what others added. A piece travels as it is, not as JSON:
 * `POST /v2/files/<sha256>/<piece>`, signed like every request.
 */
import { z } from 'zod';
import { mostEvidenceBytes } from '../../domain/evidence/evidence-files';
import { FILE_PIECE_BYTES, MAX_WANTED_FILES, PROTOCOL_VERSION } from './version';

const Protocol = z.literal(PROTOCOL_VERSION);
export const FileHash = z.string().regex(/^[0-9a-f]{64}$/);
const mostPieces = Math.ceil(mostEvidenceBytes / FILE_PIECE_BYTES);
/** Counted from 0. */
export const Piece = z
  .int()
  .min(0)
  .max(mostPieces - 1);
const Missing = z.array(Piece).max(mostPieces);

export const WantedRequest = z.strictObject({
  protocol: Protocol,
  /** Hash of the last file of the page before; null for the first page. */
  after: FileHash.nullable(),
});
export type WantedRequest = z.infer<typeof WantedRequest>;

export const WantedReply = z.strictObject({
  /** By hash. */
  files: z
    .array(z.strictObject({ sha256: FileHash, sizeBytes: z.int().min(1).max(mostEvidenceBytes), missing: Missing }))
    .max(MAX_WANTED_FILES),
  more: z.boolean(),
});
export type WantedReply = z.infer<typeof WantedReply>;
export type WantedFile = WantedReply['files'][number];

/** After a piece: what is still missing. Nothing: headquarters has the file, and compared it with its hash. */
export const PieceReply = z.strictObject({ missing: Missing });
export type PieceReply = z.infer<typeof PieceReply>;

/** The answer is the piece itself, as `application/octet-stream`. */
export const ReadPieceRequest = z.strictObject({ protocol: Protocol, sha256: FileHash, piece: Piece });
export type ReadPieceRequest = z.infer<typeof ReadPieceRequest>;

export const pathOfPiece = (sha256: string, piece: number): string => `/files/${sha256}/${String(piece)}`;

/** How many pieces a file of this size has. */
export const piecesOf = (sizeBytes: number): number => Math.ceil(sizeBytes / FILE_PIECE_BYTES);

/** From where to where a piece reaches in its file, in bytes. */
export function reachOf(sizeBytes: number, piece: number): { readonly from: number; readonly to: number } {
  const from = piece * FILE_PIECE_BYTES;
  return { from, to: Math.min(sizeBytes, from + FILE_PIECE_BYTES) };
}
