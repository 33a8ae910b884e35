/** 证据: the viewer, and adding more; each file is sealed by main before the case knows of it. */
import AttachFileOutlined from '@mui/icons-material/AttachFileOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useCallback, useState } from 'react';
import { currentProposal } from '../../../../domain/complaint/state';
import { useFormat, useMessageOf, useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { api } from '../../../bridge/client';
import { EmptyState } from '../../../components/empty-state';
import { ErrorNotice } from '../../../components/error-notice';
import { EvidenceViewer, type ReadFile } from '../../../components/evidence-viewer';
import { FileDrop } from '../../../components/file-drop';
import { SectionCard } from '../../../components/section-card';
import { availability } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { useCaseCommand } from '../use-command';

const ACCEPTED = ['.pdf', '.jpg', '.jpeg', '.png', '.webp', '.heic', '.mp3', '.m4a', '.mp4', '.txt'];
const LIMIT_BYTES = 20 * 1024 * 1024;

export function EvidenceSection() {
  const { t } = useText();
  const { state, caseId, person } = useCaseEnvironment();
  const read = useCallback<ReadFile>((sha256) => api['attachment.read']({ caseId, sha256 }), [caseId]);
  const canAdd = state.status !== 'closed' && availability('createTask', state, person).kind === 'open';
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <SectionCard title={t('case:evidence.title')} icon={<AttachFileOutlined aria-hidden />}>
        {state.evidence.length === 0 ? (
          <EmptyState title={t('case:evidence.none')} body={t('case:evidence.noneBody')} />
        ) : (
          <Box sx={{ containerType: 'inline-size' }}>
            <EvidenceViewer
              label={t('case:evidence.list')}
              files={state.evidence.map((file) => ({
                ...file,
                note: t(file.fromCustomer ? 'case:evidence.fromCustomer' : 'case:evidence.fromStaff'),
              }))}
              read={read}
            />
          </Box>
        )}
      </SectionCard>
      {canAdd && (
        <SectionCard title={t('case:evidence.add')}>
          <AddEvidence />
        </SectionCard>
      )}
    </Box>
  );
}

function AddEvidence() {
  const { t } = useText();
  const format = useFormat();
  const messageOf = useMessageOf();
  const { state } = useCaseEnvironment();
  const attach = useCaseCommand('case.attachEvidence');
  const [fromCustomer, setFromCustomer] = useState(true);
  const [adding, setAdding] = useState<string | null>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const waits = ['pending', 'approved'].includes(currentProposal(state)?.status ?? '');

  const add = async (files: readonly File[]): Promise<void> => {
    setRefused([]);
    let added = 0;
    // One after the other: each is held in memory whole.
    for (const file of files) {
      setAdding(file.name);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const reply = await api['attachment.add']({ name: file.name, declaredType: file.type, bytes, fromCustomer });
      if (!reply.ok) {
        const reason = messageOf(reply.error);
        setRefused((before) => [...before, t('case:evidence.refused', { name: file.name, reason })]);
        continue;
      }
      if (await attach.run({ evidence: reply.value.evidence })) added += 1;
    }
    setAdding(null);
    if (added > 0) notify({ severity: 'success', text: t('case:done.attachEvidence', { count: added }) });
  };

  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {waits && <Alert severity="warning">{t('case:evidence.voidsProposal')}</Alert>}
      <FileDrop
        label={t('case:evidence.add')}
        hideLabel
        files={[]}
        accept={ACCEPTED}
        maxBytes={LIMIT_BYTES}
        disabled={adding !== null}
        problem={refused.length === 0 ? null : { severity: 'warn', text: format.sentences(refused) }}
        onAdd={(files) => void add(files)}
        onRemove={() => undefined}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2 }}>
        <FormControlLabel
          control={<Checkbox checked={fromCustomer} onChange={(event) => setFromCustomer(event.target.checked)} />}
          label={t('case:evidence.fromCustomer')}
        />
        <span role="status">
          {adding === null ? t('case:evidence.fromCustomerHint') : t('case:evidence.adding', { name: adding })}
        </span>
      </Box>
      <ErrorNotice error={attach.error} />
    </Box>
  );
}
