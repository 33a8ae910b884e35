/**
 * F-41: evidence files over a line that fails and a program that ends in the middle, again and again. Headquarters has each file in
 * the end, equal to its hash; and each interruption costs the piece that was on the way, and no more.
 */
import { emptyDetails } from '../../../src/domain/complaint/values';
import { newId } from '../../../src/main/platform/ids';
import type { EvidenceLane } from '../../../src/main/sync/evidence-lane';
import type { Net } from '../../../src/main/sync/net';
import { nodeNet } from '../../../src/main/sync/node-net';
import { piecesOf } from '../../../src/shared/sync-protocol/files';
import { FILE_PIECE_BYTES } from '../../../src/shared/sync-protocol/version';
import { chen, must } from '../../support/case-builder';
import type { Attempt, FaultRow } from '../fault-row';
import { chanceOf, type Chance } from '../world/chance';
import { fileOf, laneOver } from '../world/evidence';
import { simHeadquarters } from '../world/sim-headquarters';
import { simPc } from '../world/sim-pc';
import { slowLine } from '../world/slow-line';

/** The first attempt is the big one. */
const sizeOf = (seed: number, chance: Chance): number =>
  seed === 1 ? 5 * FILE_PIECE_BYTES : 1 + chance.below(8 * FILE_PIECE_BYTES);
const countOf = (seed: number): number => (seed === 1 ? 100 : 8);
const faultShare = 0.12;
/** The program ends behind every so many requests. */
const livesFor = 9;
/** So many runs that brought nothing: it is stuck. */
const mostIdleRuns = 30;

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const hq = await simHeadquarters();
  const pc = simPc('A', chance, { storeKey: Buffer.from(chance.rng.bytes(32)), hq });
  const other = simPc('B', chance, { storeKey: Buffer.from(chance.rng.bytes(32)), hq });
  await hq.enrol(pc.id, pc.deviceSeed);
  await hq.enrol(other.id, other.deviceSeed);
  await pc.start();
  pc.clock.setWall(hq.nowMs());
  other.clock.setWall(hq.nowMs());
  const files = Array.from({ length: countOf(seed) }, () => fileOf(chance, sizeOf(seed, chance)));
  await must(pc.pc).workspace.records.registerMany(
    files.map(({ evidence }) => ({
      commandId: newId(),
      caseId: newId(),
      actor: chen,
      command: {
        name: 'register',
        input: {
          ...{ number: `N-${newId()}`, source: 'quick', receivedAtMs: pc.clock.wallMs(), emotion: 1 },
          details: { ...emptyDetails, matter: newId(), facts: newId() },
          ...{ evidence: [evidence], draftHands: [], importKey: null },
        },
      },
    })),
  );
  await pc.sync();

  let [sent, interruptions, requests] = [0, 0, 0];
  let waiting = files.length;
  let lane: EvidenceLane | undefined;
  let ending: Promise<void> | undefined;
  const bad = slowLine({ bitsPerSecond: 8_000_000, roundTripMs: 40, faultShare, pass: () => undefined }, chance);
  const line: Net = async (request) => {
    const isPiece = /\/files\/[0-9a-f]{64}\//.test(request.url);
    if (isPiece) sent += 1;
    if (++requests % livesFor === 0 && lane) {
      interruptions += 1;
      ending = lane.stop();
      return { ok: false, fault: 'cut' };
    }
    const answer = await bad(request);
    // Whatever is no answer of headquarters': the piece may have to go again.
    if (!answer.ok || answer.status !== 200 || !isWhole(answer.body)) interruptions += 1;
    return answer;
  };
  let idle = 0;
  while (waiting > 0 && idle < mostIdleRuns) {
    const before = sent;
    lane = laneOver({
      net: line,
      pc,
      url: hq.url,
      files,
      chance,
      onStatus: ({ waitingFiles }) => (waiting = waitingFiles),
    });
    await lane.hurry();
    await (ending ?? lane.stop());
    ending = undefined;
    idle = sent > before ? 0 : idle + 1;
  }

  const pieces = files.reduce((sum, { evidence }) => sum + piecesOf(evidence.sizeBytes), 0);
  const faults: string[] = [];
  const lost: string[] = [];
  if (waiting > 0) faults.push(`${String(waiting)} files were never sent`);
  if (sent > pieces + interruptions)
    faults.push(`${String(sent)} pieces were sent of ${String(pieces)}, with ${String(interruptions)} interruptions`);
  const reader = laneOver({ net: nodeNet, pc: other, url: hq.url, files: [], chance });
  for (const { evidence, content } of files) {
    const fetched = await reader.fetch(evidence);
    if (!fetched.ok) lost.push(`file ${evidence.sha256}: ${fetched.why}`);
    else if (!content().equals(fetched.content)) faults.push(`file ${evidence.sha256} is another one`);
  }
  await reader.stop();
  await pc.engine?.stop();
  process.stderr.write(
    `F-41 ${String(files.length)} files, ${String(pieces)} pieces, ${String(sent)} sent, ${String(interruptions)} interruptions\n`,
  );
  return { acknowledged: files.length, lost, doubled: [], faults, recoverMs: 0 };
}

/** An answer that was cut off on the way is no JSON. */
function isWhole(body: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(body).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

export const evidenceLane: FaultRow = {
  id: 'F-41',
  title: 'evidence files sent over a bad line by a program that ends every nine requests',
  tries: { t1: 0, t2: 20 },
  needs: 'node',
  longestMs: 20 * 60_000,
  attempt,
};
