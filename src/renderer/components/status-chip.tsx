import type { ReactNode } from 'react';
import type { CaseStatus } from '../../domain/complaint/states';
import { useText } from '../app/i18n/use-text';
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
  return (
    <span className="xt-chip" data-tone={strong ? `${tone}-strong` : tone}>
      {icon}
      {label}
    </span>
  );
}

/** The ground of each state. */
export const toneOfStatus: Readonly<Record<CaseStatus, Tone>> = {
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
  movedAway: 'accent',
  closed: 'neutral',
};

/** Where a complaint stands (状态). */
export function CaseStatusChip({ status }: { readonly status: CaseStatus }) {
  const { t } = useText();
  return <StatusChip label={t(`vocabulary:status.${status}`)} tone={toneOfStatus[status]} />;
}
