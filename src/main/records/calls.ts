/** What the records are asked to keep. */
import type { CaseCommand } from '../../domain/complaint/commands';
import type { CaseContext } from '../../domain/complaint/decide';
import type { PairCommand } from '../../domain/complaint/duplicates';
import type { CaseState } from '../../domain/complaint/state';
import type { EventActor } from '../../domain/evidence/event-envelope';
import type { WriteOp } from '../../shared/store-contract/rows';

export interface NewEvent {
  readonly streamId: string;
  readonly type: string;
  readonly payload: unknown;
}

/** Signs the hash of an event with a person's own key, for decisions. */
export type PersonalSignature = (hash: string) => string;

export interface Batch {
  readonly commandId: string;
  readonly actor: EventActor;
  readonly events: readonly NewEvent[];
  readonly sign?: PersonalSignature;
  /** Further rows of the same intent: drafts, settings. */
  readonly ops?: readonly WriteOp[];
  /** Kept with the receipt and given again when the same command arrives again. Holds ids and numbers only. */
  readonly outcome: unknown;
  /** A trace of what somebody looks at: it may go into the room that was held back for a full disk. */
  readonly fromReserve?: boolean;
}

export interface CaseOutcome {
  readonly caseId: string;
  readonly number: string;
  readonly revision: number;
}

export interface CaseCall {
  readonly commandId: string;
  readonly actor: EventActor & { readonly role: CaseContext['actor']['role'] };
  readonly caseId: string;
  readonly command: CaseCommand;
  readonly sign?: PersonalSignature;
  /** The other person of a command that two sign, and their own signature. */
  readonly cosigner?: { readonly actor: CaseCall['actor']; readonly sign: PersonalSignature };
  readonly ops?: readonly WriteOp[];
  /** Events of other streams that are kept together with those of the case, or not at all. No other case. */
  readonly alongside?: readonly NewEvent[];
}

/** A command that concerns two cases, and is kept for both or for neither. */
export interface PairCall extends Pick<CaseCall, 'commandId' | 'actor' | 'caseId'> {
  readonly otherId: string;
  readonly command: PairCommand;
}

/** One step in the life of a sample case: the command may depend on what the steps before it led to. */
export interface CaseStep {
  readonly actor: CaseCall['actor'];
  readonly command: (state: CaseState | undefined) => CaseCommand;
  readonly sign?: PersonalSignature;
  readonly ops?: readonly WriteOp[];
}

export interface CaseLife {
  readonly caseId: string;
  readonly steps: readonly CaseStep[];
  /** 并入: an earlier case of the sample of the same matter, and who merges it. */
  readonly mergeInto?: { readonly caseId: string; readonly actor: CaseCall['actor'] };
}
