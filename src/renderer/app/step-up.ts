/** 现场审批: a page asks for it, the approval feature answers; neither knows the other. */
import { create } from 'zustand';

/** The case whose proposal is to be decided at this PC; null while nothing is asked. */
export const useStepUp = create<{ readonly caseId: string | null }>()(() => ({ caseId: null }));

/** Asks somebody who may decide to come to this PC. The session stays the counter's. */
export function askForApproval(caseId: string): void {
  useStepUp.setState({ caseId });
}
