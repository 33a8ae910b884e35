/** Check digits of identity numbers, each by its standard. Inputs are already normalised (digits and capital letters). */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** Check character of 17 digits by ISO 7064 MOD 11-2 as GB 11643-1999 uses it for the citizen number. */
export function mod11Check(first17: string): string {
  let sum = 0;
  WEIGHTS.forEach((weight, index) => (sum += weight * Number(first17.charAt(index))));
  return CHECKS.charAt(sum % 11);
}

/** Alphabet of GB 32100-2015: digits and capital letters without I, O, S, V, Z. */
export const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Check character of the first 17 characters of a unified social credit code (GB 32100-2015): 31 − Σ cᵢ·3ⁱ mod 31. */
export function creditCodeCheck(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += CREDIT_CODE_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_CODE_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Whether a run of digits passes Luhn (ISO/IEC 7812-1 Annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - fromRight));
    const doubled = fromRight % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
