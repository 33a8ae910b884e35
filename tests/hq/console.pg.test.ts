/** The console of headquarters without a browser: who gets in, what each role may do, and what stays in the audit trail. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPasswords } from '../../server/console/secrets';
import { consoleAudit, consolePeople, consoleSessions } from '../../server/db/console-schema';
import { emptyDetails, emptyParty } from '../../src/domain/complaint/values';
import { consoleAccessOf, consoleOperations } from '../../src/shared/hq-console/contract';
import { consolePath } from '../../src/shared/hq-console/place';
import { hqRoles, permissionsOfRole, type HqPermission, type HqRole } from '../../src/shared/hq-console/roles';
import { must } from '../support/case-builder';
import { enrolPc, makePc, pullFrom, pushEvents, startTestHq, type TestHq } from './support/branch-pc';
import {
  createVisitor,
  digitsAt,
  join,
  setupCodeOf,
  visitorPassword,
  type Member,
  type Visitor,
} from './support/console-visitor';
import { openTestDatabase, type TestDatabase } from './support/test-database';

/** Signing in a hundred times as for people would take half a minute of two processors. */
const passwords = createPasswords({ memoryCost: 1_024, timeCost: 2 });
let base: TestDatabase;
let hq: TestHq;
let visitor: Visitor;
/** The clock of headquarters, which a test moves with `later`. */
let offsetMs = 0;
const now = (): number => Date.now() + offsetMs;
const later = (ms: number): void => {
  offsetMs += ms;
  hq.advance(ms);
};

beforeAll(async () => {
  base = await openTestDatabase();
});
afterAll(async () => {
  await base.remove();
});
beforeEach(async () => {
  await base.empty();
  offsetMs = 0;
  hq = await startTestHq(base.database, { passwords });
  visitor = createVisitor(hq);
});
afterEach(async () => {
  await hq.remove();
});

const trail = () => base.database.db.select().from(consoleAudit).orderBy(consoleAudit.no);
const signIn = (who: Visitor, member: { account: string; secret: string }, changes: object = {}) =>
  who.ask('session.signIn', {
    account: member.account,
    password: visitorPassword,
    code: digitsAt(member.secret, now()),
    ...changes,
  });

/** So many wrong passwords, each after the wait of the one before: the last makes wait for a minute and more. */
async function guess(member: Member, tries: number): Promise<void> {
  for (let n = 0; n < tries; n++) {
    later(20 * 60_000);
    expect((await signIn(visitor, member, { password: `wrong-${n}` })).error.code).toBe('console.signInWrong');
  }
}

describe('setting up', () => {
  it('asks for a set-up code, a good password and the authenticator, and spends the code', async () => {
    expect((await visitor.ask('setup.open', { code: 'AAAA-BBBB-CCCC-DDDD' })).error.code).toBe('console.setupCode');
    const code = await setupCodeOf(hq, 'wang', 'administrator', 'Meadow Wang');
    const { secret, uri } = await visitor.call('setup.open', { code: code.toLowerCase().replaceAll('-', ' ') });
    expect(uri).toContain(secret);
    const finish = (changes: object) =>
      visitor.ask('setup.finish', { code, password: visitorPassword, totp: digitsAt(secret, now()), ...changes });
    expect((await finish({ password: '12345678' })).error).toMatchObject({
      code: 'console.weakPassword',
      reason: 'common',
    });
    expect((await finish({ totp: '000000' })).error.code).toBe('console.totpWrong');
    const done = await finish({});
    expect(done.ok).toBe(true);
    expect(new Set((done.value as { recoveryCodes: string[] }).recoveryCodes).size).toBe(10);
    expect((await visitor.call('session.status', {})).person?.account).toBe('wang');
    expect((await createVisitor(hq).ask('setup.open', { code })).error.code).toBe('console.setupCode');
  });

  it('keeps neither password, secret nor codes as they are, and the password as Argon2id with 64 MiB and 3 passes', async () => {
    await hq.close();
    hq = await startTestHq(base.database, { dataDir: hq.dataDir });
    visitor = createVisitor(hq);
    const member = await join(hq, visitor, 'wang', 'administrator', now());
    const [row] = await base.database.db.select().from(consolePeople);
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    const { rows } = (await base.database.db.execute<{ all: string }>(sql`
      select string_agg(t, ' ') as all from (
        select console_people::text as t from console_people
        union all select console_recovery_codes::text from console_recovery_codes
        union all select console_sessions::text from console_sessions) x`)) as { rows: { all: string }[] };
    const all = must(rows[0]).all;
    const id = must(visitor.cookie()).split('=')[1] ?? '';
    for (const secret of [visitorPassword, member.secret, must(member.recoveryCodes[0]), id])
      expect(all).not.toContain(secret);
    expect(hq.log.join('\n')).not.toContain(visitorPassword);
  });

  it('ends after a day, and a reset voids what was there before', async () => {
    const code = await setupCodeOf(hq, 'wang', 'auditor');
    later(24 * 60 * 60 * 1000 + 1);
    expect((await visitor.ask('setup.open', { code })).error.code).toBe('console.setupCode');
    const member = await join(hq, visitor, 'li', 'auditor', now());
    await hq.admin('/admin/people', { change: 'reset', account: 'li' });
    expect((await visitor.call('session.status', {})).person).toBeNull();
    later(60_000);
    expect((await signIn(visitor, member)).error.code).toBe('console.signInWrong');
    expect((await hq.admin('/admin/people', { change: 'add', account: 'li', name: 'x', role: 'auditor' })).status).toBe(
      409,
    );
  });
});

