/** The recovery code is shown once; typing it again from paper proves that it can be read. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { fonts, radiusPx } from '../../app/theme/tokens';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';

export function RecoveryStep({ code }: { readonly code: string }) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [typed, setTyped] = useState('');
  const [confirmError, setConfirmError] = useState<CodedError | null>(null);
  const [printError, setPrintError] = useState<CodedError | null>(null);

  const [done, setDone] = useState<'printed' | 'saved' | 'cancelled' | null>(null);
  // Whoever copies it from the screen has not shown that the paper can be read.
  const [covered, setCovered] = useState(false);

  const output = async (target: 'print' | 'pdf'): Promise<void> => {
    setDone(null);
    const reply = await api['setup.printRecoverySheet']({ target });
    setPrintError(reply.ok ? null : reply.error);
    if (reply.ok) setDone(reply.value.cancelled ? 'cancelled' : target === 'print' ? 'printed' : 'saved');
  };
  const finish = async (): Promise<void> => {
    const reply = await api['setup.confirmRecoveryCode']({ code: typed });
    setConfirmError(reply.ok ? null : reply.error);
  };

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography>{t('people:setup.recovery.intro')}</Typography>
      <Box
        role="group"
        aria-label={t('people:setup.recovery.code')}
        data-testid="recovery-code"
        sx={{
          p: 2,
          textAlign: 'center',
          fontFamily: fonts.number,
          fontSize: '1.5rem',
          fontWeight: 600,
          letterSpacing: '0.04em',
          backgroundColor: c.sunken,
          borderRadius: `${radiusPx.card}px`,
          ...(covered ? { color: c.inkSoft, fontFamily: 'inherit', letterSpacing: 0 } : { userSelect: 'text' }),
        }}
      >
        {covered ? t('people:setup.recovery.covered') : code}
      </Box>
      <Box sx={{ display: 'flex', gap: 1.5 }}>
        <Button autoFocus variant="contained" onClick={() => void output('print')}>
          {t('people:setup.recovery.print')}
        </Button>
        <Button variant="outlined" onClick={() => void output('pdf')}>
          {t('people:setup.recovery.savePdf')}
        </Button>
      </Box>
      <Box role="status" sx={{ color: c.inkSoft }}>
        {done !== null && t(`people:setup.recovery.${done}`)}
      </Box>
      <ErrorNotice error={printError} />
      <Box onFocus={() => setCovered(true)} onBlur={() => setCovered(false)}>
        <TextField
          numeric
          autoComplete="off"
          label={t('people:setup.recovery.confirm')}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setConfirmError(null);
          }}
          onEnter={() => void finish()}
          problem={confirmError && { severity: 'block', text: messageOf(confirmError) }}
        />
      </Box>
      <Button variant="contained" size="large" disabled={typed.trim() === ''} onClick={() => void finish()}>
        {t('people:setup.recovery.finish')}
      </Button>
    </Box>
  );
}
