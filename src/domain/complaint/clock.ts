/**
 * What people do to the clock of a case: extend it (延期), let it stand still (外部鉴定), start it again (新的事实). The dates
 * themselves are the business of the deadline engine; here stands who may do what when (REGULATION D3–D5).
 */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { CasePayload, NewCaseEvent } from './events';
import type { CaseState } from './state';

export interface ClockPeriod {
  readonly period: string;
  /** Local dates; `to` is null while it lasts. */
  readonly from: string;
  readonly to: string | null;
  /** Why it does not count; absent in what was folded before letters told it. */
  readonly reason?: string;
}

/** 总行批准的延期, not told to the complainant yet or told. */
export interface ExtensionGrant {
  readonly eventId: string;
  readonly days: number;
  readonly grantedOn: string;
  /** Name of the person of headquarters. */
  readonly officer: string;
  readonly reason: string;
}

/** Of the present round: a reopening and new facts start a clock that was never extended. */
export interface CaseClock {
  readonly extension: CasePayload<'deadline.extended'> | null;
  /** Headquarters' word of an extension; absent in what was folded before there was one. */
  readonly grant?: ExtensionGrant | null;
  readonly periods: readonly ClockPeriod[];
  /** Day on which new facts or reasons came last. */
  readonly newFactsOn: string | null;
}

export const untouchedClock: CaseClock = { extension: null, periods: [], newFactsOn: null };

/** The clock of the decision as the rules and the facts so far have it; dates are local. */
export interface DecisionClock {
  readonly startOn: string;
  readonly dueOn: string;
  /** Most days of an extension; null where the rules know none. */
  readonly extensionDays: number | null;
  /** Periods that may stop it. */
  readonly periods: readonly string[];
}

type ClockCommand = {
  [N in 'extendDeadline' | 'suspendClock' | 'resumeClock' | 'addFacts']: {
    readonly name: N;
    readonly input: CaseCommandInput<N>;
  };
}['extendDeadline' | 'suspendClock' | 'resumeClock' | 'addFacts'];

export function isClockCommand(command: { readonly name: string }): command is ClockCommand {
  return ['extendDeadline', 'suspendClock', 'resumeClock', 'addFacts'].includes(command.name);
}

type ClockDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): ClockDecision => ({ ok: false, error });

/** Stages in which a decision is still owed. */
export const decisionOwed: readonly CaseState['status'][] = [
  'accepted',
  'investigating',
  'awaitingMaterial',
  'inMediation',
  'remedyPending',
  'approved',
];

export function decideClock(
  state: CaseState,
  command: ClockCommand,
  clock: DecisionClock | null,
  today: string,
): ClockDecision {
  if (!decisionOwed.includes(state.status)) return refuse({ code: 'case.wrongState', status: state.status });
  if (clock === null) return refuse({ code: 'deadline.noSuchRule' });
  switch (command.name) {
    case 'extendDeadline':
      return extend(state, command.input, clock, today);
    case 'suspendClock':
      return suspend(state, command.input, clock, today);
    case 'resumeClock': {
      const lasting = lastingPeriod(state);
      if (lasting === undefined) return refuse({ code: 'deadline.runs' });
      const { to, result } = command.input;
      if (to < lasting.from) return refuse({ code: 'deadline.tooEarly', notBefore: lasting.from });
      if (to > today) return refuse({ code: 'case.dateInFuture' });
      return { ok: true, event: { type: 'clock.resumed', payload: { period: lasting.period, to, result } } };
    }
    case 'addFacts': {
      const { receivedOn } = command.input;
      if (receivedOn < clock.startOn) return refuse({ code: 'deadline.tooEarly', notBefore: clock.startOn });
      if (receivedOn > today) return refuse({ code: 'case.dateInFuture' });
      // Within the time only (REGULATION D5): what is late must not become in time again by what came afterwards.
      if (receivedOn > clock.dueOn && lastingPeriod(state) === undefined)
        return refuse({ code: 'deadline.over', dueOn: clock.dueOn });
      return { ok: true, event: { type: 'facts.added', payload: command.input } };
    }
  }
}

