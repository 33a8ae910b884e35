/** Checks of phone numbers, bank cards and policy numbers. All lenient: they warn so that a slip of the finger is seen. */
import { foldDigits, toCode } from '../text/normalise';
import { passesLuhn } from './check-digits';
import { sound, unsound, type CheckOptions, type IdentityCheck } from './result';

const DASHES = /[-‐-―−ー_]/g;

function empty(options: CheckOptions): IdentityCheck {
  return options.required === true ? unsound('identity.required', '', options) : sound('');
}

/** A separator before an extension: 转, ext, x, #, or a dash. */
const EXTENSION = /(?:转|分机|EXT\.?|X|#|-)(\d{1,6})$/i;

/**
 * 电话: mobile `1[3-9]…`, landline with area code and extension, 400/800, 95/96/12 short numbers, or E.164 abroad.
 * Normalised: mobile 13800138000; landline 010-88886666-123; others digits; abroad +85298765432.
 */
export function checkPhone(typed: string, options: CheckOptions = {}): IdentityCheck {
  const code = foldDigits(toCode(typed))
    .replace(DASHES, '-')
    .replace(/[()]/g, '-')
    .replace(/--+/g, '-')
    .replace(/^-|-$/g, '');
  if (code === '') return empty(options);
  const home = code.replace(/^(?:\+|00)86-?/, '').replace(/^86(?=1[3-9]\d{9}$)/, '');
  const digits = home.replace(/[-.]/g, '');
  if (/^1[3-9]\d{9}$/.test(digits)) return sound(digits);
  if (/^[48]00\d{7}$/.test(digits)) return sound(digits);
  if (/^(?:9[56]\d{3,6}|12\d{3})$/.test(digits)) return sound(digits);
  const landline = normaliseLandline(home, home !== code);
  if (landline !== null) return sound(landline);
  const abroad = code.replace(/^00/, '+').replace(/[-.]/g, '');
  if (/^\+(?!86)[1-9]\d{6,14}$/.test(abroad)) return sound(abroad);
  return unsound('identity.phone.format', digits, options);
}

function normaliseLandline(home: string, countryCodeSeen: boolean): string | null {
  const area = '(0(?:10|2\\d|[3-9]\\d{2}))';
  const withZero = countryCodeSeen && !home.startsWith('0') ? `0${home}` : home;
  const full = new RegExp(`^${area}-?([2-9]\\d{6,7})$`);
  const local = /^([2-9]\d{6,7})$/;
  for (const [main, extension] of [
    [withZero, ''] as const,
    splitExtension(withZero),
    [withZero.replace(/[-.]/g, ''), ''] as const,
  ]) {
    const found = full.exec(main);
    const tail = extension === '' ? '' : `-${extension}`;
    if (found) return `${found[1] ?? ''}-${found[2] ?? ''}${tail}`;
    if (local.test(main)) return `${main}${tail}`;
  }
  return null;
}

function splitExtension(number: string): readonly [string, string] {
  const found = EXTENSION.exec(number);
  return found ? [number.slice(0, found.index).replace(/-$/, ''), found[1] ?? ''] : [number, ''];
}

/** 银行卡: 12–19 digits with Luhn (ISO/IEC 7812-1). Passbooks and some old accounts fail Luhn, so this never blocks. */
export function checkBankCard(typed: string): IdentityCheck {
  const number = foldDigits(toCode(typed)).replace(DASHES, '');
  if (number === '') return sound('');
  if (!/^\d{12,19}$/.test(number)) return unsound('identity.bankCard.format', number, {});
  return passesLuhn(number) ? sound(number) : unsound('identity.bankCard.checksum', number, {});
}

/** 保单号: every insurer has its own shape: 6–40 letters, digits and inner `-` `/` `.`, with at least one digit. */
export function checkPolicyNumber(typed: string, options: CheckOptions = {}): IdentityCheck {
  const number = foldDigits(toCode(typed))
    .toUpperCase()
    .replace(/[‐-―−]/g, '-');
  if (number === '') return empty(options);
  return /^(?=[^\d]*\d)[\p{Script=Han}A-Z0-9](?:[\p{Script=Han}A-Z0-9/.()-]{4,38})[A-Z0-9)]$/u.test(number)
    ? sound(number)
    : unsound('identity.policyNo.format', number, options);
}
