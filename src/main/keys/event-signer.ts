/** Stamps, chains and signs the events of this device. Sequence and head advance only when a frame is kept. */
import { parseHlc } from '../clock/clock';
import { idAt } from '../platform/ids';
import type { EventActor, EventHeader, EventTime, OpenEvent } from '../../domain/evidence/event-envelope';
import { GENESIS_HASH } from '../../domain/evidence/event-envelope';
import { hashHeader, hashPayload } from '../../domain/evidence/hashing';
import type { Rng } from '../platform/rng';
import { nodeHasher, signerOf } from './ed25519';

export interface EventDraft {
  readonly streamId: string;
  readonly type: string;
  readonly version: number;
  readonly payload: unknown;
  readonly actor: EventActor;
  readonly rulePack: string;
  readonly commandId: string;
  /** The deciding person's own signature over the event's hash. */
  readonly userSign?: (hash: string) => string;
}

export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export interface EventWriter {
  readonly deviceId: string;
  readonly begin: () => void;
  readonly write: (draft: EventDraft) => OpenEvent;
  readonly commit: () => void;
  /** Forgets what was written since `begin`. */
  readonly rollback: () => void;
  readonly head: () => ChainHead;
}

export interface EventWriterDeps {
  readonly deviceId: string;
  readonly branchId: string;
  readonly deviceSeed: Uint8Array;
  readonly now: () => EventTime;
  readonly rng: Rng;
  readonly head: ChainHead | undefined;
}

export function createEventWriter(deps: EventWriterDeps): EventWriter {
  let kept: ChainHead = deps.head ?? { seq: 0, hash: GENESIS_HASH };
  let head: ChainHead | undefined;
  const deviceSign = signerOf(deps.deviceSeed);

  return {
    deviceId: deps.deviceId,
    begin: () => {
      if (head) throw new Error('events are already being written');
      head = kept;
    },
    write: ({ userSign, payload, ...draft }) => {
      if (!head) throw new Error('an event was written outside of a frame');
      const salt = deps.rng.bytes(16).toString('base64url');
      const at = deps.now();
      const header: EventHeader = {
        // By the clock that never goes back: lists that go by id keep their order when somebody sets the clock back.
        id: idAt(parseHlc(at.hlc).ms),
        deviceId: deps.deviceId,
        seq: head.seq + 1,
        branchId: deps.branchId,
        streamId: draft.streamId,
        type: draft.type,
        version: draft.version,
        commandId: draft.commandId,
        actor: draft.actor,
        at,
        rulePack: draft.rulePack,
        payloadHash: hashPayload(payload, salt, nodeHasher),
        prevHash: head.hash,
      };
      const hash = hashHeader(header, nodeHasher);
      head = { seq: header.seq, hash };
      return {
        header,
        hash,
        deviceSig: deviceSign(hash),
        ...(userSign ? { userSig: userSign(hash) } : {}),
        payload,
        salt,
      };
    },
    commit: () => {
      if (head) kept = head;
      head = undefined;
    },
    rollback: () => {
      head = undefined;
    },
    head: () => kept,
  };
}