describe('signing in', () => {
  it('needs password and authenticator, and takes no code twice', async () => {
    const member = await join(hq, visitor, 'wang', 'officer', now());
    // The code of the set-up is spent.
    expect((await signIn(createVisitor(hq), member)).error.code).toBe('console.signInWrong');
    later(60_000);
    const second = createVisitor(hq);
    expect((await signIn(second, member)).ok).toBe(true);
    expect((await signIn(createVisitor(hq), member)).error.code).toBe('console.signInWrong');
  });

  it('takes a recovery code once, and says how many are left', async () => {
    const member = await join(hq, visitor, 'wang', 'officer', now());
    const code = must(member.recoveryCodes[3]);
    const answer = await signIn(createVisitor(hq), member, { code: code.toLowerCase() });
    expect(answer.value).toMatchObject({ recoveryCodesLeft: 9 });
    expect((await signIn(createVisitor(hq), member, { code })).error.code).toBe('console.signInWrong');
  });

  it('answers alike for a wrong password, a wrong code and an account that does not exist', async () => {
    const member = await join(hq, visitor, 'wang', 'officer', now());
    later(60_000);
    const answers = [
      await signIn(createVisitor(hq), member, { password: 'something else 1' }),
      await signIn(createVisitor(hq), member, { code: '000000' }),
      await signIn(createVisitor(hq), member, { account: 'nobody' }),
      await signIn(createVisitor(hq), member, { account: "'; drop table console_people; --" }),
    ];
    for (const { status, error } of answers)
      expect({ status, error }).toEqual({ status: 200, error: { code: 'console.signInWrong' } });
  });

  it('makes who guesses wait, also after a restart, and lets the owner in from elsewhere', async () => {
    const member = await join(hq, visitor, 'wang', 'officer', now());
    later(60_000);
    await guess(member, 8);
    const wait = await signIn(visitor, member);
    expect(wait.error.code).toBe('console.signInWait');
    expect(must(wait.error.waitMs)).toBeGreaterThan(0);
    await hq.close();
    hq = await startTestHq(base.database, { dataDir: hq.dataDir, passwords });
    hq.advance(offsetMs);
    visitor = createVisitor(hq);
    expect((await signIn(visitor, member)).error.code).toBe('console.signInWait');
    // Behind a proxy on this machine the address is the one it names.
    const elsewhere = await visitor.ask(
      'session.signIn',
      { account: 'wang', password: 'wrong', code: '1' },
      { 'x-xianting-console': '1', 'x-forwarded-for': '10.0.0.9' },
    );
    expect(elsewhere.error.code).toBe('console.signInWrong');
  });

  it('counts tries that are sent at once', async () => {
    const member = await join(hq, visitor, 'wang', 'officer', now());
    later(60_000);
    await guess(member, 7);
    later(20 * 60_000);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => signIn(createVisitor(hq), member, { password: `wrong-${i}` })),
    );
    expect(answers.map(({ error }) => error.code).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'console.signInWait'),
      'console.signInWrong',
    ]);
  });
});

describe('a session', () => {
  it('has a cookie that no script reads and no other site sends, under a new id at each sign-in', async () => {
    const member = await join(hq, visitor, 'wang', 'officer', now());
    const old = visitor.cookie();
    later(60_000);
    const answer = await signIn(visitor, member);
    const set = answer.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^__Host-xianting-hq=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(visitor.cookie()).not.toBe(old);
    const thief = createVisitor(hq);
    thief.takeCookie(old);
    expect((await thief.ask('branch.list', {})).status).toBe(401);
  });

  it('ends after 15 minutes without a request, and after 8 hours in any case', async () => {
    await join(hq, visitor, 'wang', 'officer', now());
    later(15 * 60_000 - 1_000);
    expect((await visitor.ask('branch.list', {})).ok).toBe(true);
    later(15 * 60_000 + 1);
    expect((await visitor.ask('branch.list', {})).error.code).toBe('console.signedOut');
    await join(hq, visitor, 'li', 'officer', now());
    for (let minutes = 0; minutes < 8 * 60 - 10; minutes += 10) {
      later(10 * 60_000);
      expect((await visitor.ask('branch.list', {})).ok).toBe(true);
    }
    later(10 * 60_000 + 1);
    expect((await visitor.ask('branch.list', {})).error.code).toBe('console.signedOut');
  });

  it('is over at the server when the person signs out', async () => {
    await join(hq, visitor, 'wang', 'officer', now());
    const kept = visitor.cookie();
    await visitor.call('session.signOut', {});
    visitor.takeCookie(kept);
    expect((await visitor.ask('branch.list', {})).error.code).toBe('console.signedOut');
    expect(await base.database.db.select().from(consoleSessions)).toEqual([]);
  });
});

