/** 人员, for administrators: who may use the console. Each act asks for a code of the authenticator once more. */
import { asc, eq } from 'drizzle-orm';
import { err, ok } from '../../src/shared/contract/define';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import type { peopleContract, PersonState } from '../../src/shared/hq-console/people';
import { consolePeople } from '../db/console-schema';
import { record, type Call } from './call';
import { changePersonIn, lockPeople, personActions, spendSecondFactor, type PersonChanged } from './people';
import { beginTry, failuresOf, forgive, signInLimits } from './waits';

type PersonHandlers = Pick<ConsoleHandlers<Call>, keyof typeof peopleContract>;

const refusalOf = {
  'person.known': 'console.personKnown',
  'person.unknown': 'console.personUnknown',
  'person.self': 'console.personSelf',
  'person.lastAdministrator': 'console.lastAdministrator',
  'person.state': 'console.personState',
} as const;

function stateOf(row: typeof consolePeople.$inferSelect, nowMs: number): PersonState {
  if (row.disabled) return 'disabled';
  if (row.passwordHash !== null) return 'active';
  return (row.setupExpiresAt ?? 0) > nowMs ? 'invited' : 'inviteExpired';
}

export const personHandlers: PersonHandlers = {
  'person.list': async (_input, { db, nowMs }) => {
    const rows = await db.select().from(consolePeople).orderBy(asc(consolePeople.account));
    const failures = await failuresOf(
      db,
      rows.map(({ account }) => account),
      nowMs(),
    );
    return ok({
      people: rows.map((row) => ({
        account: row.account,
        name: row.name,
        role: row.role,
        state: stateOf(row, nowMs()),
        createdAtMs: row.createdAt,
        signedInAtMs: row.signedInAt,
        failures: failures.get(row.account) ?? 0,
      })),
    });
  },

  'person.change': async ({ code, ...change }, call) => {
    const person = call.session?.person;
    if (!person) throw new Error('the gate let in nobody');
    // A session that somebody left open, or stole, lets nobody in: wrong codes wait as at sign-in.
    const limits = signInLimits(person.account, call.address);
    const waitMs = await beginTry(call.db, limits, call.nowMs());
    if (waitMs > 0) return err({ code: 'console.signInWait', waitMs });
    const answer = await call.db.transaction(async (tx): Promise<PersonChanged | 'code'> => {
      await lockPeople(tx);
      // Another administrator may have taken the role away, or reset the account, since this request passed the gate.
      const [now] = await tx
        .select({ role: consolePeople.role })
        .from(consolePeople)
        .where(eq(consolePeople.account, person.account));
      const second = await spendSecondFactor(tx, call, person.account, code, call.nowMs());
      if (now?.role === 'administrator' && second.kind !== 'wrong')
        return changePersonIn(tx, call, change, { account: person.account, address: call.address });
      await record(tx, call, {
        action: personActions[change.change],
        outcome: 'refused',
        detail: { account: change.account, reason: 'code' },
      });
      return 'code';
    });
    if (answer === 'code') return err({ code: 'console.codeWrong' });
    await forgive(call.db, limits);
    if (!answer.ok) return err({ code: refusalOf[answer.code] });
    const { setupCode, expiresAtMs } = answer;
    return ok({ setupCode, expiresAtMs });
  },
};
