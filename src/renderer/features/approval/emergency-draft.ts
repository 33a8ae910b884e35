/** What was written for an emergency, by case: closing the dialog to look something up loses none of it. Never a password. */
import { create } from 'zustand';

interface Draft {
  readonly reason: string;
  readonly harm: string;
}

const empty: Draft = { reason: '', harm: '' };

const useDrafts = create<{ readonly drafts: Readonly<Record<string, Draft>> }>()(() => ({ drafts: {} }));

export function useEmergencyDraft(caseId: string) {
  const draft = useDrafts(({ drafts }) => drafts[caseId]) ?? empty;
  const set = (next: Draft): void => useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [caseId]: next } }));
  return {
    ...draft,
    keep: (changes: Partial<Draft>) => set({ ...draft, ...changes }),
    drop: () => set(empty),
  };
}
