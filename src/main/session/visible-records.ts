/**
 * The records as one person may see them. Every session has these and no others, so a handler can't show, change or print a
 * case that is hidden from who asks: for them it is not there, and every operation answers as it does for an unknown id.
 */
import { owesSlip, visibleTo } from '../../domain/complaint/visibility';
import type { CaseState } from '../../domain/complaint/state';
import { err, ok } from '../../shared/contract/define';
import type { CaseOutcome } from '../records/calls';
import type { CaseLists } from '../store/store-access';
import { eventsWithoutHidden, withoutHidden } from './related-cases';
import type { Session, Workspace } from './session';

type PlainRecords = Workspace['records'];

export interface VisibleRecords extends PlainRecords {
  /**
   * The case for the slip that is printed while the customer waits: also one that names who registered it, in the session in
   * which they did, until somebody else touches it.
   */
  readonly caseForSlip: (caseId: string) => Promise<CaseState | undefined>;
  /** This person has just registered the case, or added to it. */
  readonly tookDown: (caseId: string) => void;
}

export function visibleRecords(records: PlainRecords, userId: string): VisibleRecords {
  const takenDown = new Set<string>();

  const isVisible = async (caseId: string): Promise<boolean> => {
    const state = await records.caseState(caseId);
    return state !== undefined && visibleTo(state, userId);
  };
  const caseState = async (caseId: string): Promise<CaseState | undefined> => {
    const state = await records.caseState(caseId);
    return state && visibleTo(state, userId) ? withoutHidden(state, isVisible) : undefined;
  };
  /** The command that named them may arrive twice, and its second answer is its first. */
  const notThere = async (commandId: string) => {
    const before = await records.answered(commandId);
    return before === undefined ? err({ code: 'case.notFound' as const }) : ok(before as CaseOutcome);
  };
  const caseForSlip = async (caseId: string): Promise<CaseState | undefined> => {
    const state = await records.caseState(caseId);
    if (!state || visibleTo(state, userId)) return state;
    return takenDown.has(caseId) && owesSlip(state, userId) ? state : undefined;
  };

  return {
    ...records,
    caseState,
    caseStates: async (caseIds) => {
      const states = (await records.caseStates(caseIds)).filter((state) => visibleTo(state, userId));
      return Promise.all(states.map((state) => withoutHidden(state, isVisible)));
    },
    caseForSlip,
    tookDown: (caseId) => {
      takenDown.add(caseId);
    },
    events: async (streamId) => {
      const state = await records.caseState(streamId);
      if (state && !visibleTo(state, userId)) return [];
      return eventsWithoutHidden(await records.events(streamId), isVisible);
    },
    runCaseCommand: async (call) => {
      const { command, caseId } = call;
      const isSlip = command.name === 'recordPrint' && command.input.kind === 'slip';
      const isThere =
        command.name === 'register' || (await (isSlip ? caseForSlip(caseId) : caseState(caseId))) !== undefined;
      if (isThere) return records.runCaseCommand(call);
      return notThere(call.commandId);
    },
    runPairCommand: async (call) =>
      (await isVisible(call.caseId)) && (await isVisible(call.otherId))
        ? records.runPairCommand(call)
        : notThere(call.commandId),
  };
}

/** What is in memory, cut down to what this person may see. */
export function sessionOf(
  workspace: Workspace,
  lists: CaseLists,
  user: Session['user'],
  sign: Session['sign'],
): Session {
  return { ...workspace, records: visibleRecords(workspace.records, user.userId), lists, user, sign };
}
