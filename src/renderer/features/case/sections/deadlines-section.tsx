/** 期限: what is left, and on which article it rests. */
import Box from '@mui/material/Box';
import type { DeadlineView } from '../../../../shared/contract/case';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { DeadlineChip } from '../../../components/deadline-chip';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { useCaseEnvironment } from '../case-context';

const named = ['acceptanceNote', 'decision', 'callback', 'archive'] as const;

/** The name of a deadline; one of a newer rule pack shows its id. */
export function useDeadlineName(): (id: string) => string {
  const { t } = useText();
  return (id) => {
    const known = named.find((name) => name === id);
    return known === undefined ? id : t(`deadlines:deadline.${known}`);
  };
}

export function DeadlinesSection() {
  const { t } = useText();
  const { view } = useCaseEnvironment();
  return (
    <SectionCard title={t('case:deadlines.title')}>
      {view.deadlines.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('case:deadlines.none')}</Box>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
        {view.deadlines.map((deadline) => (
          <DeadlineItem key={deadline.id} deadline={deadline} />
        ))}
      </Box>
    </SectionCard>
  );
}

function DeadlineItem({ deadline }: { readonly deadline: DeadlineView }) {
  const { t } = useText();
  const format = useFormat();
  const nameOf = useDeadlineName();
  return (
    <Box component="li">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, justifyContent: 'space-between' }}>
        <Box sx={{ fontWeight: 600 }}>{nameOf(deadline.id)}</Box>
        <DeadlineChip state={deadline.state} remainingMs={deadline.remainingMs} />
      </Box>
      <Box>{t('case:deadlines.dueOn', { date: format.localDate(deadline.dueOn) })}</Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        {deadline.toBeConfirmed && <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />}
        {deadline.estimated && <StatusChip label={t('case:deadlines.estimated')} />}
      </Box>
      {(deadline.article !== '' || deadline.source !== '') && (
        <Box component="details" sx={{ '& summary': { cursor: 'pointer', color: c.inkSoft, minHeight: '1.75rem' } }}>
          <summary>{t('case:deadlines.details')}</summary>
          <Box sx={{ color: c.inkSoft }}>
            {[deadline.source, deadline.article].filter((text) => text !== '').join(' · ')}
          </Box>
        </Box>
      )}
    </Box>
  );
}
