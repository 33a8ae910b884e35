/** How far the check of a release of scripts is; nothing while none is checked. */
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useState } from 'react';
import type { ScriptCheckProgress as Progress } from '../../shared/contract/scripts';
import { useText } from '../app/i18n/use-text';
import { subscribe } from '../bridge/client';

export function ScriptCheckProgress() {
  const { t } = useText();
  const [at, setAt] = useState<Progress | null>(null);
  useEffect(
    () => subscribe('scripts.checking', (progress) => setAt(progress.done < progress.total ? progress : null)),
    [],
  );
  if (at === null) return null;
  const percent = Math.round((100 * at.done) / at.total);
  return (
    <Box>
      {/* Told once: a bar tells the rest. */}
      <Box role="status" sx={{ mb: 0.5 }}>
        {t('scripts:checking.now')}
      </Box>
      <LinearProgress variant="determinate" value={percent} aria-label={t('scripts:checking.percent', { percent })} />
    </Box>
  );
}
