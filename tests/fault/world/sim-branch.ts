/**
 * A PC that is real from its records down to the journal, on a disk and a database in memory that can be broken; with a book
 * beside it of what was asked and what was answered.
 */
import { emptyDetails } from '../../../src/domain/complaint/values';
import type { DraftRecord, SealedDraftRow } from '../../../src/main/drafts/drafts';
import { publicOfSeed } from '../../../src/main/keys/ed25519';
import type { Disk } from '../../../src/main/platform/disk';
import { newId } from '../../../src/main/platform/ids';
import { createSimDisk, type SimDisk } from '../../../src/main/platform/sim-disk.test-support';
import type { CaseCall } from '../../../src/main/records/calls';
import { createMemoryHost, type MemoryHost } from '../../../src/main/store/memory-host.test-support';
import { startPc, type PcInMemory, type PcParts } from '../../support/pc-in-memory';
import { replayed, stateHash } from '../state-hash';
import { framesOf, verifyWorld, type Verdict } from '../verify-world';
import type { Chance } from './chance';

const actor = { userId: 'u-1', role: 'counter' } as const;
const deviceId = 'd-1';

export interface SimBranch {
  disk: SimDisk;
  readonly host: MemoryHost;
  /** The running program; undefined between a crash and the next start. */
  pc: PcInMemory | undefined;
  /** Starts and signs in; ms it took. */
  readonly start: (journal?: PcParts['journal']) => Promise<number>;
  /** The process is gone, and the machine with it when `disk` says so. */
  readonly crash: (disk: SimDisk) => void;
  readonly register: () => Promise<boolean>;
  readonly registerMany: (count: number) => Promise<boolean>;
  /** To any case, or to the one registered as the n-th. */
  readonly addNote: (nth?: number) => Promise<boolean>;
  /** One of four, or this one. */
  readonly saveDraft: (nth?: number) => Promise<boolean>;
  /** How many events each case has, in the order of their registration. */
  readonly revisions: () => Promise<readonly number[]>;
  /** Gives every command that was not answered once more, as a person does; each must be done exactly once then. */
  readonly repeatUnanswered: () => Promise<void>;
  readonly acknowledged: () => number;
  readonly verify: () => Promise<Verdict>;
}

/** What stands between main and its database in memory, if anything. */
export type Between = (client: MemoryHost['client']) => MemoryHost['client'];

/** What stands between main and its disk in memory, if anything. */
export type Before = (disk: SimDisk) => Disk;

