import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useFormat, useText } from '../renderer/app/i18n/use-text';

export interface MadeCode {
  readonly code: string;
  readonly expiresAtMs: number;
  /** Null for a branch that is new. */
  readonly branchName: string | null;
}

/** Shows a one-time code, once: neither page nor server can show it again. */
export function CodeDialog({ code, onClose }: { readonly code: MadeCode; readonly onClose: () => void }) {
  const { t } = useText();
  const format = useFormat();
  return (
    // Only the button closes it: a slip beside the dialog must not lose the code.
    <Dialog open maxWidth="xs" fullWidth aria-labelledby="code-title">
      <DialogTitle id="code-title">{t('console:code.title')}</DialogTitle>
      <DialogContent>
        <Typography>
          {code.branchName === null ? t('console:code.forNew') : t('console:code.forBranch', { name: code.branchName })}
        </Typography>
        <Box
          className="xt-number"
          data-testid="code"
          sx={{ my: 2, fontSize: '2rem', fontWeight: 600, textAlign: 'center' }}
        >
          {code.code}
        </Box>
        <Typography>{t('console:code.once', { until: format.dateTime(code.expiresAtMs) })}</Typography>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" autoFocus onClick={onClose}>
          {t('console:code.done')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
