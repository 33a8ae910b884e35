/**
 * Sending what waits: several batches on their way at once, their answers taken in the order of the batches. A signed head covers events
 * whose refusal is told in an earlier answer, so a later one counts for nothing before.
 */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { OutboxChange } from '../../shared/store-contract/calls';
import type { OutboxRow } from '../../shared/store-contract/rows';
import { PushReply } from '../../shared/sync-protocol/messages';
import { MAX_PUSH_BYTES, MAX_PUSH_EVENTS } from '../../shared/sync-protocol/version';
import { PushReplyV1 } from '../../shared/sync-protocol/version-1';
import { exchange, failure, type Answer, type Failure } from './exchange';
import { proofIn, type Proof } from './receipt-check';
import type { Step, TransferTools } from './transfer';

/** Batches that may be on their way at once: what a line of 150 ms there and back takes in as fast as one without. */
const mostOnTheWay = 8;
/** Within this time the line may be given more at once; beyond `lateMs` less, before requests run into their time. */
const soonMs = 2_000;
const lateMs = 5_000;

type Reply = PushReply | PushReplyV1;

interface Batch {
  readonly rows: readonly OutboxRow[];
  readonly events: readonly OpenEvent[];
  readonly firstSeq: number;
  readonly lastSeq: number;
}

interface Sent extends Batch {
  /** Where the oldest batch began that was on its way then: headquarters may have had none of those between. */
  readonly since: number;
  readonly answer: Promise<Answer<Reply>>;
  /** It has gone out. Batches are compressed on several threads, and a later one that goes out first comes too early. */
  readonly gone: Promise<void>;
  /** When it is there. */
  settled?: { readonly answer: Answer<Reply>; readonly ms: number };
}

/** What headquarters signed for. */
interface Verified {
  readonly sent: Sent;
  readonly reply: Reply;
  readonly proof: Proof;
}

/** Sends batches until nothing waits. */
export async function pushAll(tools: TransferTools): Promise<Step> {
  const onTheWay: Sent[] = [];
  try {
    return await pushWith(tools, onTheWay);
  } finally {
    // None may come back into a store that is closed by then.
    await Promise.all(onTheWay.map(({ answer }) => answer));
  }
}

async function pushWith(tools: TransferTools, onTheWay: Sent[]): Promise<Step> {
  const { deps, pace } = tools;
  /** What the line loses is sent once more at once, where something got through since the last time. */
  let mayRepeat = false;
  let resendFrom: number | null = null;
  let resentFrom = 0;
  const forget = async (): Promise<void> => {
    await Promise.all(onTheWay.map(({ answer }) => answer));
    onTheWay.length = 0;
  };

  for (;;) {
    while (onTheWay.length < (resendFrom === null ? pace.width : 1) && !tools.stopping()) {
      const batch: Batch | 'none' | 'fault' = await nextBatch(tools, onTheWay, resendFrom);
      if (batch === 'fault') return failure('sync.localFault');
      if (batch === 'none') break;
      onTheWay.push(send(tools, batch, onTheWay[0]?.firstSeq ?? batch.firstSeq, onTheWay.at(-1)));
    }
    const [head] = onTheWay;
    if (head === undefined) {
      if (tools.stopping()) return { ok: true };
      // Who has nothing to send would never hear that headquarters came back from an older copy.
      const acked = tools.sure ? 0 : await deps.ackedSeq();
      if (acked === 0) return { ok: true };
      const step = await makeSure(tools, acked);
      if (!step.ok || tools.sure) return step;
      continue;
    }
    const answer = await head.answer;
    if (answer.ok) {
      tools.sure = true;
      const verified = verifiedOf(tools, onTheWay);
      if (verified.length === 0) {
        await noteAttempt(tools, head.rows, 'sync.receiptForged');
        return failure('sync.receiptForged');
      }
      onTheWay.splice(0, verified.length);
      await keepWord(tools, verified);
      mayRepeat = true;
      pace.width = widthAfter(pace.width, verified);
      pace.push = Math.min(MAX_PUSH_EVENTS, pace.push * 2);
      if (resendFrom !== null) {
        const nextSeq: number = head.lastSeq + 1;
        const firstWaiting = (await deps.outbox.next(1))[0]?.seq ?? nextSeq;
        resendFrom = nextSeq < firstWaiting ? nextSeq : null;
      }
      continue;
    }
    if (mayRepeat && isLost(head, answer) && !tools.stopping()) {
      mayRepeat = false;
      await Promise.all(onTheWay.map((sent) => sent.answer));
      for (const [i, sent] of onTheWay.entries())
        if (sent.settled?.answer.ok !== true) onTheWay[i] = send(tools, sent, head.firstSeq, onTheWay[i - 1]);
      continue;
    }
    const expected = answer.problem?.expectedSeq;
    if (expected !== undefined && (await isSetBack(tools, expected))) {
      await forget();
      continue;
    }
    // Only ever further back: otherwise headquarters could keep us busy for nothing.
    if (expected !== undefined && (resentFrom === 0 || expected < resentFrom)) {
      resendFrom = resentFrom = expected;
      await forget();
      continue;
    }
    const tooMuch = answer.reason === 'sync.tooLarge' && head.events.length > 1;
    if (tooMuch || answer.reason === 'sync.timeout') pace.push = Math.ceil(head.events.length / 2);
    if (tooMuch) {
      await forget();
      continue;
    }
    // A line that fails is tried with one at first.
    if (answer.problem === null) pace.width = 1;
    // Told to stop: the request was given up by ourselves, and the store may be closed already.
    if (!tools.stopping()) await noteAttempt(tools, head.rows, answer.reason);
    return answer;
  }
}

