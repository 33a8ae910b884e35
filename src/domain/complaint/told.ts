/** What the institution owes from the day on which the decision was told (告知): what it promised in it, and the call afterwards. */
import type { LocalDate } from '../deadlines/local-date';
import type { NewCaseEvent } from './events';
import { promisesOfDecision } from './promises';
import { currentProposal, type CaseState } from './state';

/** Tasks and promises that begin when the decision is told; `callbackDueOn` is the last day of the satisfaction call (回访). */
export function owedOnceTold(
  state: CaseState,
  toldOn: LocalDate,
  { newId, callbackDueOn }: { readonly newId: () => string; readonly callbackDueOn: (toldOn: LocalDate) => LocalDate },
): readonly NewCaseEvent[] {
  const content = currentProposal(state)?.content;
  const performance: NewCaseEvent[] =
    content === undefined || content.performBy === ''
      ? []
      : [
          {
            type: 'task.created',
            payload: {
              taskId: newId(),
              kind: 'performance',
              title: '',
              dueOn: content.performBy,
              ownerId: state.ownerId,
            },
          },
        ];
  const promises =
    content === undefined ? [] : promisesOfDecision(content, { on: toldOn, ownerId: state.ownerId, newId });
  const call: NewCaseEvent = {
    type: 'task.created',
    payload: { taskId: newId(), kind: 'callback', title: '', dueOn: callbackDueOn(toldOn), ownerId: null },
  };
  return [...performance, ...promises, call];
}
