/** Which date is being asked about (期限由来); the dialog itself is in the frame, so that every list can ask. */
import { create } from 'zustand';
import type { Deadline } from '../../../domain/deadlines/deadlines';
import type { LawName } from '../../../shared/contract/case';

export interface AskedDate {
  readonly caseId: string;
  /** Id of the deadline; the first of the case when it has none of this id. */
  readonly deadlineId: string;
  /** As a pack would have it that is not in force yet: its key, and what it is called. */
  readonly underPack?: { readonly key: string; readonly name: string };
  /** As it would be after a step that is not recorded yet. */
  readonly outlook?: Deadline;
  /** Named in a talk, by these packs: `outlook` is all there is, of a case or of none (`caseId` is then empty). */
  readonly talkLaw?: LawName;
}

interface WhyDateStore {
  readonly asked: AskedDate | null;
  readonly ask: (asked: AskedDate | null) => void;
}

export const useWhyDate = create<WhyDateStore>()((set) => ({ asked: null, ask: (asked) => set({ asked }) }));

export function askWhyDate(asked: AskedDate): void {
  useWhyDate.getState().ask(asked);
}

const askedAt = new WeakMap<Element, AskedDate>();

/** As the `ref` of what shows a date: for a question that is asked by key, with all that a click would ask. */
export const whyDateRef =
  (asked: AskedDate) =>
  (element: HTMLElement | null): void => {
    if (element !== null) askedAt.set(element, asked);
  };

/** The date that has the focus, is in the row that has it, or is the first one shown. */
export function dateInFocus(): AskedDate | null {
  const focused = document.activeElement;
  const activeId = focused?.getAttribute('aria-activedescendant');
  const row = activeId ? document.getElementById(activeId) : focused;
  const within = row?.closest('main') === row ? null : row;
  const found =
    within?.closest<HTMLElement>('[data-why-case]') ??
    within?.querySelector<HTMLElement>('[data-why-case]') ??
    document.querySelector<HTMLElement>('main [data-why-case]');
  return (found && askedAt.get(found)) ?? null;
}
