/** Within whose limit of authority an amount lies: known while it is typed, not only when it is refused. */
import type { Decider } from '../../../../shared/contract/approval';

export type Reach =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'upTo'; readonly most: Decider }
  | { readonly kind: 'within'; readonly by: Decider }
  | { readonly kind: 'higher'; readonly by: Decider; readonly lower: Decider }
  | { readonly kind: 'above'; readonly most: Decider };

const reachOf = ({ limitFen }: Decider): number => limitFen ?? Number.POSITIVE_INFINITY;

/** The lowest of those whose limit suffices is asked; `amountFen` is null while nothing is filled in. */
export function authorityReach(deciders: readonly Decider[], amountFen: number | null): Reach {
  const ranked = [...deciders].sort((a, b) => reachOf(a) - reachOf(b));
  const [lowest] = ranked;
  const most = ranked.at(-1);
  if (lowest === undefined || most === undefined) return { kind: 'nobody' };
  if (amountFen === null || amountFen === 0) return { kind: 'upTo', most: lowest };
  const by = ranked.find((decider) => reachOf(decider) >= amountFen);
  if (by === undefined) return { kind: 'above', most };
  return reachOf(by) > reachOf(lowest) ? { kind: 'higher', by, lower: lowest } : { kind: 'within', by };
}
