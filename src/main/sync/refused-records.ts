/**
 * 拒收记录: what headquarters says of the records of this PC that it did not take. What it asks for once more is sent once more; what it has settled
 * troubles nobody any more; and the sync centre tells the same as the console of headquarters.
 */
import { RefusalsReply } from '../../shared/sync-protocol/refusals';
import { exchange } from './exchange';
import { pushAll } from './push';
import type { Step, TransferTools } from './transfer';

export type RefusedRecords = RefusalsReply['refusals'];

/** Asks only where something was refused. A headquarters of before says nothing of it. */
export async function heedRefusals(tools: TransferTools): Promise<Step> {
  const { deps } = tools;
  if (!deps.refusals || (await deps.outbox.stats()).quarantined === 0) {
    deps.refusals?.heard([]);
    return { ok: true };
  }
  const first = await ask(tools);
  if (!Array.isArray(first)) return first;
  const wanted = first.filter(({ answer }) => answer?.state === 'askedAgain');
  deps.refusals.heard(first);
  if (wanted.length === 0) return { ok: true };
  await deps.outbox.update(
    wanted.map(({ seq, code }) => ({ seq, state: 'waiting', attempts: 1, nextAttemptAtMs: 0, lastError: code })),
  );
  const pushed = await pushAll(tools);
  if (!pushed.ok) return pushed;
  const still = await ask(tools);
  if (!Array.isArray(still)) return still;
  const taken = wanted.map(({ seq }) => seq).filter((seq) => still.every((one) => one.seq !== seq));
  if (taken.length > 0) await deps.refusals.taken(taken);
  deps.refusals.heard(still);
  return { ok: true };
}

async function ask(tools: TransferTools): Promise<RefusedRecords | Exclude<Step, { readonly ok: true }>> {
  const answer = await exchange(tools.exchangeDeps, { path: '/refusals', body: {}, reply: RefusalsReply });
  if (answer.ok) return answer.value.refusals;
  return answer.problem?.code === 'request.notFound' ? [] : answer;
}
