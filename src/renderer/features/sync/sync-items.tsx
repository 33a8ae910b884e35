/** What has not reached headquarters: each record, since when, how often it was tried, and why it waits. */
import Box from '@mui/material/Box';
import type { SyncItemView } from '../../../shared/contract/sync';
import type { TextFunction } from '../../app/i18n/text';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import type { Tone } from '../../app/theme/tokens';
import { CaseNumber } from '../../components/case-number';
import { DataTable, type Column } from '../../components/data-table';
import { recordKind } from '../../components/record-kind';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { pushReason, syncReason } from './reasons';

const looks: Readonly<Record<SyncItemView['state'], Tone>> = {
  waiting: 'neutral',
  sending: 'info',
  received: 'success',
  quarantined: 'warning',
};

/** As high as its rows, and no higher than leaves the settings in reach. */
const [headRem, rowRem, mostRem] = [3.1, 3.3, 22];

function reasonText({ reasonCode, state, attempts, answer }: SyncItemView, t: TextFunction): string {
  const why = reasonCode === null ? null : (pushReason(reasonCode, t) ?? syncReason(reasonCode, t));
  if (why !== null && answer !== null)
    return t(`sync:answer.${answer.state}`, { why, name: answer.name, reason: answer.reason });
  if (why !== null) return why;
  return state === 'waiting' && attempts === 0 ? t('sync:items.notYet') : '';
}

export function SyncItems({ items, waiting }: { readonly items: readonly SyncItemView[]; readonly waiting: number }) {
  const { t } = useText();
  const format = useFormat();
  const columns: readonly Column<SyncItemView>[] = [
    {
      id: 'what',
      header: t('sync:items.what'),
      width: 'minmax(15rem, 1fr)',
      cell: (item) => (
        <>
          {recordKind(item.eventType, t)} {item.number !== '' && <CaseNumber number={item.number} />}
        </>
      ),
    },
    {
      id: 'state',
      header: t('sync:items.state'),
      width: '8rem',
      cell: (item) => (
        <StatusChip
          tone={item.answer?.state === 'settled' ? 'neutral' : looks[item.state]}
          label={t(item.answer?.state === 'settled' ? 'sync:itemState.settled' : `sync:itemState.${item.state}`)}
        />
      ),
    },
    { id: 'since', header: t('sync:items.since'), width: '13rem', cell: (item) => format.dateTime(item.atMs) },
    {
      id: 'tries',
      header: t('sync:items.tries'),
      width: '6rem',
      align: 'end',
      cell: (item) => format.number(item.attempts),
    },
    {
      id: 'why',
      header: t('sync:items.why'),
      width: 'minmax(20rem, 3fr)',
      cell: (item) => <span title={reasonText(item, t)}>{reasonText(item, t)}</span>,
    },
  ];
  return (
    <SectionCard title={t('sync:items.title')} flush>
      {items.length === 0 ? (
        <Box sx={{ px: 2.5, pb: 2, color: c.inkSoft }}>{t('sync:items.none')}</Box>
      ) : (
        <>
          <DataTable
            label={t('sync:items.title')}
            columns={columns}
            rows={items}
            rowKey={(item) => String(item.seq)}
            height={`${Math.min(mostRem, headRem + rowRem * items.length)}rem`}
          />
          {waiting > items.length && (
            <Box sx={{ px: 2.5, py: 1.5, color: c.inkSoft }}>
              {t('sync:items.more', { count: waiting - items.length })}
            </Box>
          )}
        </>
      )}
    </SectionCard>
  );
}
