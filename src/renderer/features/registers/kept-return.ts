/** What was counted last, so that it is still there after a look at one of its cases. Goes when somebody else signs in. */
import { create } from 'zustand';
import type { ReturnPeriod } from '../../../domain/registers/returns';
import type { ReturnView } from '../../../shared/contract/registers';

export interface KeptReturn {
  readonly userId: string;
  readonly period: ReturnPeriod;
  readonly view: ReturnView;
}

const useKept = create<{ readonly kept: KeptReturn | null }>()(() => ({ kept: null }));

export function keepReturn(kept: KeptReturn): void {
  useKept.setState({ kept });
}

export function useKeptReturn(userId: string): KeptReturn | null {
  const kept = useKept((state) => state.kept);
  return kept?.userId === userId ? kept : null;
}
