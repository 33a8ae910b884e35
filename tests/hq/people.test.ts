/** 人员 and one's own password over real sockets: who may change whom, and that each act needs a code and stays in the trail. */
import { beforeEach, describe, expect, it } from 'vitest';
import { consoleAudit } from '../../server/db/console-schema';
import { must } from '../support/case-builder';
import type { TestHq } from './support/branch-pc';
import { suiteOfConsoleCalls, type ConsoleSuite } from './support/console-suite';
import {
  createVisitor,
  digitsAt,
  join,
  setupCodeOf,
  visitorPassword,
  type Answer,
  type Member,
  type Visitor,
} from './support/console-visitor';

let database: ConsoleSuite['database'];
let hq: TestHq;
let visitor: Visitor;
let wang: Member;
let now: ConsoleSuite['now'];
let later: ConsoleSuite['later'];
suiteOfConsoleCalls((suite) => {
  ({ hq, visitor, database, now, later } = suite);
});
beforeEach(async () => {
  wang = await join(hq, visitor, 'wang', 'administrator', now());
});

const trail = () => database.db.select().from(consoleAudit).orderBy(consoleAudit.no);
const last = async () => must((await trail()).at(-1));
/** By wang, with a fresh code, which opens once. */
const change = (
  input: object,
  by: { visitor: Visitor; member: Member } = { visitor, member: wang },
): Promise<Answer> => {
  later(60_000);
  return by.visitor.ask('person.change', { code: digitsAt(by.member.secret, now()), ...input });
};
const codeIn = ({ value }: Answer): string => (value as { setupCode: string }).setupCode;
const stateOf = async (account: string) =>
  must((await visitor.call('person.list', {})).people.find((one) => one.account === account));

async function signIn(member: Member, password = visitorPassword): Promise<{ answer: Answer; who: Visitor }> {
  later(60_000);
  const who = createVisitor(hq);
  const code = digitsAt(member.secret, now());
  return { answer: await who.ask('session.signIn', { account: member.account, password, code }), who };
}

