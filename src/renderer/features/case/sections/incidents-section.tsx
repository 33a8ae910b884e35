/** 关联事件: calls for help and incident logs that somebody linked with this complaint, for those who may see them. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import type { IncidentSummary } from '../../../../shared/contract/incident';
import type { CodedError } from '../../../app/i18n/message-of';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { navigate } from '../../../app/router';
import { c } from '../../../app/theme/css-vars';
import { api, subscribe } from '../../../bridge/client';
import { ErrorNotice } from '../../../components/error-notice';
import { stateChip, useIncidentTitle } from '../../../components/incident-title';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { useCaseEnvironment } from '../case-context';

export function IncidentsSection() {
  const { t } = useText();
  const format = useFormat();
  const title = useIncidentTitle();
  const { caseId, may } = useCaseEnvironment();
  const { incidents, error } = useLinked(caseId, may('incident.view'));
  if (incidents.length === 0) return <ErrorNotice error={error} />;
  return (
    <SectionCard title={t('incident:ofCase.title')}>
      <ErrorNotice error={error} />
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {incidents.map((incident) => (
          <Box
            component="li"
            key={incident.id}
            sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 }}
          >
            <Box sx={{ flex: '1 1 14rem', minWidth: 0 }}>
              <div>{title(incident)}</div>
              <Box sx={{ color: c.inkSoft }}>{format.dateTime(incident.raisedAtMs)}</Box>
            </Box>
            <StatusChip {...stateChip(incident, t)} />
            <Button size="small" onClick={() => navigate({ name: 'incidents', id: incident.id })}>
              {t('incident:bar.open')}
            </Button>
          </Box>
        ))}
      </Box>
    </SectionCard>
  );
}

function useLinked(caseId: string, asks: boolean) {
  const [incidents, setIncidents] = useState<readonly IncidentSummary[]>([]);
  const [error, setError] = useState<CodedError | null>(null);
  useEffect(() => {
    if (!asks) return undefined;
    let left = false;
    const load = (): void => {
      void api['incident.ofCase']({ caseId }).then((reply) => {
        if (left) return;
        if (reply.ok) setIncidents(reply.value.incidents);
        setError(reply.ok ? null : reply.error);
      });
    };
    load();
    const stop = subscribe('incidents.changed', load);
    return () => {
      left = true;
      stop();
    };
  }, [caseId, asks]);
  return { incidents, error };
}
