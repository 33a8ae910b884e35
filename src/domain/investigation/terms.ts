/** What an investigation goes by at one institution: the checklist, what may be asked for, and how days are counted. */
import type { CaseState } from '../complaint/state';
import type { InstitutionType } from '../complaint/values';
import { workingDayFrom, type WorkCalendar } from '../deadlines/calendar';
import { addLimit } from '../deadlines/limits';
import { addDays, type LocalDate } from '../deadlines/local-date';
import { checklistOf, type ChecklistItem, type ChecklistPack } from './checklist';
import type { MaterialKind, MaterialPack } from './material-kinds';

export interface InvestigationTerms {
  readonly checklist: (state: Pick<CaseState, 'details'>) => readonly ChecklistItem[];
  readonly materials: readonly MaterialKind[];
  /** The last of so many working days after this one. */
  readonly workingDaysAfter: (from: LocalDate, count: number) => LocalDate;
  /** So many working days after this one, in order. */
  readonly nextWorkingDays: (from: LocalDate, count: number) => readonly LocalDate[];
}

export function investigationTermsOf(
  packs: { readonly checklist: ChecklistPack; readonly materials: MaterialPack },
  institution: InstitutionType,
  calendar: WorkCalendar,
): InvestigationTerms {
  return {
    checklist: ({ details }) => checklistOf(packs.checklist, details),
    materials: packs.materials.kinds.filter(({ institutions }) => institutions.includes(institution)),
    workingDaysAfter: (from, count) => addLimit(from, { count, unit: 'workingDay' }, calendar).to,
    nextWorkingDays: (from, count) => {
      const days: LocalDate[] = [];
      for (let day = from; days.length < count; days.push(day)) day = workingDayFrom(calendar, addDays(day, 1));
      return days;
    },
  };
}