function extend(
  state: CaseState,
  asked: CaseCommandInput<'extendDeadline'>,
  clock: DecisionClock,
  today: string,
): ClockDecision {
  const input = asGranted(state, asked);
  if (input === undefined) return refuse({ code: 'deadline.notGranted' });
  if (clock.extensionDays === null) return refuse({ code: 'deadline.noSuchRule' });
  if (state.complexity !== 'complex') return refuse({ code: 'deadline.notComplex' });
  if (state.clock?.extension) return refuse({ code: 'deadline.extendedAlready' });
  if (input.days > clock.extensionDays) return refuse({ code: 'deadline.aboveLimit', most: clock.extensionDays });
  if (input.approvedOn > today) return refuse({ code: 'case.dateInFuture' });
  const { startOn, dueOn } = clock;
  if (input.approvedOn < startOn) return refuse({ code: 'deadline.tooEarly', notBefore: startOn });
  // Approved in time and entered late is in time; approved after the last day is nothing. A clock that stands is not over.
  if (input.approvedOn > dueOn && lastingPeriod(state) === undefined) return refuse({ code: 'deadline.over', dueOn });
  const { approvedOn, noticeOn } = input;
  if (noticeOn < approvedOn || noticeOn > today) return refuse({ code: 'deadline.noticeDate', notBefore: approvedOn });
  return { ok: true, event: { type: 'deadline.extended', payload: input } };
}

/** What headquarters signed the branch does not write anew: that the complainant was told is all that it adds. */
function asGranted(
  state: CaseState,
  input: CaseCommandInput<'extendDeadline'>,
): CaseCommandInput<'extendDeadline'> | undefined {
  if (input.grantId === undefined) return input;
  const grant = state.clock?.grant;
  if (grant?.eventId !== input.grantId) return undefined;
  const { days, grantedOn: approvedOn, officer: approver, reason } = grant;
  return { ...input, level: 'superior', approvalNo: '', days, approvedOn, approver, reason };
}

function suspend(
  state: CaseState,
  input: CaseCommandInput<'suspendClock'>,
  clock: DecisionClock,
  today: string,
): ClockDecision {
  if (!clock.periods.includes(input.period)) return refuse({ code: 'deadline.noSuchRule' });
  if (lastingPeriod(state) !== undefined) return refuse({ code: 'deadline.standsAlready' });
  if (input.from > today) return refuse({ code: 'case.dateInFuture' });
  if (input.from < clock.startOn) return refuse({ code: 'deadline.tooEarly', notBefore: clock.startOn });
  if (input.from > clock.dueOn) return refuse({ code: 'deadline.over', dueOn: clock.dueOn });
  const { startOn } = clock;
  if (input.noticeOn < startOn || input.noticeOn > today)
    return refuse({ code: 'deadline.noticeDate', notBefore: startOn });
  return { ok: true, event: { type: 'clock.suspended', payload: input } };
}

/** The period in which the clock stands still now. */
export function lastingPeriod(state: CaseState): ClockPeriod | undefined {
  return state.clock?.periods.find(({ to }) => to === null);
}

/** A clock that starts again was not what headquarters extended. */
export const withoutGrant = ({ grant }: CaseClock): Pick<CaseClock, 'grant'> => (grant ? { grant: null } : {});

/** The clock after an event of its own, or after a reopening. */
export const clockAfter = {
  'deadline.extended': (clock: CaseClock, payload: CasePayload<'deadline.extended'>): CaseClock => ({
    ...clock,
    extension: payload,
  }),
  'extension.granted': (
    clock: CaseClock,
    { days, grantedOn, officer, reason }: CasePayload<'extension.granted'>,
    eventId: string,
  ): CaseClock => ({ ...clock, grant: { eventId, days, grantedOn, officer: officer.name, reason } }),
  'clock.suspended': (clock: CaseClock, { period, from, reason }: CasePayload<'clock.suspended'>): CaseClock => ({
    ...clock,
    periods: [...clock.periods, { period, from, to: null, reason }],
  }),
  'clock.resumed': (clock: CaseClock, { period, to }: CasePayload<'clock.resumed'>): CaseClock => ({
    ...clock,
    periods: clock.periods.map((one) =>
      // Two devices may have begun and ended it apart: never an end before its beginning.
      one.period === period && one.to === null ? { ...one, to: to < one.from ? one.from : to } : one,
    ),
  }),
  'facts.added': (clock: CaseClock, { receivedOn }: { readonly receivedOn: string }): CaseClock => ({
    ...clock,
    extension: null,
    ...withoutGrant(clock),
    newFactsOn: receivedOn,
  }),
} as const;