describe('a request', () => {
  it.each([
    ['without the header of the page', {}],
    ['of another site', { 'x-xianting-console': '1', 'sec-fetch-site': 'cross-site' }],
    ['of a page on another origin', { 'x-xianting-console': '1', origin: 'https://evil.example' }],
  ])('%s is refused and told in the trail', async (_name, headers) => {
    await join(hq, visitor, 'wang', 'administrator', now());
    const answer = await visitor.ask('code.make', { branchId: null }, headers);
    expect([answer.status, answer.error.code]).toEqual([403, 'console.forged']);
    expect((await trail()).at(-1)).toMatchObject({ action: 'request.forged', outcome: 'refused', account: 'wang' });
  });

  it.each([
    '{',
    '[]',
    '{"branchId":1}',
    '{"branchId":null,"more":1}',
    `{"branchId":"${'x'.repeat(70_000)}"}`,
    '{"__proto__":{}}',
    '{"branchId":"\\ud800"}',
  ])('with a body that is not in the contract is refused: %.30s', async (body) => {
    await join(hq, visitor, 'wang', 'administrator', now());
    expect((await visitor.ask('code.make', body)).error.code).toBe('console.badInput');
  });

  it('gets headers that wall the page in', async () => {
    const { headers } = await visitor.ask('session.status', {});
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*trusted-types 'none'/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await fetch(`${hq.url}${consolePath}/../../etc/passwd`)).status).toBe(404);
  });
});

describe('the table of rights', () => {
  /** Written out once more, so that nobody changes a right in passing. */
  const rights: Readonly<Record<HqPermission, readonly HqRole[]>> = {
    'branch.view': ['administrator', 'officer', 'auditor'],
    'code.make': ['administrator'],
    'device.revoke': ['administrator'],
    'refusal.view': ['administrator', 'officer', 'auditor'],
    'refusal.answer': ['administrator'],
    'courier.take': ['administrator'],
    'case.view': ['officer', 'auditor'],
    'case.reveal': ['officer'],
    'extension.grant': ['officer'],
    'metrics.view': ['officer', 'auditor'],
    'report.export': ['officer'],
    'person.manage': ['administrator'],
    'case.assign': ['officer'],
    'rework.order': ['officer'],
    'case.move': ['officer'],
    'escalation.view': ['officer', 'auditor'],
    'escalation.rule': ['officer'],
    'pack.view': ['officer', 'auditor'],
    'pack.publish': ['officer'],
    'audit.view': ['auditor'],
  };

  it('gives each role what was decided', () => {
    for (const [permission, allowed] of Object.entries(rights))
      expect(hqRoles.filter((role) => permissionsOfRole[role].includes(permission as HqPermission))).toEqual(allowed);
  });

  it.each(hqRoles)('holds for each operation of an %s', async (role) => {
    await join(hq, visitor, 'wang', role, now());
    for (const name of consoleOperations) {
      const access = consoleAccessOf[name];
      if (access === 'anyone' || access === 'signedIn') continue;
      // The role is looked at before the input is.
      const { error } = await visitor.ask(name, 'null');
      expect([name, error.code]).toEqual([
        name,
        rights[access].includes(role) ? 'console.badInput' : 'console.forbidden',
      ]);
    }
  });

  it('lets nobody in who is not signed in', async () => {
    for (const name of consoleOperations.filter((one) => consoleAccessOf[one] !== 'anyone'))
      expect([name, (await visitor.ask(name, {})).status]).toEqual([name, 401]);
  });
});

