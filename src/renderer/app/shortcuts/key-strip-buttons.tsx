/** 按键条 on paper or as a file, from settings and from the map of shortcuts. */
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import type { CodedError } from '../i18n/message-of';
import { useText } from '../i18n/use-text';
import { notify } from '../notifications';

/** `file`: offers to save it too, where there is room for that. */
export function KeyStripButtons({ file = false }: { readonly file?: boolean }) {
  const { t, language } = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const make = async (target: 'print' | 'pdf'): Promise<void> => {
    setBusy(true);
    const reply = await api['keys.strip']({ commandId: newId(), language, target });
    setBusy(false);
    setError(reply.ok ? null : reply.error);
    if (reply.ok && reply.value.fileName !== null)
      notify({ severity: 'success', text: t('keys:strip.saved', { name: reply.value.fileName }) });
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button startIcon={<PrintOutlined aria-hidden />} disabled={busy} onClick={() => void make('print')}>
          {t('keys:strip.print')}
        </Button>
        {file && (
          <Button variant="text" disabled={busy} onClick={() => void make('pdf')}>
            {t('keys:strip.pdf')}
          </Button>
        )}
      </Box>
      <ErrorNotice error={error} />
    </Box>
  );
}
