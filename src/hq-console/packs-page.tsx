/** 规则与脚本发布: what was handed in, reviewed and rolled out, newest first. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import type { Tone } from '../renderer/app/theme/tokens';
import { DataTable, type Column } from '../renderer/components/data-table';
import { ErrorNotice } from '../renderer/components/error-notice';
import { PageHeader } from '../renderer/components/page-header';
import { SectionCard } from '../renderer/components/section-card';
import { StatusChip } from '../renderer/components/status-chip';
import type { ReleaseState } from '../shared/hq-console/pack-states';
import type { PackRow } from '../shared/hq-console/packs';
import type { HqPerson } from '../shared/hq-console/session';
import { noonInBeijing } from './beijing';
import { api } from './client';
import { PackDialog } from './pack-dialog';
import { PackForm } from './pack-form';
import { useAnswer } from './use-answer';

const listHeight = 'max(18rem, calc(100vh - 17rem))';

export const releaseTones: { readonly [S in ReleaseState]: Tone } = {
  proposed: 'warning',
  pilot: 'info',
  everywhere: 'success',
  stopped: 'error',
  refused: 'neutral',
  withdrawn: 'neutral',
};

export function PacksPage({ person }: { readonly person: HqPerson }) {
  const { t } = useText();
  const format = useFormat();
  const list = useAnswer(() => api['pack.list']({}));
  const [proposing, setProposing] = useState(false);
  const [opened, setOpened] = useState<PackRow | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const publishes = person.permissions.includes('pack.publish');
  const finished = (text: string): void => {
    setProposing(false);
    setOpened(null);
    setDone(text);
    list.reload();
  };

  const columns: readonly Column<PackRow>[] = [
    {
      id: 'state',
      header: t('packRelease:column.state'),
      width: 'minmax(10.5rem, 0.8fr)',
      cell: ({ state }) => <StatusChip label={t(`packRelease:state.${state}`)} tone={releaseTones[state]} />,
    },
    {
      id: 'kind',
      header: t('packRelease:column.kind'),
      width: 'minmax(8rem, 0.8fr)',
      cell: ({ kind }) => t(`rules:kind.${kind}`),
    },
    {
      id: 'name',
      header: t('packRelease:column.name'),
      width: 'minmax(12rem, 1.6fr)',
      cell: ({ packId, version }) => <span className="xt-number">{`${packId} ${version}`}</span>,
    },
    {
      id: 'from',
      header: t('packRelease:column.from'),
      width: 'minmax(9.5rem, 0.8fr)',
      cell: ({ effectiveFrom }) => format.date(noonInBeijing(effectiveFrom)),
    },
    {
      id: 'where',
      header: t('packRelease:column.where'),
      width: 'minmax(8rem, 0.9fr)',
      cell: (row) => <Where row={row} />,
    },
    {
      id: 'who',
      header: t('packRelease:column.who'),
      width: 'minmax(12rem, 1fr)',
      cell: ({ releaseId, proposedBy, reviewedBy }) =>
        releaseId === null
          ? t('packRelease:fromCommand')
          : `${proposedBy ?? ''} / ${reviewedBy ?? t('packRelease:nobody')}`,
    },
    {
      id: 'changed',
      header: t('packRelease:column.changed'),
      width: 'minmax(9.5rem, 0.8fr)',
      cell: ({ changedAtMs }) => format.date(changedAtMs),
    },
  ];

  return (
    <>
      <PageHeader
        title={t('packRelease:title')}
        subtitle={t('packRelease:subtitle')}
        actions={
          <>
            <Button disabled={list.loading} onClick={list.reload}>
              {t('packRelease:refresh')}
            </Button>
            {publishes && (
              <Button variant="contained" onClick={() => setProposing(true)}>
                {t('packRelease:propose')}
              </Button>
            )}
          </>
        }
      />
      <Box sx={{ display: 'grid', gap: 2 }}>
        <ErrorNotice error={list.error} onRetry={list.reload} />
        {done !== null && (
          <Alert severity="success" onClose={() => setDone(null)}>
            {done}
          </Alert>
        )}
        <SectionCard flush>
          <DataTable
            label={t('packRelease:table')}
            columns={columns}
            rows={list.value?.rows ?? []}
            rowKey={(row) => row.releaseId ?? `${row.packId}@${row.version}`}
            onOpen={(row) => {
              setDone(null);
              setOpened(row);
            }}
            loading={list.loading && list.value === null}
            empty={t('packRelease:empty')}
            height={listHeight}
          />
        </SectionCard>
      </Box>
      {proposing && (
        <PackForm onDone={() => finished(t('packRelease:form.done'))} onClose={() => setProposing(false)} />
      )}
      {opened && (
        <PackDialog
          row={opened}
          today={list.value?.today ?? ''}
          account={publishes ? person.account : null}
          onDone={finished}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

/** To whom it goes. */
export function Where({ row }: { readonly row: PackRow }) {
  const { t } = useText();
  if (row.state === 'everywhere') return <>{t('packRelease:all')}</>;
  return (
    <>{row.pilots.length === 0 ? t('packRelease:nobody') : t('packRelease:pilots', { count: row.pilots.length })}</>
  );
}
