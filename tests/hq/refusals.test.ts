/** 拒收记录: told alike at headquarters and to the PC, asked for once more, taken in where they are whole by then, or settled. */
import { like } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { consoleAudit } from '../../server/db/console-schema';
import { foldCase } from '../../src/domain/complaint/evolve';
import { chainFaults } from '../../src/domain/evidence/verify-chain';
import { nodeHasher, verifyEd25519 } from '../../src/main/keys/ed25519';
import { RefusalsReply } from '../../src/shared/sync-protocol/refusals';
import { must } from '../support/case-builder';
import { manualEngine, pushEvents, rewritten, send, signedRequest, type Pc, type TestHq } from './support/branch-pc';
import { createVisitor, join, type Visitor } from './support/console-visitor';
import { suiteOfTwoPcs, type TwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
let database: TwoPcs['database'];
suiteOfTwoPcs((world) => {
  ({ hq, a, b, database } = world);
});

let desk: Visitor;
const signIn = async (): Promise<void> => {
  desk = createVisitor(hq);
  await join(hq, desk, 'chen', 'administrator', Date.now());
};
const listed = async (all = false) => (await desk.call('refusal.list', { all })).rows;
const heard = async (pc: Pc) => {
  const { json } = await send(hq, await signedRequest(hq, pc, '/v2/refusals', { protocol: 2 }));
  return RefusalsReply.parse(json).refusals;
};
const answer = (seq: number, state: 'askedAgain' | 'settled', changes: object = {}) =>
  desk.ask('refusal.answer', {
    ...{ branchId: 'branch-1', deviceId: a.deviceId, seq, fork: false, state },
    ...{ reason: '已请网点修好电脑的硬盘', ...changes },
  });
/** A case whose note was damaged on the way: headquarters has a tombstone in its place. */
const damaged = async () => {
  const [registered, note, later] = [
    a.writeCase(),
    a.write({ noteId: 'n', staffText: '客户要求书面答复' }, 'note.added', 'case-1'),
    a.write({ noteId: 'm', staffText: '已回电' }, 'note.added', 'case-1'),
  ];
  const broken = { ...note, payload: { noteId: 'n', staffText: 'damaged' } };
  const { json } = await pushEvents(hq, a, [registered, broken, later]);
  expect(json['results']).toMatchObject([
    { outcome: 'accepted' },
    { code: 'push.payloadHash' },
    { outcome: 'accepted' },
  ]);
  return note;
};

describe('a record that headquarters refused', () => {
  it('is listed with where it is from, why, and what lacks it, and the PC hears the same', async () => {
    await signIn();
    await damaged();
    const [row] = await listed();
    expect(row).toMatchObject({
      ...{ branchId: 'branch-1', deviceId: a.deviceId, seq: 2, fork: false, code: 'push.payloadHash' },
      ...{ type: 'note.added', repeatable: true, answer: null },
    });
    expect(await heard(a)).toEqual([{ seq: 2, code: 'push.payloadHash', answer: null }]);
    // Each PC hears of its own.
    expect(await heard(b)).toEqual([]);
  });

  it('stays out however often it comes, until headquarters asks for it; then it is taken in where it belongs', async () => {
    await signIn();
    const note = await damaged();
    const refusedStill = await pushEvents(hq, a, [note]);
    expect(refusedStill.json['results']).toMatchObject([{ outcome: 'rejected', code: 'push.payloadHash' }]);
    expect((await answer(2, 'askedAgain')).ok).toBe(true);
    expect(await heard(a)).toMatchObject([{ seq: 2, answer: { state: 'askedAgain' } }]);
    const { json } = await pushEvents(hq, a, [note]);
    expect(json['results']).toMatchObject([{ outcome: 'accepted' }]);
    expect(json['contiguousSeq']).toBe(3);
    expect(await listed(true)).toEqual([]);
    expect(await heard(a)).toEqual([]);
    const again = await pushEvents(hq, a, [note]);
    expect(again.json['results']).toMatchObject([{ outcome: 'duplicate' }]);

    // The other PC gets it behind what it knew already, and has the whole chain.
    await manualEngine(b.deps(hq)).syncNow();
    const ofA = b.inbox.filter(({ header }) => header.deviceId === a.deviceId);
    expect(foldCase(ofA)?.notes.map(({ staffText }) => staffText)).toEqual(['客户要求书面答复', '已回电']);
    const inOrder = [...ofA].sort((one, other) => one.header.seq - other.header.seq);
    const checks = { ...nodeHasher, verifyEd25519, deviceKey: () => a.publicKey, userKeys: () => [] };
    expect(chainFaults(inOrder, checks)).toEqual([]);
  });

  it('that is the last one of its PC is taken in as well, and the next goes on behind it', async () => {
    await signIn();
    await pushEvents(hq, a, [a.writeCase()]);
    const note = a.write({ noteId: 'n', staffText: 'whole' }, 'note.added', 'case-1');
    await pushEvents(hq, a, [{ ...note, payload: { noteId: 'n' } }]);
    expect((await answer(2, 'askedAgain')).ok).toBe(true);
    const next = a.write({ noteId: 'm', staffText: 'next' }, 'note.added', 'case-1');
    const { json } = await pushEvents(hq, a, [note, next]);
    expect(json['results']).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
    expect(json['contiguousSeq']).toBe(3);
  });

  it('is asked for once: what comes unchanged is refused again, and headquarters sees that', async () => {
    await signIn();
    const note = await damaged();
    await answer(2, 'askedAgain');
    const broken = { ...note, payload: { noteId: 'n', staffText: 'damaged' } };
    const { json } = await pushEvents(hq, a, [broken]);
    expect(json['results']).toMatchObject([{ outcome: 'rejected', code: 'push.payloadHash' }]);
    expect((await listed())[0]?.answer).toMatchObject({ state: 'refusedAgain' });
    expect(await heard(a)).toMatchObject([{ answer: { state: 'refusedAgain' } }]);
    const quiet = await pushEvents(hq, a, [note]);
    expect(quiet.json['results']).toMatchObject([{ outcome: 'rejected' }]);
  });

  it('in the place of another one can only be settled, with a reason that the branch and the auditor read', async () => {
    await signIn();
    await pushEvents(hq, a, [a.writeCase()]);
    await pushEvents(hq, a, [rewritten(a, must(a.own[0]), 'case.closed')]);
    expect(await listed()).toMatchObject([{ seq: 1, fork: true, code: 'push.fork', repeatable: false }]);
    expect((await answer(1, 'askedAgain', { fork: true })).error.code).toBe('console.notRepeatable');
    const reason = '那台电脑恢复过旧备份，已核对两份';
    expect((await answer(1, 'settled', { fork: true, reason })).ok).toBe(true);
    expect(await listed()).toEqual([]);
    expect(await listed(true)).toMatchObject([{ answer: { state: 'settled', reason } }]);
    expect(await heard(a)).toMatchObject([{ code: 'push.fork', answer: { state: 'settled', reason } }]);
    const trail = await database.db
      .select({ action: consoleAudit.action, outcome: consoleAudit.outcome })
      .from(consoleAudit)
      .where(like(consoleAudit.action, 'refusal.%'))
      .orderBy(consoleAudit.no);
    expect(trail).toMatchObject([
      { action: 'refusal.askedAgain', outcome: 'refused' },
      { action: 'refusal.settled', outcome: 'done' },
    ]);
  });

  it('that is settled troubles nobody in the list of branches, and one that is not there can not be answered', async () => {
    await signIn();
    await damaged();
    const rejected = async () => (await desk.call('branch.list', {})).branches[0]?.devices.map((one) => one.rejected);
    expect(await rejected()).toEqual([1, 0]);
    await answer(2, 'settled');
    expect(await rejected()).toEqual([0, 0]);
    expect((await answer(3, 'settled')).error.code).toBe('console.refusalUnknown');
    expect((await answer(2, 'settled', { reason: '短' })).error.code).toBe('console.badInput');
  });

  it('is sent once more by its PC itself as soon as headquarters asks, and the PC says what headquarters says', async () => {
    await signIn();
    let onDisk = 'damaged';
    let said: RefusalsReply['refusals'] = [];
    const taken: number[] = [];
    const settled = (): number => said.filter((one) => one.answer?.state === 'settled').length;
    a.writeCase();
    const note = a.write({ noteId: 'n', staffText: 'whole' }, 'note.added', 'case-1');
    const engine = manualEngine(
      a.deps(hq, {
        loadEvents: async (rows) =>
          rows.map(({ seq }) => {
            const event = must(a.own[seq - 1]);
            return seq === note.header.seq ? { ...event, payload: { noteId: 'n', staffText: onDisk } } : event;
          }),
        refusals: {
          heard: (refused) => {
            said = refused;
          },
          taken: async (seqs) => {
            taken.push(...seqs);
          },
          settled,
        },
      }),
    );
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', quarantined: 1, reasonCode: 'sync.eventsRejected' });
    expect(said).toEqual([{ seq: 2, code: 'push.payloadHash', answer: null }]);
    // Asked for while it is still damaged: sent once, and not with every sync.
    await answer(2, 'askedAgain');
    for (let times = 0; times < 2; times += 1) await engine.syncNow();
    expect(said).toMatchObject([{ answer: { state: 'refusedAgain' } }]);
    expect(must(a.outbox.get(2)).attempts).toBe(2);
    onDisk = 'whole';
    await answer(2, 'askedAgain');
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'idle', quarantined: 0, reasonCode: null });
    expect(taken).toEqual([2]);
    expect(said).toEqual([]);
    expect(await listed()).toEqual([]);
  });

  it('that headquarters has settled troubles its PC no more', async () => {
    await signIn();
    await damaged();
    a.waitAgain(2, 2);
    let said: RefusalsReply['refusals'] = [];
    const engine = manualEngine(
      a.deps(hq, {
        loadEvents: async (rows) =>
          rows.map(({ seq }) => {
            const event = must(a.own[seq - 1]);
            return seq === 2 ? { ...event, payload: { noteId: 'n', staffText: 'damaged' } } : event;
          }),
        refusals: {
          heard: (refused) => {
            said = refused;
          },
          taken: async () => undefined,
          settled: () => said.filter((one) => one.answer?.state === 'settled').length,
        },
      }),
    );
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', quarantined: 1 });
    await answer(2, 'settled');
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'idle', quarantined: 0 });
  });
});
