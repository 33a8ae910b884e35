/** 关联投诉: which complaints an incident belongs to. A link can be taken back; both acts stay in the log. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { IncidentView } from '../../../shared/contract/incident';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { CasePicker } from '../../components/case-picker';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';

interface LinkSectionProps {
  readonly incident: IncidentView;
  readonly onShown: (view: IncidentView) => void;
}

export function LinkSection({ incident, onShown }: LinkSectionProps) {
  const { t } = useText();
  const [choosing, setChoosing] = useState(false);
  const [caseId, setCaseId] = useState('');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const { id, linkedCases, mayLink } = incident;
  if (linkedCases.length === 0 && !mayLink) return null;

  const relate = async (name: 'incident.link' | 'incident.unlink', which: string): Promise<void> => {
    const reply = await api[name]({ commandId: newId(), id, caseId: which });
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    onShown(reply.value);
    stop();
  };
  const stop = (): void => {
    setChoosing(false);
    setCaseId('');
    setTried(false);
  };
  const link = (): void => {
    setTried(true);
    if (caseId !== '') void relate('incident.link', caseId);
  };

  return (
    <SectionCard title={t('incident:link.title')}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {linkedCases.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('incident:link.none')}</Box>}
        {linkedCases.length > 0 && (
          <Box
            component="ul"
            aria-label={t('incident:link.title')}
            sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}
          >
            {linkedCases.map((one) => (
              <Box
                component="li"
                key={one.caseId}
                sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' }}
              >
                <Button size="small" onClick={() => navigate({ name: 'case', caseId: one.caseId })}>
                  <span className="xt-number">{one.number}</span>
                </Button>
                {mayLink && (
                  <Button
                    size="small"
                    color="inherit"
                    aria-label={t('incident:link.undoOf', { number: one.number })}
                    onClick={() => void relate('incident.unlink', one.caseId)}
                  >
                    {t('incident:link.undo')}
                  </Button>
                )}
              </Box>
            ))}
          </Box>
        )}
        {mayLink && !choosing && (
          <div>
            <Button variant="outlined" onClick={() => setChoosing(true)}>
              {t('incident:link.start')}
            </Button>
          </div>
        )}
        {choosing && (
          <>
            <CasePicker
              label={t('incident:link.which')}
              noneYet={t('incident:link.type')}
              caseId={null}
              without={linkedCases.map((one) => one.caseId)}
              value={caseId}
              onChange={setCaseId}
              problem={tried && caseId === '' ? { severity: 'block', text: t('incident:link.missing') } : null}
            />
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
              <Button variant="contained" onClick={link}>
                {t('incident:link.confirm')}
              </Button>
              <Button onClick={stop}>{t('common:action.cancel')}</Button>
            </Box>
          </>
        )}
        <ErrorNotice error={error} />
      </Box>
    </SectionCard>
  );
}
