/** True when no array or object of the value lies deeper than so many levels. Looks no deeper than that, so a deep value can't end the stack. */
export function nestedWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels <= 0) return false;
  for (const inner of Object.values(value)) if (!nestedWithin(inner, levels - 1)) return false;
  return true;
}
