/** Sync centre (同步): what waits, since when, why; enrolment with headquarters. */
import { z } from 'zod';
import type { RefusalAnswer } from '../sync-protocol/refusals';
import { Done, noError, operation, refusal, view } from './define';

/** Which evidence files (证据材料) go to headquarters by themselves: all, those up to 1 MB (a line paid by volume), or none. */
export const evidencePolicies = ['all', 'small', 'none'] as const;
export type EvidencePolicy = (typeof evidencePolicies)[number];

export interface SyncStatusView {
  readonly state: 'notEnrolled' | 'idle' | 'syncing' | 'offline' | 'attention' | 'paused';
  readonly hqUrl: string | null;
  readonly lastSuccessAtMs: number | null;
  readonly waiting: number;
  readonly oldestWaitingSinceMs: number | null;
  readonly quarantined: number;
  /** Text key in the `sync` namespace; null when all is well. */
  readonly reasonCode: string | null;
  readonly nextAttemptAtMs: number | null;
  /** Headquarters' clock minus ours, as last measured. */
  readonly clockOffsetMs: number | null;
  readonly receivedFromOthers: number;
  readonly intervalMinutes: number;
  readonly evidence: {
    readonly policy: EvidencePolicy;
    /** Of the files of this PC: those that headquarters does not have yet. */
    readonly waitingFiles: number;
    readonly waitingBytes: number;
    /** Of these, those that stay here by what was chosen. */
    readonly heldBackFiles: number;
    /** Text key in the `sync` namespace; null when all is well. */
    readonly reasonCode: string | null;
  };
  /** 停用: other PCs of the branch of which headquarters takes nothing any more, by its signed word. */
  readonly stopped: readonly { readonly deviceTag: string; readonly atMs: number }[];
  /** 搁置: of each PC whose records could not be verified, the first of them, and how many came behind it. */
  readonly setAside: readonly {
    readonly deviceTag: string;
    readonly seq: number;
    readonly eventId: string;
    readonly atMs: number;
    readonly held: number;
  }[];
  /** 代送: records of a PC in whose place this one was restored, which headquarters does not have yet; a text key where it does not take them. */
  readonly unsent: readonly {
    readonly deviceTag: string;
    readonly waiting: number;
    readonly reasonCode: string | null;
  }[];
}

export interface SyncItemView {
  readonly seq: number;
  readonly eventType: string;
  readonly number: string;
  readonly atMs: number;
  readonly state: 'waiting' | 'sending' | 'received' | 'quarantined';
  readonly attempts: number;
  readonly reasonCode: string | null;
  /** What headquarters says of a record that it did not take; null while it has said nothing, or the PC was not in contact since it was started. */
  readonly answer: RefusalAnswer | null;
}

/** Why headquarters did not take this PC as a device. */
export const enrolRefusals = [
  'sync.unreachable',
  'sync.tls',
  'sync.trust',
  'sync.notHq',
  'sync.hqFailed',
  'sync.outdated',
  'sync.wrongAddress',
  'sync.insecureUrl',
  'sync.codeRefused',
  'sync.codeUsed',
  'sync.codeExpired',
  'sync.codeForJoining',
  'sync.codeForNewBranch',
  'sync.branchKnown',
  'sync.deviceKnown',
  'sync.tooManyTries',
] as const;
export type EnrolRefusal = (typeof enrolRefusals)[number];

export const syncContract = {
  'sync.status': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<SyncStatusView>(),
    error: noError,
  }),
  'sync.items': operation({
    kind: 'query',
    input: z.strictObject({ limit: z.int().min(1).max(500) }),
    output: z.object({ items: z.array(z.custom<SyncItemView>()) }),
    error: noError,
  }),
  'sync.now': operation({
    kind: 'command',
    input: z.strictObject({}),
    output: Done,
    error: refusal('sync.notEnrolled'),
  }),
  'sync.setPaused': operation({
    kind: 'command',
    input: z.strictObject({ paused: z.boolean() }),
    output: Done,
    error: noError,
  }),
  'sync.setInterval': operation({
    kind: 'command',
    input: z.strictObject({ minutes: z.int().min(1).max(240) }),
    output: Done,
    error: noError,
  }),
  'sync.setEvidence': operation({
    kind: 'command',
    input: z.strictObject({ policy: z.enum(evidencePolicies) }),
    output: Done,
    error: noError,
  }),
  'sync.enrol': operation({
    kind: 'command',
    input: z.strictObject({ hqUrl: z.url().max(500), code: z.string().trim().min(4).max(40) }),
    output: Done,
    error: z.strictObject({ code: z.enum([...enrolRefusals, 'sync.alreadyEnrolled']) }),
  }),
} as const;
