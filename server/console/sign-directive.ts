/** The one way in which a person signs in the name of headquarters: the second factor once more, the work, the trail, and word to the PCs. */
import type { HqOfficer } from '../../src/domain/complaint/headquarters-values';
import { headquartersDevice } from '../../src/domain/evidence/headquarters';
import { err } from '../../src/shared/contract/define';
import type { AuditAction } from '../../src/shared/hq-console/audit';
import type { Tx } from '../db/database';
import type { DirectiveContext, Written } from '../hq-chain';
import { record, type Call } from './call';
import type { AuditFact } from './audit-trail';
import { listEscalation } from './escalation-list';
import { spendSecondFactor } from './people';
import { beginTry, forgive, signInLimits } from './waits';

export type Signing<W extends string> = ({ readonly ok: true } & Written) | { readonly ok: false; readonly why: W };

/** Who is signed in; a handler behind a permission always has somebody. */
export function personOfCall({ session }: Call): HqOfficer {
  if (!session) throw new Error('the gate let in nobody');
  const { account, name } = session.person;
  return { account, name };
}

/**
 * A session that somebody left open, or stole, signs nothing: the second factor is asked for again, and wrong ones wait as at sign-in.
 *
 * @param fact what the trail says of it; `more` is what only the work can tell
 */
export async function withSecondFactor<A extends { readonly ok: boolean }>(
  call: Call,
  code: string,
  fact: { readonly action: AuditAction; readonly detail: AuditFact['detail'] },
  work: (tx: Tx, officer: HqOfficer, context: DirectiveContext) => Promise<A>,
  more: (answer: A) => AuditFact['detail'] = () => ({}),
): Promise<A | { readonly ok: false; readonly why: 'code' } | ReturnType<typeof waitFor>> {
  const officer = personOfCall(call);
  const limits = signInLimits(officer.account, call.address);
  const waitMs = await beginTry(call.db, limits, call.nowMs());
  if (waitMs > 0) return waitFor(waitMs);
  const [answer, right] = await call.db.transaction(async (tx) => {
    const second = await spendSecondFactor(tx, call, officer.account, code, call.nowMs());
    const done =
      second.kind === 'wrong' ? undefined : await work(tx, officer, { nowMs: call.nowMs(), hqKey: call.hqKey });
    await record(tx, call, {
      action: fact.action,
      outcome: done?.ok === true ? 'done' : 'refused',
      detail: { ...fact.detail, ...(done ? more(done) : {}) },
    });
    return [done ?? ({ ok: false, why: 'code' } as const), done !== undefined] as const;
  });
  if (right) await forgive(call.db, limits);
  return answer;
}

const waitFor = (waitMs: number) => err({ code: 'console.signInWait' as const, waitMs });

/** The same for a directive to a branch, which hears of it at once. */
export async function signDirective<W extends string>(
  call: Call,
  wish: { readonly branchId: string; readonly code: string },
  fact: { readonly action: AuditAction; readonly detail: AuditFact['detail'] },
  write: (tx: Tx, officer: HqOfficer, context: DirectiveContext) => Promise<Signing<W>>,
) {
  const { branchId } = wish;
  const answer = await withSecondFactor(
    call,
    wish.code,
    fact,
    async (tx, officer, context) => {
      const signed = await write(tx, officer, context);
      if (signed.ok) await listEscalation(tx, branchId, signed.state);
      return signed;
    },
    (signed) => ({ number: signed.ok ? signed.number : null }),
  );
  if (answer.ok) await tellBranch(call, branchId, answer.end);
  return answer;
}

/**
 * Tells the other processes, and PCs that wait, of what headquarters wrote.
 *
 * @param end where the records of the branch end now
 */
export async function tellBranch(call: Call, branchId: string, end: number): Promise<void> {
  await call.signals.publish({ kind: 'devices', branchId });
  const kept = { kind: 'kept', branchId, deviceId: headquartersDevice(branchId), end } as const;
  await call.signals.publish({ ...kept, incidents: [] });
}
