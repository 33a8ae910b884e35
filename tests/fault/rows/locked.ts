/**
 * F-37: somebody locks in the middle of saves, drafts, an approval, an export and a sync. Each of them is done or it is not, a file that
 * left the program is on record and one that is not on record did not leave it, and nothing that opens records stays in memory.
 */
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import { saveFile } from '../../../src/main/export/save-file';
import { newId } from '../../../src/main/platform/ids';
import { nodeNet } from '../../../src/main/sync/node-net';
import { ask, signIn } from '../../bench/app-driver';
import { chen, li, must, remedy, wang } from '../../support/case-builder';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { branchOfTwo } from '../world/branch-of-two';
import { chanceOf } from '../world/chance';
import { electronBranch } from '../world/electron-branch';
import type { Between } from '../world/sim-branch';
import type { SimPc } from '../world/sim-pc';
import type { Verdict } from '../verify-world';

const file = '/export/list.xlsx';
const lateFile = '/export/late.xlsx';
/** Calls of the store and requests that the work below makes, about. */
const aboutCalls = 40;
const nothing = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A file with its trace, as each handler of an export makes one; true when the person was told that it is there. */
async function exported({ pc, disk }: SimPc, commandId: string, to = file): Promise<boolean> {
  const { records } = must(pc).workspace;
  const trace = (): Promise<void> =>
    records.write({
      commandId,
      actor: li,
      events: [{ streamId: 'audit', type: 'audit.exported', payload: { what: 'list' } }],
      outcome: {},
    });
  try {
    return (await saveFile({ core: { log: nothing }, disk }, { file: to, bytes: Buffer.from('rows'), trace })).ok;
  } catch {
    return false;
  }
}

/** As the session manager does it: what was asked for before is finished, then the keys go. */
async function lock({ pc, engine }: SimPc): Promise<void> {
  const { workspace, supervisor } = must(pc);
  const ended = engine?.stop();
  await workspace.records.close();
  await supervisor.lock();
  workspace.keys.wipe();
  await ended;
}

