/** Signing in and out, and the first set-up of a person. */
import { eq } from 'drizzle-orm';
import { passwordWeakness } from '../../src/domain/identity/password-policy';
import { err, ok } from '../../src/shared/contract/define';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import { Account, type sessionContract } from '../../src/shared/hq-console/session';
import { consolePeople } from '../db/console-schema';
import { record, type Call } from './call';
import { giveRecoveryCodes, personOfSetupCode, spendSecondFactor } from './people';
import { totpStep, totpUri } from './secrets';
import { endSession, endSessionsOf, idleMs, openSession, personOf } from './sessions';
import { beginTry, forgive, setupLimits, signInLimits } from './waits';

type SessionHandlers = Pick<ConsoleHandlers<Call>, keyof typeof sessionContract>;

/** Why a password can't be taken; undefined when it can. */
function weaknessOf(password: string, { name, account }: { readonly name: string; readonly account: string }) {
  const weakness = passwordWeakness(password, { name, branchCode: account });
  if (!weakness) return undefined;
  const reason = weakness === 'containsBranchCode' ? 'containsAccount' : weakness;
  return { code: 'console.weakPassword', reason } as const;
}

export const sessionHandlers: SessionHandlers = {
  'session.status': async (_input, { session }) => ok({ person: session?.person ?? null, idleMs }),

  'session.signIn': async (input, call) => {
    const { db } = call;
    const account = input.account.normalize('NFKC').trim().toLowerCase();
    const limits = signInLimits(account, call.address);
    const waitMs = await beginTry(db, limits, call.nowMs());
    if (waitMs > 0) return err({ code: 'console.signInWait', waitMs });
    const [row] = Account.safeParse(account).success
      ? await db.select().from(consolePeople).where(eq(consolePeople.account, account))
      : [];
    const known = row !== undefined && !row.disabled ? row : undefined;
    // Also for an account that does not exist: the answer must not come sooner.
    const matches = await call.passwords.verify(known?.passwordHash ?? null, input.password);
    if (matches === undefined) {
      await forgive(db, limits);
      return err({ code: 'console.busy' });
    }
    const answer = await db.transaction(async (tx) => {
      const second =
        known && matches
          ? await spendSecondFactor(tx, call, account, input.code, call.nowMs())
          : ({ kind: 'wrong' } as const);
      if (second.kind === 'wrong' || !known) {
        await record(tx, call, {
          // Somebody may have typed their password there: only an account that exists is named.
          account: row?.account ?? null,
          action: 'session.signIn',
          outcome: 'refused',
          detail: { reason: row?.disabled === true ? 'disabled' : row ? (matches ? 'code' : 'password') : 'account' },
        });
        return undefined;
      }
      const { id } = await openSession(tx, account, call.session, call.nowMs());
      await record(tx, call, { account, action: 'session.signIn', outcome: 'done', detail: { by: second.kind } });
      return { id, recoveryCodesLeft: second.kind === 'recovery' ? second.left : null, person: personOf(known) };
    });
    if (!answer) return err({ code: 'console.signInWrong' });
    await forgive(db, limits);
    call.setCookie(answer.id);
    return ok({ person: answer.person, recoveryCodesLeft: answer.recoveryCodesLeft });
  },

  'session.signOut': async (_input, call) => {
    const { session, db } = call;
    if (session)
      await db.transaction(async (tx) => {
        await endSession(tx, session);
        await record(tx, call, { action: 'session.signOut', outcome: 'done', detail: {} });
      });
    call.setCookie(null);
    return ok({});
  },

  'session.setLook': async (look, { db, session }) => {
    if (session) await db.update(consolePeople).set(look).where(eq(consolePeople.account, session.person.account));
    return ok({});
  },

  'session.changePassword': async ({ password, newPassword, code }, call) => {
    const { db, session } = call;
    if (!session) throw new Error('the gate let in nobody');
    const { account } = session.person;
    const weak = weaknessOf(newPassword, session.person);
    if (weak) return err(weak);
    const limits = signInLimits(account, call.address);
    const waitMs = await beginTry(db, limits, call.nowMs());
    if (waitMs > 0) return err({ code: 'console.signInWait', waitMs });
    const [row] = await db.select().from(consolePeople).where(eq(consolePeople.account, account));
    const matches = await call.passwords.verify(row?.passwordHash ?? null, password);
    // Made before the transaction: it takes a tenth of a second, in which nobody's row should be held.
    const passwordHash = matches === true && password !== newPassword ? await call.passwords.hash(newPassword) : null;
    if (matches === undefined || passwordHash === undefined) {
      await forgive(db, limits);
      return err({ code: 'console.busy' });
    }
    if (matches && passwordHash === null) {
      await forgive(db, limits);
      return err({ code: 'console.passwordSame' });
    }
    const wrong = await db.transaction(async (tx) => {
      const isCode = matches && (await spendSecondFactor(tx, call, account, code, call.nowMs())).kind !== 'wrong';
      const reason = matches ? 'code' : 'password';
      if (isCode) {
        await tx.update(consolePeople).set({ passwordHash }).where(eq(consolePeople.account, account));
        await endSessionsOf(tx, account, session);
      }
      await record(tx, call, {
        action: 'password.changed',
        outcome: isCode ? 'done' : 'refused',
        detail: isCode ? {} : { reason },
      });
      return isCode ? null : reason;
    });
    if (wrong !== null) return err({ code: wrong === 'code' ? 'console.codeWrong' : 'console.passwordWrong' });
    await forgive(db, limits);
    return ok({});
  },

  'setup.open': async ({ code }, call) => {
    const waitMs = await beginTry(call.db, setupLimits(call.address), call.nowMs());
    if (waitMs > 0) return err({ code: 'console.signInWait', waitMs });
    const person = await personOfSetupCode(call.db, code, call.nowMs());
    if (!person) return err({ code: 'console.setupCode' });
    await forgive(call.db, setupLimits(call.address));
    const { account, name, role } = person;
    const secret = call.sealer.open(account, person.totpSealed);
    return ok({ account, name, role, secret, uri: totpUri(account, secret) });
  },

  'setup.finish': async (input, call) => {
    const { db } = call;
    const limits = setupLimits(call.address);
    const waitMs = await beginTry(db, limits, call.nowMs());
    if (waitMs > 0) return err({ code: 'console.signInWait', waitMs });
    const found = await personOfSetupCode(db, input.code, call.nowMs());
    if (!found) return err({ code: 'console.setupCode' });
    const { account } = found;
    // What follows are slips of the person whose code it is; each is told at its field.
    await forgive(db, limits);
    const weak = weaknessOf(input.password, found);
    if (weak) return err(weak);
    const step = totpStep(call.sealer.open(account, found.totpSealed), input.totp, call.nowMs(), found.totpStep);
    if (step === undefined) return err({ code: 'console.totpWrong' });
    const passwordHash = await call.passwords.hash(input.password);
    if (passwordHash === undefined) return err({ code: 'console.busy' });
    const done = await db.transaction(async (tx) => {
      // Spent by whoever comes first; a second page with the same code finds it gone.
      const [row] = await tx
        .update(consolePeople)
        .set({ passwordHash, totpStep: step, setupHash: null, setupExpiresAt: null })
        .where(eq(consolePeople.setupHash, found.setupHash ?? ''))
        .returning();
      if (!row) return undefined;
      const recoveryCodes = await giveRecoveryCodes(tx, account);
      const { id } = await openSession(tx, account, call.session, call.nowMs());
      await record(tx, call, { account, action: 'setup.finished', outcome: 'done', detail: {} });
      return { id, recoveryCodes, person: personOf(row) };
    });
    if (!done) return err({ code: 'console.setupCode' });
    call.setCookie(done.id);
    return ok({ person: done.person, recoveryCodes: done.recoveryCodes });
  },
};
