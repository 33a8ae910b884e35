/**
 * A PC of a branch with several: real from its records down to the journal, and with the sync engine that ships, on a disk and
 * over a store in memory. What it would show of each case is kept beside it, as it reaches the store.
 */
import { createHash } from 'node:crypto';
import type { CaseCommand, CaseRefusal } from '../../../src/domain/complaint/commands';
import { shownProposal } from '../../../src/domain/complaint/approval';
import { currentProposal, type CaseState } from '../../../src/domain/complaint/state';
import { emptyDetails, type Evidence } from '../../../src/domain/complaint/values';
import {
  emptyDirectory,
  evolveDirectory,
  isDirectoryEventType,
  type Directory,
  type Person,
} from '../../../src/domain/directory/directory';
import { DIRECTORY_STREAM } from '../../../src/domain/evidence/event-envelope';
import { approvalDigest } from '../../../src/domain/evidence/hashing';
import {
  engineFor,
  transferFor,
  type SyncConfig,
  type SyncServiceDeps,
} from '../../../src/main/app/create-sync-engine';
import { createTimeAnchors } from '../../../src/main/clock/time-anchors';
import { createTestClock, type TestClock } from '../../../src/main/clock/test-clock.test-support';
import { nodeHasher, publicOfSeed, signHash } from '../../../src/main/keys/ed25519';
import type { Keyring } from '../../../src/main/keys/keyring';
import { newId } from '../../../src/main/platform/ids';
import { createSimDisk, type SimDisk } from '../../../src/main/platform/sim-disk.test-support';
import type { NewEvent } from '../../../src/main/records/calls';
import type { Session } from '../../../src/main/session/session';
import { createMemoryHost, type MemoryHost } from '../../../src/main/store/memory-host.test-support';
import type { SyncEngine } from '../../../src/main/sync/engine';
import type { Net } from '../../../src/main/sync/net';
import { nodeNet } from '../../../src/main/sync/node-net';
import type { SyncStatusView } from '../../../src/shared/contract/sync';
import type { Anchor } from '../../../src/shared/sync-protocol/messages';
import type { StoreInput } from '../../../src/shared/store-contract/calls';
import { unpacked } from '../../../src/shared/store-contract/packed';
import { chen, li, must, wang, zhao, type Actor } from '../../support/case-builder';
import { startPc, type PcInMemory } from '../../support/pc-in-memory';
import { replayed, stateHash } from '../state-hash';
import { framesOf, verifyWorld, type Verdict } from '../verify-world';
import type { Chance } from './chance';
import { onlyBranch } from './headquarters-desk';
import type { SimHeadquarters } from './sim-headquarters';
import type { Between } from './sim-branch';

/** Another supervisor, and another officer. */
export const hu: Actor = { userId: 'u-hu', role: 'supervisor' };
export const sun: Actor = { userId: 'u-sun', role: 'officer' };

const seedOf = (userId: string): Buffer => createHash('sha256').update(userId).digest();
const everybody: readonly Actor[] = [chen, wang, li, hu, zhao, sun];
const people = new Map(
  everybody.map(({ userId, role }): [string, Person] => [
    userId,
    {
      ...{ userId, name: userId, staffNo: '', role, active: true, addedAtMs: 0, reportsTo: null, relations: [] },
      ...{ signPublicKeys: [publicOfSeed('ed25519', seedOf(userId))], boxPublicKey: '', portableBundle: null },
    },
  ]),
);

export type Answer = CaseRefusal | 'notSaved' | null;

export interface SimPc {
  readonly id: string;
  readonly deviceSeed: Buffer;
  /** Another one after each restart of the machine. */
  clock: TestClock;
  readonly host: MemoryHost;
  disk: SimDisk;
  pc: PcInMemory | undefined;
  engine: SyncEngine | undefined;
  /** What the engine would do by itself, and when by the clock of the PC. */
  planned: { readonly run: () => void; readonly atMs: number } | undefined;
  /** How many events people here were told that headquarters has lost. */
  setBack: number;
  /** The line to headquarters. */
  net: Net;
  /** Starts, signs in and is ready to sync; ms it took. */
  readonly start: () => Promise<number>;
  readonly crash: (disk: SimDisk) => Promise<void>;
  /** The machine is switched off and on. */
  readonly reboot: () => Promise<void>;
  /** null: saved. */
  readonly run: (actor: Actor, caseId: string, command: CaseCommand) => Promise<Answer>;
  readonly register: (actor?: Actor, evidence?: readonly Evidence[]) => Promise<string | undefined>;
  readonly write: (actor: Actor, events: readonly NewEvent[]) => Promise<void>;
  readonly sync: () => Promise<void>;
  /** Runs what the engine has planned, and resolves when it rests again. */
  readonly runPlanned: () => Promise<void>;
  readonly state: (caseId: string) => Promise<CaseState>;
  /** The decision of somebody on the proposal that stands now, as their screen shows it. */
  readonly decision: (caseId: string, outcome: 'approve' | 'return' | 'reject') => Promise<CaseCommand>;
  /** Everything that is shown of a case, as bytes that are equal where it is equal. */
  readonly shown: (caseId: string) => Promise<string>;
  /** Ids of commands that somebody was told are saved. */
  readonly acknowledged: readonly string[];
  readonly verify: (deviceKeys: ReadonlyMap<string, string>) => Promise<Verdict>;
}

