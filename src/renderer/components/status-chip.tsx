import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { CaseStatus } from '../../domain/complaint/states';
import { useText } from '../app/i18n/use-text';
import { tone as toneColours } from '../app/theme/css-vars';
import type { Tone } from '../app/theme/tokens';

export interface StatusChipProps {
  readonly label: string;
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  /** Filled: for the one thing that must stand out. */
  readonly strong?: boolean;
}

/** A word with a quiet ground. The word carries the meaning; the colour only helps to find it. */
export function StatusChip({ label, tone = 'neutral', icon, strong = false }: StatusChipProps) {
  const colours = toneColours(tone);
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        px: 1.25,
        minHeight: '1.875rem',
        borderRadius: '6px',
        border: `1px solid ${strong ? colours.fill : colours.line}`,
        backgroundColor: strong ? colours.fill : colours.soft,
        color: strong ? colours.onFill : colours.onSoft,
        fontWeight: 500,
        lineHeight: 1.3,
        whiteSpace: 'nowrap',
        minWidth: 0,
        maxWidth: '100%',
        verticalAlign: 'middle',
        '& svg': { fontSize: '1.125rem', flex: 'none' },
      }}
    >
      {icon}
      {label}
    </Box>
  );
}

const toneOf: Readonly<Record<CaseStatus, Tone>> = {
  registered: 'info',
  notComplaint: 'neutral',
  refusalPending: 'warning',
  refused: 'accent',
  transferred: 'accent',
  accepted: 'primary',
  investigating: 'primary',
  awaitingMaterial: 'warning',
  inMediation: 'info',
  remedyPending: 'warning',
  approved: 'success',
  informed: 'success',
  inReview: 'warning',
  reviewUpheld: 'primary',
  reviewChanged: 'accent',
  withdrawn: 'neutral',
  merged: 'neutral',
  closed: 'neutral',
};

/** Where a complaint stands (状态). */
export function CaseStatusChip({ status }: { readonly status: CaseStatus }) {
  const { t } = useText();
  return <StatusChip label={t(`vocabulary:status.${status}`)} tone={toneOf[status]} />;
}
