/** Names of persons and organisations: almost anything is a name, so almost nothing is refused. */
import { graphemeCount } from '../text/graphemes';
import { stripControls, toNfkc } from '../text/normalise';
import { sound, unsound, type CheckOptions, type IdentityCheck } from './result';

/** Longest name kept, in graphemes: minority and Latin names run long, no real name runs to this. */
export const LONGEST_NAME = 100;

/**
 * 姓名: one grapheme or more; rare characters, "·" between parts (U+00B7 after normalisation) and Latin names with blanks
 * are all sound. Text such as `NULL`, `true` or `=1+1` is only text. Warns on a name without any letter.
 */
export function checkPersonName(typed: string, options: CheckOptions = {}): IdentityCheck {
  const name = toNfkc(stripControls(typed).text)
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/\s*·\s*/g, '·');
  if (name === '') return options.required === true ? unsound('identity.required', '', options) : sound('');
  if (name.length > 2 * LONGEST_NAME || graphemeCount(name, LONGEST_NAME + 1) > LONGEST_NAME) {
    return { ok: false, severity: 'block', code: 'identity.name.tooLong', normalised: name };
  }
  // A name of digits or signs is more likely the wrong field than a name; it is still kept.
  if (!/\p{L}/u.test(name)) return { ok: false, severity: 'warn', code: 'identity.name.noLetter', normalised: name };
  return sound(name);
}
