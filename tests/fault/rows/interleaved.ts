/**
 * F-35: the sync loop, a person who edits, the lock of the screen and a change of the law on one PC at once: a scheduler says in
 * which order each call of the store and each request to headquarters goes on. Afterwards nothing acknowledged is missing, nothing is
 * there twice, and everything that waits is sent.
 */
import fc from 'fast-check';
import { nodeNet } from '../../../src/main/sync/node-net';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import { chen, li, must, wang } from '../../support/case-builder';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { branchOfTwo } from '../world/branch-of-two';
import { chanceOf } from '../world/chance';
import type { Between } from '../world/sim-branch';

const note = (staffText: string): CaseCommand => ({ name: 'addNote', input: { staffText } });

async function attempt(seed: number): Promise<Attempt> {
  const [scheduler] = fc.sample(fc.scheduler(), { seed, numRuns: 1 });
  const order = must(scheduler);
  let armed = false;
  const inTurn = async <T>(what: string, task: () => Promise<T>): Promise<T> => {
    if (armed) await order.schedule(Promise.resolve(), what);
    return task();
  };
  const between: Between = (client) => ({
    ...client,
    call: (name, input) => inTurn(name, () => client.call(name, input)),
  });
  const chance = chanceOf(seed);
  const branch = await branchOfTwo(seed, { between });
  const { a, b } = branch;
  const faults: string[] = [];
  const own = must(await a.register());
  const shared = must(await b.register(wang));
  await branch.level();
  for (const text of ['one', 'two', 'three']) await b.run(wang, shared, note(text));
  await b.sync();
  a.net = (request) => inTurn('request', () => nodeNet(request));

  const { workspace, journal } = must(a.pc);
  const lockAfter = chance.below(5);
  let edited = 0;
  const editing = async (): Promise<void> => {
    const accept: CaseCommand = {
      name: 'accept',
      input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId },
    };
    const steps = [
      [chen, own, note('a')],
      [li, own, accept],
      [chen, shared, note('b')],
      [chen, own, note('c')],
    ] as const;
    for (const [actor, caseId, command] of steps) {
      await a.run(actor, caseId, command);
      edited += 1;
    }
  };
  const syncing = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) await a.engine?.syncNow();
  };
  const newLaw = async (): Promise<void> => {
    // Locked before it came to that: the next one to sign in levels with the law.
    await workspace.records.refreshOpen().catch(() => undefined);
  };
  const locking = async (): Promise<void> => {
    while (edited < lockAfter && edited < 4) await order.schedule(Promise.resolve(), 'somebody is about to lock');
    const ended = a.engine?.stop();
    await workspace.records.close();
    await ended;
  };
  armed = true;
  await order.waitFor(Promise.all([editing(), syncing(), newLaw(), locking()]));
  armed = false;
  a.net = nodeNet;
  if (
    (await workspace.records.writeRows('late', []).then(
      () => 'kept',
      () => 'refused',
    )) !== 'refused'
  ) {
    faults.push('a locked PC takes something in');
  }

  await journal.close();
  await a.crash(a.disk.afterKill());
  a.host.closeDatabase('whole');
  const recoverMs = await a.start();
  await branch.level();
  await branch.level();
  for (const pc of [a, b]) {
    const left = pc.host.outbox().length;
    if (left > 0) faults.push(`${String(left)} events of ${pc.id} were never sent`);
    const sent = await branch.hq.seqsOf(pc.id);
    const all = pc.host.events().filter(({ deviceId }) => deviceId === pc.id).length;
    if (sent.join() !== Array.from({ length: all }, (_, i) => i + 1).join())
      faults.push(`headquarters has ${String(sent.length)} of ${String(all)} events of ${pc.id}`);
  }
  for (const caseId of [own, shared]) {
    if ((await a.shown(caseId)) !== (await b.shown(caseId))) faults.push('the two PCs show different cases');
  }
  const verdicts = [await a.verify(branch.deviceKeys), await b.verify(branch.deviceKeys)];
  await branch.end();
  const acknowledged = a.acknowledged.length + b.acknowledged.length;
  return inAll(acknowledged, recoverMs, [...verdicts, { lost: [], doubled: [], faults }]);
}

export const interleaved: FaultRow = {
  id: 'F-35',
  title: 'sync, edits, lock and a change of the law at once, in every order that a scheduler draws',
  tries: { t1: 15, t2: 10_000 },
  needs: 'node',
  attempt,
};
