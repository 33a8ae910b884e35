/**
 * What stands in rows of lists. A wheel changes hundreds of these in one frame: a class whose rule is made once costs nothing then,
 * where a styled element works its style out again each time.
 */
import { c, tone as toneColours } from '../css-vars';
import { fonts, tones } from '../tokens';

export const rowPieces = {
  '.xt-case-number': { fontFamily: fonts.number, fontWeight: 600, whiteSpace: 'nowrap' },
  '.xt-soft': { color: c.inkSoft },
  '.xt-mark': { marginInlineEnd: 6 },
  '.xt-why': { cursor: 'help' },
  '.xt-chip': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 6,
    paddingInline: 10,
    minHeight: '1.875rem',
    borderRadius: 6,
    border: '1px solid',
    fontWeight: 500,
    lineHeight: 1.3,
    whiteSpace: 'nowrap',
    minWidth: 0,
    maxWidth: '100%',
    verticalAlign: 'middle',
  },
  '.xt-chip svg': { fontSize: '1.125rem', flex: 'none' },
  ...Object.fromEntries(
    tones.flatMap((name) => {
      const { fill, line, soft, onSoft, onFill } = toneColours(name);
      return [
        [`.xt-chip[data-tone=${name}]`, { borderColor: line, backgroundColor: soft, color: onSoft }],
        [`.xt-chip[data-tone=${name}-strong]`, { borderColor: fill, backgroundColor: fill, color: onFill }],
      ];
    }),
  ),
} as const;
