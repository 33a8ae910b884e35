/** Writing the forms of reports on a major complaint; see `major-forms.ts`. */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import { majorLevelOf } from './joint';
import { reportsOver, serialToWrite, stagesToWrite } from './major-forms';
import type { CaseState } from './state';

export type MajorReportDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): MajorReportDecision => ({ ok: false, error });

/** Writes the form, or what changed in it. */
export function writeReport(
  state: CaseState,
  input: CaseCommandInput<'writeMajorReport'>,
  nowMs: number,
): MajorReportDecision {
  if (majorLevelOf(state) === null) return refuse({ code: 'major.notMajor' });
  if (reportsOver(state)) return refuse({ code: 'major.finalReportSent' });
  if (!stagesToWrite(state).includes(input.stage))
    return refuse({ code: input.stage === 'first' ? 'major.firstReportOnce' : 'major.firstReportFirst' });
  if (input.nextAtMs !== null && input.nextAtMs <= nowMs) return refuse({ code: 'major.nextBeforeNow' });
  const form = input.stage === 'final' ? { ...input, nextAtMs: null } : { ...input, outcome: '' };
  return { ok: true, event: { type: 'major.reportWritten', payload: { serial: serialToWrite(state), ...form } } };
}
