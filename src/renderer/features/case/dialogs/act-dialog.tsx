/** The frame of every dialog that does one thing to a case: what it is, its fields, what was refused, one verb. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { CodedError } from '../../../app/i18n/message-of';
import { useText } from '../../../app/i18n/use-text';
import { keysOf } from '../../../app/shortcuts/keys';
import { useKeys } from '../../../app/shortcuts/own-keys';
import { focusFirstIn, focusFirstProblem } from '../../../components/focus-first';
import { belongsToIme } from '../../../components/ime';
import { ErrorNotice } from '../../../components/error-notice';

export interface ActDialogProps {
  readonly title: string;
  readonly confirmLabel: string;
  readonly busy: boolean;
  readonly error: CodedError | null;
  readonly danger?: boolean;
  readonly wide?: boolean;
  /** `data-field` of where it begins; the first field otherwise. */
  readonly startAt?: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Ctrl+Enter does it, Esc closes; what was typed is kept by the caller. */
export function ActDialog(props: ActDialogProps) {
  const { title, confirmLabel, busy, error, onClose, children, ...looks } = props;
  const { t } = useText();
  const titleId = useId();
  const fields = useRef<HTMLElement | null>(null);
  useEffect(() => {
    focusFirstIn(fields.current);
  }, []);
  const { startAt } = props;
  // The fields are in the page later than the dialog itself, which waits for a place to stand.
  const [content, setContent] = useState<HTMLElement | null>(null);
  const keepContent = useCallback((element: HTMLElement | null) => {
    fields.current = element;
    setContent(element);
  }, []);
  useEffect(() => {
    if (startAt !== undefined) focusFirstIn(content?.querySelector<HTMLElement>(`[data-field="${startAt}"]`) ?? null);
  }, [content, startAt]);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    // After each try, and once its answer is there, the cursor stands where something is wrong.
    if (tries > 0 && !busy) focusFirstProblem(fields.current);
  }, [tries, busy]);
  const submitKeys = useKeys('submit');
  const submit = (): void => {
    setTries((count) => count + 1);
    props.onSubmit();
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth={looks.wide === true ? 'md' : 'sm'}
      onClose={busy ? () => undefined : onClose}
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (keysOf(event.nativeEvent) === submitKeys && !belongsToIme(event.nativeEvent)) submit();
      }}
    >
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent ref={keepContent} sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        {children}
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={busy}>
          {t('common:action.cancel')}
        </Button>
        <Button
          variant="contained"
          color={looks.danger === true ? 'error' : 'primary'}
          disabled={busy}
          onClick={submit}
        >
          {confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
