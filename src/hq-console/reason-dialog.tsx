import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { ErrorNotice } from '../renderer/components/error-notice';
import { Reason } from '../shared/hq-console/branches';
import { WhyField } from './why-field';

export interface ReasonDialogProps {
  readonly title: string;
  readonly body: string;
  readonly label: string;
  readonly cancelLabel: string;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  /** What it most often is; can be changed. */
  readonly initial?: string;
  /** Null when it was done. */
  readonly onReason: (reason: string) => Promise<CodedError | null>;
  readonly onClose: () => void;
}

/** Asks why, before something that stays in the audit trail. */
export function ReasonDialog(props: ReasonDialogProps) {
  const titleId = useId();
  const [reason, setReason] = useState(props.initial ?? '');
  const [short, setShort] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const submit = async (): Promise<void> => {
    if (!Reason.safeParse(reason).success) {
      setShort(true);
      return;
    }
    setBusy(true);
    setError(await props.onReason(reason));
    setBusy(false);
  };
  return (
    <Dialog open onClose={props.onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{props.title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{props.body}</Typography>
        <ErrorNotice error={error} />
        <WhyField
          label={props.label}
          value={reason}
          isShort={short}
          onChange={(text) => {
            setReason(text);
            setShort(false);
          }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{props.cancelLabel}</Button>
        <Button
          variant="contained"
          color={props.danger === true ? 'error' : 'primary'}
          disabled={busy}
          onClick={() => void submit()}
        >
          {props.confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