/** The next events behind those on their way; or, while headquarters gets again what it lost, those from there on. */
async function nextBatch(
  { deps, pace }: TransferTools,
  onTheWay: readonly Sent[],
  resendFrom: number | null,
): Promise<Batch | 'none' | 'fault'> {
  const after = onTheWay.at(-1)?.lastSeq ?? 0;
  const rows = await deps.outbox.next(pace.push, after);
  if (rows.length === 0 && resendFrom === null) return 'none';
  const loaded =
    resendFrom === null ? await deps.loadEvents(consecutive(rows)) : await deps.eventsFrom(resendFrom, pace.push);
  const events = withinBytes(loaded);
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return 'fault';
  const lastSeq = last.header.seq;
  return { rows: rows.filter(({ seq }) => seq <= lastSeq), events, firstSeq: first.header.seq, lastSeq };
}

function send(tools: TransferTools, batch: Batch, since: number, before?: Sent): Sent {
  const beganAtMs = performance.now();
  const { rows, events, firstSeq, lastSeq } = batch;
  let over: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    over = resolve;
  });
  const answer = exchange(tools.exchangeDeps, {
    path: '/push',
    body: { deviceTimeMs: tools.deviceTimeMs(), events },
    reply: PushReply,
    replyV1: PushReplyV1,
    turn: { come: before?.gone ?? Promise.resolve(), over: () => over() },
  });
  const sent: Sent = { rows, events, firstSeq, lastSeq, since, answer, gone };
  // Nothing of what the line does is thrown; what else is, whoever waits for the answer gets.
  void answer.then(
    (value) => {
      sent.settled = { answer: value, ms: performance.now() - beganAtMs };
    },
    () => undefined,
  );
  return sent;
}

/** Those from the first on whose answers are there and hold. */
function verifiedOf({ deps }: TransferTools, onTheWay: readonly Sent[]): Verified[] {
  const verified: Verified[] = [];
  for (const sent of onTheWay) {
    const answer = sent.settled?.answer;
    if (answer?.ok !== true) break;
    const proof = proofIn(answer.value, sent.events, { identity: deps.identity, hqPublicKey: deps.hq.publicKey });
    if (proof === undefined) break;
    verified.push({ sent, reply: answer.value, proof });
  }
  return verified;
}

/** First the good news, then the rows: after a crash in between, the rows are sent again and found to be duplicates. */
async function keepWord({ deps, exchangeDeps, progress }: TransferTools, verified: readonly Verified[]): Promise<void> {
  const last = verified.at(-1);
  if (last === undefined) return;
  const refused = verified.flatMap(({ reply }) => refusedIn(reply));
  await deps.acked(last.reply.contiguousSeq, last.proof, refused, exchangeDeps.createdMs());
  await deps.outbox.update(verified.flatMap(({ sent, reply }) => changesOf(reply, sent.rows)));
  await progress(0);
}

