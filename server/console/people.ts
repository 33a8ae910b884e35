/** People of headquarters (总行用户): added and reset by an administrator or on the machine itself, set up by themselves with a code for one time. */
import { and, eq, gt, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { AuditAction } from '../../src/shared/hq-console/audit';
import type { HqRole } from '../../src/shared/hq-console/roles';
import type { HqKey } from '../crypto';
import { consolePeople, consoleRecoveryCodes } from '../db/console-schema';
import type { Db, Tx } from '../db/database';
import { appendAudit, type AuditFact } from './audit-trail';
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
  | { readonly change: 'reset' | 'disable' | 'enable'; readonly account: string }
  | { readonly change: 'role'; readonly account: string; readonly role: HqRole };

/** Somebody at the console; the command line of the server is nobody. */
export interface Actor {
  readonly account: string;
  readonly address: string;
}

export type PersonChanged =
  | { readonly ok: true; readonly setupCode: string | null; readonly expiresAtMs: number | null }
  | {
      readonly ok: false;
      readonly code: 'person.known' | 'person.unknown' | 'person.self' | 'person.lastAdministrator' | 'person.state';
    };

export const personActions: Readonly<Record<PersonChange['change'], AuditAction>> = {
  add: 'person.added',
  reset: 'person.reset',
  disable: 'person.disabled',
  enable: 'person.enabled',
  role: 'person.roleChanged',
};
const withSetupCode: readonly PersonChange['change'][] = ['add', 'reset', 'enable'];

/** Of this application; any number that nothing else on the server uses. */
const peopleLock = 7303;

/** One change of people at a time: two administrators must not shut each other out, nor each wait for the row of the other. */
export async function lockPeople(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(peopleLock))})`);
}

/**
 * Why it can't be done; undefined when it can. Nobody does anything to their own account, and nobody, not even the command line, shuts out the
 * last administrator: a reset does what is needed there, and leaves somebody who can let others in.
 */
async function hindrance(
  tx: Tx,
  known: Person | undefined,
  input: PersonChange,
  by: Actor | null,
): Promise<Extract<PersonChanged, { ok: false }>['code'] | undefined> {
  if (input.change === 'add') return known ? 'person.known' : undefined;
  if (!known) return 'person.unknown';
  if (by !== null) {
    if (by.account === known.account) return 'person.self';
    if (input.change === 'enable' ? !known.disabled : known.disabled) return 'person.state';
    if (input.change === 'role' && known.role === input.role) return 'person.state';
  }
  if (known.role !== 'administrator' || known.disabled || !['disable', 'role'].includes(input.change)) return undefined;
  const [other] = await tx
    .select({ account: consolePeople.account })
    .from(consolePeople)
    .where(
      and(
        eq(consolePeople.role, 'administrator'),
        eq(consolePeople.disabled, false),
        isNotNull(consolePeople.passwordHash),
        ne(consolePeople.account, known.account),
      ),
    )
    .limit(1);
  return other ? undefined : 'person.lastAdministrator';
}

/** As the command line of the server does it: see `changePersonIn`. */
export const changePerson = (deps: PeopleDeps, input: PersonChange): Promise<PersonChanged> =>
  deps.db.transaction(async (tx) => {
    await lockPeople(tx);
    return changePersonIn(tx, deps, input, null);
  });

/**
 * Adds a person, gives one a new start (password or authenticator lost), shuts one out, lets one in again, or gives another role. Who is added,
 * reset or let in again gets a set-up code that holds for a day; until it is used nobody can sign in under that account. After `lockPeople`.
 */
export async function changePersonIn(
  tx: Tx,
  { hqKey, sealer, ...deps }: Pick<PeopleDeps, 'hqKey' | 'sealer' | 'nowMs'>,
  input: PersonChange,
  by: Actor | null,
): Promise<PersonChanged> {
  const nowMs = deps.nowMs();
  const { account } = input;
  const setupCode = withSetupCode.includes(input.change) ? makeCode() : null;
  const expiresAtMs = setupCode === null ? null : nowMs + setupLifeMs;
  const anew = {
    passwordHash: null,
    totpSealed: sealer.seal(account, makeTotpSecret()),
    totpStep: 0,
    setupHash: setupCode === null ? null : hashCode('setup', setupCode),
    setupExpiresAt: expiresAtMs,
  };
  const [known] = await tx.select().from(consolePeople).where(eq(consolePeople.account, account)).for('update');
  const code = await hindrance(tx, known, input, by);
  const tell = (outcome: 'done' | 'refused', detail: AuditFact['detail']): Promise<void> =>
    appendAudit(
      tx,
      {
        account: by?.account ?? null,
        action: personActions[input.change],
        outcome,
        address: by?.address ?? 'console',
        detail: { account, ...detail },
      },
      { nowMs, hqKey },
    );
  if (code !== undefined) {
    // Nothing is told of slips at the command line, which answers to who typed them.
    if (by) await tell('refused', { reason: code });
    return { ok: false, code };
  }
  if (input.change === 'add') {
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
    await tell('done', { role });
  } else {
    const set = input.change === 'role' ? { role: input.role } : { ...anew, disabled: input.change === 'disable' };
    await tx.update(consolePeople).set(set).where(eq(consolePeople.account, account));
    if (input.change !== 'role') await tx.delete(consoleRecoveryCodes).where(eq(consoleRecoveryCodes.account, account));
    // What a session may do was asked for when it began.
    await endSessionsOf(tx, account);
    await tell('done', input.change === 'role' ? { role: input.role, roleBefore: known?.role ?? null } : {});
  }
  return { ok: true, setupCode, expiresAtMs };
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
