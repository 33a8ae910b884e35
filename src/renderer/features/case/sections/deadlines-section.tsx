/** 期限: what is left; each date says where it comes from. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { standingHolds } from '../../../../domain/complaint/hold';
import { pendingProceedings } from '../../../../domain/complaint/proceedings';
import type { DeadlineView } from '../../../../shared/contract/case';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { deadlineName, limitInTime } from '../../../components/why-date/derivation-text';
import { WhyChip, WhyInRow } from '../../../components/why-date/why-chip';
import { useCaseEnvironment } from '../case-context';
import { DeadlineState, useUntil } from './deadline-state';

export function DeadlinesSection() {
  const { t } = useText();
  const { view, state, colleagues } = useCaseEnvironment();
  const format = useFormat();
  const holds = standingHolds(state);
  return (
    <SectionCard title={t('case:deadlines.title')}>
      {view.deadlines.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('case:deadlines.none')}</Box>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
        {view.deadlines.map((deadline) => (
          <DeadlineItem key={deadline.id} deadline={deadline} />
        ))}
      </Box>
      {pendingProceedings(state).map(({ id, kind, institution, docketNo }) => (
        <Alert key={id} severity="warning" sx={{ mt: 1.5 }}>
          {t('case:proceedings.stands', {
            kind: t(`vocabulary:proceedingsKind.${kind}`),
            institution,
            docketNo,
          })}
        </Alert>
      ))}
      {holds.map(({ id, reason, placedBy, placedAtMs }) => (
        <Alert key={id} severity="warning" sx={{ mt: 1.5 }}>
          {t('case:hold.stands', {
            date: format.date(placedAtMs),
            person: colleagues.find(({ userId }) => userId === placedBy)?.name ?? '',
            reason,
          })}
        </Alert>
      ))}
    </SectionCard>
  );
}

export function DeadlineItem({ deadline }: { readonly deadline: DeadlineView }) {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const { state } = useCaseEnvironment();
  const name = deadlineName(deadline, text);
  const until = useUntil()(deadline);
  return (
    <Box component="li">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, justifyContent: 'space-between' }}>
        <Box sx={{ fontWeight: 600 }}>{name}</Box>
        {/* For the mouse; the day below is the button. */}
        <WhyInRow caseId={state.id} deadlineId={deadline.id}>
          <DeadlineState deadline={deadline} />
        </WhyInRow>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75 }}>
        <WhyChip
          caseId={state.id}
          deadlineId={deadline.id}
          label={`${name} ${limitInTime(deadline) === null ? format.localDate(deadline.dueOn) : until}`}
        >
          <Box
            component="span"
            sx={{ textDecoration: 'underline dotted', textUnderlineOffset: '0.3em', minHeight: '1.75rem' }}
          >
            {until}
          </Box>
        </WhyChip>
        {deadline.confidence === 'toBeConfirmed' && (
          <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />
        )}
        {deadline.estimated && <StatusChip label={t('case:deadlines.estimated')} />}
      </Box>
    </Box>
  );
}
