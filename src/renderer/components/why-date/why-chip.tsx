/** A deadline that says where it comes from: by itself a button; in a row, which is one already, for the mouse and for Alt+W. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { useText } from '../../app/i18n/use-text';
import { askWhyDate, type AskedDate } from './why-date-store';

interface WhyChipProps extends AskedDate {
  /** What a screen reader is told before "why this date". */
  readonly label: string;
  readonly children: ReactNode;
}

export function WhyChip({ caseId, deadlineId, label, children }: WhyChipProps) {
  const { t } = useText();
  return (
    <ButtonBase
      data-why-case={caseId}
      data-why-deadline={deadlineId}
      aria-haspopup="dialog"
      aria-label={t('deadlines:why.open', { deadline: label })}
      onClick={() => askWhyDate({ caseId, deadlineId })}
      sx={{ font: 'inherit', gap: 0.5, borderRadius: '6px', textAlign: 'left' }}
    >
      {children}
    </ButtonBase>
  );
}

export function WhyInRow({ caseId, deadlineId, children }: AskedDate & { readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <Box
      component="span"
      data-why-case={caseId}
      data-why-deadline={deadlineId}
      title={t('deadlines:why.hint')}
      onClick={(event) => {
        event.stopPropagation();
        askWhyDate({ caseId, deadlineId });
      }}
      sx={{ cursor: 'help' }}
    >
      {children}
    </Box>
  );
}
