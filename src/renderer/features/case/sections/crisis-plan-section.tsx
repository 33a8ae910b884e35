/** 应急处置清单, as it is in force at the branch. */
import CrisisAlertOutlined from '@mui/icons-material/CrisisAlertOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useState } from 'react';
import type { CodedError } from '../../../app/i18n/message-of';
import { useText } from '../../../app/i18n/use-text';
import { navigate } from '../../../app/router';
import { useSignedIn } from '../../../app/use-signed-in';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { c } from '../../../app/theme/css-vars';
import { CrisisPlanParts } from '../../../components/crisis-plan-parts';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { usePackContent } from '../../../components/use-pack-content';

export function CrisisPlanSection({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const { content, error } = usePackContent('inForce.plan');
  const plan = content?.kind === 'plan' ? content.pack : null;
  return (
    <SectionCard
      title={t('major:plan.title')}
      actions={plan?.approvedBy === null && <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />}
    >
      <ErrorNotice error={error} />
      {plan === null && error === null && <LinearProgress aria-label={t('common:state.loading')} />}
      {plan !== null && (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Box sx={{ color: c.inkSoft }}>{t('major:plan.explain', { version: plan.version })}</Box>
          <CrisisPlanParts plan={plan} />
          <StartIncident caseId={caseId} />
        </Box>
      )}
    </SectionCard>
  );
}

/** The log is begun here by hand where nobody pressed the help key. */
function StartIncident({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const leads = useSignedIn()?.session.permissions.includes('incident.lead') === true;
  const [commandId] = useState(newId);
  const [error, setError] = useState<CodedError | null>(null);
  if (!leads) return null;
  const start = async (): Promise<void> => {
    const reply = await api['incident.open']({ commandId, caseId, words: '' });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) navigate({ name: 'incidents', id: reply.value.id });
  };
  return (
    <div>
      <Button variant="outlined" startIcon={<CrisisAlertOutlined />} onClick={() => void start()}>
        {t('incident:plan.start')}
      </Button>
      <ErrorNotice error={error} />
    </div>
  );
}
