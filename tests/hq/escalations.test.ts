/** What a branch can't decide goes up, headquarters signs it, and every PC of the branch gets the decision. */
import { describe, expect, it } from 'vitest';
import { foldCase } from '../../src/domain/complaint/evolve';
import { currentProposal } from '../../src/domain/complaint/state';
import { headquartersDevice } from '../../src/domain/evidence/headquarters';
import { authorityFault } from '../../src/domain/evidence/verify-authority';
import { chainFaults } from '../../src/domain/evidence/verify-chain';
import { parseCaseNumber } from '../../src/domain/numbering/case-number';
import { nodeHasher, verifyEd25519 } from '../../src/main/keys/ed25519';
import { must } from '../support/case-builder';
import { manualEngine, pushEvents, type Pc, type TestHq } from './support/branch-pc';
import { signingOfficers, type Officer } from './support/console-suite';
import { createVisitor, join } from './support/console-visitor';
import { suiteOfTwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
suiteOfTwoPcs((world) => {
  ({ hq, a, b } = world);
});

const { officer, nextCode } = signingOfficers(() => hq);
const place = { branchId: 'branch-1', caseId: 'case-1' };
const reason = '总行签批上报的处理方案';
const open = ({ desk }: Officer) => desk.call('escalation.open', { ...place, reason });
const rule = async (by: Officer, ruling: 'approve' | 'return' | 'reject', changes: object = {}) => {
  const { proposalId, digest } = await open(by);
  const words = ruling === 'approve' ? '' : '依据不足，请补充流水';
  return by.desk.ask('escalation.rule', {
    ...place,
    proposalId,
    digest,
    ruling,
    words,
    code: nextCode(by),
    ...changes,
  });
};
const list = async ({ desk }: Officer) => (await desk.call('escalation.list', {})).rows;
/** The case as a PC has it that heard of everything. */
const caseAt = async (pc: Pc) => {
  const engine = manualEngine(pc.deps(hq));
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ state: 'idle', reasonCode: null });
  return must(foldCase([...pc.inbox, ...pc.own].filter(({ header }) => header.streamId === 'case-1')));
};

