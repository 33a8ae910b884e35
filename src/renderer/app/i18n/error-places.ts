/** Which namespace has the text of an error code, of the texts that are there so far. */
import { errorNamespaces } from '../../../shared/locales/text-tree';
import type { TextTree } from '../../../shared/locales/registry';

const places = new Map<string, string>();

/** Texts came; where two have one code, those that came first keep it. */
export function learnErrors(texts: Readonly<Record<string, TextTree>>): void {
  for (const [code, namespace] of errorNamespaces(texts)) if (!places.has(code)) places.set(code, namespace);
}

/** Undefined where no text is there. */
export function errorPlace(code: string): string | undefined {
  return places.get(code);
}
