/**
 * F-28: two server processes on one PostgreSQL, as when operators bring in a new version: the next one starts while the one before
 * serves, both serve for a while, and the old one ends in the midst of requests. PCs ask whichever a balancer gives them.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { emptyDetails } from '../../../src/domain/complaint/values';
import { publicOfSeed } from '../../../src/main/keys/ed25519';
import { newId } from '../../../src/main/platform/ids';
import { nodeNet } from '../../../src/main/sync/node-net';
import type { Net } from '../../../src/main/sync/net';
import { chen, must } from '../../support/case-builder';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf, type Chance } from '../world/chance';
import { headquartersDesk, onlyBranch } from '../world/headquarters-desk';
import { forgetProgram, startProgram, type RunningProgram } from '../world/killable-headquarters';
import { startPostgres } from '../world/postgres';
import { simPc, type SimPc } from '../world/sim-pc';

const atOnce = 150;
const rolls = 3;
/** The address that PCs know; the balancer behind it gives each request to one of those that serve. */
const balancer = 'http://127.0.0.1:9';
/** Syncs that a PC gets when everything is over; each sends all that waits. */
const mostRounds = 8;

interface Serving {
  readonly all: RunningProgram[];
  readonly net: Net;
}

/** A process that has just ended takes no connection: its requests find out by themselves. */
function balancerOver(all: RunningProgram[], chance: Chance): Serving {
  return {
    all,
    net: (request) => {
      const target = must(all[chance.below(all.length)]);
      const { host } = new URL(balancer);
      const url = request.url.replace(balancer, target.url);
      return nodeNet({ ...request, url, headers: { ...request.headers, host } });
    },
  };
}

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const database = await startPostgres();
  const folders: string[] = [];
  let hqKey: string | undefined;
  const startOne = async (): Promise<RunningProgram> => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'xianting-fault-roll-'));
    folders.push(dataDir);
    if (hqKey !== undefined) writeFileSync(path.join(dataDir, 'hq.key'), hqKey);
    const program = await startProgram(dataDir, database.url);
    hqKey ??= readFileSync(path.join(dataDir, 'hq.key'), 'utf8');
    return program;
  };
  const serving = balancerOver([await startOne()], chance);
  const desk = headquartersDesk(() => must(serving.all.at(-1)), Date.now);
  const pcs: SimPc[] = [];
  const faults: string[] = [];
  let recoverMs = 0;
  try {
    const at = { url: balancer, publicKey: '', nowMs: Date.now };
    const storeKey = Buffer.from(chance.rng.bytes(32));
    for (const name of ['A', 'B']) {
      const pc = simPc(name, chance, { storeKey, hq: at });
      at.publicKey = await desk.enrol(pc.id, pc.deviceSeed);
      pc.net = serving.net;
      await pc.start();
      pcs.push(pc);
    }
    const noFalseClaim = async (pc: SimPc): Promise<void> => {
      const claimed = new Set(pc.host.events().map(({ seq }) => seq));
      for (const { seq } of pc.host.outbox()) claimed.delete(seq);
      const own = pc.host.events().filter(({ deviceId, seq }) => deviceId === pc.id && claimed.has(seq));
      const kept = new Set(await desk.seqsOf(pc.id, onlyBranch));
      const untrue = own.filter(({ seq }) => !kept.has(seq)).length;
      if (untrue > 0) faults.push(`${pc.id} takes ${String(untrue)} for received that headquarters has not`);
    };
    for (let roll = 0; roll < rolls; roll += 1) {
      for (const pc of pcs) await registerMany(pc, atOnce);
      const start = { underWay: true };
      const next = startOne().finally(() => (start.underWay = false));
      // While it starts, the one before serves alone.
      while (start.underWay) await Promise.all(pcs.map((pc) => workOnce(pc)));
      const [old] = serving.all;
      serving.all.push(await next);
      for (const pc of pcs) await registerMany(pc, atOnce);
      const from = performance.now();
      const ending = chance.below(3);
      const syncs = pcs.map((pc) => pc.sync());
      for (let turn = 0; turn < ending; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const ended = must(old).stop();
      await Promise.all(syncs);
      // The balancer learns late that it is gone.
      await Promise.all(pcs.map((pc) => workOnce(pc)));
      serving.all.shift();
      if ((await ended) !== 0) faults.push('a server that was told to end did not end by itself');
      await Promise.all(pcs.map((pc) => pc.sync()));
      recoverMs = Math.max(recoverMs, performance.now() - from);
      for (const pc of pcs) await noFalseClaim(pc);
    }
    for (let round = 0; round < mostRounds; round += 1) for (const pc of pcs) await pc.sync();
    return await verdictOf(pcs, await desk.events(onlyBranch), faults, recoverMs);
  } finally {
    for (const { engine } of pcs) await engine?.stop();
    for (const program of serving.all) await program.stop();
    await database.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

async function registerMany(pc: SimPc, count: number): Promise<void> {
  const input = () => ({
    ...{ number: `N-${newId()}`, source: 'quick' as const, receivedAtMs: Date.now(), emotion: 1 as const },
    ...{ details: { ...emptyDetails, matter: newId() }, evidence: [], draftHands: [], importKey: null },
  });
  await must(pc.pc).workspace.records.registerMany(
    Array.from({ length: count }, () => ({
      ...{ commandId: newId(), caseId: newId(), actor: chen },
      command: { name: 'register' as const, input: input() },
    })),
  );
}

async function workOnce(pc: SimPc): Promise<void> {
  await pc.register();
  await pc.sync();
}

async function verdictOf(
  pcs: readonly SimPc[],
  kept: Awaited<ReturnType<ReturnType<typeof headquartersDesk>['events']>>,
  faults: string[],
  recoverMs: number,
): Promise<Attempt> {
  const keys = new Map(pcs.map((pc) => [pc.id, publicOfSeed('ed25519', pc.deviceSeed)]));
  const doubled: string[] = [];
  const lost: string[] = [];
  let acknowledged = 0;
  if (new Set(kept.map(({ position }) => position)).size < kept.length) doubled.push('places at headquarters');
  for (const pc of pcs) {
    const own = pc.host.events().filter(({ deviceId }) => deviceId === pc.id);
    acknowledged += own.length;
    const seqs = kept.filter(({ deviceId }) => deviceId === pc.id).map(({ seq }) => seq);
    if (new Set(seqs).size < seqs.length) doubled.push(`events of ${pc.id} at headquarters`);
    const missing = own.filter(({ seq }) => !seqs.includes(seq)).length;
    if (missing > 0) lost.push(`${String(missing)} events of ${pc.id} at headquarters`);
    if (pc.host.outbox().length > 0) faults.push(`${pc.id} still waits with ${String(pc.host.outbox().length)}`);
    if (pc.host.events().length !== kept.length) faults.push(`${pc.id} has not what the other one wrote`);
  }
  const verdicts = await Promise.all(pcs.map((pc) => pc.verify(keys)));
  return inAll(acknowledged, recoverMs, [
    // Registered in bulk, which answers for cases and leaves no receipts that somebody waits for.
    ...verdicts.map((one) => ({
      ...one,
      faults: one.faults.filter((fault) => !fault.includes('receipts of commands that nobody gave')),
    })),
    { lost, doubled, faults },
  ]);
}

export const rollingRestart: FaultRow = {
  id: 'F-28',
  title:
    'two server processes on one PostgreSQL overlap three times while two PCs send; the old one ends in the midst of requests',
  tries: { t1: 1, t2: 20 },
  needs: 'node',
  attempt,
  end: forgetProgram,
};
