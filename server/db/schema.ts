/**
 * Tables of headquarters. The SQL in `migrations/` makes them; this file only names them for queries. All with a `branchId` (of `branches`
 * it is the `id`) are cut into partitions by it, except the two directories and the enrolment codes.
 */
import { and, eq, sql } from 'drizzle-orm';
import { bigint, boolean, customType, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { EventHeader } from '../../src/domain/evidence/event-envelope';
import type { ReleaseState } from '../../src/shared/hq-console/pack-states';
import type { PackKind } from '../../src/domain/packs/kinds';
import type { RefusalState } from '../../src/shared/sync-protocol/refusals';

const ms = (name: string) => bigint(name, { mode: 'number' });
/** PostgreSQL's driver answers a Buffer, the embedded one a plain array of bytes. */
const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

/** Which branches there are: a small table that every node of a database holds whole, because a code is known before its branch. */
export const branchDirectory = pgTable('branch_directory', {
  branchId: text('branch_id').primaryKey(),
  code: text('code').notNull(),
});

/** The branch of a device, which never changes: a request names its device only. */
export const deviceDirectory = pgTable('device_directory', {
  deviceId: text('device_id').primaryKey(),
  branchId: text('branch_id').notNull(),
});

export const branches = pgTable('branches', {
  id: text('branch_id').primaryKey(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  institutionType: text('institution_type').$type<'bank' | 'insurer'>().notNull(),
  institutionName: text('institution_name').notNull(),
  province: text('province').notNull(),
  /** Given to the next accepted event, under a row lock. */
  nextPosition: bigint('next_position', { mode: 'number' }).notNull(),
  /** How far its events were cut into segments. */
  cutTo: bigint('cut_to', { mode: 'number' }).notNull().default(0),
});

export const devices = pgTable(
  'devices',
  {
    branchId: text('branch_id').notNull(),
    id: text('id').notNull(),
    tag: text('tag').notNull(),
    publicKey: text('public_key').notNull(),
    enrolledAt: ms('enrolled_at').notNull(),
    lastSeenAt: ms('last_seen_at'),
    /** Our clock minus the PC's. */
    clockOffsetMs: ms('clock_offset_ms'),
    revoked: boolean('revoked').notNull(),
    /** The end of its chain as headquarters holds it; 0 and no hash before the first push. */
    headSeq: integer('head_seq').notNull().default(0),
    headHash: text('head_hash'),
    headLinked: boolean('head_linked').notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.id] })],
);

export const enrolmentCodes = pgTable('enrolment_codes', {
  codeHash: text('code_hash').primaryKey(),
  kind: text('kind').$type<'new' | 'join'>().notNull(),
  branchId: text('branch_id'),
  expiresAt: ms('expires_at').notNull(),
  usedAt: ms('used_at'),
  /** So that a PC whose answer was lost may ask again. */
  usedBy: text('used_by'),
});

export const events = pgTable(
  'events',
  {
    branchId: text('branch_id').notNull(),
    /** Null for a tombstone: readers never see it. */
    position: bigint('position', { mode: 'number' }),
    deviceId: text('device_id').notNull(),
    seq: integer('seq').notNull(),
    eventId: text('event_id').notNull(),
    streamId: text('stream_id'),
    type: text('type'),
    atWall: ms('at_wall'),
    header: jsonb('header').$type<EventHeader>(),
    /** As claimed by the device; `linked` tells whether it may be chained to. */
    hash: text('hash').notNull(),
    linked: boolean('linked').notNull(),
    deviceSig: text('device_sig'),
    userSig: text('user_sig'),
    /** JSON as text: `jsonb` can't hold `\u0000`, and one such letter in a complaint must not stop a branch. */
    payload: text('payload'),
    salt: text('salt'),
    outcome: text('outcome').$type<'accepted' | 'rejected'>().notNull(),
    rejectCode: text('reject_code'),
    storedAt: ms('stored_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.deviceId, t.seq] })],
);

/** In the words of the index of refused records, which is not found by a parameter. */
export const isRejected = sql`${events.outcome} = 'rejected'`;

export const receipts = pgTable(
  'receipts',
  {
    branchId: text('branch_id').notNull(),
    deviceId: text('device_id').notNull(),
    seq: integer('seq').notNull(),
    headHash: text('head_hash').notNull(),
    hqTimeMs: ms('hq_time_ms').notNull(),
    signature: text('signature').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.deviceId, t.seq] })],
);

