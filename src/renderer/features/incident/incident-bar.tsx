/** What stands above every page while somebody needs help: from another PC until it was answered, of this PC until it is closed. */
import CrisisAlertOutlined from '@mui/icons-material/CrisisAlertOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { SessionView } from '../../../shared/contract/app';
import type { IncidentAlert } from '../../../shared/contract/incident';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { navigate, useRoute } from '../../app/router';
import { tone } from '../../app/theme/css-vars';
import { ErrorNotice } from '../../components/error-notice';
import { useNow } from '../../components/use-now';
import { useAlerts } from './use-incidents';

export function IncidentBar({ session }: { readonly session: SessionView }) {
  const alerts = useAlerts();
  const route = useRoute();
  // On the page of the log itself its own incident says so anyway.
  const shown = alerts.filter(({ kind }) => kind === 'alert' || route.name !== 'incidents');
  return shown.map((alert) => (
    <AlertLine key={alert.id} alert={alert} leads={session.permissions.includes('incident.lead')} />
  ));
}

function AlertLine({ alert, leads }: { readonly alert: IncidentAlert; readonly leads: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const nowMs = useNow();
  const [error, setError] = useState<CodedError | null>(null);
  const [commandId] = useState(newId);
  const urgent = alert.kind === 'alert';
  const colours = tone(urgent ? 'error' : 'warning');
  const { deviceTag: place, byName: name, pressedAtMs } = alert;
  const when = { at: format.time(pressedAtMs), ago: format.relative(pressedAtMs, nowMs) };
  const says = urgent
    ? name === ''
      ? t('incident:bar.alertNobody', { place, ...when })
      : t('incident:bar.alert', { place, name, ...when })
    : t('incident:bar.own', when);
  const seen = alert.seenBy.map((one) => t('incident:bar.seenBy', { name: one.name, at: format.time(one.atMs) }));

  const acknowledge = async (): Promise<void> => {
    const reply = await api['incident.acknowledge']({ commandId, id: alert.id });
    setError(reply.ok ? null : reply.error);
    if (reply.ok && alert.recorded) navigate({ name: 'incidents', id: alert.id });
  };

  return (
    <Box
      role={urgent ? 'alert' : 'status'}
      data-incident-bar={alert.kind}
      sx={{
        position: 'relative',
        // Over an open dialog as well: whoever must go has to see it.
        zIndex: 1400,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.5,
        rowGap: 0.5,
        px: 2.5,
        py: urgent ? 1.25 : 0.5,
        backgroundColor: urgent ? colours.fill : colours.soft,
        color: urgent ? colours.onFill : colours.onSoft,
        borderBottom: `1px solid ${colours.line}`,
      }}
    >
      <CrisisAlertOutlined aria-hidden />
      <Box
        sx={{
          flex: '1 1 20rem',
          minWidth: 0,
          fontWeight: urgent ? 600 : 400,
          fontSize: urgent ? '1.125rem' : undefined,
        }}
      >
        {says}
        {seen.length > 0 && (
          <Box component="span" sx={{ fontWeight: 400, ml: 1.5 }}>
            {seen.join(' · ')}
          </Box>
        )}
      </Box>
      {urgent && leads ? (
        <Button variant="outlined" color="inherit" onClick={() => void acknowledge()}>
          {t('incident:bar.acknowledge')}
        </Button>
      ) : (
        <Button color="inherit" onClick={() => navigate({ name: 'incidents', id: alert.id })}>
          {t('incident:bar.open')}
        </Button>
      )}
      <ErrorNotice error={error} />
    </Box>
  );
}
