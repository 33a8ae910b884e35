/** Many new cases at once: what an import registers, and the lives of sample cases. */
import { decide, type CaseContext } from '../../domain/complaint/decide';
import { evolve } from '../../domain/complaint/evolve';
import type { CaseState } from '../../domain/complaint/state';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { WriteOp } from '../../shared/store-contract/rows';
import type { Batch, CaseCall, CaseLife, CaseOutcome } from './calls';

export interface NewCases<T> {
  readonly events: readonly OpenEvent[];
  readonly changed: ReadonlyMap<string, CaseState>;
  readonly ops: readonly WriteOp[];
  readonly outcome: T;
}

export function createNewCases(deps: {
  readonly writeEvents: (batch: Omit<Batch, 'outcome'>) => OpenEvent[];
  readonly caseContext: (actor: CaseContext['actor']) => CaseContext;
}): {
  readonly registrations: (calls: readonly CaseCall[]) => NewCases<readonly CaseOutcome[]>;
  /** A refusal is a bug of the sample. */
  readonly lives: (commandId: string, lives: readonly CaseLife[]) => NewCases<void>;
} {
  /** What the command causes, and the state that it leads to. @throws when it is refused */
  const carryOut = (
    { commandId, caseId, actor, command, sign }: Omit<CaseCall, 'ops'>,
    before: CaseState | undefined,
  ): { events: OpenEvent[]; state: CaseState } => {
    const decision = decide(before, command, deps.caseContext(actor));
    if (!decision.ok) throw new Error(`${command.name} refused: ${decision.error.code}`);
    const events = deps.writeEvents({
      commandId,
      actor,
      events: decision.value.map((event) => ({ streamId: caseId, ...event })),
      ...(sign ? { sign } : {}),
    });
    const state = events.reduce<CaseState | undefined>(evolve, before);
    if (!state) throw new Error(`${command.name} caused nothing`);
    return { events, state };
  };

  return {
    registrations: (calls) => {
      const changed = new Map<string, CaseState>();
      const events: OpenEvent[] = [];
      const outcome: CaseOutcome[] = [];
      for (const call of calls) {
        const done = carryOut(call, undefined);
        const { id, number, revision } = done.state;
        changed.set(id, done.state);
        events.push(...done.events);
        outcome.push({ caseId: id, number, revision });
      }
      return { events, changed, ops: latestOps(calls), outcome };
    },
    lives: (commandId, lives) => {
      const changed = new Map<string, CaseState>();
      const events: OpenEvent[] = [];
      for (const { caseId, steps } of lives) {
        for (const { actor, command, sign } of steps) {
          const before = changed.get(caseId);
          const call = { commandId, caseId, actor, command: command(before), ...(sign ? { sign } : {}) };
          const done = carryOut(call, before);
          changed.set(caseId, done.state);
          events.push(...done.events);
        }
      }
      return { events, changed, ops: latestOps(lives.flatMap((life) => life.steps)), outcome: undefined };
    },
  };
}

/** Rows of many calls in one frame: a later one of the same key replaces the earlier. */
function latestOps(calls: readonly Pick<CaseCall, 'ops'>[]): WriteOp[] {
  const latest = new Map(calls.flatMap((call) => call.ops ?? []).map((op) => [`${op.table}|${op.key}`, op]));
  return [...latest.values()];
}
