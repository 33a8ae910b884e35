/**
 * 重大、群体投诉的报告 (首报 · 续报 · 终报): forms with a serial number, written while the matter goes on, printed, and sent to those above.
 * A form can be rewritten until it was sent; then the next one begins (REGULATION D13, §5).
 */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { CasePayload } from './events';
import type { CaseState } from './state';
import { majorLevels, reportStages, type MajorReportForm, type ReportStage } from './values';

/** A form as it was written last. */
export interface WrittenReport extends CasePayload<'major.reportWritten'> {
  readonly by: string;
  readonly atMs: number;
}

/** The form that is written now, or was written last; undefined while there is none. */
export function latestForm({ major }: Pick<CaseState, 'major'>): WrittenReport | undefined {
  return major?.forms?.at(-1);
}

/** Somebody recorded that this form was sent. */
export function isFormSent({ major }: Pick<CaseState, 'major'>, serial: number): boolean {
  return major?.reports.some(({ form }) => form === serial) ?? false;
}

/** A copy was made of what this form says now. */
export function isFormPrinted({ printed }: Pick<CaseState, 'printed'>, { atMs }: WrittenReport): boolean {
  return printed?.some((copy) => copy.kind === 'majorReport' && copy.atMs >= atMs) ?? false;
}

/** Forms that can be recorded as sent: printed, and not sent yet. */
export function sendableForm(state: CaseState): WrittenReport | undefined {
  const form = latestForm(state);
  return form && !isFormSent(state, form.serial) && isFormPrinted(state, form) ? form : undefined;
}

/** The serial number that somebody writes on now. */
export function serialToWrite(state: Pick<CaseState, 'major'>): number {
  const last = latestForm(state);
  if (last === undefined) return 1;
  return isFormSent(state, last.serial) ? last.serial + 1 : last.serial;
}

/** Which reports can be written now, the usual one first. */
export function stagesToWrite(state: Pick<CaseState, 'major'>): readonly ReportStage[] {
  return serialToWrite(state) === 1 ? ['first'] : reportStages.filter((stage) => stage !== 'first');
}

/** The final report was sent, and it has not become graver since. */
export function reportsOver(state: Pick<CaseState, 'major'>): boolean {
  const last = latestForm(state);
  if (last?.stage !== 'final') return false;
  const sent = state.major?.reports.find(({ form }) => form === last.serial);
  if (sent === undefined) return false;
  const rank = majorLevels.indexOf(sent.level);
  return !(state.major?.recognitions ?? []).some(({ level }) => majorLevels.indexOf(level) > rank);
}

/** The next report that the last one sent announced (续报), and what it follows; undefined where none is waited for. */
export function announcedReport(
  state: Pick<CaseState, 'major'>,
): { readonly after: WrittenReport; readonly dueAtMs: number } | undefined {
  const after = state.major?.forms?.findLast(({ serial }) => isFormSent(state, serial));
  return after === undefined || after.nextAtMs === null ? undefined : { after, dueAtMs: after.nextAtMs };
}

/** Why a form can't be what was sent; null where it can, or none is named. */
export function formProblem(
  state: CaseState,
  { form, method }: Pick<CaseCommandInput<'reportMajor'>, 'form' | 'method'>,
): CaseRefusal | null {
  if (form === undefined) return null;
  if (method !== 'written') return { code: 'major.formByPhone' };
  const written = state.major?.forms?.find(({ serial }) => serial === form);
  if (written === undefined) return { code: 'major.noSuchForm' };
  if (isFormSent(state, form)) return { code: 'major.formSentAlready' };
  return isFormPrinted(state, written) ? null : { code: 'major.formNotPrinted' };
}

/** Forms after one was written; what was sent stays, whatever another device wrote under its number. */
export function withForm(
  { major }: CaseState,
  payload: CasePayload<'major.reportWritten'>,
  { userId, atMs }: { readonly userId: string; readonly atMs: number },
): Partial<CaseState> {
  const others = (major?.forms ?? []).filter(({ serial }) => serial !== payload.serial);
  const forms = [...others, { ...payload, by: userId, atMs }].sort((a, b) => a.serial - b.serial);
  return { major: { recognitions: [], reports: [], ...major, forms } };
}

/** What a new form begins with: nothing is typed twice. */
export function blankForm(state: CaseState): MajorReportForm {
  const last = latestForm(state);
  if (last && !isFormSent(state, last.serial)) {
    const { stage, cause, course, measures, media, outcome, nextAtMs } = last;
    return { stage, cause, course, measures, media, outcome, nextAtMs };
  }
  const { facts, matter } = state.details;
  const empty = { measures: '', media: '', outcome: '', nextAtMs: null };
  if (last === undefined) return { stage: 'first', cause: '', course: facts.trim() || matter, ...empty };
  return { stage: 'followUp', cause: last.cause, course: '', ...empty };
}
