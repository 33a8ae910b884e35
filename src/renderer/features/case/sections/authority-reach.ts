/** Within whose limit of authority an amount lies, and how many must sign: known while it is typed, not only when refused. */
import { allows, filled } from '../../../../domain/authority/authority';
import { reaches, type Level } from '../../../../domain/authority/levels';
import { type Band } from '../../../../domain/authority/matrix';
import type { Decider } from '../../../../shared/contract/approval';

/** One of several who sign: the level that is asked for, and who of the branch has it. */
export interface ReachStep {
  readonly level: Level;
  readonly people: readonly Decider[];
}

export type Reach =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'upTo'; readonly most: Decider }
  | { readonly kind: 'within'; readonly by: Decider }
  | { readonly kind: 'higher'; readonly by: Decider; readonly lower: Decider }
  /** `enough`: the branch has so many people. */
  | { readonly kind: 'several'; readonly steps: readonly ReachStep[]; readonly enough: boolean }
  | { readonly kind: 'above'; readonly most: Decider };

const reachOf = ({ limitFen }: Decider): number => limitFen ?? Number.POSITIVE_INFINITY;

/** The lowest of those whose limit suffices is asked; `amountFen` is null while nothing is filled in. */
export function authorityReach(deciders: readonly Decider[], bands: readonly Band[], amountFen: number | null): Reach {
  const ranked = [...deciders].sort((a, b) => reachOf(a) - reachOf(b));
  const [lowest] = ranked;
  const most = ranked.at(-1);
  if (lowest === undefined || most === undefined) return { kind: 'nobody' };
  if (amountFen === null || amountFen === 0) return { kind: 'upTo', most: lowest };
  const needed = bandOf(bands, amountFen)?.approvers ?? [];
  if (needed.length > 1) {
    // What was lent is lent up to an amount, also for one signature of several.
    const able = deciders.filter(
      ({ onBehalfOfName, limitFen }) => onBehalfOfName === null || allows(limitFen, amountFen),
    );
    const signers = able.map(({ level, limitFen, nowFen }) => ({ level, fullFen: limitFen, nowFen }));
    return {
      kind: 'several',
      enough: filled(needed, signers, amountFen) >= needed.length,
      steps: needed.map((level, at) => ({
        level,
        people: able.filter(
          (decider) => reaches(decider.level, level) && (at < needed.length - 1 || allows(decider.limitFen, amountFen)),
        ),
      })),
    };
  }
  const by = ranked.find((decider) => reachOf(decider) >= amountFen);
  if (by === undefined) return { kind: 'above', most };
  return reachOf(by) > reachOf(lowest) ? { kind: 'higher', by, lower: lowest } : { kind: 'within', by };
}

/** The step of authority that an amount falls into; undefined above all of them. */
export function bandOf(bands: readonly Band[], amountFen: number): Band | undefined {
  return bands.find(({ upToFen }) => allows(upToFen, amountFen));
}

/** True when nobody who could answer for the amount may do so now without ratification by headquarters. */
export function wouldBeRatified(deciders: readonly Decider[], amountFen: number | null): boolean {
  if (amountFen === null || amountFen === 0) return false;
  const able = deciders.filter(({ limitFen }) => allows(limitFen, amountFen));
  return able.length > 0 && able.every(({ nowFen }) => !allows(nowFen, amountFen));
}
