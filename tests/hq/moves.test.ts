/** 移交: an officer moves a complaint between two branches. It is in one of them at any moment, and nothing of it is lost. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { caseAtHq } from '../../server/console/case-list';
import { metricsBy } from '../../server/console/statistics';
import { foldCase } from '../../src/domain/complaint/evolve';
import type { CasePayload } from '../../src/domain/complaint/events';
import { openConflicts } from '../../src/domain/complaint/state';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import { headquartersDevice } from '../../src/domain/evidence/headquarters';
import { chainFaults } from '../../src/domain/evidence/verify-chain';
import { nodeHasher, verifyEd25519 } from '../../src/main/keys/ed25519';
import { must } from '../support/case-builder';
import {
  branchInfo,
  codeOf,
  makePc,
  manualEngine,
  pushEvents,
  signedRequest,
  tryEnrol,
  type Pc,
  type TestHq,
} from './support/branch-pc';
import { createVisitor, digitsAt, join, type Member, type Visitor } from './support/console-visitor';
import { suiteOfTwoPcs, type TwoPcs } from './support/two-pcs';

const second = { ...branchInfo, id: 'branch-2', code: 'SH022', name: 'Lane 40 branch' };
const insurer = {
  ...branchInfo,
  id: 'branch-3',
  code: 'SH031',
  name: 'Insurance branch',
  institutionType: 'insurer' as const,
};
const reason = '这笔业务在那家网点办的';

let hq: TestHq;
let a: Pc;
let database: TwoPcs['database'];
suiteOfTwoPcs((world) => {
  ({ hq, a, database } = world);
});

let officer: Member;
let desk: Visitor;
let elsewhere: Pc;
let passedMs = 0;

/** Codes of an authenticator open once. */
const nextCode = (): string => {
  passedMs += 30_000;
  hq.advance(30_000);
  return digitsAt(officer.secret, Date.now() + passedMs);
};
const open = async (): Promise<void> => {
  passedMs = 0;
  elsewhere = makePc(second.id);
  const answer = await tryEnrol(hq, elsewhere, await codeOf(hq, 'new'), second);
  expect(answer.ok).toBe(true);
  desk = createVisitor(hq);
  officer = await join(hq, desk, 'wang', 'officer', Date.now());
};
const wish = { branchId: 'branch-1', caseId: 'case-1', toBranchId: second.id, why: 'business', reason };
const move = (changes: object = {}) => desk.ask('case.move', { ...wish, code: nextCode(), ...changes });
const everything = { number: '', branchId: null, status: null, receivedFrom: null, receivedTo: null };
const listed = async () => (await desk.call('case.search', { query: everything, after: null })).rows;
const received = async (pc: Pc): Promise<readonly OpenEvent[]> => {
  const engine = manualEngine(pc.deps(hq));
  await engine.syncNow();
  expect(engine.status()).toMatchObject({ state: 'idle', reasonCode: null });
  return pc.inbox;
};
const all = { span: { from: '2020-01-01', until: '2100-01-01' }, today: '2026-11-20' };
/** Open complaints as headquarters counts them, by branch and together. */
const openNow = async () => {
  const ofBranches = await metricsBy(database.db, all, true);
  return [...ofBranches].map(([id, { openAfter, received, moved }]) => [id, openAfter, received, moved]).sort();
};

