/** How a page outside of the frame (set-up, sign-in) reaches language and appearance; null where they can't be changed. */
import { createContext, useContext } from 'react';
import type { Appearance } from './appearance';

export interface AppearanceControl {
  readonly appearance: Appearance;
  readonly onChange: (appearance: Appearance) => void;
}

export const AppearanceControlContext = createContext<AppearanceControl | null>(null);

export function useAppearanceControl(): AppearanceControl | null {
  return useContext(AppearanceControlContext);
}
