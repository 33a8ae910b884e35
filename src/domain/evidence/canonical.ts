/** The one text form of a value (JSON Canonicalization Scheme, RFC 8785): what is hashed and signed. */
import canonicalize from 'canonicalize';

/** Canonical JSON text. Throws for values that JSON has no form for: those are faults of the caller. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('value has no canonical form');
  return text;
}