function widthAfter(width: number, verified: readonly Verified[]): number {
  const ms = Math.max(...verified.map(({ sent }) => sent.settled?.ms ?? 0));
  if (ms < soonMs) return Math.min(mostOnTheWay, width * 2);
  return ms > lateMs ? Math.max(1, Math.floor(width / 2)) : width;
}

/** The line lost it; or it came before another one that was on its way with it, or that was lost. */
function isLost({ since, firstSeq }: Sent, { reason, problem }: Failure): boolean {
  const expected = problem?.expectedSeq;
  if (expected !== undefined) return since < firstSeq && since <= expected && expected <= firstSeq;
  if (problem !== null) return problem.code === 'auth.replayed';
  return reason === 'sync.unreachable' || reason === 'sync.badAnswer';
}

/** True where headquarters lacks what it had signed for; that waits again by then, so it can't be true for ever. */
async function isSetBack({ deps, exchangeDeps }: TransferTools, expectedSeq: number): Promise<boolean> {
  const acked = await deps.ackedSeq();
  if (expectedSeq > acked) return false;
  await deps.setBack(expectedSeq, acked, exchangeDeps.createdMs());
  return true;
}

/** Asks once in the life of an engine, with the last event that headquarters signed for, whether it still has it. */
async function makeSure(tools: TransferTools, acked: number): Promise<Step> {
  const { deps } = tools;
  // One that was destroyed (销毁), or whose key is lost, can't be sent again: then there is nothing to ask with.
  const events = await deps.eventsFrom(acked, 1).catch(() => []);
  if (events.length === 0) {
    tools.sure = true;
    return { ok: true };
  }
  const answer = await exchange(tools.exchangeDeps, {
    path: '/push',
    body: { deviceTimeMs: tools.deviceTimeMs(), events },
    reply: PushReply,
    replyV1: PushReplyV1,
  });
  // Where it lacked this one alone it has taken it in by now.
  const isNews = answer.ok && answer.value.results[0]?.outcome === 'accepted';
  const expected = answer.ok ? (isNews ? acked : undefined) : answer.problem?.expectedSeq;
  if (expected !== undefined && (await isSetBack(tools, expected))) return { ok: true };
  if (!answer.ok) return answer;
  tools.sure = proofIn(answer.value, events, { identity: deps.identity, hqPublicKey: deps.hq.publicKey }) !== undefined;
  return tools.sure ? { ok: true } : failure('sync.receiptForged');
}

/** The rows of one batch: a quarantined event is not sent again; headquarters knows its place, so what follows it need not touch it. */
export function consecutive(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const end = rows.findIndex((row, index) => index > 0 && row.seq !== (rows[index - 1]?.seq ?? 0) + 1);
  return end < 0 ? rows : rows.slice(0, end);
}

/** As many of these as one batch may hold; at least one. */
export function withinBytes(events: readonly OpenEvent[]): readonly OpenEvent[] {
  let bytes = 0;
  const end = events.findIndex((event, index) => {
    bytes += Buffer.byteLength(JSON.stringify(event));
    return index > 0 && bytes > MAX_PUSH_BYTES;
  });
  return end < 0 ? events : events.slice(0, end);
}

/** Those of a push that headquarters does not take. */
export const refusedIn = ({ results }: Reply): { readonly seq: number; readonly code: string }[] =>
  results.flatMap(({ seq, outcome, code = 'push.badShape' }) => (outcome === 'rejected' ? [{ seq, code }] : []));

/** What becomes of the rows by an answer that was verified. */
export function changesOf(reply: Reply, rows: readonly OutboxRow[]): readonly OutboxChange[] {
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  return reply.results.flatMap((result) => {
    const row = bySeq.get(result.seq);
    if (!row) return [];
    const rejected = result.outcome === 'rejected';
    return [
      {
        seq: row.seq,
        state: rejected ? ('quarantined' as const) : ('acked' as const),
        attempts: row.attempts + 1,
        nextAttemptAtMs: 0,
        lastError: rejected ? (result.code ?? 'push.badShape') : null,
      },
    ];
  });
}

/** So that the sync centre can tell how often and why. */
async function noteAttempt(tools: TransferTools, rows: readonly OutboxRow[], reason: string): Promise<void> {
  await tools.deps.outbox.update(
    rows.map((row) => ({
      seq: row.seq,
      state: 'waiting',
      attempts: row.attempts + 1,
      nextAttemptAtMs: tools.nowMs(),
      lastError: reason,
    })),
  );
}