function keysLeft({ pc }: SimPc): readonly string[] {
  const { keys } = must(pc).workspace;
  const { store, sign, segments, lookup, drafts, settings } = keys;
  const named = { store, sign, segments, lookup, drafts, settings, shared: Buffer.concat([...keys.sharedFileKeys]) };
  return Object.entries(named).flatMap(([name, key]) => (key.every((byte) => byte === 0) ? [] : [name]));
}

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  let armed = false;
  let calls = 0;
  let locking: Promise<void> | undefined;
  const lockAt = chance.below(aboutCalls);
  const counted = (): void => {
    if (armed && ++calls >= lockAt) locking ??= lock(branch.a);
  };
  const between: Between = (client) => ({
    ...client,
    call: async (name, input) => {
      // Now before the call, now behind it.
      if (calls % 2 === 0) counted();
      const reply = await client.call(name, input);
      if (calls % 2 === 1) counted();
      else calls += 1;
      return reply;
    },
  });
  const branch = await branchOfTwo(seed, { between });
  const { a, b } = branch;
  const caseId = must(await a.register());
  const steps: readonly (readonly [typeof chen, CaseCommand])[] = [
    [li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } }],
    [chen, { name: 'proposeRemedy', input: { content: remedy() } }],
  ];
  for (const [actor, command] of steps) must((await a.run(actor, caseId, command)) === null ? true : undefined);
  const decision = await a.decision(caseId, 'approve');
  await b.register(wang);
  await b.sync();
  a.net = (request) => {
    counted();
    return nodeNet(request);
  };

  await a.disk.makeDir('/export');
  if (!(await exported(a, newId(), '/export/before.xlsx'))) throw new Error('nothing can be exported before the lock');
  const exportId = newId();
  const { workspace, journal } = must(a.pc);
  armed = true;
  /** What is asked for before the lock is finished, what is asked for behind it is refused: some of each. */
  const soon = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let turns = chance.below(25); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
    return work();
  };
  const saves = Array.from({ length: 4 }, () => soon(() => a.register()));
  const draft = async (id: string): Promise<string | undefined> => {
    try {
      const row = workspace.drafts.rowOf({ id, commandId: newId() } as Parameters<typeof workspace.drafts.rowOf>[0]);
      await workspace.records.writeRows(newId(), [row]);
      return id;
    } catch {
      // Told that it is not kept.
      return undefined;
    }
  };
  const drafts = Array.from({ length: 3 }, (_, i) => soon(() => draft(`draft-${String(i)}`)));
  const [, , approval, isExported, kept] = await Promise.all([
    Promise.all(saves),
    soon(async () => a.engine?.syncNow()),
    soon(() => a.run(li, caseId, decision)),
    soon(() => exported(a, exportId)),
    Promise.all(drafts),
  ]);
  armed = false;
  await (locking ?? lock(a));

  const faults = keysLeft(a).map((name) => `the key "${name}" is still in memory`);
  if (await exported(a, newId(), lateFile)) faults.push('a locked PC exports');
  if ((await a.disk.read(lateFile)) !== undefined) faults.push('a file left a locked PC');
  if ((await a.register()) !== undefined) faults.push('a locked PC takes something in');
  a.net = nodeNet;
  await journal.close();
  // What leaves the program stays on the disk of the person; the PC goes on.
  const bytes = await a.disk.read(file);
  await a.reboot();
  const { records } = must(a.pc).workspace;
  const traces = (await records.events('audit')).filter(({ header }) => header.type === 'audit.exported');
  if (isExported && (bytes === undefined || traces.length !== 2)) faults.push('an export was told that is not there');
  if (bytes !== undefined && traces.length !== 2) faults.push('a file left the program without a trace');
  const isApproved = (await a.state(caseId)).status === 'approved';
  if (approval === null && !isApproved) faults.push('an approval was told that is not there');
  const signed = (await records.events(caseId)).find(({ header }) => header.type === 'remedy.approved');
  if (isApproved && signed?.userSig === undefined) faults.push('approved without a signature');
  const there = a.host.tables().get('drafts');
  for (const id of kept) if (id !== undefined && there?.has(id) !== true) faults.push(`${id} is gone`);
  await branch.level();
  await branch.level();
  if ((await a.shown(caseId)) !== (await b.shown(caseId))) faults.push('the two PCs show different cases');
  if (a.host.outbox().length > 0) faults.push('events were never sent');
  const verdicts = [await a.verify(branch.deviceKeys), await b.verify(branch.deviceKeys)].map((verdict) => ({
    ...verdict,
    // The export, which this row does itself.
    faults: verdict.faults.filter((fault) => !/^[12] receipts of commands that nobody gave$/.test(fault)),
  }));
  await branch.end();
  return inAll(a.acknowledged.length + b.acknowledged.length, 0, [...verdicts, { lost: [], doubled: [], faults }]);
}

export const locked: FaultRow = {
  id: 'F-37',
  title: 'locked in the middle of saves, drafts, an approval, an export, a sync (simulated)',
  tries: { t1: 8, t2: 2_000 },
  needs: 'node',
  attempt,
};

/** How often one running application is locked and signed in to again. */
const locks = 5;

export const lockedWhileSaving: FaultRow = {
  id: 'F-37E',
  title: 'locked in the middle of four saves, five times, and signed in again',
  tries: { t1: 1, t2: 60 },
  needs: 'electron',
  attempt: async (seed) => {
    const { next } = chanceOf(seed);
    const branch = await electronBranch();
    const verdicts: Verdict[] = [];
    const faults: string[] = [];
    let recoverMs = 0;
    try {
      await branch.start();
      for (let n = 0; n < locks; n++) {
        const saves = Array.from({ length: 4 }, () => branch.register());
        const until = performance.now() + next() * 40;
        while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
        await ask(branch.app(), 'session.lock', {});
        await Promise.all(saves);
        const { phase } = await ask<{ phase: string }>(branch.app(), 'app.status', {});
        if (phase !== 'signIn') faults.push(`locked, and in phase ${phase}`);
        if (await branch.register()) faults.push('a locked PC takes something in');
        const began = performance.now();
        await signIn(branch.app());
        if (!(await branch.register())) faults.push(`work does not go on: ${branch.refusal()}`);
        recoverMs = Math.max(recoverMs, performance.now() - began);
        verdicts.push(await branch.verify());
      }
      return inAll(branch.acknowledged(), recoverMs, [...verdicts, { lost: [], doubled: [], faults }]);
    } finally {
      await branch.remove();
    }
  },
};
