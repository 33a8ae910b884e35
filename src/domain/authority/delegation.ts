/** 授权代理: somebody lends a colleague their authority for some days, up to an amount. What is decided by it carries 代. */
import { z } from 'zod';
import { isLocalDate, type LocalDate } from '../deadlines/local-date';

const Day = z.string().refine(isLocalDate);

export const Delegation = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  /** First and last day, both counted. */
  fromDate: Day,
  toDate: Day,
  /** In fen, for each decision; 0 for decisions without money. */
  upToFen: z.int().nonnegative(),
  reason: z.string().max(500),
});
export type Delegation = z.infer<typeof Delegation>;

/** Those that hold on a day for this person. The list holds none that was revoked. */
export function delegationsTo(
  delegations: readonly Delegation[],
  userId: string,
  today: LocalDate,
): readonly Delegation[] {
  return delegations.filter(({ to, fromDate, toDate }) => to === userId && fromDate <= today && today <= toDate);
}
