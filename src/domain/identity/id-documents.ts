/** Checks of identity documents (证件). Every check normalises first: NFKC, no blanks, capital letters. */
import type { IdType } from '../complaint/values';
import { foldDigits, toCode } from '../text/normalise';
import { isBirthDate } from './birth-date';
import { creditCodeCheck, CREDIT_CODE_ALPHABET, mod11Check } from './check-digits';
import { sound, unsound, type CheckOptions, type IdentityCheck } from './result';

/** Province-level codes of GB/T 2260 that citizen numbers begin with. 81–83 are residence permits, a kind of its own. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' '),
);

const capitals = (typed: string): string =>
  foldDigits(toCode(typed))
    .toUpperCase()
    .replace(/[-‐-―−]/g, '');

/**
 * 居民身份证: 18 places with ISO 7064 MOD 11-2 check (GB 11643-1999), or the 15 digits issued until 1999. Residence permits
 * of Hong Kong, Macao and Taiwan residents share the format and are checked by `checkResidencePermit`.
 */
export function checkIdCard(typed: string, options: CheckOptions = {}): IdentityCheck {
  const number = capitals(typed);
  if (!/^(?:\d{17}[\dX]|\d{15})$/.test(number)) return unsound('identity.idCard.format', number, options);
  if (!PROVINCES.has(number.slice(0, 2))) return unsound('identity.idCard.region', number, options);
  const birth = number.length === 15 ? `19${number.slice(6, 12)}` : number.slice(6, 14);
  if (!isBirthDate(birth, options.today)) return unsound('identity.idCard.birthDate', number, options);
  if (number.length === 18 && mod11Check(number.slice(0, 17)) !== number.charAt(17)) {
    return unsound('identity.idCard.checksum', number, options);
  }
  return sound(number);
}

/** 港澳台居民居住证: 18 places beginning 81 (Hong Kong), 82 (Macao) or 83 (Taiwan) + 0000, check as on the citizen card. */
export function checkResidencePermit(typed: string, options: CheckOptions = {}): IdentityCheck {
  const number = capitals(typed);
  if (!/^8[123]0000\d{11}[\dX]$/.test(number)) return unsound('identity.residencePermit.format', number, options);
  if (!isBirthDate(number.slice(6, 14), options.today)) {
    return unsound('identity.residencePermit.birthDate', number, options);
  }
  return mod11Check(number.slice(0, 17)) === number.charAt(17)
    ? sound(number)
    : unsound('identity.residencePermit.checksum', number, options);
}

/** 外国人永久居留证: 2023 card of 18 places beginning 9 with MOD 11-2 check; the 2004–2023 card of 3 letters and 12 digits. */
export function checkForeignPermanentResidence(typed: string, options: CheckOptions = {}): IdentityCheck {
  const number = capitals(typed);
  if (/^[A-Z]{3}\d{12}$/.test(number)) return sound(number);
  if (!/^9\d{16}[\dX]$/.test(number)) return unsound('identity.foreignPermanent.format', number, options);
  return mod11Check(number.slice(0, 17)) === number.charAt(17)
    ? sound(number)
    : unsound('identity.foreignPermanent.checksum', number, options);
}

/** 护照: 5–17 letters and digits with at least one digit; the shapes of two hundred issuers are not told apart. */
export function checkPassport(typed: string, options: CheckOptions = {}): IdentityCheck {
  const number = capitals(typed);
  return /^(?=.*\d)[A-Z0-9]{5,17}$/.test(number) ? sound(number) : unsound('identity.passport.format', number, options);
}

/** 港澳居民来往内地通行证 (H or M + 8, older 10 digits); 往来港澳通行证 of mainland residents (C or W + 8) is accepted too. */
export function checkHkMacaoPermit(typed: string, options: CheckOptions = {}): IdentityCheck {
  const number = capitals(typed);
  return /^(?:[HM]\d{8}(?:\d{2})?|W\d{8}|C[A-Z0-9]\d{7})$/.test(number)
    ? sound(number)
    : unsound('identity.hkMacaoPermit.format', number, options);
}

/** 台湾居民来往大陆通行证 (台胞证): 8 digits; older 10 digits with an optional letter in brackets or bare. */
export function checkTaiwanPermit(typed: string, options: CheckOptions = {}): IdentityCheck {
  const number = capitals(typed).replace(/[()]/g, '');
  return /^(?:\d{8}|\d{10}[A-Z]?)$/.test(number)
    ? sound(number)
    : unsound('identity.taiwanPermit.format', number, options);
}

const CREDIT_CODE = new RegExp(`^[${CREDIT_CODE_ALPHABET}]{2}\\d{6}[${CREDIT_CODE_ALPHABET}]{10}$`);

/** 统一社会信用代码 of an organisation (GB 32100-2015). */
export function checkCreditCode(typed: string, options: CheckOptions = {}): IdentityCheck {
  const code = capitals(typed);
  if (!CREDIT_CODE.test(code)) return unsound('identity.creditCode.format', code, options);
  return creditCodeCheck(code.slice(0, 17)) === code.charAt(17)
    ? sound(code)
    : unsound('identity.creditCode.checksum', code, options);
}

function checkOther(typed: string, options: CheckOptions): IdentityCheck {
  const number = capitals(typed);
  return number.length <= 64 ? sound(number) : unsound('identity.other.tooLong', number, options);
}

const CHECKS: Readonly<Record<IdType, (typed: string, options: CheckOptions) => IdentityCheck>> = {
  residentId: checkIdCard,
  hkMacaoTaiwanResidence: checkResidencePermit,
  foreignPermanentResidence: checkForeignPermanentResidence,
  passport: checkPassport,
  hkMacaoPermit: checkHkMacaoPermit,
  taiwanPermit: checkTaiwanPermit,
  creditCode: checkCreditCode,
  other: checkOther,
};

/** Checks a number as the kind of document the person has chosen. Empty is sound unless the form requires a number. */
export function checkIdNumber(idType: IdType, typed: string, options: CheckOptions = {}): IdentityCheck {
  if (toCode(typed) === '') return options.required === true ? unsound('identity.required', '', options) : sound('');
  return CHECKS[idType](typed, options);
}

const GUESSES: readonly IdType[] = [
  'residentId',
  'hkMacaoTaiwanResidence',
  'foreignPermanentResidence',
  'creditCode',
  'hkMacaoPermit',
  'taiwanPermit',
  'passport',
];

/**
 * The kind of document a bare number most likely is (for imports that have one column for all kinds). A number of 15 or 18
 * places that passes no check is still a mistyped citizen card rather than a passport.
 */
export function guessIdType(typed: string): IdType {
  const number = capitals(typed);
  const found = GUESSES.find((idType) => CHECKS[idType](number, {}).ok);
  if (found !== undefined && found !== 'passport') return found;
  if (/^\d{14,19}[X*]?$/.test(number)) return 'residentId';
  return found ?? 'other';
}
