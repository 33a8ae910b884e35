/** Whether what headquarters answered to a push is its signed word about exactly these events. Only then 总行已收 may be shown. */
import { createHash } from 'node:crypto';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { Anchor, PushReply, Receipt } from '../../shared/sync-protocol/messages';
import { anchorText, receiptRoot, receiptText } from '../../shared/sync-protocol/receipts';
import type { PushReplyV1 } from '../../shared/sync-protocol/version-1';
import { nodeHasher, verifyEd25519 } from '../keys/ed25519';

export interface Proof {
  readonly anchor: Anchor;
  /** Null from a headquarters that speaks version 1: its word is the anchor alone. */
  readonly receipt: Receipt | null;
  /** The anchor was signed just now. For what headquarters had before it gives the one of then again, whose time is long over. */
  readonly isOfNow: boolean;
}

export interface ProofDeps {
  readonly identity: { readonly deviceId: string; readonly branchId: string };
  readonly hqPublicKey: string;
}

/** Undefined for an answer that proves nothing. */
export function proofIn(
  reply: PushReply | PushReplyV1,
  batch: readonly OpenEvent[],
  deps: ProofDeps,
): Proof | undefined {
  const { receipt: said } = reply;
  const receipt = 'root' in said ? said : null;
  const anchor = 'root' in said ? said.anchor : said;
  if (!anchorHolds(anchor, reply, batch, deps)) return undefined;
  if (receipt !== null && !receiptHolds(receipt, reply, batch, deps)) return undefined;
  const head = reply.results.find(({ seq }) => seq === anchor.seq);
  return { anchor, receipt, isOfNow: head?.outcome === 'accepted' };
}

function anchorHolds(
  { signature, ...anchor }: Anchor,
  { results, contiguousSeq }: PushReply | PushReplyV1,
  batch: readonly OpenEvent[],
  { identity, hqPublicKey }: ProofDeps,
): boolean {
  if (anchor.deviceId !== identity.deviceId || anchor.seq !== contiguousSeq) return false;
  if (!verifyEd25519(hqPublicKey, nodeHasher.sha256(anchorText(anchor)), signature)) return false;
  const answersBatch =
    results.length === batch.length &&
    results.every(({ seq, id }, i) => seq === batch[i]?.header.seq && id === batch[i].header.id);
  const last = batch.at(-1);
  if (!answersBatch || last === undefined || anchor.seq < last.header.seq) return false;
  // A head that is ours must be ours; a fork is told by its own code.
  const head = batch.findIndex(({ header }) => header.seq === anchor.seq);
  return head < 0 || batch[head]?.hash === anchor.headHash || results[head]?.code === 'push.fork';
}

function receiptHolds(
  { signature, ...receipt }: Receipt,
  { results }: PushReply | PushReplyV1,
  batch: readonly OpenEvent[],
  { identity, hqPublicKey }: ProofDeps,
): boolean {
  if (receipt.deviceId !== identity.deviceId || receipt.branchId !== identity.branchId) return false;
  if (receipt.firstSeq !== batch[0]?.header.seq || receipt.count !== batch.length) return false;
  const root = receiptRoot(
    results,
    batch.map(({ hash }) => hash),
    (bytes) => createHash('sha256').update(bytes).digest(),
  );
  if (Buffer.from(root).toString('base64url') !== receipt.root) return false;
  return verifyEd25519(hqPublicKey, nodeHasher.sha256(receiptText(receipt)), signature);
}
