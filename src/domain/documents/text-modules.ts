/**
 * 文本模块: sentences that are written again and again, kept as data (resources/packs/text-modules) and called by `::` in a long
 * field. Merge fields `{{field}}` are filled from the case; one that is empty stays visible as a gap to fill by hand.
 */
import { z } from 'zod';

/** What a module may ask of a case: nothing that masks a person, nothing that is staff's. */
export const moduleFields = ['caseNumber', 'receivedOn', 'decideBy', 'outlet', 'ownerName', 'today'] as const;
export type ModuleField = (typeof moduleFields)[number];
export type ModuleFacts = Readonly<Record<ModuleField, string>>;

const Both = z.strictObject({ zh: z.string().min(1).max(2_000), en: z.string().min(1).max(2_000) });
export const TextModule = z.strictObject({
  id: z.string().min(1).max(40),
  zh: z.string().min(1).max(60),
  en: z.string().min(1).max(60),
  /** Other words to find it by. */
  aliases: z.array(z.string().min(1).max(40)).max(10),
  text: Both,
});
export type TextModule = z.infer<typeof TextModule>;

export const TextModulePack = z.strictObject({
  id: z.string().min(1),
  version: z.int().min(1),
  modules: z.array(TextModule).min(1).max(500),
});

const FIELD = /\{\{\s*(\w+)\s*\}\}/g;

/** Fields of a module that no case can fill; for checking a pack. */
export function unknownModuleFields({ text }: TextModule): string[] {
  const names = [...`${text.zh}\n${text.en}`.matchAll(FIELD)].map((match) => match[1] ?? '');
  return names.filter((name) => !isModuleField(name));
}

/** The text of a module with its facts; a fact that is missing leaves a visible gap. */
export function fillModule({ text }: TextModule, language: 'zh-CN' | 'en', facts: ModuleFacts): string {
  return text[language === 'en' ? 'en' : 'zh'].replace(FIELD, (_match, name: string) => {
    const value = isModuleField(name) ? facts[name] : '';
    return value === '' ? '____' : value;
  });
}

/** What is typed after `::` (or `：：`) up to the caret. */
export interface ModuleCall {
  /** Where the colons begin. */
  readonly from: number;
  readonly query: string;
}

/** A call may be this long; what is longer was not meant as one. */
const LONGEST_QUERY = 20;

/** The call that ends at the caret; null where there is none. */
export function moduleCallAt(text: string, caret: number): ModuleCall | null {
  const before = text.slice(0, caret);
  const match = /(?:::|：：)([^:：\n]*)$/u.exec(before);
  if (match === null || (match[1] ?? '').length > LONGEST_QUERY) return null;
  return { from: match.index, query: (match[1] ?? '').trim() };
}

function isModuleField(name: string): name is ModuleField {
  return (moduleFields as readonly string[]).includes(name);
}
