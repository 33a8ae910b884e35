/** 投诉分析 over real sockets: what PCs of branches push is counted, by the law that each branch works under, without a person in it. */
import { expect, it } from 'vitest';
import { emptyDetails, emptyParty } from '../../src/domain/complaint/values';
import { addDays } from '../../src/domain/deadlines/local-date';
import type { SignedPack } from '../../src/domain/packs/signed-pack';
import { PACKS_STREAM } from '../../src/domain/evidence/event-envelope';
import { must } from '../support/case-builder';
import { rulesWithDays } from '../support/pack-rules';
import { branchInfo, codeOf, enrolPc, makePc, pushEvents, tryEnrol, type TestHq } from './support/branch-pc';
import { join, type Visitor } from './support/console-visitor';
import { suiteOfConsoleCalls, type ConsoleSuite } from './support/console-suite';

let database: ConsoleSuite['database'];
let hq: TestHq;
let visitor: Visitor;

suiteOfConsoleCalls((suite) => {
  ({ hq, visitor, database } = suite);
});

const dayMs = 24 * 3_600_000;
/** The complaints of these tests are received when `playCase` registers them. */
const around = { from: '2026-01-01', to: '2026-12-31' };

it('counts what branches sent by class and by branch, and tells nothing of a person', async () => {
  await join(hq, visitor, 'wang', 'officer', Date.now());
  const complainant = { ...emptyParty, name: '陈晓明', phone: '13800138000' };
  const coded = { businessId: 'biz.debit.limits', reasonId: 'reason.service', channelId: 'channel.walkIn' };
  const [one, two] = [makePc(), makePc('branch-2')];
  await enrolPc(hq, one, 'new');
  await tryEnrol(hq, two, await codeOf(hq, 'new'), { ...branchInfo, id: 'branch-2', code: 'BJ01', name: 'Lane 40' });
  await pushEvents(hq, one, [one.writeCase({ details: { ...emptyDetails, ...coded, parties: [complainant] } })]);
  await pushEvents(hq, two, [two.writeCase()]);
  const metrics = await visitor.call('metrics.show', { period: around });
  expect(metrics.total).toMatchObject({ received: 2, closed: 0, openAfter: 2 });
  expect(metrics.branches.map(({ code, figures }) => [code, figures.received])).toEqual([
    ['BJ01', 1],
    ['SH021', 1],
  ]);
  expect(metrics.business.map(({ id, depth, received }) => [id, depth, received])).toEqual([
    ['biz.debit', 0, 1],
    ['biz.debit.limits', 1, 1],
    ['', 0, 1],
  ]);
  expect(metrics.months.reduce((sum, { received }) => sum + received, 0)).toBe(2);
  expect(metrics.doubtful).toBe(1);
  expect(JSON.stringify(metrics)).not.toMatch(/陈|138001/);
  const none = await visitor.call('metrics.show', { period: { from: '2020-01-01', to: '2020-01-31' } });
  expect(none).toMatchObject({ total: { received: 0, openBefore: 0, medianDays: null }, branches: [], doubtful: 0 });
});

it.each([
  { from: '2026-02-01', to: '2026-01-31' },
  { from: '2020-01-01', to: '2026-01-31' },
  { from: '2026-02-30', to: '2026-03-01' },
  { from: "2026-01-01'; drop table events; --", to: '2026-03-01' },
])('refuses days that are no period: %j', async (period) => {
  await join(hq, visitor, 'wang', 'officer', Date.now());
  expect((await visitor.ask('metrics.show', { period })).error.code).toBe('console.badInput');
});

it('follows the rules that a branch has confirmed, from the day on which they hold, though nobody sends anything then', async () => {
  await join(hq, visitor, 'wang', 'officer', Date.now());
  const pc = makePc();
  await enrolPc(hq, pc, 'new');
  await pushEvents(hq, pc, [pc.writeCase()]);
  const { json } = await hq.admin('/admin/packs', {
    body: { kind: 'rules', effectiveFrom: '2026-12-01', issuedBy: 'Headquarters', pack: rulesWithDays('2099.1', 10) },
  });
  const { signed, hash } = json as { signed: SignedPack; hash: string };
  const dueOn = async (): Promise<string> => {
    await visitor.call('metrics.show', { period: around });
    const rows = await database.query('select due_on::text as due from console_cases', []);
    return must((rows as { due: string }[])[0]).due;
  };
  const inFifteen = await dueOn();
  const fromMs = Date.now() + dayMs;
  await pushEvents(hq, pc, [
    pc.write({ publicKey: signed.signature.publicKey, origin: 'headquarters' }, 'pack.keyTrusted', PACKS_STREAM),
    pc.write({ signed, origin: 'sync', fileName: '' }, 'pack.received', PACKS_STREAM),
    pc.write({ hash, name: 'rules', fromMs, casesChanged: 1 }, 'pack.confirmed', PACKS_STREAM),
  ]);
  expect(await dueOn()).toBe(inFifteen);
  hq.advance(dayMs + 60_000);
  await join(hq, visitor, 'li', 'officer', Date.now() + dayMs + 60_000);
  expect(await dueOn()).toBe(addDays(inFifteen, -5));
});
