/** What failed, in a few lines out of thousands. */
import { stripVTControlCharacters } from 'node:util';

const mostLines = 16;
const widest = 180;

/** Titles of failed tests, what was wrong and where, as vitest prints them; errors of the compiler; what our own programs call failed. */
const telling = /^\s*(?:FAIL |[\w.]*Error: |❯ \S+:\d+:\d+|\+ Received|.*error TS\d+|.*\bFAILED\b)/;
/** Of ESLint, which names the file in a line of its own before. */
const lintError = /^\s*\d+:\d+\s+error\s/;

/**
 * @param {string} step its name
 * @param {string} output all that it printed
 * @returns {string} the telling lines, each once; the last ones of the output where none tells anything
 */
export const whyOf = (step, output) => {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .map((line) => line.trimEnd().slice(0, widest))
    .filter((line) => line.trim() !== '');
  let file = '';
  /** @type {Set<string>} */
  const found = new Set();
  for (const line of lines) {
    if (/^\S+\.\w+$/.test(line)) file = line;
    if (lintError.test(line)) found.add(file).add(line);
    else if (telling.test(line)) found.add(line);
  }
  const shown = found.size > 0 ? [...found].slice(0, mostLines) : lines.slice(-mostLines);
  return [`Why "${step}" failed:`, ...shown].join('\n');
};
