/** Two complaints that have to do with each other: compared with the clocks of every choice, linked, merged, taken apart. */
import { afterPair, decidePair, inOrder, type PairCommand } from '../../domain/complaint/duplicates';
import type { CaseState } from '../../domain/complaint/state';
import { mergeWays } from '../../domain/complaint/values';
import { decisionClockOf } from '../../domain/deadlines/decision-clock';
import { CHINA } from '../../domain/deadlines/time-zone';
import type { Deadline } from '../../domain/deadlines/deadlines';
import { maskName } from '../../domain/identity/mask';
import { samePerson, sharedFields } from '../../domain/identity/same-person';
import type { ComparedCase, PairOutlook } from '../../shared/contract/case';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import { traceView } from './leave-trace';
import { requireSession } from './require-session';

type PairHandlers = Pick<
  AppHandlers<CallContext>,
  'case.compare' | 'case.link' | 'case.unlink' | 'case.merge' | 'case.separate'
>;

export function pairHandlers(core: Core): PairHandlers {
  const run = async <I extends object>(
    { commandId, caseId, otherId, ...input }: I & { commandId: string; caseId: string; otherId: string },
    context: CallContext,
    command: (input: Omit<I, 'commandId' | 'caseId' | 'otherId'>) => PairCommand,
  ) => {
    const session = requireSession(context);
    const result = await session.records.runPairCommand({
      commandId,
      caseId,
      otherId,
      actor: { userId: session.user.userId, role: session.user.role },
      command: command(input),
    });
    return result.ok ? ok({ revision: result.value.revision }) : result;
  };

  const decisionOf = (state: CaseState): Deadline | null =>
    core.deadlinesOf(state).find(({ id }) => id === 'decision') ?? null;

  const compared = (state: CaseState): ComparedCase => ({
    caseId: state.id,
    number: state.number,
    status: state.status,
    maskedName: maskName(state.details.parties[0]?.name ?? ''),
    receivedAtMs: state.receivedAtMs,
    businessId: state.details.businessId,
    reasonId: state.details.reasonId,
    matter: state.details.matter,
    facts: state.details.facts,
    want: state.details.want,
    amountFen: state.details.amountFen,
    ownerName: state.ownerId === null ? '' : core.personName(state.ownerId),
    decision: decisionOf(state),
  });

  return {
    'case.compare': async ({ caseId, otherId }, context) => {
      const session = requireSession(context);
      if (caseId === otherId) return err({ code: 'pair.sameCase' });
      const [one, other] = [await session.records.caseState(caseId), await session.records.caseState(otherId)];
      if (!one || !other) return err({ code: 'case.notFound' });
      await traceView(core, session, one);
      await traceView(core, session, other);
      const { earlier, newer } = inOrder(one, other);
      const { people, branch } = core.directory();
      const surroundings = {
        actor: session.user,
        people,
        localDate: core.localDate,
        decisionClock: (state: CaseState) => {
          const { rules, calendar } = core.lawOf(state);
          return decisionClockOf(state, rules, calendar, branch?.timeZone ?? CHINA);
        },
      };
      const outlook = (way: PairOutlook['way']): PairOutlook => {
        const command: PairCommand =
          way === 'link'
            ? { name: 'link', input: { reason: '-' } }
            : // Whether it is the same person is asked in the form; what else stands against it is shown at once.
              { name: 'merge', input: { way, reason: '-', personChecked: true } };
        const decided = decidePair(one, other, command, surroundings);
        const kept = { way, refusal: decided.ok ? null : decided.error };
        if (way === 'link') return { ...kept, earlier: decisionOf(earlier), newer: decisionOf(newer) };
        const receivedOn = core.localDate(newer.receivedAtMs);
        const payload = { caseId: newer.id, number: newer.number, way, reason: '-', receivedOn };
        const by = { userId: session.user.userId, atMs: core.nowMs() };
        return {
          ...kept,
          earlier: decisionOf({ ...earlier, ...afterPair.absorbed(earlier, payload, by) }),
          newer: null,
        };
      };
      return ok({
        earlier: compared(earlier),
        newer: compared(newer),
        samePerson: samePerson(newer.details, earlier.details),
        shared: sharedFields(newer.details, earlier.details),
        outlooks: [...mergeWays, 'link' as const].map(outlook),
      });
    },
    'case.link': (call, context) => run(call, context, (input) => ({ name: 'link', input })),
    'case.unlink': (call, context) => run(call, context, (input) => ({ name: 'unlink', input })),
    'case.merge': (call, context) => run(call, context, (input) => ({ name: 'merge', input })),
    'case.separate': (call, context) => run(call, context, (input) => ({ name: 'separate', input })),
  };
}
