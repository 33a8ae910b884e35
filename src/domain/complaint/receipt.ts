/** 收到时间: when a complaint can have been received, as somebody wrote it down. All clocks start there. */
import type { LocalDate } from '../deadlines/local-date';
import { localDateOf } from '../deadlines/time-zone';

/** Nothing is taken down here from before: a year that early is a slip of the finger. The same year as in ledgers. */
export const earliestReceipt: LocalDate = '1990-01-01';

export type ReceiptProblem = 'intake.receivedInFuture' | 'intake.receivedBeforeOpening' | 'intake.receivedTooLongAgo';

/**
 * Why a complaint can't have been received then; null where it can. `openedOn`: first day of the branch (开业日期), empty where
 * nobody said.
 */
export function receiptProblem(
  receivedAtMs: number,
  now: { readonly nowMs: number; readonly timeZone: string; readonly openedOn: LocalDate },
): ReceiptProblem | null {
  if (receivedAtMs > now.nowMs) return 'intake.receivedInFuture';
  const receivedOn = localDateOf(receivedAtMs, now.timeZone);
  if (receivedOn < earliestReceipt) return 'intake.receivedTooLongAgo';
  return receivedOn < now.openedOn ? 'intake.receivedBeforeOpening' : null;
}
