/** The whole event log as a file, and how anybody can check that nothing in it was changed. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { fonts, radiusPx } from '../../app/theme/tokens';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';

const PLAIN_NAME = 'xianting-log.jsonl';

export function LogExport() {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const [done, setDone] = useState<{ readonly count: number; readonly file: string } | null>(null);
  const intent = useRef<string | null>(null);

  const run = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    intent.current ??= newId();
    const reply = await api['audit.exportLog']({ commandId: intent.current });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    intent.current = null;
    const { cancelled, events, fileName } = reply.value;
    if (!cancelled) setDone({ count: events, file: fileName ?? PLAIN_NAME });
  };

  const command = `npm run verify-log -- ${done?.file ?? PLAIN_NAME}`;
  return (
    <SectionCard title={t('settings:audit.exportTitle')}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Box sx={{ maxWidth: '48em' }}>{t('settings:audit.exportIntro')}</Box>
        <Box>
          {t('settings:audit.exportCheck')}
          <Box
            component="code"
            sx={{
              display: 'block',
              mt: 0.75,
              px: 1.5,
              py: 1,
              fontFamily: fonts.number,
              backgroundColor: c.sunken,
              borderRadius: `${radiusPx.field}px`,
              overflowWrap: 'anywhere',
            }}
          >
            {command}
          </Box>
        </Box>
        <Box sx={{ color: c.inkSoft }}>{t('settings:audit.exportWarning')}</Box>
        <Box role="status">
          {done !== null && <Alert severity="success">{t('settings:audit.exported', done)}</Alert>}
        </Box>
        <ErrorNotice error={error} />
        <Box>
          <Button variant="outlined" disabled={busy} onClick={() => void run()}>
            {t('settings:audit.export')}
          </Button>
        </Box>
      </Box>
    </SectionCard>
  );
}
