/** Reasons typed so far, by proposal: looking at another proposal, or a new version of this one, loses nothing. */
import { create } from 'zustand';

interface ReasonStore {
  readonly reasons: Readonly<Record<string, string>>;
  readonly set: (proposalId: string, reason: string) => void;
}

export const useReasons = create<ReasonStore>()((set) => ({
  reasons: {},
  set: (proposalId, reason) => set((state) => ({ reasons: { ...state.reasons, [proposalId]: reason } })),
}));
