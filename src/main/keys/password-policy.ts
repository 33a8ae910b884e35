/** What a password may not be (NIST SP 800-63B §5.1.1): short, common, or made of what everybody knows. */
export type PasswordWeakness = 'tooShort' | 'tooLong' | 'common' | 'containsName' | 'containsBranchCode';

const minCharacters = 8;
const maxCharacters = 128;

/** The first tries of anybody who guesses, without their digits and repeats. */
const commonWords = [
  'password',
  'passw0rd',
  'qwertyui',
  'asdfghjk',
  'iloveyou',
  'admin',
  'woaini',
  'mima',
  'xianting',
  'abc',
];

export function passwordWeakness(
  password: string,
  known: { readonly name: string; readonly branchCode: string },
): PasswordWeakness | undefined {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  if (length < minCharacters) return 'tooShort';
  if (length > maxCharacters) return 'tooLong';
  const lower = text.toLowerCase();
  if (isRunOrRepeat(lower)) return 'common';
  const letters = lower.replace(/[\d\W_]+/g, '');
  if (commonWords.includes(letters) || commonWords.includes(lower)) return 'common';
  const name = known.name.normalize('NFKC').toLowerCase().trim();
  if (name.length >= 2 && lower.includes(name) && length - [...name].length < minCharacters) return 'containsName';
  const code = known.branchCode.toLowerCase();
  if (code.length >= 3 && lower.includes(code) && length - code.length < minCharacters) return 'containsBranchCode';
  return undefined;
}

/** 11111111, 12345678, 87654321, abababab. */
function isRunOrRepeat(text: string): boolean {
  if (new Set(text).size <= 2) return true;
  const steps = new Set([...text].slice(1).map((char, i) => char.charCodeAt(0) - text.charCodeAt(i)));
  return steps.size === 1;
}
