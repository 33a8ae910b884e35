/** 同步: what has reached headquarters, what waits, since when and why, in plain words. */
import SyncOutlined from '@mui/icons-material/SyncOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { SyncStatusView } from '../../../shared/contract/sync';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { useSignedIn, type SignedIn } from '../../app/use-signed-in';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { InfoList } from '../../components/info-list';
import { LineCertificates } from '../../components/line-certificates';
import { PageHeader } from '../../components/page-header';
import { SectionCard } from '../../components/section-card';
import { useNow } from '../../components/use-now';
import { CourierCard } from './courier-card';
import { EnrolForm } from './enrol-form';
import { HubCard } from './hub-card';
import { syncReason } from './reasons';
import { SetAsideCard } from './set-aside-card';
import { UnsentCard } from './unsent-card';
import { SyncItems } from './sync-items';
import { SyncSettings } from './sync-settings';
import { useSync } from './use-sync';

/** Below this the clocks agree well enough for every deadline. */
const NOTABLE_OFFSET_MS = 60_000;

export function SyncPage() {
  const signedIn = useSignedIn();
  return signedIn === null ? null : <SyncCentre signedIn={signedIn} />;
}

function SyncCentre({ signedIn: { session } }: { readonly signedIn: SignedIn }) {
  const { t } = useText();
  const { status, items, error, reload } = useSync();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<CodedError | null>(null);
  const mayRun = session.permissions.includes('sync.run');
  const mayManage = session.permissions.includes('sync.enrol');
  const enrolled = status !== null && status.state !== 'notEnrolled';

  const syncNow = async (): Promise<void> => {
    setBusy(true);
    const reply = await api['sync.now']({});
    setBusy(false);
    setRefused(reply.ok ? null : reply.error);
    reload();
  };

  return (
    <Box>
      <PageHeader
        title={t('sync:title')}
        subtitle={status === null ? '' : <span role="status">{t(`sync:state.${status.state}`)}</span>}
        actions={
          enrolled &&
          mayRun && (
            <Button
              variant="contained"
              startIcon={<SyncOutlined />}
              disabled={busy || status.state === 'syncing' || status.state === 'paused'}
              onClick={() => void syncNow()}
            >
              {t('sync:now')}
            </Button>
          )
        }
      />
      <ErrorNotice error={error} onRetry={reload} />
      <ErrorNotice error={refused} />
      {status !== null && (
        <Box sx={{ display: 'grid', gap: 2 }}>
          {status.reasonCode !== null && enrolled && (
            <Alert severity={status.state === 'attention' ? 'warning' : 'info'}>
              {syncReason(status.reasonCode, t)}
            </Alert>
          )}
          {enrolled && <SetAsideCard setAside={status.setAside} />}
          {enrolled && <UnsentCard unsent={status.unsent} />}
          {enrolled && <Facts status={status} />}
          {(!enrolled || status.reasonCode === 'sync.deviceUnknown') && (
            <EnrolForm mayEnrol={mayManage} onEnrolled={reload} />
          )}
          {enrolled && (
            <>
              <SyncItems items={items} waiting={status.waiting + status.quarantined} />
              <HubCard mayManage={mayManage} />
              <CourierCard mayCarry={mayManage} onTaken={reload} />
              <SyncSettings status={status} mayRun={mayRun} mayManage={mayManage} onChanged={reload} />
            </>
          )}
          {mayManage && (
            <SectionCard title={t('sync:certificate.title')}>
              <LineCertificates />
            </SectionCard>
          )}
        </Box>
      )}
    </Box>
  );
}

function Facts({ status }: { readonly status: SyncStatusView }) {
  const { t } = useText();
  const format = useFormat();
  const nowMs = useNow();
  const since = (atMs: number | null): string =>
    atMs === null ? t('sync:fact.never') : `${format.dateTime(atMs)} · ${format.relative(atMs, nowMs)}`;
  const offset = status.clockOffsetMs ?? 0;
  return (
    <SectionCard title={t('sync:fact.title')}>
      <InfoList
        columns={2}
        items={[
          { label: t('sync:fact.hq'), value: status.hqUrl ?? '' },
          { label: t('sync:fact.lastSuccess'), value: since(status.lastSuccessAtMs) },
          {
            label: t('sync:fact.waiting'),
            value:
              status.waiting === 0
                ? t('sync:fact.nothingWaits')
                : t('sync:fact.waitingSince', {
                    count: status.waiting,
                    since: status.oldestWaitingSinceMs === null ? '' : format.dateTime(status.oldestWaitingSinceMs),
                  }),
          },
          { label: t('sync:fact.quarantined'), value: format.number(status.quarantined) },
          { label: t('sync:fact.evidence'), value: evidenceText(status.evidence, t, format) },
          { label: t('sync:fact.fromOthers'), value: format.number(status.receivedFromOthers) },
          {
            label: t('sync:fact.next'),
            value: status.nextAttemptAtMs === null ? t('sync:fact.noNext') : format.time(status.nextAttemptAtMs),
          },
          ...(status.stopped.length > 0
            ? [
                {
                  label: t('sync:fact.stopped'),
                  value: status.stopped
                    .map(({ deviceTag, atMs }) =>
                      t('sync:fact.stoppedSince', { tag: deviceTag, since: format.dateTime(atMs) }),
                    )
                    .join(' · '),
                },
              ]
            : []),
          ...(Math.abs(offset) >= NOTABLE_OFFSET_MS
            ? [
                {
                  label: t('sync:fact.clock'),
                  value: t(offset > 0 ? 'sync:fact.clockSlow' : 'sync:fact.clockFast', {
                    length: format.duration(offset),
                  }),
                },
              ]
            : []),
        ]}
      />
    </SectionCard>
  );
}

/** What waits, what stays here on purpose, and why the rest does not go on. */
function evidenceText(
  { waitingFiles, waitingBytes, heldBackFiles, reasonCode }: SyncStatusView['evidence'],
  t: ReturnType<typeof useText>['t'],
  format: ReturnType<typeof useFormat>,
): string {
  if (waitingFiles === 0 && reasonCode === null) return t('sync:fact.evidenceNone');
  return [
    waitingFiles > 0 && t('sync:fact.evidenceWaiting', { count: waitingFiles, size: format.fileSize(waitingBytes) }),
    heldBackFiles > 0 && t('sync:fact.evidenceHeld', { count: heldBackFiles }),
    reasonCode !== null && syncReason(reasonCode, t),
  ]
    .filter((part) => part !== false)
    .join(' · ');
}
