/** Which page of the console is shown; kept in the address, so that a reload and the browser's way back lead there. */
import { useSyncExternalStore } from 'react';
import type { HqPermission } from '../shared/hq-console/roles';

/** In the order of the bar, with the right that each needs. */
export const consolePages = [
  ['branches', 'branch.view'],
  ['refusals', 'refusal.view'],
  ['courier', 'courier.take'],
  ['cases', 'case.view'],
  ['metrics', 'metrics.view'],
  ['people', 'person.manage'],
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
  return allowed.find((page) => hash.split('?')[0] === `#${page}`) ?? allowed[0];
}

/** The way to a page that begins with something filled in: `cases?branch=b1`. */
export function pageAddress(page: ConsolePage, filled: Readonly<Record<string, string>>): string {
  return `#${page}?${new URLSearchParams(filled).toString()}`;
}

/** What the address asks the page to begin with. */
export const filledIn = (): URLSearchParams => new URLSearchParams(location.hash.split('?')[1] ?? '');