/** 分叉: two events that a device signed for one place of its chain. The one that is kept stands in `events`. */
export const forks = pgTable(
  'forks',
  {
    branchId: text('branch_id').notNull(),
    deviceId: text('device_id').notNull(),
    seq: integer('seq').notNull(),
    hash: text('hash').notNull(),
    header: jsonb('header').$type<EventHeader>().notNull(),
    deviceSig: text('device_sig').notNull(),
    seenAt: ms('seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.deviceId, t.seq, t.hash] })],
);

/** 拒收记录: what headquarters answered about a record that it did not take. */
export const refusalAnswers = pgTable(
  'refusal_answers',
  {
    branchId: text('branch_id').notNull(),
    deviceId: text('device_id').notNull(),
    seq: integer('seq').notNull(),
    fork: boolean('fork').notNull(),
    state: text('state').$type<RefusalState>().notNull(),
    reason: text('reason').notNull(),
    account: text('account').notNull(),
    name: text('name').notNull(),
    answeredAt: ms('answered_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.deviceId, t.seq, t.fork] })],
);

/** Joins a refused record, of which a tombstone stands in `events`, with what was answered about it. */
export const answersTombstone = and(
  eq(refusalAnswers.branchId, events.branchId),
  eq(refusalAnswers.deviceId, events.deviceId),
  eq(refusalAnswers.seq, events.seq),
  eq(refusalAnswers.fork, false),
);

/** 停用: signed when a device was stopped; `lifted_at` when that was taken back. */
export const revocations = pgTable(
  'revocations',
  {
    branchId: text('branch_id').notNull(),
    deviceId: text('device_id').notNull(),
    atMs: ms('at_ms').notNull(),
    seq: integer('seq').notNull(),
    headHash: text('head_hash').notNull(),
    signature: text('signature').notNull(),
    liftedAt: ms('lifted_at'),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.deviceId, t.atMs] })],
);

/** 证据材料 that an accepted event names: wanted until all its pieces are here and are what they should be. */
export const files = pgTable(
  'files',
  {
    branchId: text('branch_id').notNull(),
    sha256: text('sha256').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    state: text('state').$type<'wanted' | 'whole' | 'refused'>().notNull(),
    namedAt: ms('named_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.sha256] })],
);

export const filePieces = pgTable(
  'file_pieces',
  {
    branchId: text('branch_id').notNull(),
    sha256: text('sha256').notNull(),
    piece: integer('piece').notNull(),
    content: bytes('content').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.sha256, t.piece] })],
);

/** 证据材料 of complaints that were moved here: kept in the branch that sent it, see `files`. */
export const givenFiles = pgTable(
  'given_files',
  {
    branchId: text('branch_id').notNull(),
    sha256: text('sha256').notNull(),
    fromBranchId: text('from_branch_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.sha256] })],
);

/** 封存段: events of a branch in the order of headquarters, compressed and sealed; see `segments.ts`. */
export const segments = pgTable(
  'segments',
  {
    branchId: text('branch_id').notNull(),
    from: bigint('first_position', { mode: 'number' }).notNull(),
    to: bigint('last_position', { mode: 'number' }).notNull(),
    /** Of `content`, in hex. */
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    events: integer('events').notNull(),
    /** JSON: which places of which chains. */
    ranges: text('ranges').notNull(),
    content: bytes('content').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.to] })],
);

export const headquarters = pgTable('headquarters', {
  single: boolean('single').primaryKey().default(true),
  publicKey: text('public_key').notNull(),
});

export const nonces = pgTable(
  'nonces',
  {
    branchId: text('branch_id').notNull(),
    deviceId: text('device_id').notNull(),
    nonce: text('nonce').notNull(),
    expiresAt: ms('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.branchId, t.deviceId, t.nonce] })],
);

export const packs = pgTable('packs', {
  position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  hash: text('hash').notNull(),
  kind: text('kind').$type<PackKind>().notNull(),
  packId: text('pack_id').notNull(),
  version: text('version').notNull(),
  institutionType: text('institution_type').$type<'bank' | 'insurer'>(),
  /** JSON as text, as it was signed. */
  signed: text('signed').notNull(),
  publishedAt: ms('published_at').notNull(),
});

export const packReleases = pgTable('pack_releases', {
  id: text('id').primaryKey(),
  kind: text('kind').$type<PackKind>().notNull(),
  packId: text('pack_id').notNull(),
  version: text('version').notNull(),
  institutionType: text('institution_type').$type<'bank' | 'insurer'>(),
  effectiveFrom: text('effective_from').notNull(),
  issuedBy: text('issued_by').notNull(),
  /** JSON as text, as it was handed in. */
  body: text('body').notNull(),
  state: text('state').$type<ReleaseState>().notNull(),
  proposedBy: text('proposed_by').notNull(),
  proposedAt: ms('proposed_at').notNull(),
  reviewedBy: text('reviewed_by'),
  changedAt: ms('changed_at').notNull(),
  note: text('note').notNull(),
  items: integer('items').notNull(),
  unconfirmed: integer('unconfirmed').notNull(),
  /** Of the signed pack; null until it was reviewed. */
  hash: text('hash'),
});

export const packPilots = pgTable(
  'pack_pilots',
  { releaseId: text('release_id').notNull(), branchId: text('branch_id').notNull() },
  (t) => [primaryKey({ columns: [t.releaseId, t.branchId] })],
);

export const schema = {
  branchDirectory,
  deviceDirectory,
  branches,
  devices,
  enrolmentCodes,
  events,
  receipts,
  forks,
  refusalAnswers,
  revocations,
  headquarters,
  nonces,
  files,
  filePieces,
  givenFiles,
  segments,
  packs,
  packReleases,
  packPilots,
};
