/** People of headquarters (总行用户): added and reset on the machine itself, set up by themselves with a code for one time. */
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { AuditAction } from '../../src/shared/hq-console/audit';
import type { HqRole } from '../../src/shared/hq-console/roles';
import type { HqKey } from '../crypto';
import { consolePeople, consoleRecoveryCodes } from '../db/console-schema';
import type { Db, Tx } from '../db/database';
import { appendAudit } from './audit-trail';
import { hashCode, makeCode, makeTotpSecret, totpStep, type Sealer } from './secrets';
import { endSessionsOf } from './sessions';

const setupLifeMs = 24 * 60 * 60 * 1000;
const recoveryCodeCount = 10;

type Person = typeof consolePeople.$inferSelect;

export interface PeopleDeps {
  readonly db: Db;
  readonly hqKey: HqKey;
  readonly sealer: Sealer;
  readonly nowMs: () => number;
}

export type PersonChange =
  | { readonly change: 'add'; readonly account: string; readonly name: string; readonly role: HqRole }
  | { readonly change: 'reset' | 'disable'; readonly account: string };

export type PersonChanged =
  | { readonly ok: true; readonly setupCode: string | null; readonly expiresAtMs: number | null }
  | { readonly ok: false; readonly code: 'person.known' | 'person.unknown' };

const actions: Readonly<Record<PersonChange['change'], AuditAction>> = {
  add: 'person.added',
  reset: 'person.reset',
  disable: 'person.disabled',
};

/**
 * Adds a person, gives one a new start (password or authenticator lost), or shuts one out until a reset. Who is added or reset gets a set-up
 * code that holds for a day; until it is used nobody can sign in under that account.
 */
export async function changePerson(deps: PeopleDeps, input: PersonChange): Promise<PersonChanged> {
  const { db, hqKey, sealer } = deps;
  const nowMs = deps.nowMs();
  const { account } = input;
  const setupCode = input.change === 'disable' ? null : makeCode();
  const expiresAtMs = setupCode === null ? null : nowMs + setupLifeMs;
  const anew = {
    passwordHash: null,
    totpSealed: sealer.seal(account, makeTotpSecret()),
    totpStep: 0,
    setupHash: setupCode === null ? null : hashCode('setup', setupCode),
    setupExpiresAt: expiresAtMs,
  };
  return db.transaction(async (tx): Promise<PersonChanged> => {
    const [known] = await tx.select().from(consolePeople).where(eq(consolePeople.account, account)).for('update');
    if (input.change === 'add') {
      if (known) return { ok: false, code: 'person.known' };
      const { name, role } = input;
      await tx.insert(consolePeople).values({
        account,
        name,
        role,
        ...anew,
        language: 'zh-CN',
        colourMode: 'system',
        disabled: false,
        createdAt: nowMs,
      });
    } else {
      if (!known) return { ok: false, code: 'person.unknown' };
      await tx
        .update(consolePeople)
        .set({ ...anew, disabled: input.change === 'disable' })
        .where(eq(consolePeople.account, account));
      await tx.delete(consoleRecoveryCodes).where(eq(consoleRecoveryCodes.account, account));
      await endSessionsOf(tx, account);
    }
    await appendAudit(
      tx,
      {
        account: null,
        action: actions[input.change],
        outcome: 'done',
        address: 'console',
        detail: { account, ...(input.change === 'add' ? { role: input.role } : {}) },
      },
      { nowMs, hqKey },
    );
    return { ok: true, setupCode, expiresAtMs };
  });
}

/** The person whom a set-up code is for; undefined when it is wrong, used or too old. */
export async function personOfSetupCode(db: Db | Tx, code: string, nowMs: number): Promise<Person | undefined> {
  const [person] = await db
    .select()
    .from(consolePeople)
    .where(
      and(
        eq(consolePeople.setupHash, hashCode('setup', code)),
        gt(consolePeople.setupExpiresAt, nowMs),
        eq(consolePeople.disabled, false),
      ),
    );
  return person;
}

/** Ten new recovery codes, shown once; those before are void. */
export async function giveRecoveryCodes(tx: Tx, account: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, makeCode);
  await tx.delete(consoleRecoveryCodes).where(eq(consoleRecoveryCodes.account, account));
  await tx
    .insert(consoleRecoveryCodes)
    .values(codes.map((code) => ({ account, codeHash: hashCode('recovery', code), usedAt: null })));
  return codes;
}

export type SecondFactor =
  { readonly kind: 'totp' } | { readonly kind: 'recovery'; readonly left: number } | { readonly kind: 'wrong' };

/** Spends the code of an authenticator, or a recovery code: neither opens twice, not even for two requests at once. */
export async function spendSecondFactor(
  tx: Tx,
  deps: Pick<PeopleDeps, 'sealer'>,
  account: string,
  typed: string,
  nowMs: number,
): Promise<SecondFactor> {
  const [person] = await tx.select().from(consolePeople).where(eq(consolePeople.account, account)).for('update');
  if (!person) return { kind: 'wrong' };
  const step = totpStep(deps.sealer.open(account, person.totpSealed), typed, nowMs, person.totpStep);
  if (step !== undefined) {
    await tx.update(consolePeople).set({ totpStep: step }).where(eq(consolePeople.account, account));
    return { kind: 'totp' };
  }
  const unused = and(eq(consoleRecoveryCodes.account, account), isNull(consoleRecoveryCodes.usedAt));
  const spent = await tx
    .update(consoleRecoveryCodes)
    .set({ usedAt: nowMs })
    .where(and(unused, eq(consoleRecoveryCodes.codeHash, hashCode('recovery', typed))))
    .returning({ codeHash: consoleRecoveryCodes.codeHash });
  if (spent.length === 0) return { kind: 'wrong' };
  const left = await tx.select({ codeHash: consoleRecoveryCodes.codeHash }).from(consoleRecoveryCodes).where(unused);
  return { kind: 'recovery', left: left.length };
}
