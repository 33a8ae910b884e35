/** 事件报告: what a report of an incident can't do without. */
import { isOpen, type Incident } from './incident';

/** `ended`: it still goes on. `grade`: nobody gave it one. `measures`: not one line says what was done. */
export const reportGaps = ['ended', 'grade', 'measures'] as const;
export type ReportGap = (typeof reportGaps)[number];

/** What is missing, in the order in which it is asked for; nothing of a mistake but its end. */
export function missingInReport(incident: Incident): readonly ReportGap[] {
  if (isOpen(incident)) return reportGaps.filter((gap) => gap === 'ended' || isMissing(incident, gap));
  return incident.closed?.outcome === 'falseAlarm' ? [] : reportGaps.filter((gap) => isMissing(incident, gap));
}

function isMissing({ grade, lines }: Incident, gap: ReportGap): boolean {
  if (gap === 'grade') return grade === null;
  return gap === 'measures' && !lines.some(({ kind }) => kind === 'noted');
}

/** The grade may still follow where somebody forgot it before the end. */
export const mayStillBeGraded = (incident: Incident): boolean =>
  isOpen(incident) || (incident.closed?.outcome === 'over' && incident.grade === null);
