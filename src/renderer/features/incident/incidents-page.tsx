/** 事件记录: what was called for and what was done, while it goes on and afterwards. */
import CrisisAlertOutlined from '@mui/icons-material/CrisisAlertOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import LinearProgress from '@mui/material/LinearProgress';
import type { PageProps } from '../../app/route';
import type { IncidentSummary } from '../../../shared/contract/incident';
import { useFormat, useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c, tone } from '../../app/theme/css-vars';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { stateChip, useIncidentTitle } from '../../components/incident-title';
import { KeyHint } from '../../components/key-hint';
import { PageHeader } from '../../components/page-header';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { helpKeys } from '../../../shared/shortcuts/actions';
import { IncidentLog } from './incident-log';
import { useIncidentList } from './use-incidents';

export function IncidentsPage({ route }: PageProps<'incidents'>) {
  const { t } = useText();
  const { list, error } = useIncidentList();
  const incidents = list?.incidents ?? [];
  const id = route.id ?? (incidents.find(({ outcome }) => outcome === null) ?? incidents[0])?.id;
  return (
    <Box>
      <PageHeader
        title={t('incident:title')}
        subtitle={
          <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
            <KeyHint keys={helpKeys} />
            {t(list?.keyEverywhere === false ? 'incident:key.inWindowOnly' : 'incident:key.everywhere')}
          </Box>
        }
      />
      <ErrorNotice error={error} />
      {list === null && error === null && <LinearProgress aria-label={t('common:state.loading')} />}
      {list !== null && id === undefined && (
        <EmptyState icon={<CrisisAlertOutlined />} title={t('incident:none.title')} body={t('incident:none.body')} />
      )}
      {list !== null && id !== undefined && (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <IncidentLog key={id} id={id} plan={list.plan} />
          {incidents.length > 1 && <List incidents={incidents} current={id} />}
        </Box>
      )}
    </Box>
  );
}

function List({ incidents, current }: { readonly incidents: readonly IncidentSummary[]; readonly current: string }) {
  const { t } = useText();
  const format = useFormat();
  const title = useIncidentTitle();
  return (
    <SectionCard title={t('incident:list')}>
      <Box
        component="ul"
        aria-label={t('incident:list')}
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          gap: 1,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 17rem), 1fr))',
        }}
      >
        {incidents.map((incident) => (
          <li key={incident.id}>
            <ButtonBase
              aria-current={incident.id === current ? 'true' : undefined}
              onClick={() => navigate({ name: 'incidents', id: incident.id })}
              sx={{
                width: '100%',
                display: 'grid',
                gap: 0.5,
                justifyContent: 'start',
                justifyItems: 'start',
                textAlign: 'left',
                font: 'inherit',
                color: c.ink,
                px: 1.5,
                py: 1,
                borderRadius: '8px',
                border: `1px solid ${incident.id === current ? tone('primary').fill : c.line}`,
                backgroundColor: incident.id === current ? tone('primary').soft : c.surface,
              }}
            >
              <Box sx={{ fontWeight: 600 }}>{title(incident)}</Box>
              <Box sx={{ color: c.inkSoft }}>{format.dateTime(incident.raisedAtMs)}</Box>
              <StatusChip {...stateChip(incident, t)} />
            </ButtonBase>
          </li>
        ))}
      </Box>
    </SectionCard>
  );
}
