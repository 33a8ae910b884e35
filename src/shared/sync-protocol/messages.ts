/** Messages between a branch PC and headquarters: JSON, parsed strictly on both sides. See docs/sync-protocol.md. */
import { z } from 'zod';
import type { OpenEvent, SignedHeader } from '../../domain/evidence/event-envelope';
import { nestedWithin } from './depth';
import {
  LONGEST_WAIT_MS,
  MAX_CALLS,
  MAX_KNOWN_PACKS,
  MAX_PAYLOAD_LEVELS,
  MAX_PULL_EVENTS,
  MAX_PUSH_EVENTS,
  MAX_SENT_PACKS,
  PROTOCOL_VERSION,
} from './version';

/** Identifiers are printable ASCII, so that no database or log has trouble with them. */
export const Id = z.string().regex(/^[\x21-\x7e]{1,100}$/);
const Hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const Signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
export const PublicKey = Hash;
const Milliseconds = z.int().min(0);
const Seq = z.int().min(1);
const DeviceTag = z.string().regex(/^[A-HJ-NP-Z]{1,2}$/);
const Protocol = z.literal(PROTOCOL_VERSION);

/** Words of people. Only one letter can be kept in no column of headquarters, and nobody types it. */
const isKept = (text: string): boolean => !text.includes('\u0000');
export const BranchInfo = z.strictObject({
  id: Id,
  code: z.string().regex(/^[0-9A-Za-z]{2,12}$/),
  name: z.string().min(1).max(200).refine(isKept),
  institutionType: z.enum(['bank', 'insurer']),
  institutionName: z.string().min(1).max(200).refine(isKept),
  province: z.string().max(40).refine(isKept),
});
export type BranchInfo = z.infer<typeof BranchInfo>;

