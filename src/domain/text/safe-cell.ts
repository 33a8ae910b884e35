/** Text of a spreadsheet cell that can't become a formula, whatever program opens the file or saves it as CSV. */

/** Most characters (UTF-16 units) that Excel keeps in a cell. */
export const MAX_CELL_CHARACTERS = 32_767;

/** Half-width and full-width signs that spreadsheet programs take for the start of a formula, also after leading blanks. */
// eslint-disable-next-line no-control-regex -- a control character may hide the sign
const FORMULA_START = /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠\t\r\u0000|%]/u;
// eslint-disable-next-line no-control-regex -- XML can't hold these
const UNSTORABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

export interface SafeCell {
  readonly text: string;
  readonly truncated: boolean;
}

/**
 * Guards with a leading apostrophe, removes what XML can't hold, and cuts what a cell can't hold, ending with `notice`.
 * Plain negative numbers are text too and are guarded as well: the file is for reading, not for adding up.
 */
export function safeCell(value: string, notice: string): SafeCell {
  const guarded = FORMULA_START.test(value) ? `'${value}` : value;
  const text = guarded.replace(UNSTORABLE, '').replace(/\r\n?/g, '\n');
  if (text.length <= MAX_CELL_CHARACTERS) return { text, truncated: false };
  const cut = text.slice(0, MAX_CELL_CHARACTERS - notice.length).replace(/[\uD800-\uDBFF]$/, '');
  return { text: `${cut}${notice}`, truncated: true };
}

/** A sheet name Excel accepts: without []:*?/\ and apostrophes at the ends, 1–31 characters, not the reserved "History". */
export function safeSheetName(name: string): string {
  const plain = name
    .replace(UNSTORABLE, '')
    .replace(/[[\]:*?/\\\r\n\t]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = plain
    .slice(0, 31)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/^'+|'+$/g, '')
    .trim();
  return cut === '' || /^history$/i.test(cut) ? 'Sheet1' : cut;
}
