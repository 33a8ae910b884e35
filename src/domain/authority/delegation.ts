/** 授权代理: somebody lends a colleague their authority for some days, up to an amount. What is decided by it carries 代. */
import { z } from 'zod';
import { remedyKindsWithMoney } from '../complaint/values';
import { dayNumber, isLocalDate, type LocalDate } from '../deadlines/local-date';
import { levelOf } from './levels';
import { limitOf, type AuthorityRules } from './matrix';
import { may, type Role } from './roles';

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

export interface EnteredDelegation {
  readonly to: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly upToFen: number;
  readonly reason: string;
}

export type DelegationRefusal =
  | {
      readonly code:
        | 'delegation.noAuthority'
        | 'delegation.notFound'
        | 'delegation.self'
        | 'delegation.roleForbids'
        | 'delegation.badDates'
        | 'delegation.pastDates'
        | 'delegation.reasonMissing';
    }
  | { readonly code: 'delegation.tooLong'; readonly mostDays: number }
  | { readonly code: 'delegation.aboveLimit'; readonly limitFen: number }
  /** Another delegation of theirs, to `person`, holds on some of these days. */
  | {
      readonly code: 'delegation.overlaps';
      readonly person: string;
      readonly fromDate: string;
      readonly toDate: string;
    }
  /** `person`, to whom it goes, lends their own authority back on some of these days, themselves or by way of others. */
  | { readonly code: 'delegation.circular'; readonly person: string };

export interface DelegationContext {
  readonly rules: AuthorityRules;
  readonly today: LocalDate;
  readonly people: ReadonlyMap<string, Person>;
  /** Those that were not revoked. */
  readonly delegations: readonly Delegation[];
  readonly newId: () => string;
}

interface Person {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
}

/** The most this person has to lend, in fen; null for no limit, undefined when they have no authority of their own. */
export function mostToLend(rules: AuthorityRules, role: Role): number | null | undefined {
  const level = levelOf(role);
  if (level === undefined) return undefined;
  const limits = remedyKindsWithMoney.map((kind) => limitOf(rules.matrix, level, [kind]));
  if (limits.includes(null)) return null;
  return Math.max(0, ...limits.flatMap((limit) => limit ?? []));
}

/** What is recorded when `from` lends their authority, or why they may not. What was lent to them they can't lend on. */
export function delegate(
  from: string,
  entered: EnteredDelegation,
  { rules, today, people, delegations, newId }: DelegationContext,
): { readonly ok: true; readonly value: Delegation } | { readonly ok: false; readonly error: DelegationRefusal } {
  const refuse = (error: DelegationRefusal) => ({ ok: false as const, error });
  const holder = people.get(from);
  const most = holder?.active === true ? mostToLend(rules, holder.role) : undefined;
  if (most === undefined) return refuse({ code: 'delegation.noAuthority' });
  const { to, fromDate, toDate, upToFen } = entered;
  if (to === from) return refuse({ code: 'delegation.self' });
  const deputy = people.get(to);
  if (deputy?.active !== true) return refuse({ code: 'delegation.notFound' });
  if (!may(deputy.role, 'case.propose')) return refuse({ code: 'delegation.roleForbids' });
  if (!isLocalDate(fromDate) || !isLocalDate(toDate) || toDate < fromDate) {
    return refuse({ code: 'delegation.badDates' });
  }
  if (fromDate < today) return refuse({ code: 'delegation.pastDates' });
  const mostDays = rules.delegationMostDays;
  if (dayNumber(toDate) - dayNumber(fromDate) >= mostDays) return refuse({ code: 'delegation.tooLong', mostDays });
  if (most !== null && upToFen > most) return refuse({ code: 'delegation.aboveLimit', limitFen: most });
  const period = { fromDate, toDate };
  const other = delegations.find((known) => known.from === from && common(known, period));
  if (other) {
    const person = people.get(other.to)?.name ?? '';
    return refuse({ code: 'delegation.overlaps', person, fromDate: other.fromDate, toDate: other.toDate });
  }
  if (leadsTo(delegations, to, from, period)) return refuse({ code: 'delegation.circular', person: deputy.name });
  const reason = entered.reason.trim();
  if (reason === '') return refuse({ code: 'delegation.reasonMissing' });
  return { ok: true, value: { id: newId(), from, to, fromDate, toDate, upToFen, reason } };
}

type Period = Pick<Delegation, 'fromDate' | 'toDate'>;

/** The days of both; undefined when there are none. */
function common(a: Period, b: Period): Period | undefined {
  const fromDate = a.fromDate > b.fromDate ? a.fromDate : b.fromDate;
  const toDate = a.toDate < b.toDate ? a.toDate : b.toDate;
  return fromDate <= toDate ? { fromDate, toDate } : undefined;
}

/** True when on some day of the period the line of deputies from `start` comes to `goal`. */
export function leadsTo(
  delegations: readonly Delegation[],
  start: string,
  goal: string,
  period: Period,
  seen: readonly string[] = [],
): boolean {
  if (start === goal) return true;
  return delegations.some((known) => {
    if (known.from !== start || seen.includes(known.to)) return false;
    const days = common(known, period);
    return days !== undefined && leadsTo(delegations, known.to, goal, days, [...seen, start]);
  });
}