export interface SimPcOptions {
  readonly storeKey: Buffer;
  /** None: a PC that nothing is sent to or from. */
  readonly hq?: Pick<SimHeadquarters, 'url' | 'publicKey' | 'nowMs'>;
  readonly branchId?: string;
  readonly between?: Between;
  /** Keeps what headquarters says of the time as events, as the application does. */
  readonly keepsTimes?: boolean;
}

export function simPc(id: string, chance: Chance, options: SimPcOptions): SimPc {
  const { storeKey, hq, branchId = onlyBranch, between = (client) => client, keepsTimes = false } = options;
  const deviceSeed = Buffer.from(chance.rng.bytes(32));
  const host = createMemoryHost();
  const acknowledged: string[] = [];
  const unanswered = new Set<string>();
  const shown = new Map<string, Record<string, unknown>>();
  let directory: Directory = { ...emptyDirectory, people };

  const take = ({ cases, list, search }: Pick<StoreInput<'putDerived'>, 'cases' | 'list' | 'search'>): void => {
    const of = (caseId: string): Record<string, unknown> => {
      const known = shown.get(caseId) ?? {};
      shown.set(caseId, known);
      return known;
    };
    for (const { sealed: _sealed, ...row } of cases) of(row.id)['row'] = row;
    for (const entry of unpacked(list)) of(entry.caseId)['entry'] = entry;
    for (const doc of unpacked(search)) of(doc.caseId)['doc'] = doc;
  };
  const watched: Between = (client) => {
    const staged = new Map<number, StoreInput<'putDerived'>>();
    return {
      ...client,
      tell: (name, input) => {
        staged.set((input as StoreInput<'stage'>).stage, input as StoreInput<'stage'>);
        client.tell(name, input);
      },
      call: async (name, input) => {
        const reply = await client.call(name, input);
        if (name === 'putDerived') take(input as StoreInput<'putDerived'>);
        if (name === 'apply' && reply.ok) {
          const applied = input as StoreInput<'apply'>;
          const content = 'staged' in applied ? staged.get(applied.staged) : applied;
          if (content) take(content);
        }
        return reply;
      },
    };
  };
  const running = (): PcInMemory => must(self.pc);

  const startEngine = (
    { workspace, store, stampClock }: PcInMemory,
    { url, publicKey }: Pick<SimHeadquarters, 'url' | 'publicKey'>,
  ): SyncEngine => {
    const core = {
      ...{ nowMs: self.clock.wallMs, newId, directory: () => directory },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (_what: string, cause: unknown) => faults.push(cause),
      },
    };
    const anchors = createTimeAnchors(self.clock.monotonicMs, stampClock.heardTime);
    const session = { records: workspace.records, user: chen } as unknown as Session;
    const acked = (_seq: number, anchor: Anchor | null): void => {
      if (!anchor) return;
      if (keepsTimes) keeping.push(anchors.heard(session, anchor));
      else stampClock.heardTime(anchor.hqTimeMs);
    };
    // What the engine asks of them, and no more of the service around it.
    const deps = {
      ...{ core, store, rng: chance.rng, schedule: planning },
      net: (request: Parameters<Net>[0]) => self.net(request),
    } as unknown as SyncServiceDeps;
    const keyring = { device: { id, tag: id, branchId }, deviceSeed } as unknown as Keyring;
    const config: SyncConfig = { hqUrl: url, hqPublicKey: publicKey, paused: false, intervalMinutes: 5 };
    const transfer = transferFor(deps, workspace, keyring, config, {
      ...{ acked, stopped: () => undefined, forked: () => undefined, packs: null },
      setBack: (_seq, lost) => {
        self.setBack += lost;
      },
    });
    return engineFor(deps, transfer, config, isSyncing, { lastSuccessAtMs: null, receivedFromOthers: 0 });
  };
  const faults: unknown[] = [];
  const keeping: Promise<void>[] = [];
  let rests: () => void = () => undefined;
  const isSyncing = ({ state }: SyncStatusView): void => {
    if (state !== 'syncing') rests();
  };
  const planning = (run: () => void, ms: number): (() => void) => {
    const planned = { run, atMs: self.clock.wallMs() + ms };
    self.planned = planned;
    return () => {
      if (self.planned === planned) self.planned = undefined;
    };
  };
  const throwFaults = async (): Promise<void> => {
    await Promise.all(keeping.splice(0));
    const [fault] = faults.splice(0);
    if (fault !== undefined) throw fault instanceof Error ? fault : new Error(JSON.stringify(fault));
  };

  const self: SimPc = {
    id,
    deviceSeed,
    clock: createTestClock(hq?.nowMs()),
    host,
    disk: createSimDisk(),
    pc: undefined,
    engine: undefined,
    planned: undefined,
    setBack: 0,
    net: nodeNet,
    acknowledged,
    start: async () => {
      const began = performance.now();
      const pc = await startPc({
        ...{
          disk: self.disk,
          host: { client: between(watched(host.client)) },
          deviceSeed,
          storeKey,
          deviceId: id,
          branchId,
        },
        ...{ rng: chance.rng, clock: self.clock },
        authority: () => ({
          contact: null,
          delegations: directory.delegations.filter(({ revoked }) => revoked === null),
        }),
        directory: {
          now: () => directory,
          is: (known) => {
            directory = { ...known, people };
          },
        },
        onCommitted: (events) => {
          for (const event of events) {
            const { streamId, type } = event.header;
            if (streamId === DIRECTORY_STREAM && isDirectoryEventType(type))
              directory = evolveDirectory(directory, event);
          }
        },
      });
      self.pc = pc;
      self.engine = hq && startEngine(pc, hq);
      return performance.now() - began;
    },
    crash: async (disk) => {
      const ending = self.engine?.stop();
      self.disk = disk;
      self.pc = undefined;
      self.engine = undefined;
      self.planned = undefined;
      rests();
      await ending;
    },
    reboot: async () => {
      await self.crash(self.disk.afterKill());
      host.closeDatabase('whole');
      self.clock = self.clock.restarted();
      await self.start();
    },
    run: async (actor, caseId, command) => {
      const commandId = newId();
      const sign = (hash: string): string => signHash(seedOf(actor.userId), hash);
      const decides = command.name === 'decideRemedy';
      unanswered.add(commandId);
      const reply = await running()
        .workspace.records.runCaseCommand({ commandId, actor, caseId, command, ...(decides ? { sign } : {}) })
        .catch(() => undefined);
      if (!reply) return 'notSaved';
      unanswered.delete(commandId);
      if (!reply.ok) return reply.error;
      acknowledged.push(commandId);
      return null;
    },
    register: async (actor = chen, evidence = []) => {
      const caseId = newId();
      const command: CaseCommand = {
        name: 'register',
        input: {
          number: `N-${caseId}`,
          source: 'quick',
          receivedAtMs: running().stampClock.correctedMs(),
          emotion: 1,
          details: emptyDetails,
          evidence: [...evidence],
          draftHands: [],
          importKey: null,
        },
      };
      return (await self.run(actor, caseId, command)) === null ? caseId : undefined;
    },
    write: async (actor, events) => {
      const commandId = newId();
      const sign = (hash: string): string => signHash(seedOf(actor.userId), hash);
      await running().workspace.records.write({ commandId, actor, events, sign, outcome: {} });
      acknowledged.push(commandId);
    },
    sync: async () => {
      await self.engine?.syncNow();
      await throwFaults();
    },
    runPlanned: async () => {
      const { planned } = self;
      if (!planned) return;
      self.planned = undefined;
      const rested = new Promise<void>((resolve) => {
        rests = resolve;
      });
      planned.run();
      await rested;
      await throwFaults();
    },
    state: async (caseId) => must(await running().workspace.records.caseState(caseId)),
    decision: async (caseId, outcome) => {
      const state = await self.state(caseId);
      const proposal = must(currentProposal(state));
      const digest = approvalDigest(shownProposal(state, proposal), nodeHasher);
      return { name: 'decideRemedy', input: { proposalId: proposal.id, digest, outcome, reason: 'as agreed' } };
    },
    shown: async (caseId) => {
      const state = await self.state(caseId);
      const events = (await running().workspace.records.events(caseId)).map(({ hash }) => hash);
      return JSON.stringify({ state, ...shown.get(caseId), events });
    },
    verify: async (deviceKeys) => {
      const { journal } = running();
      const frames = await framesOf(journal);
      const tables = host.tables();
      const verdict = verifyWorld({
        ...{ acknowledged, unanswered: [...unanswered], frames, tables, deviceKeys },
        revisions: new Map([...host.cases().values()].map(({ id: caseId, revision }) => [caseId, revision])),
      });
      const same = stateHash(replayed(frames)) === stateHash(tables);
      return same ? verdict : { ...verdict, faults: [...verdict.faults, `state hashes of ${id} differ`] };
    },
  };
  return self;
}