describe('a proposal that was sent up', () => {
  it('is approved with as many signatures as its amount asks for, and comes to the branch as its decision', async () => {
    const [wang, zhou] = [await officer('wang'), await officer('zhou')];
    await pushEvents(hq, a, a.writeSentUp());
    expect(await list(wang)).toMatchObject([
      { ...place, amountFen: 6_000_000, why: 'limit', dueOn: '2026-12-10', signed: 0 },
    ]);
    expect(await open(wang)).toMatchObject({
      unchanged: true,
      needed: 2,
      limitFen: 500_000,
      signed: [],
      ownSignature: false,
    });
    expect(await rule(wang, 'approve')).toMatchObject({ ok: true, value: { waits: true } });
    expect((await list(zhou))[0]?.signed).toBe(1);
    // Four eyes: the same person once more is nobody else.
    expect((await rule(wang, 'approve')).error.code).toBe('console.signedAlready');
    expect((await rule(wang, 'reject')).error.code).toBe('console.signedAlready');
    expect(await caseAt(b)).toMatchObject({ status: 'remedyPending', conflicts: [] });
    expect(await rule(zhou, 'approve')).toMatchObject({ ok: true, value: { waits: false } });
    expect(await list(zhou)).toEqual([]);
    for (const pc of [a, b]) {
      const state = await caseAt(pc);
      expect(state).toMatchObject({ status: 'approved', conflicts: [] });
      expect(must(currentProposal(state)).decision).toMatchObject({ outcome: 'approved', above: { account: 'zhou' } });
    }
    const events = [...b.inbox];
    expect(authorityFault(events)).toBeUndefined();
    const ofHeadquarters = events.filter(({ header }) => header.deviceId === headquartersDevice('branch-1'));
    const check = { ...nodeHasher, verifyEd25519, deviceKey: () => hq.publicKey, userKeys: () => [] };
    expect(ofHeadquarters).toHaveLength(3);
    expect(chainFaults(ofHeadquarters, check)).toEqual([]);
    expect(await rule(zhou, 'approve').catch((cause: unknown) => String(cause))).toContain('console.notWaiting');
  });

  it('is returned or rejected by one, with words', async () => {
    const wang = await officer('wang');
    await pushEvents(hq, a, a.writeSentUp());
    expect((await rule(wang, 'return', { words: ' ' })).error.code).toBe('console.wordsMissing');
    expect(await rule(wang, 'return')).toMatchObject({ ok: true });
    const state = await caseAt(b);
    expect(state.status).toBe('investigating');
    expect(must(currentProposal(state)).decision).toMatchObject({
      outcome: 'returned',
      reason: '依据不足，请补充流水',
    });
    expect(await list(wang)).toEqual([]);
  });

  it('is signed by nobody without a new code, and not as another text than was shown', async () => {
    const wang = await officer('wang');
    await pushEvents(hq, a, a.writeSentUp({ amountFen: 1_500_000 }));
    for (const code of ['000000', ''])
      expect((await rule(wang, 'approve', { code })).error.code).toBe('console.codeWrong');
    expect((await rule(wang, 'approve', { digest: 'x' })).error.code).toBe('console.changed');
    expect((await rule(wang, 'approve', { proposalId: 'another' })).error.code).toBe('console.notWaiting');
    expect((await caseAt(b)).status).toBe('remedyPending');
    expect(b.inbox.some(({ header }) => header.deviceId.startsWith('hq-'))).toBe(false);
  });

  it('is void once the complaint changed, also where that comes after the signature', async () => {
    const wang = await officer('wang');
    const events = a.writeSentUp({ amountFen: 1_500_000 });
    await pushEvents(hq, a, events);
    const { proposalId, digest } = await open(wang);
    // The branch, out of reach meanwhile, took it back before headquarters signed.
    const taken = a.write({ proposalId, reason: '金额算错了' }, 'remedy.recalled', 'case-1');
    const answer = await wang.desk.ask('escalation.rule', {
      ...{ ...place, proposalId, digest, ruling: 'approve', words: '', code: nextCode(wang) },
    });
    expect(answer).toMatchObject({ ok: true });
    await pushEvents(hq, a, [taken]);
    const state = await caseAt(b);
    expect(state.status).toBe('investigating');
    expect(must(currentProposal(state)).status).toBe('recalled');
    expect(await list(wang)).toEqual([]);
    expect((await wang.desk.ask('escalation.open', { ...place, reason })).error.code).toBe('console.notWaiting');
  });

  it('can not be changed behind the signature: facts that the branch did not recall it for are refused', async () => {
    const wang = await officer('wang');
    await pushEvents(hq, a, a.writeSentUp({ amountFen: 1_500_000 }));
    await pushEvents(hq, a, [a.write({ changes: { facts: '另一张卡' } }, 'case.detailsRecorded', 'case-1')]);
    const sheet = await open(wang);
    expect(sheet).toMatchObject({ unchanged: false, facts: '另一张卡' });
    expect((await rule(wang, 'approve')).error.code).toBe('console.changed');
  });

  it('shows the nearest deadline first, over all branches, and to the auditor without opening', async () => {
    const wang = await officer('wang');
    await pushEvents(hq, a, [...a.writeSentUp({ amountFen: 900_000 }, 'case-1'), ...a.writeSentUp({}, 'case-2')]);
    expect((await list(wang)).map(({ caseId }) => caseId)).toEqual(['case-1', 'case-2']);
    const auditor = createVisitor(hq);
    await join(hq, auditor, 'zhao', 'auditor', Date.now());
    expect((await auditor.call('escalation.list', {})).rows).toHaveLength(2);
    expect((await auditor.ask('escalation.open', { ...place, reason })).error.code).toBe('console.forbidden');
    const administrator = createVisitor(hq);
    await join(hq, administrator, 'sun', 'administrator', Date.now());
    expect((await administrator.ask('escalation.list', {})).error.code).toBe('console.forbidden');
  });

  it('that a PC decides in the name of headquarters is refused by its place', async () => {
    const events = a.writeSentUp();
    const { proposalId, digest, matrix } = must(events.at(-1)).payload as {
      proposalId: string;
      digest: string;
      matrix: object;
    };
    const said = { proposalId, digest, matrix, officer: { account: 'wang', name: '王敏' }, comment: '', needed: 1 };
    const forged = a.write(said, 'escalation.approved', 'case-1');
    const { json } = await pushEvents(hq, a, [...events, forged]);
    const results = json['results'] as unknown as { readonly outcome: string; readonly code?: string }[];
    expect(results.at(-1)).toMatchObject({ outcome: 'rejected', code: 'push.deviceSig' });
    expect((await caseAt(b)).status).toBe('remedyPending');
  });
});