export const EnrolRequest = z.strictObject({
  protocol: Protocol,
  code: z.string().min(4).max(40),
  deviceId: Id,
  devicePublicKey: PublicKey,
  /** The tag this PC already uses; null lets headquarters choose. */
  deviceTag: DeviceTag.nullable(),
  /** The branch this PC made (code of kind `new`); null for a further PC (kind `join`). */
  branch: BranchInfo.nullable(),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolReply = z.strictObject({
  branchId: Id,
  branchCode: z.string(),
  branchName: z.string(),
  institutionType: z.enum(['bank', 'insurer']),
  institutionName: z.string(),
  province: z.string(),
  deviceTag: DeviceTag,
  /** Signs every receipt; the PC keeps it from now on. */
  hqPublicKey: PublicKey,
  serverTimeMs: Milliseconds,
});
export type EnrolReply = z.infer<typeof EnrolReply>;

/** One fact on the wire; `OpenEvent` of the evidence chain with every field bounded. */
export const WireEvent = z.strictObject({
  header: z.strictObject({
    id: Id,
    deviceId: Id,
    seq: Seq,
    branchId: Id,
    streamId: Id,
    type: Id,
    version: z.int().min(1),
    commandId: Id,
    actor: z.strictObject({ userId: Id, role: Id, onBehalfOf: Id.optional() }),
    at: z.strictObject({ wall: z.int(), monotonic: z.int(), bootId: Id, hlc: Id }),
    rulePack: Id,
    payloadHash: Hash,
    prevHash: Hash,
  }),
  hash: Hash,
  deviceSig: Signature,
  userSig: Signature.optional(),
  payload: z.unknown().refine((value) => value !== undefined && nestedWithin(value, MAX_PAYLOAD_LEVELS)),
  salt: z.string().regex(/^[A-Za-z0-9_-]{0,64}$/),
});

/** A parsed wire event as the domain knows it. */
export function toOpenEvent(event: z.infer<typeof WireEvent>): OpenEvent {
  return { ...toSignedHeader(event), payload: event.payload, salt: event.salt };
}

/** The part of it that says nothing of its content. */
export function toSignedHeader({
  header,
  hash,
  deviceSig,
  userSig,
}: Pick<z.infer<typeof WireEvent>, 'header' | 'hash' | 'deviceSig' | 'userSig'>): SignedHeader {
  const { onBehalfOf, ...actor } = header.actor;
  return {
    header: { ...header, actor: onBehalfOf === undefined ? actor : { ...actor, onBehalfOf } },
    hash,
    deviceSig,
    ...(userSig === undefined ? {} : { userSig }),
  };
}

/**
 * What a push must at least hold for headquarters to answer event by event. Events that fit this but not `WireEvent` are
 * rejected alone (`push.badShape`), so that one bad event can't hold up the ones behind it.
 */
export const PushRequest = z.strictObject({
  protocol: Protocol,
  /** The PC's own clock, uncorrected. */
  deviceTimeMs: z.int(),
  events: z
    .array(z.looseObject({ header: z.looseObject({ id: Id, deviceId: Id, seq: Seq }) }))
    .min(1)
    .max(MAX_PUSH_EVENTS),
});
export type PushRequest = z.infer<typeof PushRequest>;

/** Why headquarters refused the content of one event; the texts are in the `sync` locale files. */
export const pushRejectCodes = [
  'push.badShape',
  'push.wrongBranch',
  'push.prevHash',
  'push.hash',
  'push.payloadHash',
  'push.deviceSig',
  'push.duplicateId',
  'push.fork',
] as const;
export type PushRejectCode = (typeof pushRejectCodes)[number];

/** 锚: headquarters' signed word that it holds this chain up to here. In version 1 this was the whole receipt. */
export const Anchor = z.strictObject({
  deviceId: Id,
  /** Headquarters holds every event of this device up to this one. */
  seq: Seq,
  /** Hash of that event. */
  headHash: z.string().max(100),
  hqTimeMs: Milliseconds,
  signature: Signature,
});
export type Anchor = z.infer<typeof Anchor>;

/** 回执: what became of the events of one push, each of them, in their order. */
export const Receipt = z.strictObject({
  branchId: Id,
  deviceId: Id,
  firstSeq: Seq,
  count: z.int().min(1).max(MAX_PUSH_EVENTS),
  /** Merkle tree hash over the results (`receiptRoot`). */
  root: Hash,
  anchor: Anchor,
  signature: Signature,
});
export type Receipt = z.infer<typeof Receipt>;

export const PushOutcome = z.strictObject({
  seq: Seq,
  id: Id,
  outcome: z.enum(['accepted', 'duplicate', 'rejected']),
  code: z.enum(pushRejectCodes).optional(),
});
export type PushOutcome = z.infer<typeof PushOutcome>;

export const PushReply = z.strictObject({
  results: z.array(PushOutcome),
  contiguousSeq: Seq,
  receipt: Receipt,
});
export type PushReply = z.infer<typeof PushReply>;

export const PullRequest = z.strictObject({
  protocol: Protocol,
  deviceTimeMs: z.int(),
  /** As the last reply gave it; null from the beginning. */
  cursor: z.string().max(40).nullable(),
  limit: z.int().min(1).max(MAX_PULL_EVENTS),
});
export type PullRequest = z.infer<typeof PullRequest>;

/** 停用: headquarters takes nothing of this device any more. Signed, so that a PC can show whose word it is. */
export const Revocation = z.strictObject({
  branchId: Id,
  deviceId: Id,
  atMs: Milliseconds,
  /** How far headquarters held its chain then; 0 for nothing. */
  seq: z.int().min(0),
  headHash: z.string().max(100),
  signature: Signature,
});
export type Revocation = z.infer<typeof Revocation>;

export const PullReply = z.strictObject({
  events: z.array(WireEvent),
  cursor: z.string().max(40),
  more: z.boolean(),
  /** Every device of the branch, so that the reader can check signatures by itself. */
  devices: z.array(z.strictObject({ id: Id, tag: DeviceTag, publicKey: PublicKey })),
  /** Those of these devices that headquarters has stopped; all of them in each answer. */
  revocations: z.array(Revocation),
  serverTimeMs: Milliseconds,
});
export type PullReply = z.infer<typeof PullReply>;

/** The same as a PC reads it: each record for itself, so that one which it can't read spoils no other. */
export const PulledPage = PullReply.extend({ events: z.array(z.unknown()) });
export type PulledPage = z.infer<typeof PulledPage>;
export type BranchDevice = PullReply['devices'][number];

export const PacksRequest = z.strictObject({
  protocol: Protocol,
  deviceTimeMs: z.int(),
  /** Hashes of the packs that this PC has, or has refused. */
  have: z.array(Hash).max(MAX_KNOWN_PACKS),
});
export type PacksRequest = z.infer<typeof PacksRequest>;

export const PacksReply = z.strictObject({
  /** Signed packs (`SignedPack`), oldest first; each is read for itself, so that one which a PC can't read spoils no other. */
  packs: z.array(z.unknown()).max(MAX_SENT_PACKS),
  more: z.boolean(),
  serverTimeMs: Milliseconds,
});
export type PacksReply = z.infer<typeof PacksReply>;

/** 求助: which PC called and when. No person, no customer, no words. */
export const CallSign = z.strictObject({ incident: Id, deviceTag: DeviceTag, atMs: Milliseconds });
export type CallSign = z.infer<typeof CallSign>;

/** Waits for events of an incident (事件) that other PCs of the branch wrote. The events are pulled; the answer carries `calls` alone. */
export const WaitRequest = z.strictObject({
  protocol: Protocol,
  /** Of the last pull; null from the beginning. */
  cursor: z.string().max(40).nullable(),
  /** Headquarters answers no later than this. */
  maxMs: z.int().min(0).max(LONGEST_WAIT_MS),
  /** Calls themselves, for what can't be pulled. Left out by PCs of before, which are not told of them. */
  calls: z
    .strictObject({
      /** Nobody is signed in: nothing can be pulled, so events of incidents are told as calls too. */
      locked: z.boolean(),
      /** Of this PC: called while nobody was signed in, and no events yet. */
      own: z.array(z.strictObject({ incident: Id, atMs: Milliseconds })).max(MAX_CALLS),
      /** What the last answer said. Another state of things is answered at once. */
      told: z.array(CallSign).max(MAX_CALLS),
    })
    .optional(),
});
export type WaitRequest = z.infer<typeof WaitRequest>;

export const WaitReply = z.strictObject({
  /** Something of an incident is there that this PC has not pulled. */
  alert: z.boolean(),
  /** Open calls of other PCs that this one can't pull; only where it asked for them. */
  calls: z.array(CallSign).max(MAX_CALLS).optional(),
  serverTimeMs: Milliseconds,
});
export type WaitReply = z.infer<typeof WaitReply>;

/** Reasons for refusing a whole request that a PC of version 1 understands. */
export const problemCodesV1 = [
  'request.badShape',
  'request.tooLarge',
  'request.tooMany',
  'request.notFound',
  'protocol.unsupported',
  'auth.missing',
  'auth.unknownDevice',
  'auth.revoked',
  'auth.signature',
  'auth.digest',
  'auth.clock',
  'auth.replayed',
  'auth.forbidden',
  'enrol.codeUnknown',
  'enrol.codeExpired',
  'enrol.codeUsed',
  'enrol.codeKind',
  'enrol.branchKnown',
  'enrol.deviceKnown',
  'push.gap',
  'push.foreign',
  'server.failed',
  'server.closing',
] as const;
/** Reasons for refusing a whole request. */
export const problemCodes = [
  ...problemCodesV1,
  /** The signature does not cover what it has to, or not in the agreed form. */
  'auth.components',
  /** Signed for an address that is not this headquarters'. */
  'auth.target',
  /** The PC that wrote these events was stopped (停用): nothing of it is taken, whoever brings it. Answered to `/relay` alone, which no older PC asks. */
  'relay.stopped',
  /** No accepted event of this branch names such a file, or it is not here. */
  'file.unknown',
  /** A piece of another length, or beyond the end. */
  'file.badPiece',
  /** All pieces are here, and together they are not the file that was named. They were thrown away. */
  'file.digest',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** `application/problem+json` (RFC 9457) with what a machine needs to go on. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  /** `never`: the same request will not succeed without a person. */
  retry: z.enum(['now', 'later', 'never']),
  retryAfterMs: Milliseconds.optional(),
  /** With `push.gap`: the next event headquarters needs of this device. */
  expectedSeq: Seq.optional(),
  /** With `auth.clock`: what time it is. */
  serverTimeMs: Milliseconds.optional(),
});
export type Problem = z.infer<typeof Problem>;