describe('a complaint that an officer moves', () => {
  it('leaves the one branch as a tombstone and comes to the other with all that was known and its number of before', async () => {
    await open();
    await pushEvents(hq, a, a.writeComplexCase());
    await listed();
    expect(await openNow()).toEqual([['branch-1', 1, 1, 0]]);
    const before = must(await caseAtHq(database.db, 'branch-1', 'case-1'));
    const answer = await move();
    expect(answer).toMatchObject({ ok: true });
    const { number } = answer.value as { number: string };
    // Before any search has read the two branches.
    expect(await openNow()).toEqual([
      ['branch-1', 0, 0, 1],
      ['branch-2', 1, 1, 0],
    ]);
    expect((await listed()).map((row) => [row.branchId, row.number, row.status])).toEqual([
      ['branch-1', before.number, 'movedAway'],
      ['branch-2', number, 'accepted'],
    ]);
    expect(await openNow()).toEqual([
      ['branch-1', 0, 0, 1],
      ['branch-2', 1, 1, 0],
    ]);

    await received(a);
    const tombstone = must(foldCase([...a.own, ...a.inbox].filter(({ header }) => header.streamId === 'case-1')));
    expect(tombstone).toMatchObject({ status: 'movedAway', movedAway: { number, officer: '王敏', reason } });
    // What the branch did stays provable: chains go on, and nothing was taken out.
    const checks = { ...nodeHasher, verifyEd25519, userKeys: () => [] };
    expect(chainFaults(a.own, { ...checks, deviceKey: () => a.publicKey })).toEqual([]);
    const ofHq = a.inbox.filter(({ header }) => header.deviceId === headquartersDevice('branch-1'));
    expect(chainFaults(ofHq, { ...checks, deviceKey: () => hq.publicKey })).toEqual([]);

    const there = (await received(elsewhere)).filter(({ header }) => header.type.startsWith('case.'));
    expect(there.map(({ header }) => header.type)).toEqual(['case.registered', 'case.movedHere']);
    const state = must(foldCase(there));
    expect(state).toMatchObject({
      number,
      status: 'accepted',
      complexity: 'complex',
      receivedAtMs: before.receivedAtMs,
      acceptedAtMs: before.acceptedAtMs,
      ownerId: null,
      origin: { number: before.number, from: { id: 'branch-1', code: branchInfo.code } },
    });
    // To the letter as the PC of the first branch signed them.
    const { history } = must(there[1]).payload as CasePayload<'case.movedHere'>;
    expect(chainFaults(history, { ...checks, deviceKey: () => a.publicKey })).toEqual([]);
  });

  it('takes in what its branch did without knowing of it as done afterwards, once, with no second open case', async () => {
    await open();
    await pushEvents(hq, a, a.writeComplexCase());
    expect((await move()).ok).toBe(true);
    const late = [a.write({ noteId: 'n', staffText: '已电话联系客户' }, 'note.added', 'case-1')];
    for (let times = 0; times < 2; times += 1) await pushEvents(hq, a, late);
    await listed();
    const state = must(await caseAtHq(database.db, 'branch-1', 'case-1'));
    // The PC's clock may run behind that of headquarters: then it was done before, and stands in the history of the tombstone.
    expect(state.status).toBe('movedAway');
    expect(openConflicts(state).length + state.notes.length).toBe(1);
    expect(await openNow()).toEqual([
      ['branch-1', 0, 0, 1],
      ['branch-2', 1, 1, 0],
    ]);
  });

  it('goes on to another branch and back, and is counted once all the while', async () => {
    await open();
    await pushEvents(hq, a, a.writeComplexCase());
    expect((await move()).ok).toBe(true);
    const [there] = (await listed()).filter(({ branchId }) => branchId === second.id);
    const back = await move({ branchId: second.id, caseId: must(there).caseId, toBranchId: 'branch-1' });
    expect(back.ok).toBe(true);
    const rows = await listed();
    expect(rows.map(({ branchId, status }) => `${branchId} ${status}`).sort()).toEqual([
      'branch-1 accepted',
      'branch-1 movedAway',
      'branch-2 movedAway',
    ]);
    expect(await openNow()).toEqual([
      ['branch-1', 1, 1, 1],
      ['branch-2', 0, 0, 1],
    ]);
    const home = must(rows.find(({ branchId, status }) => branchId === 'branch-1' && status === 'accepted'));
    const opened = await desk.call('case.reveal', {
      branchId: 'branch-1',
      caseId: home.caseId,
      reason: 'to see it is whole',
    });
    expect(opened.facts).toBe(must(await caseAtHq(database.db, 'branch-1', 'case-1')).details.facts);
    expect(opened.movedFrom?.number).toBe(must(there).number);
    expect((await received(a)).filter(({ header }) => header.streamId === home.caseId)).toHaveLength(2);
  });

  it('is moved by nobody without a new code, nor to where it is, nor to an institution under another law, nor twice', async () => {
    await open();
    const other = makePc(insurer.id);
    expect((await tryEnrol(hq, other, await codeOf(hq, 'new'), insurer)).ok).toBe(true);
    await pushEvents(hq, a, a.writeComplexCase());
    const refusals = [
      [{ code: '000000' }, 'console.codeWrong'],
      [{ toBranchId: 'branch-1' }, 'console.sameBranch'],
      [{ toBranchId: 'branch-9' }, 'console.branchUnknown'],
      [{ toBranchId: insurer.id }, 'console.otherInstitution'],
      [{ caseId: 'case-9' }, 'console.caseUnknown'],
      [{ reason: '短' }, 'console.badInput'],
    ] as const;
    for (const [changes, code] of refusals) expect((await move(changes)).error.code).toBe(code);
    expect(await received(elsewhere)).toEqual([]);
    expect((await move()).ok).toBe(true);
    expect((await move()).error.code).toBe('console.movedAlready');
  });

  it('brings its evidence along, also what its branch sends only later', async () => {
    await open();
    const content = Buffer.from('a photo of the contract');
    const evidence = {
      id: 'ev',
      sha256: createHash('sha256').update(content).digest('hex'),
      name: '合同.jpg',
      mime: 'image/jpeg',
      sizeBytes: content.length,
      fromCustomer: true,
    };
    await pushEvents(hq, a, [a.writeCase({ evidence: [evidence] })]);
    expect((await move()).ok).toBe(true);
    const read = async (pc: Pc): Promise<string> => {
      const asked = { protocol: 2, sha256: evidence.sha256, piece: 0 };
      const { route, bytes, headers } = await signedRequest(hq, pc, '/v2/files/read', asked);
      const reply = await fetch(`${hq.url}${route}`, { method: 'POST', headers, body: new Uint8Array(bytes) });
      return reply.text();
    };
    expect(await read(elsewhere)).toContain('file.unknown');
    expect(await a.sendRaw(hq, `/v2/files/${evidence.sha256}/0`, content)).toEqual({ missing: [] });
    expect(await read(elsewhere)).toBe(content.toString());
    // A branch that the complaint was not moved to reads nothing of it.
    const stranger = makePc('branch-4');
    const fourth = { ...branchInfo, id: 'branch-4', code: 'SH044', name: 'Another' };
    expect((await tryEnrol(hq, stranger, await codeOf(hq, 'new'), fourth)).ok).toBe(true);
    expect(await read(stranger)).toContain('file.unknown');
    // And it goes on from the second branch to the next.
    const [there] = (await listed()).filter(({ branchId }) => branchId === second.id);
    expect((await move({ branchId: second.id, caseId: must(there).caseId, toBranchId: 'branch-4' })).ok).toBe(true);
    expect(await read(stranger)).toBe(content.toString());
  });
});
