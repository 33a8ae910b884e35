import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { ErrorNotice } from '../renderer/components/error-notice';
import { Reason } from '../shared/hq-console/branches';
import type { Period } from '../shared/hq-console/period';
import { mostListed } from '../shared/hq-console/report';
import { api } from './client';
import { saveFile } from './save-file';
import { WhyField } from './why-field';

interface Exported {
  readonly rows: number;
  readonly withList: boolean;
  readonly copyId: string;
  readonly digest: string;
}

/** 导出监管报表: why, with or without the list, and then the file. */
export function ReportDialog({ period, onClose }: { readonly period: Period; readonly onClose: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const titleId = useId();
  const [withList, setWithList] = useState(false);
  const [reason, setReason] = useState('');
  const [short, setShort] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const [done, setDone] = useState<Exported | null>(null);

  const submit = async (): Promise<void> => {
    const isShort = !Reason.safeParse(reason).success;
    setShort(isShort);
    if (busy || isShort) return;
    setBusy(true);
    setError(null);
    const answer = await api['report.export']({ period, withList, reason });
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    const { content, fileName, rows, copyId, digest } = answer.value;
    saveFile(content, fileName, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    setDone({ rows, withList, copyId, digest });
  };

  return (
    <Dialog open {...(busy ? {} : { onClose })} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('console:report.title')}</DialogTitle>
      {done ? (
        <DialogContent>
          <Alert severity="success">
            {done.withList ? t('console:report.doneWithList', { count: done.rows }) : t('console:report.doneTables')}
            <Box sx={{ overflowWrap: 'anywhere' }}>
              {t('console:report.digest', { copyId: done.copyId, digest: done.digest })}
            </Box>
          </Alert>
        </DialogContent>
      ) : (
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <Typography>{t('console:report.body', { ...period })}</Typography>
          <ErrorNotice error={error} />
          <WhyField
            label={t('console:report.reason')}
            value={reason}
            isShort={short}
            onChange={(text) => {
              setReason(text);
              setShort(false);
            }}
          />
          <FormControlLabel
            control={<Checkbox checked={withList} onChange={(_event, checked) => setWithList(checked)} />}
            label={t('console:report.withList', { most: format.number(mostListed) })}
          />
        </DialogContent>
      )}
      <DialogActions>
        {done ? (
          <Button variant="contained" autoFocus onClick={onClose}>
            {t('console:report.close')}
          </Button>
        ) : (
          <>
            <Button disabled={busy} onClick={onClose}>
              {t('console:report.cancel')}
            </Button>
            <Button variant="contained" disabled={busy} onClick={() => void submit()}>
              {t(busy ? 'console:report.working' : 'console:report.confirm')}
            </Button>
          </>
        )}
      </DialogActions>
    </Dialog>
  );
}