describe('an administrator', () => {
  it('adds a person, whose set-up code works once; the list says how each stands', async () => {
    const added = await change({ change: 'add', account: 'li', name: 'Li Na', role: 'officer' });
    expect(added.ok).toBe(true);
    expect(await stateOf('li')).toMatchObject({ state: 'invited', signedInAtMs: null, name: 'Li Na', role: 'officer' });
    expect(await last()).toMatchObject({ action: 'person.added', outcome: 'done', account: 'wang' });
    expect((await change({ change: 'add', account: 'li', name: 'x', role: 'officer' })).error.code).toBe(
      'console.personKnown',
    );
    const li = createVisitor(hq);
    const { secret } = await li.call('setup.open', { code: codeIn(added) });
    const totp = digitsAt(secret, now());
    await li.call('setup.finish', { code: codeIn(added), password: visitorPassword, totp });
    expect(await stateOf('li')).toMatchObject({ state: 'active', failures: 0 });
    expect((await stateOf('li')).signedInAtMs).not.toBeNull();
    for (let n = 0; n < 2; n += 1)
      await createVisitor(hq).ask('session.signIn', { account: 'li', password: `wrong-${n}`, code: '1' });
    expect((await stateOf('li')).failures).toBe(2);
    const answer = await signIn({ account: 'li', secret, recoveryCodes: [] });
    expect(answer.answer.ok).toBe(true);
    expect((await stateOf('li')).failures).toBe(0);
    const list = JSON.stringify(await visitor.call('person.list', {}));
    expect(list).not.toMatch(/argon2|totp|setup[A-Z]|hash/i);
  });

  it('sees that a set-up code has run out', async () => {
    await change({ change: 'add', account: 'li', name: 'Li Na', role: 'officer' });
    later(25 * 60 * 60_000);
    const { who } = await signIn(wang);
    const { people } = await who.call('person.list', {});
    expect(people.find(({ account }) => account === 'li')?.state).toBe('inviteExpired');
  });

  it('resets, shuts out and lets in again: each ends what was there before', async () => {
    const [li, at] = [createVisitor(hq), createVisitor(hq)];
    const member = await join(hq, li, 'li', 'officer', now());
    expect((await change({ change: 'enable', account: 'li' })).error.code).toBe('console.personState');
    const reset = await change({ change: 'reset', account: 'li' });
    expect(codeIn(reset)).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/);
    expect((await li.call('session.status', {})).person).toBeNull();
    expect((await signIn(member)).answer.error.code).toBe('console.signInWrong');
    expect((await change({ change: 'disable', account: 'li' })).value).toEqual({ setupCode: null, expiresAtMs: null });
    expect((await at.ask('setup.open', { code: codeIn(reset) })).error.code).toBe('console.setupCode');
    expect((await change({ change: 'reset', account: 'li' })).error.code).toBe('console.personState');
    const enabled = await change({ change: 'enable', account: 'li' });
    expect((await at.ask('setup.open', { code: codeIn(enabled) })).ok).toBe(true);
    expect((await trail()).slice(-5).map(({ action, outcome }) => [action, outcome])).toEqual([
      ['person.reset', 'done'],
      ['session.signIn', 'refused'],
      ['person.disabled', 'done'],
      ['person.reset', 'refused'],
      ['person.enabled', 'done'],
    ]);
  });

  it('gives another role, which ends the sessions of the one before', async () => {
    const li = createVisitor(hq);
    const member = await join(hq, li, 'li', 'officer', now());
    expect((await change({ change: 'role', account: 'li', role: 'officer' })).error.code).toBe('console.personState');
    expect((await change({ change: 'role', account: 'li', role: 'auditor' })).ok).toBe(true);
    expect((await li.ask('case.search', {})).error.code).toBe('console.signedOut');
    const { who } = await signIn(member);
    expect((await who.call('session.status', {})).person?.role).toBe('auditor');
    expect(
      JSON.parse((await trail()).find(({ action }) => action === 'person.roleChanged')?.detail ?? ''),
    ).toMatchObject({
      account: 'li',
      reason: 'person.state',
    });
    expect(JSON.parse((await trail()).findLast(({ action }) => action === 'person.roleChanged')?.detail ?? '')).toEqual(
      {
        account: 'li',
        role: 'auditor',
        roleBefore: 'officer',
      },
    );
  });

  it.each([{ change: 'reset' }, { change: 'disable' }, { change: 'enable' }, { change: 'role', role: 'officer' }])(
    'does nothing to their own account: %j',
    async (input) => {
      await join(hq, createVisitor(hq), 'zhao', 'administrator', now());
      expect((await change({ account: 'wang', ...input })).error.code).toBe('console.personSelf');
      expect(await last()).toMatchObject({ outcome: 'refused', account: 'wang' });
      expect(await stateOf('wang')).toMatchObject({ state: 'active', role: 'administrator' });
    },
  );

  it('does nothing without a code, with a wrong one, or with one that was used', async () => {
    await join(hq, createVisitor(hq), 'li', 'officer', now());
    const disable = { change: 'disable', account: 'li' };
    expect((await visitor.ask('person.change', disable)).error.code).toBe('console.badInput');
    expect((await visitor.ask('person.change', { ...disable, code: '000000' })).error.code).toBe('console.codeWrong');
    expect(JSON.parse((await last()).detail)).toEqual({ account: 'li', reason: 'code' });
    later(60_000);
    const code = digitsAt(wang.secret, now());
    expect((await visitor.ask('person.change', { change: 'reset', account: 'li', code })).ok).toBe(true);
    expect((await visitor.ask('person.change', { ...disable, code })).error.code).toBe('console.codeWrong');
    expect((await stateOf('li')).state).toBe('invited');
  });

  it('waits after wrong codes as at sign-in', async () => {
    await join(hq, createVisitor(hq), 'li', 'officer', now());
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const answer = await visitor.ask('person.change', { change: 'disable', account: 'li', code: '000000' });
      codes.push(answer.error.code);
    }
    expect(codes.at(0)).toBe('console.codeWrong');
    expect(codes.at(-1)).toBe('console.signInWait');
  });

  it('and another, at once, can not shut each other out', async () => {
    const other = createVisitor(hq);
    const zhao = await join(hq, other, 'zhao', 'administrator', now());
    later(60_000);
    const answers = await Promise.all([
      visitor.ask('person.change', { change: 'disable', account: 'zhao', code: digitsAt(wang.secret, now()) }),
      other.ask('person.change', { change: 'disable', account: 'wang', code: digitsAt(zhao.secret, now()) }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

it('keeps the last administrator, also from the command line, which can reset them', async () => {
  const disable = await hq.admin('/admin/people', { change: 'disable', account: 'wang' });
  expect([disable.status, (disable.json as { code: string }).code]).toEqual([409, 'person.lastAdministrator']);
  // One who has not set up yet lets nobody in.
  await setupCodeOf(hq, 'zhao', 'administrator');
  expect((await hq.admin('/admin/people', { change: 'disable', account: 'wang' })).status).toBe(409);
  expect((await hq.admin('/admin/people', { change: 'reset', account: 'wang' })).status).toBe(200);
  expect((await visitor.call('session.status', {})).person).toBeNull();
});

describe('one’s own password', () => {
  const newPassword = 'harbour-cactus-88-window';
  const ask = (changes: object = {}): Promise<Answer> => {
    later(60_000);
    return visitor.ask('session.changePassword', {
      password: visitorPassword,
      newPassword,
      code: digitsAt(wang.secret, now()),
      ...changes,
    });
  };

  it('is changed with the old one and a code; other sessions end, this one goes on', async () => {
    const { who: elsewhere } = await signIn(wang);
    expect((await ask()).ok).toBe(true);
    expect(await last()).toMatchObject({ action: 'password.changed', outcome: 'done', account: 'wang', detail: '{}' });
    expect((await elsewhere.call('session.status', {})).person).toBeNull();
    expect((await visitor.call('session.status', {})).person?.account).toBe('wang');
    expect((await signIn(wang)).answer.error.code).toBe('console.signInWrong');
    expect((await signIn(wang, newPassword)).answer.ok).toBe(true);
    expect(JSON.stringify(await trail())).not.toContain(newPassword);
  });

  it.each([
    [{ password: 'not the one' }, 'console.passwordWrong'],
    [{ code: '000000' }, 'console.codeWrong'],
    [{ newPassword: '12345678' }, 'console.weakPassword'],
    [{ newPassword: '王敏王敏王敏王敏' }, 'console.weakPassword'],
    [{ newPassword: visitorPassword }, 'console.passwordSame'],
  ])('stays as it is with %j', async (changes, code) => {
    expect((await ask(changes)).error.code).toBe(code);
    expect((await signIn(wang)).answer.ok).toBe(true);
  });

  it('is nobody else’s to guess: wrong ones wait', async () => {
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1)
      codes.push(
        (await visitor.ask('session.changePassword', { password: `wrong-${n}`, newPassword, code: '1' })).error.code,
      );
    expect([codes[0], codes.at(-1)]).toEqual(['console.passwordWrong', 'console.signInWait']);
  });
});
