/** A deadline that says where it comes from: by itself a button; in a row, which is one already, for the mouse and for Alt+W. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { useText } from '../../app/i18n/use-text';
import { useKeyText } from '../../app/shortcuts/own-keys';
import { askWhyDate, whyDateRef, type AskedDate } from './why-date-store';

/** It does not stand yet: of a step that is not recorded, or of rules that are not in force. */
const isAhead = ({ outlook, underPack }: AskedDate): boolean => outlook !== undefined || underPack !== undefined;

interface WhyChipProps extends AskedDate {
  /** What a screen reader is told before "why this date". */
  readonly label: string;
  readonly children: ReactNode;
}

export function WhyChip({ label, children, ...asked }: WhyChipProps) {
  const { t } = useText();
  const { caseId, deadlineId } = asked;
  return (
    <ButtonBase
      ref={whyDateRef(asked)}
      data-why-case={caseId}
      data-why-deadline={deadlineId}
      data-why-ahead={isAhead(asked) || undefined}
      aria-haspopup="dialog"
      aria-label={t('deadlines:why.open', { deadline: label })}
      onClick={() => askWhyDate(asked)}
      sx={{ font: 'inherit', gap: 0.5, borderRadius: '6px', textAlign: 'left' }}
    >
      {children}
    </ButtonBase>
  );
}

/** What is told of a date when it is pointed at. */
export function useWhyHint(): string {
  const { t } = useText();
  const keyText = useKeyText();
  return t('deadlines:why.hint', { keys: keyText('whyDate') });
}

interface WhyMarkProps extends AskedDate {
  readonly hint: string;
  readonly children: ReactNode;
}

/** `WhyInRow` with its hint given: for lists, which draw dozens in a frame. */
export function WhyMark({ hint, children, ...asked }: WhyMarkProps) {
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- by keyboard its row is asked (Alt+W)
    <span
      className="xt-why"
      ref={whyDateRef(asked)}
      data-why-case={asked.caseId}
      data-why-deadline={asked.deadlineId}
      data-why-ahead={isAhead(asked) || undefined}
      title={hint}
      onClick={(event) => {
        event.stopPropagation();
        askWhyDate(asked);
      }}
    >
      {children}
    </span>
  );
}

export function WhyInRow({ children, ...asked }: AskedDate & { readonly children: ReactNode }) {
  return (
    <WhyMark hint={useWhyHint()} {...asked}>
      {children}
    </WhyMark>
  );
}

/** A day in words that opens where it comes from. */
export function WhyDay({ text, ...asked }: AskedDate & { readonly text: string }) {
  return (
    <WhyChip {...asked} label={text}>
      <Box component="span" sx={{ textDecoration: 'underline dotted', textUnderlineOffset: '0.3em' }}>
        {text}
      </Box>
    </WhyChip>
  );
}
