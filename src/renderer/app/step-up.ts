/** What other persons are asked for at this PC: a page asks, the approval feature answers; neither knows the other. */
import { create } from 'zustand';

export type Asked =
  /** 现场审批: the proposal of the case is decided here. */
  | { readonly kind: 'approval'; readonly caseId: string }
  /** 紧急处置: two persons sign, since nobody with the authority can be reached. */
  | { readonly kind: 'emergency'; readonly caseId: string }
  /** 事后复核 or 追认 of what was decided. */
  | { readonly kind: 'review'; readonly caseId: string; readonly taskId: string };

/** Null while nothing is asked. */
export const useStepUp = create<{ readonly asked: Asked | null }>()(() => ({ asked: null }));

/** Asks somebody who may decide to come to this PC. The session stays the counter's. */
export function askForApproval(caseId: string): void {
  useStepUp.setState({ asked: { kind: 'approval', caseId } });
}

/** Asks two persons to sign in the place of who can't be reached. */
export function askForEmergency(caseId: string): void {
  useStepUp.setState({ asked: { kind: 'emergency', caseId } });
}

/** Asks somebody above for the review that a task stands for. */
export function askForReview(caseId: string, taskId: string): void {
  useStepUp.setState({ asked: { kind: 'review', caseId, taskId } });
}
