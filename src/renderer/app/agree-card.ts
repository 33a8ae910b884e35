/** Which case's agree card (约定卡) is on the screen: a page or a conversation says so, the card itself is a feature of its own. */
import { create } from 'zustand';

interface AgreeCardPlace {
  readonly caseId: string | null;
}

export const useAgreeCardPlace = create<AgreeCardPlace>()(() => ({ caseId: null }));

/** Turns the screen over to the card of this case. */
export function openAgreeCard(caseId: string): void {
  useAgreeCardPlace.setState({ caseId });
}

export function closeAgreeCard(): void {
  useAgreeCardPlace.setState({ caseId: null });
}
