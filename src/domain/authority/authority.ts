/**
 * 权限: how much somebody may approve now. Their own by role and matrix, and what was delegated to them (代); both shrink the
 * longer the branch was without contact with headquarters. Pure: everything it depends on comes in.
 */
import type { RemedyKind } from '../complaint/values';
import type { LocalDate } from '../deadlines/local-date';
import { contactShare, type Contact } from './contact';
import { delegationsTo, type Delegation } from './delegation';
import { levelOf, reaches, type Level } from './levels';
import { limitOf, type AuthorityRules } from './matrix';
import { permissionsOf, type Permission, type Role } from './roles';

export interface AuthorityContext {
  readonly rules: AuthorityRules;
  /** The day at the branch by the clock that never goes back. */
  readonly today: LocalDate;
  /** Null where the branch has no headquarters to be in contact with. */
  readonly contact: Contact | null;
  readonly delegations: readonly Delegation[];
}

/** What authority needs to know of a person. */
export interface Holder {
  readonly userId: string;
  readonly role: Role;
  readonly active: boolean;
}

export interface Authority {
  /** Whose it is: the person's own, or that of who delegated it. */
  readonly holderId: string;
  readonly delegationId: string | null;
  readonly level: Level;
  /** Of one that was lent: the amount up to which it may be used at all, also as one signature of several. */
  readonly lentFen: number | null;
  /** The most it reaches, in fen; null for no limit. */
  readonly fullFen: number | null;
  /** Of that, what needs no ratification by headquarters. */
  readonly nowFen: number | null;
}

/** Everything by which this person may approve proposals of these kinds: their own first. */
export function authoritiesOf(
  person: Pick<Holder, 'userId' | 'role'>,
  kinds: readonly RemedyKind[],
  people: ReadonlyMap<string, Holder>,
  context: AuthorityContext,
): readonly Authority[] {
  const { rules, delegations, today } = context;
  const { percent } = contactShare(rules.withoutContact, context.contact);
  const authority = (holder: Pick<Holder, 'userId' | 'role'>, delegation: Delegation | null): Authority[] => {
    const level = levelOf(holder.role);
    const own = level && limitOf(rules.matrix, level, kinds);
    if (level === undefined || own === undefined) return [];
    const fullFen = least(own, delegation?.upToFen ?? null);
    const nowFen = fullFen === null ? (percent < 100 ? 0 : null) : Math.floor((fullFen * percent) / 100);
    return [
      {
        holderId: holder.userId,
        delegationId: delegation?.id ?? null,
        level,
        lentFen: delegation?.upToFen ?? null,
        fullFen,
        nowFen,
      },
    ];
  };
  return [
    ...authority(person, null),
    ...delegationsTo(delegations, person.userId, today).flatMap((delegation) => {
      const holder = people.get(delegation.from);
      // Who left or lost the role has nothing to give any more.
      return holder?.active === true ? authority(holder, delegation) : [];
    }),
  ];
}

/** What a person may do now: by their role, and deciding by an authority that was lent to them. */
export function permissionsNow(
  person: Pick<Holder, 'userId' | 'role'>,
  people: ReadonlyMap<string, Holder>,
  context: AuthorityContext,
): readonly Permission[] {
  const own = permissionsOf[person.role];
  const decides = authoritiesOf(person, [], people, context).length > 0;
  return decides && !own.includes('case.decide') ? [...own, 'case.decide'] : own;
}

/** The lower of two limits, where null is none. */
export function least(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

/** True when the limit allows the amount. */
export function allows(limitFen: number | null, amountFen: number): boolean {
  return limitFen === null || amountFen <= limitFen;
}

export type Reach = Pick<Authority, 'level' | 'fullFen' | 'nowFen'>;

/**
 * How many of the approvers that are needed stand among those who sign: the highest must be able to answer for the amount,
 * `by` their full limit or what of it holds now.
 */
export function filled(
  needed: readonly Level[],
  signers: readonly Reach[],
  amountFen: number,
  by: 'fullFen' | 'nowFen' = 'fullFen',
): number {
  const fits = (signer: Reach, at: number): boolean => {
    const asked = needed[at];
    return (
      asked !== undefined && reaches(signer.level, asked) && (at < needed.length - 1 || allows(signer[by], amountFen))
    );
  };
  // Few approvers: each place is tried with each signer.
  const most = (at: number, left: readonly Reach[]): number => {
    if (at < 0 || left.length === 0) return 0;
    return Math.max(
      most(at - 1, left),
      ...left
        .filter((signer) => fits(signer, at))
        .map(
          (signer) =>
            1 +
            most(
              at - 1,
              left.filter((other) => other !== signer),
            ),
        ),
    );
  };
  return most(needed.length - 1, signers);
}
