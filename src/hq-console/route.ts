/** Which page of the console is shown; kept in the address, so that a reload and the browser's way back lead there. */
import { useSyncExternalStore } from 'react';
import type { HqPermission } from '../shared/hq-console/roles';

/** In the order of the bar, with the right that each needs. */
export const consolePages = [
  ['branches', 'branch.view'],
  ['cases', 'case.view'],
  ['escalations', 'escalation.view'],
  ['packs', 'pack.view'],
  ['audit', 'audit.view'],
] as const satisfies readonly (readonly [string, HqPermission])[];
export type ConsolePage = (typeof consolePages)[number][0];

function onHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The page asked for by the address, among those the person may see; the first of them otherwise. */
export function usePage(allowed: readonly ConsolePage[]): ConsolePage | undefined {
  const hash = useSyncExternalStore(onHash, () => location.hash);
  return allowed.find((page) => hash === `#${page}`) ?? allowed[0];
}