describe('an order to do it again', () => {
  it('is signed for what was decided, and starts the case anew in the branch', async () => {
    const wang = await officer('wang');
    await pushEvents(hq, a, a.writeSentUp({ amountFen: 1_500_000 }));
    const order = (changes: object = {}) =>
      wang.desk.ask('case.orderRework', {
        ...place,
        reason: '没有答复投诉人的第二点',
        code: nextCode(wang),
        ...changes,
      });
    expect((await order()).error.code).toBe('console.notReworkable');
    await rule(wang, 'approve');
    expect((await order({ code: '000000' })).error.code).toBe('console.codeWrong');
    expect(await order()).toMatchObject({ ok: true });
    const state = await caseAt(b);
    expect(state).toMatchObject({ status: 'investigating', reopenings: [{ reason: '没有答复投诉人的第二点' }] });
    expect(must(currentProposal(state)).status).toBe('superseded');
  });
});

describe('a complaint that headquarters received', () => {
  const typed = (by: Officer, changes: object = {}) => ({
    ...{ branchId: 'branch-1', name: '周海', phone: '13800138000', matter: '年费重复扣收' },
    ...{ facts: '同一张卡一年扣了两次年费', receivedOn: '2026-03-02', code: nextCode(by) },
    ...changes,
  });
  const assign = (by: Officer, changes: object = {}) => by.desk.ask('case.assign', typed(by, changes));

  it('becomes a case of the branch, under numbers that no PC gives', async () => {
    const wang = await officer('wang');
    await pushEvents(hq, a, [a.writeCase()]);
    const numbers: string[] = [];
    while (numbers.length < 2) numbers.push((await wang.desk.call('case.assign', typed(wang))).number);
    for (const [index, number] of numbers.entries()) {
      const parsed = parseCaseNumber(number, 'SH021');
      expect(parsed).toMatchObject({ ok: true, branchCode: 'SH021', deviceTag: 'HQ' });
      expect(parsed.ok && parsed.sequence).toBeGreaterThan(index);
    }
    expect(new Set(numbers).size).toBe(2);
    for (const pc of [a, b]) {
      const engine = manualEngine(pc.deps(hq));
      await engine.syncNow();
      expect(engine.status()).toMatchObject({ state: 'idle', reasonCode: null });
      const born = pc.inbox.filter(
        ({ header }) => header.type === 'case.registered' && header.deviceId === headquartersDevice('branch-1'),
      );
      expect(born).toHaveLength(2);
      expect(foldCase(born.slice(0, 1))).toMatchObject({
        ...{ number: numbers[0], status: 'registered', source: 'headquarters', registeredBy: 'hq:wang' },
        receivedAtMs: Date.parse('2026-03-02T00:00:00+08:00'),
        details: { facts: '同一张卡一年扣了两次年费', parties: [{ name: '周海' }] },
      });
      expect(authorityFault(pc.inbox)).toBeUndefined();
    }
    const query = { number: numbers[0] ?? '', branchId: null, status: null, receivedFrom: null, receivedTo: null };
    expect((await wang.desk.call('case.search', { query, after: null })).rows).toHaveLength(1);
  });

  it('is not typed for a branch or a day that does not exist, nor without a new code', async () => {
    const wang = await officer('wang');
    expect((await assign(wang, { branchId: 'branch-9' })).error.code).toBe('console.branchUnknown');
    expect((await assign(wang, { receivedOn: '2099-01-01' })).error.code).toBe('console.dayInFuture');
    expect((await assign(wang, { code: '000000' })).error.code).toBe('console.codeWrong');
    expect((await assign(wang, { facts: ' ' })).error.code).toBe('console.badInput');
  });
});
