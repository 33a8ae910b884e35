import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useState } from 'react';
import { useFormat, useText } from '../app/i18n/use-text';
import { api, subscribe } from '../bridge/client';

/** How far a job of the registers is, and the way to stop it. */
export function JobProgress({ jobId }: { readonly jobId: string }) {
  const { t } = useText();
  const format = useFormat();
  const [at, setAt] = useState<{ readonly done: number; readonly total: number } | null>(null);
  useEffect(
    () =>
      subscribe('register.progress', (progress) => {
        if (progress.jobId === jobId) setAt({ done: progress.done, total: progress.total });
      }),
    [jobId],
  );
  const text =
    at === null
      ? t('registers:job.waiting')
      : t('registers:job.progress', { done: format.number(at.done), total: format.number(at.total) });
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box role="status" sx={{ mb: 0.5 }}>
          {text}
        </Box>
        <LinearProgress
          aria-label={text}
          {...(at === null || at.total === 0
            ? {}
            : { variant: 'determinate' as const, value: (100 * at.done) / at.total })}
        />
      </Box>
      <Button onClick={() => void api['register.cancel']({ jobId })}>{t('registers:job.stop')}</Button>
    </Box>
  );
}
