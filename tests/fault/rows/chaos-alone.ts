/**
 * F-24: each fault of the line alone, at each step of the protocol: joining, sending, fetching, what is wanted of evidence files, their
 * pieces, reading one back. Whatever it does to the one exchange, everybody has everything in the end, once.
 */
import { publicOfSeed, signHash } from '../../../src/main/keys/ed25519';
import { enrol } from '../../../src/main/sync/enrol';
import { FILE_PIECE_BYTES } from '../../../src/shared/sync-protocol/version';
import { chen, li, must } from '../../support/case-builder';
import type { Attempt, FaultRow } from '../fault-row';
import type { ChaosPc } from '../world/chaos-pc';
import { chaosWorld, type ChaosWorld } from '../world/chaos-world';
import { fileOf } from '../world/evidence';
import { lineFaults, noFault, type LineFault } from '../world/line-faults';

const kinds = lineFaults.filter((kind) => kind !== 'none');
const places = ['enrol', 'push', 'pull', 'wanted', 'firstPiece', 'lastPiece', 'read'] as const;
type Place = (typeof places)[number];
const variants = 10;
const total = kinds.length * places.length * variants;
/** Prime to the number of cases: neighbours among the seeds are different faults at different steps. */
const stride = 1_009;

interface Case {
  readonly place: Place;
  readonly fault: LineFault;
}

function caseOf(seed: number): Case {
  const no = (seed * stride) % total;
  const kind = must(kinds[no % kinds.length]);
  const place = must(places[Math.floor(no / kinds.length) % places.length]);
  const variant = Math.floor(no / (kinds.length * places.length));
  return { place, fault: { kind, at: variant * 100 + ((seed * 37) % 100) } };
}

/** How many exchanges of the same kind of work come before it. */
const before: Readonly<Record<Place, number>> = {
  ...{ enrol: 0, push: 0, pull: 1, wanted: 0, firstPiece: 1, lastPiece: 2, read: 0 },
};
const planFor = ({ place, fault }: Case): LineFault[] => [
  ...Array.from({ length: before[place] }, () => noFault),
  fault,
];

/** Somebody gives the code again until it is taken, as the page asks them to. */
async function join(world: ChaosWorld, the: Case): Promise<string[]> {
  const { hq, line, chance } = world;
  const seed = Buffer.from(chance.rng.bytes(32));
  const deviceId = 'joining';
  const code = await hq.code('b-1');
  line.plan(deviceId, planFor(the));
  const tags = [];
  for (let tries = 0; tries < 3; tries += 1) {
    const answer = await line.during(() =>
      enrol(
        {
          ...{ net: line.netOf(deviceId), nowMs: hq.nowMs, deviceId },
          devicePublicKey: publicOfSeed('ed25519', seed),
          signBytes: (bytes) => signHash(seed, Buffer.from(bytes).toString('base64url')),
        },
        { hqUrl: line.url, code, deviceTag: null, branch: null },
      ),
    );
    // Once more even then: whoever was taken in is told the same again.
    if (answer.ok) tags.push(answer.value.deviceTag);
  }
  if (tags.length === 0) return ['a PC could not join'];
  return new Set(tags).size === 1 ? [] : [`a PC got the letters ${tags.join()}`];
}

async function withFiles(world: ChaosWorld, a: ChaosPc, b: ChaosPc, the: Case): Promise<string[]> {
  const { line, chance } = world;
  const file = fileOf(chance, FILE_PIECE_BYTES + 7);
  if ((await a.pc.register(chen, [file.evidence])) !== undefined) a.files.push(file);
  await a.pc.sync();
  if (the.place !== 'read') {
    line.plan(a.pc.id, planFor(the));
    await world.online(a, () => a.lane.hurry());
    return [];
  }
  await a.lane.hurry();
  line.plan(b.pc.id, planFor(the));
  await world.online(b, async () => {
    await b.lane.fetch(file.evidence);
  });
  const again = await b.lane.fetch(file.evidence);
  return again.ok ? [] : [`a file could not be fetched the second time: ${again.why}`];
}

async function attempt(seed: number): Promise<Attempt> {
  const the = caseOf(seed);
  const world = await chaosWorld(seed, [2]);
  const [a, b] = [must(world.pcs[0]), must(world.pcs[1])];
  try {
    const caseId = must(await a.pc.register(chen));
    await a.pc.sync();
    await b.pc.sync();
    for (let n = 0; n < 3; n += 1) {
      world.pass(1_000);
      await a.pc.run(chen, caseId, { name: 'addNote', input: { staffText: `a ${String(n)}` } });
      await b.pc.run(li, caseId, { name: 'addNote', input: { staffText: `b ${String(n)}` } });
    }
    const faults: string[] = [];
    if (the.place === 'enrol') faults.push(...(await join(world, the)));
    else if (the.place === 'push' || the.place === 'pull') {
      world.line.plan(a.pc.id, planFor(the));
      // The other PC syncs at the same time: one of them may have to come first.
      await Promise.all([world.online(a, a.pc.sync), world.online(b, b.pc.sync)]);
    } else faults.push(...(await withFiles(world, a, b, the)));
    if (!world.line.exchanges.some(({ fault }) => fault.kind === the.fault.kind))
      throw new Error(`${the.fault.kind} did not happen at ${the.place}`);
    faults.push(...(await world.settle()));
    const verdict = await world.verify();
    const where = (what: string): string => `${the.fault.kind} ${String(the.fault.at)} at ${the.place}: ${what}`;
    return { ...verdict, faults: [...faults, ...verdict.faults].map(where) };
  } finally {
    await world.end();
  }
}

export const chaosAlone: FaultRow = {
  id: 'F-24',
  title: `${String(kinds.length)} faults of the line, each alone, at seven steps of the protocol, in ten variants`,
  tries: { t1: 24, t2: Number.MAX_SAFE_INTEGER },
  needs: 'node',
  cases: () => Promise.resolve(total),
  attempt,
};