export function simBranch(
  chance: Chance,
  between: Between = (client) => client,
  before: Before = (disk) => disk,
): SimBranch {
  const deviceSeed = chance.rng.bytes(32);
  const storeKey = chance.rng.bytes(32);
  const host = createMemoryHost();
  const deviceKeys = new Map([[deviceId, publicOfSeed('ed25519', deviceSeed)]]);
  const acknowledged: string[] = [];
  const registered: string[] = [];
  /** With what would be asked again. */
  const unanswered = new Map<string, CaseCall>();
  const cases: string[] = [];
  const refusals: string[] = [];
  const drafts = new Map<string, readonly (Uint8Array | undefined)[]>();
  let starts = 0;
  let notes = 0;
  let texts = 0;

  const running = (): PcInMemory => {
    if (!branch.pc) throw new Error('the program is not running');
    return branch.pc;
  };
  /** True when the person was told that it is saved. */
  const run = async (call: CaseCall): Promise<boolean> => {
    unanswered.set(call.commandId, call);
    const reply = await running()
      .workspace.records.runCaseCommand(call)
      .catch(() => undefined);
    if (!reply) return false;
    if (!reply.ok) {
      refusals.push(`refused though there is no rule against it: ${reply.error.code}`);
      return false;
    }
    unanswered.delete(call.commandId);
    acknowledged.push(call.commandId);
    if (call.command.name === 'register') cases.push(call.caseId);
    return true;
  };
  const registration = (): CaseCall => ({
    commandId: newId(),
    caseId: newId(),
    actor,
    command: {
      name: 'register',
      input: {
        number: `N-${newId()}`,
        source: 'quick',
        receivedAtMs: 1,
        emotion: 1,
        details: { ...emptyDetails, matter: 'x'.repeat(chance.below(900)) },
        evidence: [],
        draftHands: [],
        importKey: null,
      },
    },
  });

  const branch: SimBranch = {
    disk: createSimDisk(),
    host,
    pc: undefined,
    start: async (journal = {}) => {
      starts += 1;
      const began = performance.now();
      branch.pc = await startPc({
        disk: { ...before(branch.disk), free: branch.disk.free },
        host: { client: between(host.client) },
        deviceSeed,
        storeKey,
        deviceId,
        aheadMs: starts * 3_600_000,
        rng: chance.rng,
        segmentBytes: 40_000,
        journal,
      });
      return performance.now() - began;
    },
    crash: (disk) => {
      branch.disk = disk;
      branch.pc = undefined;
    },
    register: () => run(registration()),
    registerMany: async (count) => {
      const calls = Array.from({ length: count }, registration);
      const done = await running()
        .workspace.records.registerMany(calls)
        .catch(() => undefined);
      if (!done) return false;
      registered.push(...calls.map(({ caseId }) => caseId));
      cases.push(...calls.map(({ caseId }) => caseId));
      return true;
    },
    addNote: (nth = chance.below(cases.length)) => {
      const caseId = cases[nth];
      if (caseId === undefined) return branch.register();
      notes += 1;
      const command = { name: 'addNote', input: { staffText: `note ${String(notes)}` } } as const;
      return run({ commandId: newId(), caseId, actor, command });
    },
    saveDraft: async (nth = chance.below(4)) => {
      const key = `draft-${String(nth)}`;
      const { workspace } = running();
      texts += 1;
      const op = workspace.drafts.rowOf({ id: key, commandId: `text ${String(texts)}` } as DraftRecord);
      const { sealed } = op.row as SealedDraftRow;
      const before = drafts.get(key) ?? [undefined];
      // Until it is answered either may be there.
      drafts.set(key, [...before, sealed]);
      try {
        await workspace.records.writeRows(newId(), [op]);
      } catch {
        return false;
      }
      drafts.set(key, [sealed]);
      return true;
    },
    repeatUnanswered: async () => {
      for (const call of [...unanswered.values()]) {
        if (!(await run(call))) throw new Error('a command that was repeated on a sound disk was not kept');
      }
    },
    revisions: async () => {
      const { records } = running().workspace;
      return Promise.all(cases.map(async (caseId) => (await records.events(caseId)).length));
    },
    acknowledged: () => acknowledged.length + registered.length,
    verify: async () => {
      const { journal, workspace } = running();
      const frames = await framesOf(journal);
      const tables = host.tables();
      const verdict = verifyWorld({
        acknowledged,
        registered,
        unanswered: [...unanswered.keys()],
        frames,
        tables,
        revisions: new Map([...host.cases().values()].map(({ id, revision }) => [id, revision])),
        outbox: host.outbox().map(({ seq }) => seq),
        deviceKeys,
        drafts,
      });
      const faults = [...refusals, ...verdict.faults];
      if (stateHash(replayed(frames)) !== stateHash(tables)) faults.push('state hashes differ');
      const damage = await journal.verify();
      if (damage) faults.push(damage.message);
      // Every case opens under its own key and folds to what its events say.
      for (const caseId of cases) {
        const state = await workspace.records.caseState(caseId);
        // Without its key it throws, and is as closed.
        const events = await workspace.records.events(caseId).catch(() => undefined);
        if (events === undefined || state?.revision !== events.length) faults.push(`case ${caseId} does not open`);
      }
      return { ...verdict, faults };
    },
  };
  return branch;
}
