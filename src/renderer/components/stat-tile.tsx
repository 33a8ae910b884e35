import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { c, tone as toneColours } from '../app/theme/css-vars';
import { fonts, radiusPx, type Tone } from '../app/theme/tokens';

export interface StatTileProps {
  readonly label: string;
  /** Already formatted. */
  readonly value: string;
  readonly icon?: ReactNode;
  /** `neutral` unless it asks for action. */
  readonly tone?: Tone;
  readonly onClick?: () => void;
}

/** One number of the workbench, and the way to what it counts. */
export function StatTile({ label, value, icon, tone = 'neutral', onClick }: StatTileProps) {
  const colours = toneColours(tone);
  const sx = {
    display: 'flex',
    width: '100%',
    alignItems: 'center',
    justifyContent: 'flex-start',
    gap: 1.5,
    p: 1.75,
    minHeight: 76,
    textAlign: 'left',
    font: 'inherit',
    color: c.ink,
    backgroundColor: c.surface,
    border: `1px solid ${c.line}`,
    borderRadius: `${radiusPx.card}px`,
    '&:hover': onClick === undefined ? {} : { borderColor: c.lineStrong, backgroundColor: c.raised },
  } as const;
  const content = (
    <>
      {icon !== undefined && (
        <Box
          aria-hidden
          sx={{
            width: '2.75rem',
            height: '2.75rem',
            flex: 'none',
            display: 'grid',
            placeItems: 'center',
            borderRadius: `${radiusPx.field}px`,
            color: colours.onSoft,
            backgroundColor: colours.soft,
            border: `1px solid ${colours.line}`,
          }}
        >
          {icon}
        </Box>
      )}
      <Box sx={{ minWidth: 0 }}>
        <Box
          sx={{
            fontFamily: fonts.number,
            fontSize: '1.625rem',
            fontWeight: 600,
            lineHeight: 1.2,
            color: tone === 'neutral' ? c.ink : colours.fill,
          }}
        >
          {value}
        </Box>
        <Box sx={{ color: c.inkSoft, lineHeight: 1.4 }}>{label}</Box>
      </Box>
    </>
  );
  return onClick === undefined ? (
    <Box sx={sx}>{content}</Box>
  ) : (
    <ButtonBase onClick={onClick} sx={sx}>
      {content}
    </ButtonBase>
  );
}
