/** 本网点案例: who of the invented customers this branch made itself, for whoever writes them. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { TrainingOverview } from '../../../shared/contract/training';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { useWords } from './words-of';

interface OwnListProps {
  readonly overview: TrainingOverview;
  readonly onChanged: () => void;
}

export function OwnList({ overview: { own, customers, scenes }, onChanged }: OwnListProps) {
  const { t } = useText();
  const format = useFormat();
  const words = useWords();
  const [error, setError] = useState<CodedError | null>(null);
  if (own.length === 0) return null;
  const retire = async (id: string): Promise<void> => {
    const sure = await confirm({
      title: t('training:own.retireTitle'),
      body: t('training:own.retireBody'),
      confirmLabel: t('training:own.retire'),
    });
    if (!sure) return;
    const reply = await api['training.retireOwn']({ commandId: newId(), id });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) onChanged();
  };
  return (
    <SectionCard title={t('training:own.list')}>
      <ErrorNotice error={error} />
      <Box
        component="ul"
        aria-label={t('training:own.list')}
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}
      >
        {own.map(({ id, script, byName, atMs }) => {
          const customer = customers.find((one) => one.id === id);
          const scene = scenes.find((one) => one.script.code === script);
          if (customer === undefined || scene === undefined) return null;
          return (
            <Box
              key={id}
              component="li"
              sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', justifyContent: 'space-between' }}
            >
              <Box sx={{ minWidth: 0 }}>
                <Box sx={{ fontWeight: 600 }}>
                  {words(customer.name)} · {words(scene.script.title)}
                </Box>
                <Box sx={{ color: c.inkSoft }}>
                  {t('training:own.by', { name: byName, time: format.dateTime(atMs) })}
                </Box>
              </Box>
              <Button size="small" onClick={() => void retire(id)}>
                {t('training:own.retire')}
              </Button>
            </Box>
          );
        })}
      </Box>
    </SectionCard>
  );
}