describe('branches', () => {
  it('are listed with their PCs; a PC that is shut out stays out, with the reason in the trail', async () => {
    await join(hq, visitor, 'wang', 'administrator', now());
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    await pushEvents(hq, pc, pc.writeMany(3));
    const { branches } = await visitor.call('branch.list', {});
    expect(branches).toMatchObject([
      { code: 'SH021', records: 3, devices: [{ id: pc.deviceId, revoked: false, rejected: 0 }] },
    ]);
    const made = await visitor.call('code.make', { branchId: must(branches[0]).id });
    expect(made.code).toMatch(/^\w{5}-\w{5}$/);
    expect((await visitor.ask('code.make', { branchId: 'nowhere' })).error.code).toBe('console.branchUnknown');

    const shutOut = { branchId: must(branches[0]).id, deviceId: pc.deviceId, revoked: true };
    expect((await visitor.ask('device.setRevoked', { ...shutOut, reason: ' x ' })).error.code).toBe('console.badInput');
    await visitor.call('device.setRevoked', { ...shutOut, reason: 'stolen from the counter' });
    expect((await pullFrom(hq, pc)).status).toBe(403);
    expect((await trail()).at(-1)).toMatchObject({ action: 'device.revoked', account: 'wang' });
    expect((await trail()).at(-1)?.detail).toContain('stolen from the counter');
    await visitor.call('device.setRevoked', { ...shutOut, revoked: false, reason: 'found again' });
    expect((await pullFrom(hq, pc)).status).toBe(200);
  });
});

describe('complaints', () => {
  it('are found without a name, opened for a reason, and both is in the trail', async () => {
    await join(hq, visitor, 'wang', 'officer', now());
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    const complainant = { ...emptyParty, name: '陈晓明', phone: '13800138000' };
    await pushEvents(hq, pc, [pc.writeCase({ details: { ...emptyDetails, parties: [complainant] } })]);
    const all = { number: '', branchId: null, status: null, receivedFrom: null, receivedTo: null };
    const { rows, unreadBranches } = await visitor.call('case.search', { query: all, after: null });
    expect([rows.length, unreadBranches]).toEqual([1, 0]);
    const row = must(rows[0]);
    const { parties, number } = await visitor.call('case.reveal', {
      branchId: row.branchId,
      caseId: row.caseId,
      reason: 'the regulator asks',
    });
    const { name } = must(parties[0]);
    expect(parties).toEqual([{ name: '陈晓明', phone: '13800138000' }]);
    expect(row.complainant).toBe('陈*明');
    const found = async (query: object) =>
      (await visitor.call('case.search', { query: { ...all, ...query }, after: null })).rows.length;
    expect(await found({ number: number.slice(0, 6).toLowerCase() })).toBe(1);
    expect(await found({ number: '%' })).toBe(0);
    expect(await found({ branchId: row.branchId, status: row.status })).toBe(1);
    expect(await found({ status: 'closed' })).toBe(0);
    const day = new Date(row.receivedAtMs + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(await found({ receivedFrom: day, receivedTo: day })).toBe(1);
    expect(await found({ receivedFrom: '2099-01-01' })).toBe(0);
    const revealed = (await trail()).find(({ action }) => action === 'case.revealed');
    expect(revealed?.detail).toContain('the regulator asks');
    expect(JSON.stringify(await trail())).not.toContain(name);
  });

  it('follow what a branch sends later', async () => {
    await join(hq, visitor, 'wang', 'officer', now());
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    const all = { number: '', branchId: null, status: null, receivedFrom: null, receivedTo: null };
    const search = async () => (await visitor.call('case.search', { query: all, after: null })).rows;
    await pushEvents(hq, pc, pc.writeMany(2));
    expect(await search()).toEqual([]);
    await pushEvents(hq, pc, [pc.writeCase()]);
    expect((await search()).length).toBe(1);
  });
});

describe('the audit trail', () => {
  it('can be checked from end to end, and shows a changed entry and one that was taken out', async () => {
    await join(hq, visitor, 'wang', 'auditor', now());
    const good = await visitor.call('audit.verify', {});
    expect(good.faultNo).toBeNull();
    expect(good.checked).toBe(2);
    expect((await visitor.call('audit.list', { before: null })).entries.map(({ action }) => action)).toEqual([
      'audit.verified',
      'setup.finished',
      'person.added',
    ]);
    const { db } = base.database;
    const change = db.update(consoleAudit).set({ account: 'li' }).where(eq(consoleAudit.no, 2));
    await expect(change).rejects.toThrow();
    await expect(db.delete(consoleAudit).where(eq(consoleAudit.no, 1))).rejects.toThrow();
    // Who owns the database can lift its own ban; the signatures tell.
    await db.execute(sql`alter table console_audit disable trigger console_audit_stays`);
    try {
      await db.update(consoleAudit).set({ account: 'li' }).where(eq(consoleAudit.no, 2));
      expect((await visitor.call('audit.verify', {})).faultNo).toBe(2);
      await db.update(consoleAudit).set({ account: 'wang' }).where(eq(consoleAudit.no, 2));
      await db.delete(consoleAudit).where(eq(consoleAudit.no, 1));
      expect((await visitor.call('audit.verify', {})).faultNo).toBe(2);
    } finally {
      await db.execute(sql`alter table console_audit enable trigger console_audit_stays`);
    }
  });
});
