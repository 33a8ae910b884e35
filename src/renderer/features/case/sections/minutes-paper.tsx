/** 会谈纪要 on paper, in the language of the screen. */
import PictureAsPdfOutlined from '@mui/icons-material/PictureAsPdfOutlined';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import type { CodedError } from '../../../app/i18n/message-of';
import { useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { ErrorNotice } from '../../../components/error-notice';
import { useCaseEnvironment } from '../case-context';

export function MinutesPaper({ minutesId }: { readonly minutesId: string }) {
  const { t, language } = useText();
  const { caseId, may } = useCaseEnvironment();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const running = useRef(false);
  if (!may('document.print')) return null;
  const put = async (target: 'print' | 'pdf'): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    const reply = await api['archive.minutes']({ commandId: newId(), caseId, minutesId, language, target });
    running.current = false;
    setBusy(false);
    if (!reply.ok) setError(reply.error);
    else if (!reply.value.cancelled) {
      const { fileName } = reply.value;
      const text =
        fileName === null ? t('investigation:minutes.printed') : t('investigation:minutes.saved', { fileName });
      notify({ severity: 'success', text });
    }
  };
  return (
    <Box>
      <ErrorNotice error={error} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button
          size="small"
          startIcon={<PrintOutlined aria-hidden />}
          disabled={busy}
          onClick={() => void put('print')}
        >
          {t('investigation:minutes.print')}
        </Button>
        <Button
          size="small"
          startIcon={<PictureAsPdfOutlined aria-hidden />}
          disabled={busy}
          onClick={() => void put('pdf')}
        >
          {t('investigation:minutes.pdf')}
        </Button>
      </Box>
    </Box>
  );
}
