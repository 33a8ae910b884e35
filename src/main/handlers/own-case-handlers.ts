/** 本网点案例: practice customers made of closed cases, by whoever writes scripts. Of the case nothing goes along. */
import {
  knownTracesOf,
  sketchChecks,
  sketchRefusal,
  sketchStart,
  sketchTraces,
  type SketchRefusal,
} from '../../domain/training/own-cases';
import type { CaseState } from '../../domain/complaint/state';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import type { ScriptDeskService } from '../scripts/script-desk';
import type { Session } from '../session/session';
import { shippedCasting } from '../training/casting';
import { requireSession } from './require-session';

type OwnCaseOperation = 'training.sketch' | 'training.keepSketch' | 'training.retireOwn';
type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, OwnCaseOperation>>;

const refusals = {
  notClosed: { code: 'training.notClosed' },
  held: { code: 'training.held' },
  unsettled: { code: 'training.unsettled' },
} as const satisfies Readonly<Record<SketchRefusal, { readonly code: string }>>;

export function ownCaseHandlers({
  core,
  desk,
}: {
  readonly core: Core;
  readonly desk: Pick<ScriptDeskService, 'ownCustomers' | 'keep'>;
}): Handlers {
  /** Everybody of the branch, and the branch itself, is somebody who could be recognised. */
  const known = (state: CaseState) => {
    const { people, branch } = core.directory();
    const names = [...people.values()].map(({ name }) => name);
    return knownTracesOf(state, branch === null ? names : [...names, branch.name]);
  };
  /** The case, if this person may see it and practice may be made of it. */
  const usable = async (session: Session, caseId: string) => {
    const state = await session.records.caseState(caseId);
    if (state === undefined) return err({ code: 'training.notFound' as const });
    const refusal = sketchRefusal(state);
    return refusal === null ? ok(state) : err(refusals[refusal]);
  };
  return {
    'training.sketch': async ({ caseId }, context) => {
      const found = await usable(requireSession(context), caseId);
      if (!found.ok) return found;
      const start = sketchStart(found.value, known(found.value));
      return ok({ ...start, taken: [...new Set(start.traces.map(({ kind }) => kind))] });
    },
    'training.keepSketch': async ({ commandId, caseId, sketch, checked }, context) => {
      const session = requireSession(context);
      if ((await session.records.answered(commandId)) !== undefined) return ok({});
      const found = await usable(session, caseId);
      if (!found.ok) return found;
      if (!sketchChecks.every((one) => checked.includes(one))) return err({ code: 'training.notChecked' });
      const { scenes, customers } = shippedCasting();
      if (
        !scenes.some(({ script }) => script === sketch.script) ||
        !customers.some(({ id }) => id === sketch.speaksLike)
      )
        return err({ code: 'training.noScene' });
      // A name of its own, of which nobody can tell the case or the day.
      const whole = { ...sketch, id: `own-${core.newId().replaceAll('-', '').slice(-12)}` };
      const traces = sketchTraces(whole, known(found.value));
      if (traces.length > 0) return err({ code: 'training.stillNames', traces });
      await desk.keep(session, commandId, { type: 'practice.kept', payload: { sketch: whole } });
      return ok({});
    },
    'training.retireOwn': async ({ commandId, id }, context) => {
      const session = requireSession(context);
      if ((await session.records.answered(commandId)) !== undefined) return ok({});
      const own = await desk.ownCustomers(session);
      if (!own.some(({ sketch, retired }) => sketch.id === id && !retired)) return err({ code: 'training.notFound' });
      await desk.keep(session, commandId, { type: 'practice.retired', payload: { id } });
      return ok({});
    },
  };
}
