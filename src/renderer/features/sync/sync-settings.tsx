/** How often, and a break for a line that costs money. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { evidencePolicies, type EvidencePolicy, type SyncStatusView } from '../../../shared/contract/sync';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';

const policyLabels = { all: 'evidenceAll', small: 'evidenceSmall', none: 'evidenceOff' } as const satisfies Record<
  EvidencePolicy,
  string
>;
const intervals = ['5', '15', '30', '60', '240'] as const;

export interface SyncSettingsProps {
  readonly status: SyncStatusView;
  readonly mayRun: boolean;
  readonly mayManage: boolean;
  readonly onChanged: () => void;
}

export function SyncSettings({ status, mayRun, mayManage, onChanged }: SyncSettingsProps) {
  const { t } = useText();
  const [error, setError] = useState<CodedError | null>(null);
  const paused = status.state === 'paused';
  const current = String(status.intervalMinutes);

  const setPaused = async (): Promise<void> => {
    const reply = await api['sync.setPaused']({ paused: !paused });
    setError(reply.ok ? null : reply.error);
    onChanged();
  };
  const setInterval = async (minutes: string): Promise<void> => {
    const reply = await api['sync.setInterval']({ minutes: Number(minutes) });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) notify({ severity: 'success', text: t('sync:settings.saved') });
    onChanged();
  };

  const setEvidence = async (policy: EvidencePolicy): Promise<void> => {
    const reply = await api['sync.setEvidence']({ policy });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) notify({ severity: 'success', text: t('sync:settings.saved') });
    onChanged();
  };

  return (
    <SectionCard title={t('sync:settings.title')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <ErrorNotice error={error} />
        {mayManage ? (
          <ChoiceChips
            label={t('sync:settings.interval')}
            options={[...new Set([...intervals, current])]
              .sort((a, b) => Number(a) - Number(b))
              .map((value) => ({ value, label: t('sync:settings.minutes', { count: Number(value) }) }))}
            value={current}
            onChange={(minutes) => void setInterval(minutes)}
          />
        ) : (
          <Box>{t('sync:settings.every', { count: status.intervalMinutes })}</Box>
        )}
        {mayManage ? (
          <Box>
            <ChoiceChips
              label={t('sync:settings.evidence')}
              options={evidencePolicies.map((value) => ({ value, label: t(`sync:settings.${policyLabels[value]}`) }))}
              value={status.evidence.policy}
              onChange={(policy) => void setEvidence(policy)}
            />
            <Box sx={{ color: c.inkSoft, mt: 0.5 }}>{t('sync:settings.evidenceHint')}</Box>
          </Box>
        ) : (
          <Box>
            {t('sync:settings.evidenceIs', { which: t(`sync:settings.${policyLabels[status.evidence.policy]}`) })}
          </Box>
        )}
        {mayRun && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
            <Button onClick={() => void setPaused()}>
              {t(paused ? 'sync:settings.resume' : 'sync:settings.pause')}
            </Button>
            <Box sx={{ color: c.inkSoft }}>{t('sync:settings.pauseHint')}</Box>
          </Box>
        )}
      </Box>
    </SectionCard>
  );
}
