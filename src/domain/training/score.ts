/** The rubric of 100 points (§4.3): what was lost where, and the two gates that no number of points opens. */
import type { ScriptPack } from '../scripts/compile';
import { rootOf } from '../scripts/walk';
import type { Practice, Turn } from './practice';
import { gateTags, type Tag } from './tags';

export const rubric = {
  safety: 20,
  listening: 15,
  verifying: 15,
  options: 20,
  wording: 15,
  closing: 10,
  time: 5,
} as const;
export type RubricPart = keyof typeof rubric;
export const rubricParts = Object.keys(rubric) as readonly RubricPart[];

export const passMark = 80;
/** 红线 gates: safety (a danger that was there to be seen), wording (P1, P2, P3). */
export type Gate = 'safety' | 'wording';

/** Why points were lost. */
export type LossReason =
  | Tag
  | 'ratingsOff'
  | 'notListened'
  | 'factMissing'
  | 'noOption'
  | 'customerLeft'
  | 'notClosed'
  | 'overTime'
  | 'wayOverTime';

export interface Loss {
  readonly reason: LossReason;
  readonly points: number;
  /** Number of the turn from 0; null where the whole run is meant. */
  readonly turn: number | null;
  /** Fact that nobody asked for. */
  readonly fact: string | null;
}

export interface PartScore {
  readonly part: RubricPart;
  readonly points: number;
  readonly most: number;
  readonly losses: readonly Loss[];
}

export interface Score {
  readonly total: number;
  readonly parts: readonly PartScore[];
  readonly gates: readonly Gate[];
  readonly passed: boolean;
}

/** Of which part a fault takes points, and how many. */
const costs: { readonly [T in Tag]?: readonly [RubricPart, number] } = {
  ratedLate: ['safety', 6],
  dangerMissed: ['safety', 20],
  questionedAtThree: ['safety', 6],
  leftAlone: ['safety', 6],
  cutShort: ['listening', 6],
  skippedCare: ['listening', 4],
  needMissed: ['listening', 3],
  wrongTone: ['listening', 2],
  misheard: ['verifying', 3],
  skippedStep: ['options', 2],
  beyondAuthority: ['options', 8],
  apologyUnproven: ['options', 6],
  rude: ['wording', 5],
  outcomePromised: ['wording', 15],
  tippedOff: ['wording', 15],
  conditionSet: ['wording', 15],
};

/** A step left out counts where it belongs. */
const partOfStage: { readonly [S in Turn['stage']]: RubricPart } = {
  S0: 'safety',
  S1: 'listening',
  S2: 'listening',
  S3: 'listening',
  S4: 'verifying',
  S5: 'options',
  S6: 'closing',
  S7: 'closing',
};

const usualSeconds = 15 * 60;
const longSeconds = 20 * 60;

export function scoreOf(pack: ScriptPack, practice: Practice): Score {
  const losses = [...turnLosses(practice), ...wholeLosses(pack, practice)];
  const parts = rubricParts.map((part): PartScore => {
    const own = losses.filter((one) => one.part === part).map(({ part: _part, ...loss }) => loss);
    const lost = own.reduce((sum, { points }) => sum + points, 0);
    return { part, most: rubric[part], points: Math.max(0, rubric[part] - lost), losses: own };
  });
  const total = parts.reduce((sum, { points }) => sum + points, 0);
  const gates = gatesFailed(practice);
  return { total, parts, gates, passed: gates.length === 0 && total >= passMark && practice.ended === 'talk' };
}

function gatesFailed({ turns }: Practice): readonly Gate[] {
  const tags = turns.flatMap((turn) => turn.tags);
  return [
    ...(tags.includes('dangerMissed') ? (['safety'] as const) : []),
    ...(tags.some((tag) => gateTags.includes(tag)) ? (['wording'] as const) : []),
  ];
}

type PlacedLoss = Loss & { readonly part: RubricPart };

const turnLosses = ({ turns }: Practice): readonly PlacedLoss[] =>
  turns.flatMap(({ tags, stage }, turn) =>
    tags.flatMap((tag): readonly PlacedLoss[] => {
      const cost = costs[tag];
      if (cost === undefined) return [];
      const part = tag === 'skippedStep' ? partOfStage[stage] : cost[0];
      return [{ part, reason: tag, points: cost[1], turn, fact: null }];
    }),
  );

function wholeLosses(pack: ScriptPack, practice: Practice): readonly PlacedLoss[] {
  const { session, turns, ended } = practice;
  const root = rootOf(pack, session);
  const whole = (part: RubricPart, reason: LossReason, points: number, fact: string | null = null): PlacedLoss => ({
    part,
    reason,
    points,
    turn: null,
    fact,
  });
  const missing = root.required.filter((fact) => !asked(practice, fact) && isAskedOnTheWay(pack, practice, fact));
  const ratings = turns.filter(({ ratedRight }) => ratedRight !== null);
  const wrong = ratings.filter(({ ratedRight }) => ratedRight === false).length;
  const wasUpset = turns.some(({ before }) => before.level >= 2);
  const hadOption = turns.some(({ stage }) => stage === 'S5' || stage === 'S0');
  const seconds = (session.now - session.startedAt) / 1000;
  return [
    ...(wrong * 2 > ratings.length ? [whole('listening', 'ratingsOff', 4)] : []),
    ...(wasUpset && !turns.some(({ tags }) => tags.includes('heard')) ? [whole('listening', 'notListened', 8)] : []),
    ...missing.map((fact) => whole('verifying', 'factMissing', 3, fact)),
    ...(hadOption ? [] : [whole('options', 'noOption', 12)]),
    ...(ended === 'left' ? [whole('options', 'customerLeft', 8)] : []),
    ...(ended === 'talk' ? [] : [whole('closing', 'notClosed', 10)]),
    ...(seconds > longSeconds
      ? [whole('time', 'wayOverTime', 5)]
      : seconds > usualSeconds
        ? [whole('time', 'overTime', 2)]
        : []),
  ];
}

/** Asked, whatever was answered: an honest "I don't know" is an answer. */
const asked = ({ session }: Practice, fact: string): boolean => session.facts[fact] !== undefined;

/** A run that jumped to registering skipped the questions of the way it did not take; those of another branch are nobody's fault. */
function isAskedOnTheWay(pack: ScriptPack, { session, turns }: Practice, fact: string): boolean {
  const jumped = turns.some(({ choice }) => choice.kind === 'register') || session.outcome === null;
  const askedAt = Object.values(rootOf(pack, session).nodes).find((node) => node.fact === fact)?.id;
  return jumped || session.path.some(({ node }) => node === askedAt);
}
