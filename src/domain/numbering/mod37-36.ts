/**
 * ISO 7064 MOD 37,36: one check character over digits and letters. Detects every single wrong character and nearly every
 * swap of neighbours (the standard promises the former for hybrid systems).
 */

/** The alphabet of the standard: the value of a character is its place. */
export const MOD37_36_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Check character of a text of digits and capital letters. Throws on any other character: that is a bug of the caller. */
export function mod37Check(body: string): string {
  let product = 36;
  for (const character of body) {
    const value = MOD37_36_ALPHABET.indexOf(character);
    if (value < 0) throw new Error(`not in the check alphabet: ${JSON.stringify(character)}`);
    product = (((product + value) % 36 || 36) * 2) % 37;
  }
  return MOD37_36_ALPHABET.charAt((37 - product) % 36);
}
