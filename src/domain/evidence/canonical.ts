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
    text = plainText(value, mostLevels) ?? canonicalize(value);
  } catch (cause) {
    // Levels without end are another fault, and met where the text is read.
    if (cause instanceof RangeError) throw cause;
    throw new NoCanonicalForm('value has no canonical form', { cause });
  }
  if (text === undefined) throw new NoCanonicalForm('value has no canonical form');
  return text;
}

/** Deeper ones, and those that hold themselves, the library looks at. */
const mostLevels = 200;
const needsNoEscape = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
/** With `u` only halves of a pair that stand alone are found. */
const loneSurrogate = /[\ud800-\udfff]/u;

/**
 * The same text three times as fast, for what JSON is made of: headquarters and PCs need it twice for each event. Undefined for anything
 * else, which the library refuses or knows how to write.
 */
function plainText(value: unknown, levels: number): string | undefined {
  switch (typeof value) {
    case 'string':
      return stringText(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : undefined;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (levels === 0) return undefined;
      return Array.isArray(value) ? arrayText(value, levels - 1) : objectText(value, levels - 1);
    default:
      return undefined;
  }
}

function stringText(text: string): string | undefined {
  if (needsNoEscape.test(text)) return `"${text}"`;
  return loneSurrogate.test(text) ? undefined : JSON.stringify(text);
}

function arrayText(values: readonly unknown[], levels: number): string | undefined {
  if ('toJSON' in values) return undefined;
  let text = '[';
  for (let i = 0; i < values.length; i += 1) {
    const each = plainText(values[i], levels);
    if (each === undefined) return undefined;
    text += i === 0 ? each : `,${each}`;
  }
  return `${text}]`;
}

function objectText(value: object, levels: number): string | undefined {
  if ('toJSON' in value) return undefined;
  let text = '{';
  // By UTF-16 code units, as the scheme wants it.
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member === undefined) continue;
    const [name, each] = [stringText(key), plainText(member, levels)];
    if (name === undefined || each === undefined) return undefined;
    text += text.length === 1 ? `${name}:${each}` : `,${name}:${each}`;
  }
  return `${text}}`;
}
