/**
 * 保全: a file that must be kept whatever its time says, because of a lawsuit, a regulator or an inquiry (REGULATION D22). A hold is
 * placed and lifted with a reason; several may stand at once. Nothing is destroyed while one stands.
 */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { CasePayload, NewCaseEvent } from './events';
import type { CaseState } from './state';

export interface Hold {
  readonly id: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAtMs: number;
  readonly lifted: { readonly reason: string; readonly by: string; readonly atMs: number } | null;
}

export type HoldCommand = {
  [N in 'placeHold' | 'liftHold']: { readonly name: N; readonly input: CaseCommandInput<N> };
}['placeHold' | 'liftHold'];

export type HoldDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

/** Holds that stand. */
export function standingHolds({ holds = [] }: Pick<CaseState, 'holds'>): readonly Hold[] {
  return holds.filter(({ lifted }) => lifted === null);
}

export function decideHold(state: CaseState, command: HoldCommand, newId: () => string): HoldDecision {
  if (command.name === 'placeHold')
    return { ok: true, event: { type: 'hold.placed', payload: { holdId: newId(), ...command.input } } };
  return standingHolds(state).some(({ id }) => id === command.input.holdId)
    ? { ok: true, event: { type: 'hold.lifted', payload: command.input } }
    : { ok: false, error: { code: 'hold.notStanding' } };
}

interface By {
  readonly userId: string;
  readonly atMs: number;
}

export function holdPlaced(
  { holds = [] }: Pick<CaseState, 'holds'>,
  { holdId, reason }: CasePayload<'hold.placed'>,
  { userId, atMs }: By,
): readonly Hold[] {
  if (holds.some(({ id }) => id === holdId)) return holds;
  return [...holds, { id: holdId, reason, placedBy: userId, placedAtMs: atMs, lifted: null }];
}

/** Two people may lift it apart: the first one did. */
export function holdLifted(
  { holds = [] }: Pick<CaseState, 'holds'>,
  { holdId, reason }: CasePayload<'hold.lifted'>,
  { userId, atMs }: By,
): readonly Hold[] {
  return holds.map((hold) =>
    hold.id === holdId && hold.lifted === null ? { ...hold, lifted: { reason, by: userId, atMs } } : hold,
  );
}
