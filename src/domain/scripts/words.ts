/** What is spoken or shown, in both languages, and the blanks that the application fills in (`{{staff.name}}`). */
import { z } from 'zod';

const Text = z.string().min(1).max(400);

/** Words that staff read: labels, reasons, notes. */
export const Words = z.strictObject({ zh: Text, en: Text });
export type Words = z.infer<typeof Words>;

/** Words that the customer hears. `zhSimple` is how the same is said to somebody old or tired; absent where `zh` is simple already. */
export const Line = z.strictObject({ zh: Text, zhSimple: Text.optional(), en: Text });
export type Line = z.infer<typeof Line>;

const BLANK = /\{\{\s*([A-Za-z][A-Za-z0-9.-]*)\s*\}\}/g;

/** Names of the blanks of a text, in order, each once. */
export function blanksOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(BLANK)].map((found) => found[1] ?? ''))];
}

/** The text with its blanks filled; what is not known stays visible as a line to be filled by hand. */
export function fillBlanks(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(BLANK, (_blank, name: string) => values[name] ?? '____');
}

/** What the application knows in every conversation. Besides these: `fact.x`, `term.x`, and by rule pack `due.x`, `limit.x`. */
export const standingBlanks = [
  'customer.call',
  'staff.name',
  'staff.post',
  'branch.name',
  'branch.phone',
  'owner.name',
  'owner.phone',
  'manager.name',
  'case.number',
  'waited.minutes',
  'hotline.bank',
] as const;
