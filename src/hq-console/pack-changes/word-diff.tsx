/** Two texts with the words marked that only one of them has: struck through before, underlined after, not by colour alone. */
import Box from '@mui/material/Box';
import { diffArrays } from 'diff';
import { useMemo } from 'react';
import { tone } from '../../renderer/app/theme/css-vars';

/** Chinese has no blanks between its words. */
const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });
/** Half an amount, or half a date, says nothing: a number is a word as a whole, with its sign. */
const number = /(¥?\d(?:[\d,.:-]*\d)?%?)/u;

const wordsOf = (text: string): string[] =>
  text
    .split(number)
    .flatMap((piece, at) => (at % 2 === 1 ? [piece] : [...segmenter.segment(piece)].map(({ segment }) => segment)));

/** Longer texts are marked as a whole: comparing them word by word would hold up the page. */
const longestCompared = 20_000;

export interface WordPart {
  readonly text: string;
  readonly marked: boolean;
}

/** The parts of both texts, one behind the other. */
export function wordParts(
  before: string,
  after: string,
): { readonly before: readonly WordPart[]; readonly after: readonly WordPart[] } {
  if (before.length + after.length > longestCompared)
    return { before: [{ text: before, marked: true }], after: [{ text: after, marked: true }] };
  const parts = diffArrays(wordsOf(before), wordsOf(after));
  const side = (other: 'added' | 'removed', own: 'added' | 'removed'): readonly WordPart[] =>
    parts.filter((part) => !part[other]).map((part) => ({ text: part.value.join(''), marked: part[own] }));
  return { before: side('added', 'removed'), after: side('removed', 'added') };
}

export function useWordParts(before: string, after: string) {
  return useMemo(() => wordParts(before, after), [before, after]);
}

export function MarkedWords({ parts, as }: { readonly parts: readonly WordPart[]; readonly as: 'del' | 'ins' }) {
  const look = tone(as === 'del' ? 'warning' : 'success');
  return parts.map(({ text, marked }, at) =>
    marked ? (
      <Box
        component={as}
        key={`${String(at)} ${text}`}
        sx={{
          backgroundColor: look.soft,
          color: look.onSoft,
          textDecoration: as === 'del' ? 'line-through' : 'underline',
          textDecorationThickness: as === 'del' ? '1px' : '2px',
        }}
      >
        {text}
      </Box>
    ) : (
      <span key={`${String(at)} ${text}`}>{text}</span>
    ),
  );
}
