/** The one text form of a value (JSON Canonicalization Scheme, RFC 8785): what is hashed and signed. */
import canonicalize from 'canonicalize';

/**
 * A value of which JSON has texts but no canonical one: half of a surrogate pair, a number beyond all bounds (`1e999`). Our own values never
 * are; one that came from elsewhere can't have been hashed or signed by anybody.
 */
export class NoCanonicalForm extends Error {}

/** Canonical JSON text of a value that came from elsewhere; undefined where it has none. */
export function formOf(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch (cause) {
    if (cause instanceof NoCanonicalForm) return undefined;
    throw cause;
  }
}

/** Canonical JSON text. @throws NoCanonicalForm */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    // Levels without end are another fault, and met where the text is read.
    if (cause instanceof RangeError) throw cause;
    throw new NoCanonicalForm('value has no canonical form', { cause });
  }
  if (text === undefined) throw new NoCanonicalForm('value has no canonical form');
  return text;
}
