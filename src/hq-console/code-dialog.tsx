import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useText } from '../renderer/app/i18n/use-text';

export interface CodeDialogProps {
  readonly title: string;
  /** What it is for. */
  readonly body: string;
  readonly code: string;
  /** Until when, and whom it may be told. */
  readonly once: string;
  readonly testId: 'code' | 'setup-code';
  readonly onClose: () => void;
}

/** Shows a one-time code, once: neither page nor server can show it again. */
export function CodeDialog({ title, body, code, once, testId, onClose }: CodeDialogProps) {
  const { t } = useText();
  const titleId = useId();
  return (
    // Only the button closes it: a slip beside the dialog must not lose the code.
    <Dialog open maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <Typography>{body}</Typography>
        <Box
          className="xt-number"
          data-testid={testId}
          sx={{ my: 2, fontSize: '1.5rem', fontWeight: 600, textAlign: 'center', overflowWrap: 'anywhere' }}
        >
          {code}
        </Box>
        <Typography>{once}</Typography>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" autoFocus onClick={onClose}>
          {t('console:code.done')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
