import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { CaseStatus } from '../../domain/complaint/states';
import { useText } from '../app/i18n/use-text';
import { tone as toneColours } from '../app/theme/css-vars';
import { tones, type Tone } from '../app/theme/tokens';

export interface StatusChipProps {
  readonly label: string;
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  /** Filled: for the one thing that must stand out. */
  readonly strong?: boolean;
}

// Lists draw dozens in a frame: one rule for each look, made once, costs a fraction of an `sx` that is worked out each time.
const Chip = styled('span')({
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
  '& svg': { fontSize: '1.125rem', flex: 'none' },
  ...Object.fromEntries(
    tones.flatMap((name) => {
      const { fill, line, soft, onSoft, onFill } = toneColours(name);
      return [
        [`&[data-tone=${name}]`, { borderColor: line, backgroundColor: soft, color: onSoft }],
        [`&[data-tone=${name}-strong]`, { borderColor: fill, backgroundColor: fill, color: onFill }],
      ];
    }),
  ),
});

/** A word with a quiet ground. The word carries the meaning; the colour only helps to find it. */
export function StatusChip({ label, tone = 'neutral', icon, strong = false }: StatusChipProps) {
  return (
    <Chip data-tone={strong ? `${tone}-strong` : tone}>
      {icon}
      {label}
    </Chip>
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
