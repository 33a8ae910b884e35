/** Page-wide styles: scheme variables, Chinese typography, one focus ring, reduced motion. */
import type { Components, Theme } from '@mui/material/styles';
import { c, schemeStyles } from '../css-vars';
import { colours, focusRingPx, fonts, type Scheme } from '../tokens';
import { rowPieces } from './row-pieces';

export const focusRing = { outline: `${focusRingPx}px solid ${c.focus}`, outlineOffset: 2 } as const;
/** For things that fill their container, where an outer ring would be cut off. */
export const focusRingInside = { ...focusRing, outlineOffset: -focusRingPx } as const;

export function globalStyles(scheme: Scheme): Components<Theme> {
  return {
    MuiCssBaseline: {
      styleOverrides: {
        ...schemeStyles,
        html: { colorScheme: scheme === 'light' ? 'light' : 'dark' },
        'html, body, #root': { height: '100%' },
        body: {
          backgroundColor: c.canvas,
          color: c.ink,
          // Punctuation does not start a line; long Latin words and numbers may break rather than overflow.
          lineBreak: 'strict',
          overflowWrap: 'anywhere',
          textRendering: 'optimizeLegibility',
          fontVariantNumeric: 'tabular-nums',
        },
        '.xt-number': { fontFamily: fonts.number, fontVariantNumeric: 'tabular-nums', letterSpacing: 0 },
        ...rowPieces,
        ':focus-visible': focusRing,
        '::selection': { backgroundColor: colours[scheme].primary.fill, color: colours[scheme].primary.onFill },
        '*': { scrollbarColor: `${c.lineStrong} transparent`, scrollbarWidth: 'thin' },
        // Chrome 114 does not know scrollbar-color.
        '@supports not (scrollbar-color: auto)': {
          '::-webkit-scrollbar': { width: 12, height: 12 },
          '::-webkit-scrollbar-thumb': {
            backgroundColor: c.lineStrong,
            backgroundClip: 'content-box',
            border: '3px solid transparent',
            borderRadius: 6,
          },
          '::-webkit-scrollbar-corner': { backgroundColor: 'transparent' },
        },
        '.xt-visually-hidden': {
          position: 'absolute',
          width: 1,
          height: 1,
          margin: -1,
          padding: 0,
          overflow: 'hidden',
          clipPath: 'inset(50%)',
          whiteSpace: 'nowrap',
          border: 0,
        },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': {
            animationDuration: '0.01ms !important',
            animationIterationCount: '1 !important',
            // Not "0.01ms": with the default `all` that would make every inherited colour lag a frame per level.
            transition: 'none !important',
            scrollBehavior: 'auto !important',
          },
        },
      },
    },
  };
}
