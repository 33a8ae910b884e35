/**
 * A PC on a bad line: it can be killed in the middle of a sync, and whenever it is about to take something for received (总行已收),
 * headquarters' own table is asked whether it has it.
 */
import type { EvidenceLane } from '../../../src/main/sync/evidence-lane';
import { ackedSeqKey } from '../../../src/main/store/store-access';
import type { FrameContent, StoreInput } from '../../../src/shared/store-contract/calls';
import type { Chance } from './chance';
import type { ChaosLine } from './chaos-line';
import { laneOver, type SimFile } from './evidence';
import type { KeptRow } from './headquarters-main';
import type { Between } from './sim-branch';
import type { SimHeadquarters } from './sim-headquarters';
import { simPc, type SimPc } from './sim-pc';

export interface ChaosPc {
  readonly pc: SimPc;
  readonly branchId: string;
  /** Files that somebody added here. */
  readonly files: SimFile[];
  lane: EvidenceLane;
  /** Said to be at headquarters, and not there at that moment. */
  readonly falseClaims: string[];
  readonly isDead: () => boolean;
  /** The process is gone, at once; whatever it was about to do will not be done. */
  readonly kill: () => void;
  /** Gone at the n-th call of the store from now on. */
  readonly killAtCall: (calls: number) => void;
  /** After a kill: what the next start of the program finds is what was on the media then. */
  readonly startAgain: () => Promise<void>;
}

/** The program is not there any more. */
class Killed extends Error {}

interface Life {
  dead: boolean;
  callsLeft: number | null;
}

interface ChaosPcParts {
  readonly id: string;
  readonly branchId: string;
  readonly storeKey: Buffer;
  readonly hq: SimHeadquarters;
  readonly line: ChaosLine;
  readonly chance: Chance;
}

export function chaosPc({ id, branchId, storeKey, hq, line, chance }: ChaosPcParts): ChaosPc {
  const falseClaims: string[] = [];
  const files: SimFile[] = [];
  let life: Life = { dead: false, callsLeft: null };
  let dying: Promise<void> | undefined;
  let claimed = 0;

  const look = (claims: readonly number[], there: readonly KeptRow[]): void => {
    const hashes = new Map(there.map((row) => [row.seq, row]));
    for (const seq of claims) {
      const own = self.pc.host.events().find((row) => row.deviceId === id && row.seq === seq);
      const kept = hashes.get(seq);
      if (own && (kept?.hash !== own.signed.hash || kept.outcome !== 'accepted'))
        falseClaims.push(
          `${id} takes event ${String(seq)} for received, and headquarters has ${kept?.outcome ?? 'none'}`,
        );
    }
  };
  const upTo = (seq: number): number[] => {
    const news = Array.from({ length: Math.max(0, seq - claimed) }, (_, n) => claimed + 1 + n);
    claimed = Math.max(claimed, seq);
    return news;
  };
  const claimsIn = (name: string, input: unknown, content: FrameContent | undefined): readonly number[] => {
    if (name === 'outboxUpdate') {
      const { changes } = input as StoreInput<'outboxUpdate'>;
      return changes.filter(({ state }) => state === 'acked').map(({ seq }) => seq);
    }
    const row = content?.ops.find(({ table, key }) => table === 'kv' && key === ackedSeqKey)?.row;
    return row ? upTo((row as { seq: number }).seq) : [];
  };
  const between: Between = (client) => {
    const own = life;
    const staged = new Map<number, FrameContent>();
    return {
      ...client,
      tell: (name, input) => {
        if (own.dead) return;
        const { stage, ...content } = input as StoreInput<'stage'>;
        staged.set(stage, content);
        client.tell(name, input);
      },
      call: async (name, input) => {
        if (own.callsLeft !== null && own.callsLeft-- <= 0 && !own.dead) self.kill();
        if (own.dead) throw new Killed();
        const applied = name === 'apply' ? (input as StoreInput<'apply'>) : undefined;
        const content = applied && ('staged' in applied ? staged.get(applied.staged) : applied);
        const claims = claimsIn(name, input, content);
        if (claims.length > 0) look(claims, await hq.kept(id));
        return client.call(name, input);
      },
    };
  };
  const pc = simPc(id, chance, {
    ...{ storeKey, branchId, between },
    hq: { url: line.url, publicKey: hq.publicKey, nowMs: hq.nowMs },
  });
  pc.net = line.netOf(id);
  const newLane = (): EvidenceLane => laneOver({ net: line.netOf(id), pc, url: line.url, files, chance });

  const self: ChaosPc = {
    ...{ pc, branchId, files, falseClaims },
    lane: newLane(),
    isDead: () => life.dead,
    kill: () => {
      if (life.dead) return;
      life.dead = true;
      const lane = self.lane.stop();
      const program = pc.crash(pc.disk.afterKill());
      dying = Promise.all([lane, program]).then(() => undefined);
    },
    killAtCall: (calls) => {
      life.callsLeft = calls;
    },
    startAgain: async () => {
      await dying;
      life = { dead: false, callsLeft: null };
      pc.host.closeDatabase('whole');
      await pc.start();
      self.lane = newLane();
    },
  };
  return self;
}
