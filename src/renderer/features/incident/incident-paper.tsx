/** 事件报告: printed or saved once everything is there that it must say; what is missing is named before anybody tries. */
import PictureAsPdfOutlined from '@mui/icons-material/PictureAsPdfOutlined';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import type { IncidentView } from '../../../shared/contract/incident';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';

export function IncidentPaper({ incident }: { readonly incident: IncidentView }) {
  const { t, language } = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const running = useRef(false);
  const { id, reportLacks, mayPrint } = incident;
  if (!mayPrint) return null;

  const put = async (target: 'print' | 'pdf'): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    const reply = await api['incident.paper']({ commandId: newId(), id, language, target });
    running.current = false;
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    const { cancelled, fileName, copyNo } = reply.value;
    if (cancelled) return;
    const number = copyNo ?? 1;
    notify({
      severity: 'success',
      text:
        fileName === null ? t('incident:report.printed', { number }) : t('incident:report.saved', { number, fileName }),
    });
  };

  const blocked = reportLacks.length > 0;
  return (
    <SectionCard title={t('incident:report.title')}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {blocked && (
          <Box role="status">
            {t('incident:report.waits')}
            <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
              {reportLacks.map((gap) => (
                <li key={gap}>{t(`incident:report.lacks.${gap}`)}</li>
              ))}
            </Box>
          </Box>
        )}
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button
            variant="outlined"
            startIcon={<PrintOutlined aria-hidden />}
            disabled={busy || blocked}
            onClick={() => void put('print')}
          >
            {t('incident:report.print')}
          </Button>
          <Button
            variant="outlined"
            startIcon={<PictureAsPdfOutlined aria-hidden />}
            disabled={busy || blocked}
            onClick={() => void put('pdf')}
          >
            {t('incident:report.pdf')}
          </Button>
        </Box>
        <ErrorNotice error={error} />
      </Box>
    </SectionCard>
  );
}
