/** 卷宗: the whole file as one PDF with an index. */
import InventoryOutlined from '@mui/icons-material/InventoryOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import type { CodedError } from '../../../app/i18n/message-of';
import { useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { useCaseEnvironment } from '../case-context';

export function ArchiveSection() {
  const { t, language } = useText();
  const { caseId, may } = useCaseEnvironment();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const running = useRef(false);
  if (!may('personalData.reveal')) return null;
  const make = async (): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    const reply = await api['archive.make']({ commandId: newId(), caseId, language });
    running.current = false;
    setBusy(false);
    if (!reply.ok) setError(reply.error);
    else if (!reply.value.cancelled) {
      const { fileName, pages } = reply.value;
      notify({ severity: 'success', text: t('case:archive.saved', { fileName: fileName ?? '', pages }) });
    }
  };
  return (
    <SectionCard title={t('case:archive.title')} icon={<InventoryOutlined />}>
      <Box sx={{ mb: 1.5 }}>{t('case:archive.explain')}</Box>
      <ErrorNotice error={error} />
      <Button disabled={busy} onClick={() => void make()}>
        {t(busy ? 'case:archive.making' : 'case:archive.make')}
      </Button>
    </SectionCard>
  );
}
