/** Two PCs of one branch and their headquarters, and as many onlookers as a row needs: PCs to which it hands events itself. */
import { publicOfSeed } from '../../../src/main/keys/ed25519';
import { chanceOf, type Chance } from './chance';
import { simHeadquarters, type SimHeadquarters } from './sim-headquarters';
import { simPc, type SimPc, type SimPcOptions } from './sim-pc';

export interface BranchOfTwo {
  readonly hq: SimHeadquarters;
  readonly a: SimPc;
  readonly b: SimPc;
  /** Public keys of both. */
  readonly deviceKeys: ReadonlyMap<string, string>;
  /** Time passes for everybody. */
  readonly pass: (ms: number) => void;
  /** Syncs until both have everything. */
  readonly level: () => Promise<void>;
  /** The n-th PC that never syncs, started when it is first asked for. */
  readonly onlooker: (n: number) => Promise<SimPc>;
  readonly chance: (seed: number) => Chance;
  readonly end: () => Promise<void>;
}

export async function branchOfTwo(seed = 1, options: Pick<SimPcOptions, 'between'> = {}): Promise<BranchOfTwo> {
  const hq = await simHeadquarters();
  const chance = chanceOf(seed);
  const storeKey = Buffer.from(chance.rng.bytes(32));
  const [a, b] = [simPc('A', chance, { storeKey, hq, ...options }), simPc('B', chance, { storeKey, hq, ...options })];
  for (const pc of [a, b]) {
    await hq.enrol(pc.id, pc.deviceSeed);
    await pc.start();
  }
  const onlookers = new Map<number, SimPc>();
  return {
    hq,
    a,
    b,
    deviceKeys: new Map([a, b].map((pc) => [pc.id, publicOfSeed('ed25519', pc.deviceSeed)])),
    pass: (ms) => {
      // Each commit takes a moment of its own PC: from here on they agree again.
      const now = ms + Math.max(hq.nowMs(), a.clock.wallMs(), b.clock.wallMs());
      hq.pass(now - hq.nowMs());
      for (const { clock } of [a, b]) clock.pass(now - clock.wallMs());
    },
    level: async () => {
      // What the second sends, the first fetches behind it.
      for (const pc of [a, b, a]) await pc.sync();
    },
    onlooker: async (n) => {
      const known = onlookers.get(n) ?? simPc(`O${String(n)}`, chance, { storeKey });
      if (!onlookers.has(n)) await known.start();
      onlookers.set(n, known);
      return known;
    },
    chance: chanceOf,
    end: async () => {
      for (const pc of [a, b]) await pc.engine?.stop();
    },
  };
}
