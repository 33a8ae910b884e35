/** 网点中转机: whether this PC is the hub of the branch, or goes to one, and how that fares. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { HubStatusView } from '../../../shared/contract/hub';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { InfoList } from '../../components/info-list';
import { SectionCard } from '../../components/section-card';
import { useTold } from '../../components/use-told';
import { HubForms } from './hub-forms';
import { hubReason } from './reasons';

const askHub = () => api['hub.status']({});

export function HubCard({ mayManage }: { readonly mayManage: boolean }) {
  const { t } = useText();
  const { told: status, reload } = useTold(askHub, 'sync.changed');
  const [changing, setChanging] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  if (status === null) return null;
  const isSet = status.serving !== null || status.using !== null;

  const saved = (): void => {
    setChanging(false);
    setError(null);
    notify({ severity: 'success', text: t('sync:hub.done') });
    reload();
  };
  const leave = async (): Promise<void> => {
    const reply = await api['hub.leave']({});
    if (reply.ok) saved();
    else setError(reply.error);
  };

  return (
    <SectionCard title={t('sync:hub.title')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: c.inkSoft, maxWidth: '60rem' }}>
          {t('sync:hub.intro')} {t('sync:hub.limits')}
        </Box>
        <ErrorNotice error={error} />
        {status.serving !== null && <Serving serving={status.serving} />}
        {status.using !== null && <Using using={status.using} />}
        {!mayManage && !isSet && (
          <Box>
            {t('sync:hub.none')} {t('sync:hub.notYours')}
          </Box>
        )}
        {mayManage && (changing || !isSet) && (
          <HubForms
            status={status}
            onSaved={saved}
            onCancel={
              isSet
                ? () => {
                    setChanging(false);
                  }
                : null
            }
          />
        )}
        {mayManage && isSet && !changing && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
            <Button
              variant="outlined"
              onClick={() => {
                setChanging(true);
              }}
            >
              {t('sync:hub.changeAddress')}
            </Button>
            <Button onClick={() => void leave()}>
              {t(status.serving === null ? 'sync:hub.stopUsing' : 'sync:hub.stopServing')}
            </Button>
          </Box>
        )}
      </Box>
    </SectionCard>
  );
}

function Serving({ serving }: { readonly serving: NonNullable<HubStatusView['serving']> }) {
  const { t } = useText();
  const format = useFormat();
  const { address, port, reasonCode, seen, files } = serving;
  return (
    <>
      <Alert severity={reasonCode === null ? 'success' : 'warning'}>
        {reasonCode === null ? t('sync:hub.fact.isHub') : hubReason(reasonCode, t)}
      </Alert>
      <InfoList
        columns={2}
        items={[
          { label: t('sync:hub.fact.tellOthers'), value: `${address}:${String(port)}` },
          {
            label: t('sync:hub.fact.wasHere'),
            value:
              seen.length === 0
                ? t('sync:hub.fact.nobodyElse')
                : seen
                    .map(({ deviceTag: tag, atMs }) =>
                      atMs === null
                        ? t('sync:hub.fact.notSeen', { tag })
                        : t('sync:hub.fact.seen', { tag, time: format.dateTime(atMs) }),
                    )
                    .join(' · '),
          },
          { label: t('sync:hub.fact.files'), value: t('sync:hub.fact.filesThrough', files) },
        ]}
      />
    </>
  );
}

function Using({ using }: { readonly using: NonNullable<HubStatusView['using']> }) {
  const { t } = useText();
  const format = useFormat();
  const { address, deviceTag: tag, lastContactAtMs, connected, reasonCode, files } = using;
  return (
    <>
      {reasonCode !== null ? (
        <Alert severity={connected ? 'warning' : 'info'}>{hubReason(reasonCode, t)}</Alert>
      ) : (
        <Alert severity={connected ? 'success' : 'info'}>
          {t(connected ? 'sync:hub.fact.well' : 'sync:hub.fact.trying')}
        </Alert>
      )}
      <InfoList
        columns={2}
        items={[
          { label: t('sync:hub.fact.hub'), value: t('sync:hub.fact.hubAt', { tag, address }) },
          {
            label: t('sync:hub.fact.last'),
            value: lastContactAtMs === null ? t('sync:hub.fact.never') : format.dateTime(lastContactAtMs),
          },
          { label: t('sync:hub.fact.files'), value: t('sync:hub.fact.filesWithHub', files) },
        ]}
      />
    </>
  );
}
