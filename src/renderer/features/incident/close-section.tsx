/** 结束: with what is to be kept in mind, or as pressed by mistake. Either way everything stays in the log. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { IncidentOutcome } from '../../../domain/incident/events';
import type { IncidentView } from '../../../shared/contract/incident';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { TextField } from '../../components/text-field';

interface CloseSectionProps {
  readonly incident: IncidentView;
  readonly onShown: (view: IncidentView) => void;
}

/** The same as `longestLine` of the event. */
const longest = 500;

export function CloseSection({ incident, onShown }: CloseSectionProps) {
  const { t } = useText();
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const missing = tried && words.trim() === '';

  const close = async (outcome: IncidentOutcome): Promise<void> => {
    if (outcome === 'over' && words.trim() === '') {
      setTried(true);
      return;
    }
    const reply = await api['incident.close']({ commandId: newId(), id: incident.id, outcome, words: words.trim() });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) onShown(reply.value);
  };

  return (
    <SectionCard title={t('incident:close.title')}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <TextField
          label={t('incident:close.words')}
          hint={t('incident:close.hint')}
          value={words}
          onChange={setWords}
          rows={3}
          maxCharacters={longest}
          problem={missing ? { severity: 'block', text: t('incident:close.missing') } : null}
        />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {incident.leads && (
            <Button variant="contained" onClick={() => void close('over')}>
              {t('incident:close.over')}
            </Button>
          )}
          <Button variant="outlined" onClick={() => void close('falseAlarm')}>
            {t('incident:close.falseAlarm')}
          </Button>
        </Box>
        <ErrorNotice error={error} />
      </Box>
    </SectionCard>
  );
}
