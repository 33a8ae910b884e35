/**
 * 网点中转机 (branch hub): one PC of the branch gives the others what it has, while headquarters can't be reached. JSON in sealed bodies over
 * HTTP in the network of the branch; see docs/sync-protocol.md. What a hub says is no receipt of headquarters.
 */
import { z } from 'zod';
import { Id, Problem, problemCodes, PushOutcome, WireEvent } from './messages';
import { mostEvidenceBytes } from '../../domain/evidence/evidence-files';
import { FileHash, Piece, PieceReply } from './files';
import { FILE_PIECE_BYTES, MAX_PUSH_EVENTS, PROTOCOL_VERSION } from './version';

/** The version is that of what goes between the PCs of a branch, not of the protocol with headquarters. */
export const hubRoutes = {
  hello: '/hub/v1/hello',
  push: '/hub/v1/push',
  pull: '/hub/v1/pull',
  offer: '/hub/v1/files/offer',
  piece: '/hub/v1/files/piece',
  read: '/hub/v1/files/read',
} as const;
export type HubRoute = Exclude<(typeof hubRoutes)[keyof typeof hubRoutes], typeof hubRoutes.hello>;
/** Those with evidence files; a hub of before answers them with `request.notFound`. */
export const hubFileRoutes: readonly HubRoute[] = [hubRoutes.offer, hubRoutes.piece, hubRoutes.read];

export const DEFAULT_HUB_PORT = 8790;
/** Most bytes of a sealed body, and of what is inside unpacked. */
export const MAX_HUB_BODY_BYTES = 8 * 1024 * 1024;
/** A hub keeps a request that has nothing to fetch waiting no longer than this. */
export const LONGEST_HUB_WAIT_MS = 25_000;
/** Chains of a branch: its PCs, those it once had, and headquarters. */
const mostChains = 500;

/** Who listens at an address. Nothing is believed of it: the next answer has to be signed with the key of that device. */
export const HubHello = z.strictObject({ hub: Id });
export type HubHello = z.infer<typeof HubHello>;

/** How far somebody has the chain of a device. */
export const ChainHead = z.strictObject({ deviceId: Id, seq: z.int().min(0) });
export type ChainHead = z.infer<typeof ChainHead>;

export const HubPushReply = z.strictObject({
  /** Of each event, in the order sent. Not signed for, and no receipt: that is the business of headquarters. */
  results: z.array(PushOutcome).max(MAX_PUSH_EVENTS),
  /** The highest number of the sender that the hub has; 0 for none. */
  headSeq: z.int().min(0),
  serverTimeMs: z.int().min(0),
});
export type HubPushReply = z.infer<typeof HubPushReply>;

export const HubPullRequest = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION),
  deviceTimeMs: z.int(),
  /** Of every chain that the reader knows; what is not named is wanted from the first event on. */
  heads: z.array(ChainHead).max(mostChains),
  limit: z.int().min(1).max(MAX_PUSH_EVENTS),
  /** The hub answers no later than this when it has nothing; 0 for at once. */
  waitMs: z.int().min(0).max(LONGEST_HUB_WAIT_MS),
});
export type HubPullRequest = z.infer<typeof HubPullRequest>;

export const HubPullReply = z.strictObject({
  /** Of each chain in order; between them there is none. */
  events: z.array(WireEvent).max(MAX_PUSH_EVENTS),
  more: z.boolean(),
  /** The highest number of the reader itself that the hub has; 0 for none. */
  headSeq: z.int().min(0),
  serverTimeMs: z.int().min(0),
});
export type HubPullReply = z.infer<typeof HubPullReply>;

/** Files that one offer names at most. */
export const MAX_OFFERED_FILES = 50;
/** A file, and the event of the sender that names it: a hub takes nothing else. */
const OfferedFile = z.strictObject({
  sha256: FileHash,
  sizeBytes: z.int().min(1).max(mostEvidenceBytes),
  seq: z.int().min(1),
});
export type OfferedFile = z.infer<typeof OfferedFile>;
/** Base64, with padding; how long it has to be follows from size and piece. */
const Content = z.string().max(Math.ceil(FILE_PIECE_BYTES / 3) * 4);

export const HubOfferRequest = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION),
  files: z.array(OfferedFile).min(1).max(MAX_OFFERED_FILES),
});
export type HubOfferRequest = z.infer<typeof HubOfferRequest>;
export const HubOfferReply = z.strictObject({
  /** What is missing of each, nothing where the hub has it. One of which the hub does not have the event is left out. */
  files: z.array(PieceReply.extend({ sha256: FileHash })).max(MAX_OFFERED_FILES),
});
export type HubOfferReply = z.infer<typeof HubOfferReply>;

/** Answered with `PieceReply`. */
export const HubPieceRequest = OfferedFile.extend({
  protocol: z.literal(PROTOCOL_VERSION),
  piece: Piece,
  content: Content,
});
export type HubPieceRequest = z.infer<typeof HubPieceRequest>;

export const HubReadRequest = z.strictObject({ protocol: z.literal(PROTOCOL_VERSION), sha256: FileHash, piece: Piece });
export type HubReadRequest = z.infer<typeof HubReadRequest>;
export const HubReadReply = z.strictObject({ sizeBytes: z.int().min(1).max(mostEvidenceBytes), content: Content });
export type HubReadReply = z.infer<typeof HubReadReply>;

/** `hub.locked`: nobody is signed in there, so nothing can be opened or kept. */
export const hubProblemCodes = [...problemCodes, 'hub.locked'] as const;
export type HubProblemCode = (typeof hubProblemCodes)[number];
/** RFC 9457, as headquarters refuses. */
export const HubProblem = Problem.extend({ code: z.enum(hubProblemCodes) });
export type HubProblem = z.infer<typeof HubProblem>;

/** Of the answer: Ed25519 of the hub over `hubAnswerText`, base64url. */
export const HUB_ANSWER_HEADER = 'x-xianting-hub-answer';

/**
 * What the hub signs of each answer, so that nobody else can give one: to whom, to which request, and every byte of it.
 *
 * @param request `Content-Digest` of the request as it was signed
 * @param answer `Content-Digest` of the body of the answer
 */
export function hubAnswerText(said: {
  readonly hub: string;
  readonly deviceId: string;
  readonly request: string;
  readonly status: number;
  readonly answer: string;
}): string {
  return ['xianting-hub-answer/1', said.hub, said.deviceId, said.request, String(said.status), said.answer].join('\n');
}

/** What a body is bound to besides its key: it opens in no other request, on no other route and between no two other PCs. */
export function hubSealInfo(
  bound: { readonly hub: string; readonly deviceId: string; readonly route: HubRoute } & (
    { readonly kind: 'request' } | { readonly kind: 'answer'; readonly request: string }
  ),
): Uint8Array {
  const { kind, hub, deviceId, route } = bound;
  const lines = [`xianting-hub-${kind}/1`, hub, deviceId, route, ...(bound.kind === 'answer' ? [bound.request] : [])];
  // Ids, routes and digests are printable ASCII (their shapes see to it), so a character is a byte.
  return Uint8Array.from(lines.join('\n'), (letter) => letter.charCodeAt(0));
}
