/** 封信: what waits goes to headquarters on a stick, and its answer comes back on it. */
import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import FileUploadOutlined from '@mui/icons-material/FileUploadOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { CourierExportedView, CourierTakenView } from '../../../shared/contract/courier';
import type { CodedError } from '../../app/i18n/message-of';
import type { TextFunction } from '../../app/i18n/text';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { InfoList } from '../../components/info-list';
import { SectionCard } from '../../components/section-card';
import { useTold } from '../../components/use-told';

const askCourier = () => api['courier.status']({});

/** What the last act came to; stays until the next one. */
interface Told {
  readonly severity: 'success' | 'warning' | 'info';
  readonly lines: readonly string[];
}

export interface CourierCardProps {
  readonly mayCarry: boolean;
  /** Something of headquarters was taken in. */
  readonly onTaken: () => void;
}

export function CourierCard({ mayCarry, onTaken }: CourierCardProps) {
  const { t } = useText();
  const format = useFormat();
  const { told: status, reload } = useTold(askCourier, 'sync.changed');
  const [busy, setBusy] = useState<'export' | 'take' | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [error, setError] = useState<CodedError | null>(null);

  const act = async (which: 'export' | 'take', work: () => Promise<CodedError | null>): Promise<void> => {
    setBusy(which);
    setError(null);
    setTold(null);
    setError(await work());
    setBusy(null);
    reload();
  };
  const exportFile = () =>
    act('export', async () => {
      const reply = await api['courier.export']({});
      if (!reply.ok) return reply.error;
      if (!reply.value.cancelled) setTold(exportedText(reply.value, t));
      return null;
    });
  const takeAnswer = () =>
    act('take', async () => {
      const reply = await api['courier.take']({});
      if (!reply.ok) return reply.error;
      if (reply.value.cancelled) return null;
      setTold(takenText(reply.value, t));
      onTaken();
      return null;
    });

  const exported = status?.exported ?? null;
  const answeredAtMs = status?.answeredAtMs ?? null;
  const owed = exported !== null && exported.atMs > (answeredAtMs ?? 0);
  return (
    <SectionCard title={t('sync:courier.title')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: c.inkSoft, maxWidth: '60rem' }}>
          {t('sync:courier.intro')} {t('sync:courier.sealed')} {t('sync:courier.noFiles')}
        </Box>
        {mayCarry && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
            <Button
              variant="outlined"
              startIcon={<FileDownloadOutlined />}
              disabled={busy !== null}
              onClick={() => void exportFile()}
            >
              {t(busy === 'export' ? 'sync:courier.exporting' : 'sync:courier.export')}
            </Button>
            <Button
              variant="outlined"
              startIcon={<FileUploadOutlined />}
              disabled={busy !== null}
              onClick={() => void takeAnswer()}
            >
              {t(busy === 'take' ? 'sync:courier.taking' : 'sync:courier.take')}
            </Button>
          </Box>
        )}
        <Box>
          <ErrorNotice error={error} />
          <Box role="status">
            {told !== null && (
              <Alert severity={told.severity}>
                {told.lines.map((line) => (
                  <div key={line}>{line}</div>
                ))}
              </Alert>
            )}
          </Box>
        </Box>
        <InfoList
          columns={2}
          items={[
            {
              label: t('sync:courier.lastExport'),
              value:
                exported === null
                  ? t('sync:courier.none')
                  : t('sync:courier.exportedAt', { count: exported.count, time: format.dateTime(exported.atMs) }),
            },
            {
              label: t('sync:courier.lastAnswer'),
              value: [
                answeredAtMs !== null && t('sync:courier.answeredAt', { time: format.dateTime(answeredAtMs) }),
                owed && t('sync:courier.waitsForAnswer'),
                answeredAtMs === null && !owed && t('sync:courier.none'),
              ]
                .filter((part) => part !== false)
                .join(' · '),
            },
          ]}
        />
      </Box>
    </SectionCard>
  );
}

function exportedText({ fileName, count, left }: CourierExportedView, t: TextFunction): Told {
  const written =
    count === 0
      ? t('sync:courier.exportedEmpty', { name: fileName })
      : t('sync:courier.exported', { count, name: fileName });
  return {
    severity: left > 0 ? 'warning' : 'success',
    lines: left > 0 ? [written, t('sync:courier.left', { count: left })] : [written],
  };
}

function takenText(taken: CourierTakenView, t: TextFunction): Told {
  const { again, received, refused, fromOthers, packs, outdated, missing } = taken;
  if (again) return { severity: 'info', lines: [t('sync:courier.again')] };
  const lines = [
    received > 0 ? t('sync:courier.taken', { count: received }) : t('sync:courier.takenNothing'),
    refused > 0 && t('sync:courier.refused', { count: refused }),
    fromOthers > 0 && t('sync:courier.fromOthers', { count: fromOthers }),
    packs > 0 && t('sync:courier.packs', { count: packs }),
    outdated && t('sync:courier.outdated'),
    received > 0 && t('sync:courier.rest'),
    missing && t('sync:courier.missing'),
  ].filter((line) => line !== false);
  return { severity: refused > 0 || missing ? 'warning' : 'success', lines };
}
