/** 卷宗: the whole file as one PDF with an index. */
import InventoryOutlined from '@mui/icons-material/InventoryOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import { archivedAs, owesArchive, type ArchivedFile } from '../../../../domain/complaint/archive';
import { lateArchive } from '../../../../domain/complaint/lateness';
import type { CaseState } from '../../../../domain/complaint/state';
import type { CodedError } from '../../../app/i18n/message-of';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { mayArchive } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { isExplained, LateReason, type Why } from '../dialogs/late-reason';

export function ArchiveSection() {
  const { t, language } = useText();
  const format = useFormat();
  const { caseId, may, state, person, nameOf, view, nowLocal } = useCaseEnvironment();
  const [why, setWhy] = useState<Why>({ code: '', words: '' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const running = useRef(false);
  if (!may('personalData.reveal')) return null;
  // An auditor's file ends no duty, so nobody asks them why it is late.
  const late = mayArchive(person) ? lateArchive(state, view.missedClocks, nowLocal.slice(0, 10)) : [];
  const explained = late.length === 0 || isExplained(why, view.latenessReasons);
  const make = async (): Promise<void> => {
    setTried(true);
    if (running.current || !explained) return;
    running.current = true;
    setBusy(true);
    setError(null);
    const lateness = late.map(({ ruleId }) => ({ ruleId, ...why }));
    const reply = await api['archive.make']({ commandId: newId(), caseId, language, lateness });
    running.current = false;
    setBusy(false);
    if (!reply.ok) setError(reply.error);
    else if (!reply.value.cancelled) {
      const { fileName, pages, archived } = reply.value;
      const meant = state.status === 'closed' && mayArchive(person);
      const said = archived ? 'archived' : meant ? 'notArchived' : 'saved';
      const severity = said === 'notArchived' ? 'warning' : 'success';
      notify({ severity, text: t(`case:archive.${said}`, { fileName: fileName ?? '', pages }) });
    }
  };
  return (
    <SectionCard title={t('case:archive.title')} icon={<InventoryOutlined />}>
      <Box sx={{ mb: 1.5 }}>{t('case:archive.explain')}</Box>
      {owesArchive(state) && (
        <Alert severity={mayArchive(person) ? 'warning' : 'info'} sx={{ mb: 1.5 }}>
          {t(mayArchive(person) ? 'case:archive.owed' : 'case:archive.owedByOthers')}
        </Alert>
      )}
      {(state.archives ?? []).map((file) => (
        <Box key={`${file.copyId} ${String(file.atMs)}`} sx={{ mb: 1.5 }}>
          {t(`case:archive.${meaningOf(file, state)}`, {
            time: format.dateTime(file.atMs),
            name: nameOf(file.by),
            pages: file.pages,
          })}
          <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
            {t('case:archive.digest', { sha256: file.sha256 })}
          </Box>
        </Box>
      ))}
      {late.map((clock) => (
        <Box key={clock.ruleId} sx={{ mb: 1.5 }}>
          <LateReason
            clock={clock}
            why={why}
            problem={(missing, text) => (tried && missing ? { severity: 'block', text } : null)}
            onChange={setWhy}
          />
        </Box>
      ))}
      <ErrorNotice error={error} />
      <Button disabled={busy} onClick={() => void make()}>
        {t(busy ? 'case:archive.making' : 'case:archive.make')}
      </Button>
    </SectionCard>
  );
}

/** The file that archived the case as it is closed now, a later copy of the same, or one of before it was taken up again. */
function meaningOf(file: ArchivedFile, state: CaseState): 'standing' | 'later' | 'before' {
  const standing = archivedAs(state);
  if (file === standing) return 'standing';
  return standing !== undefined && file.closedAtMs === standing.closedAtMs ? 'later' : 'before';
}
