/** 只读: the records could not be brought to this version of the program. Says what still works, and offers the ways out. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { AppStatus } from '../../../shared/contract/app';
import { api } from '../../bridge/client';
import { useMessageOf, useText } from '../i18n/use-text';

export function HeldRecords({ held }: { readonly held: NonNullable<AppStatus['recordsHeld']> }) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const go = async (how: 'again' | 'refill'): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const reply = await api['app.updateRecords']({ how });
    // Where it went well the program ends now.
    if (reply.ok) return;
    setFailure(messageOf(reply.error));
    setBusy(false);
  };
  return (
    <Alert
      severity="error"
      sx={{ borderRadius: 0, borderWidth: '0 0 1px', px: 3, alignItems: 'center' }}
      action={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button disabled={busy} onClick={() => void go('again')}>
            {t('shell:held.again')}
          </Button>
          {held.reason === 'failed' && (
            <Button variant="contained" disabled={busy} onClick={() => void go('refill')}>
              {t('shell:held.refill')}
            </Button>
          )}
        </Box>
      }
    >
      {t(`shell:held.${held.reason}`, { megabytes: held.neededMegabytes })}
      {failure !== null && <Box sx={{ fontWeight: 'fontWeightMedium' }}>{failure}</Box>}
    </Alert>
  );
}
