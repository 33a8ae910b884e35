/** What a password may not be (NIST SP 800-63B §5.1.1): short, common, or made of what everybody knows. */
export type PasswordWeakness = 'tooShort' | 'tooLong' | 'common' | 'containsName' | 'containsBranchCode';

const minCharacters = 8;
const maxCharacters = 128;
/** So many characters must not follow from the ones before them; 12345678 has one, qwerty123 two. */
const minSurprises = 5;

/** The first tries of anybody who guesses, without their digits and signs. */
const commonWords = [
  'password',
  'passwd',
  'passw0rd',
  'letmein',
  'welcome',
  'iloveyou',
  'woaini',
  'admin',
  'administrator',
  'root',
  'user',
  'guest',
  'test',
  'mima',
  'yinhang',
  'bank',
  'xianting',
  'monkey',
  'dragon',
  'sunshine',
];
/** Whole passwords that hold no pattern but are on every list. */
const commonDigits = ['5201314520', '52013145', '1314520', '13145200', '20082008', '19491001'];

/** Neighbours on the keyboard, by row and by column. */
const keyboardRuns = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm'];

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Why this password is refused; undefined when it may be used. Characters are counted as people see them. */
export function passwordWeakness(
  password: string,
  known: { readonly name: string; readonly branchCode: string },
): PasswordWeakness | undefined {
  const text = password.normalize('NFKC');
  const length = lengthOf(text);
  if (length < minCharacters) return 'tooShort';
  if (length > maxCharacters) return 'tooLong';
  const lower = text.toLowerCase();
  const word = lower.replace(/[^\p{L}]+/gu, '');
  const digits = lower.replace(/\D+/g, '');
  if (commonWords.includes(word) || commonWords.includes(lower) || commonDigits.includes(digits)) return 'common';
  if (surprisesIn(lower) < minSurprises) return 'common';
  if (leans(lower, length, known.name, 2)) return 'containsName';
  if (leans(lower, length, known.branchCode, 3)) return 'containsBranchCode';
  return undefined;
}

/** True when too little is left without a word that everybody in the branch knows. */
function leans(password: string, length: number, knownWord: string, shortest: number): boolean {
  const word = knownWord.normalize('NFKC').toLowerCase().trim();
  const wordLength = lengthOf(word);
  return wordLength >= shortest && password.includes(word) && length - wordLength < minCharacters;
}

function lengthOf(text: string): number {
  return [...graphemes.segment(text)].length;
}

/** Characters that can't be told from the one before them: no repeat, no next in a row, no neighbour on the keyboard. */
function surprisesIn(text: string): number {
  const chars = [...repeatedUnit(text)];
  return chars.filter((char, i) => i === 0 || !follows(chars[i - 1] ?? '', char)).length;
}

function follows(before: string, char: string): boolean {
  if (before === char) return true;
  const alike = /^(?:[a-z]{2}|\d{2})$/.test(before + char);
  if (alike && Math.abs(before.charCodeAt(0) - char.charCodeAt(0)) === 1) return true;
  return keyboardRuns.some((run) => run.includes(before + char) || run.includes(char + before));
}

/** `abcabcabc` is no better than `abc`. */
function repeatedUnit(text: string): string {
  for (let size = 1; size <= text.length / 2; size++) {
    const unit = text.slice(0, size);
    if (unit.repeat(Math.ceil(text.length / size)).startsWith(text)) return unit;
  }
  return text;
}
