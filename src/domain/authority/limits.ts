/** 授权额度: how much money a role may grant in one decision. House default until headquarters sends its own table. */
import type { RemedyKind } from '../complaint/values';
import { remedyKindsWithMoney } from '../complaint/values';
import type { Role } from './roles';

/** In fen; null means no limit, absent means the role decides nothing. */
export type LimitTable = { readonly [R in Role]?: { readonly [K in RemedyKind]?: number | null } };

const anyWords = { explanation: 0, apology: 0, correction: 0, other: 0, refusal: 0 } as const;

export const defaultLimits: LimitTable = {
  supervisor: { ...anyWords, refund: 500_000, feeWaiver: 500_000, compensation: 200_000 },
  officer: { ...anyWords, refund: 5_000_000, feeWaiver: 5_000_000, compensation: 2_000_000 },
};

/**
 * The most a role may grant for a proposal of these kinds, in fen; null for no limit, undefined when the role may not
 * decide it at all. Several kinds in one proposal: the strictest money limit counts.
 */
export function limitFor(table: LimitTable, role: Role, kinds: readonly RemedyKind[]): number | null | undefined {
  const row = table[role];
  if (!row) return undefined;
  if (kinds.some((k) => row[k] === undefined)) return undefined;
  const money = kinds.filter((k) => remedyKindsWithMoney.includes(k)).map((k) => row[k] as number | null);
  const finite = money.filter((m) => m !== null);
  if (money.length === 0) return 0;
  return finite.length === 0 ? null : Math.min(...finite);
}
