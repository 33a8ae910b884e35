/** 核查: what was asked of the superior institution, what it decided, and whether the complainant knows. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { Review } from '../../../../domain/complaint/state';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { InfoList, type InfoItem } from '../../../components/info-list';
import { SectionCard } from '../../../components/section-card';
import { WhyDay } from '../../../components/why-date/why-chip';
import { useCaseEnvironment } from '../case-context';
import { Quote } from './complaint-section';

export function ReviewSection() {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const reviews = state.reviews ?? [];
  const last = reviews.at(-1);
  if (last === undefined) return null;
  return (
    <SectionCard title={t('case:review.title')} tone={last.told === null ? 'warning' : 'neutral'}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        {[...reviews].reverse().map((review) => (
          <Box key={review.reviewId} sx={{ '& + &': { borderTop: `1px solid ${c.line}`, pt: 2 } }}>
            <OneReview review={review} />
          </Box>
        ))}
        {last.decision?.result === 'changed' && last.told !== null && state.status === 'investigating' && (
          <Alert severity="info">{t('case:review.changedNext')}</Alert>
        )}
      </Box>
    </SectionCard>
  );
}

function OneReview({ review }: { readonly review: Review }) {
  const { t } = useText();
  const format = useFormat();
  const { state } = useCaseEnvironment();
  const { decision, late, told } = review;
  const evidence = state.evidence.filter(({ id }) => review.evidenceIds.includes(id)).map(({ name }) => name);
  const kind = t(`vocabulary:partyKind.${review.by}`);
  const items: readonly InfoItem[] = [
    {
      label: t('case:review.requested'),
      value: t('case:review.requestedValue', {
        date: format.localDate(review.receivedOn),
        who: review.by === 'self' ? t('case:review.self') : `${kind} ${review.byName}`,
      }),
    },
    ...(late === null
      ? []
      : [
          {
            label: t('case:review.late'),
            value: (
              <WhyDay
                caseId={state.id}
                deadlineId="reviewRequest"
                text={t('case:review.lateValue', { date: format.localDate(late.lastOn), reason: late.reason })}
              />
            ),
          },
        ]),
    ...(evidence.length === 0
      ? []
      : [{ label: t('case:review.evidenceTitle'), value: evidence.join(t('case:list.separator')) }]),
    {
      label: t('case:review.decision'),
      value:
        decision === null
          ? t('case:review.pending')
          : t('case:review.decisionValue', {
              result: t(`vocabulary:reviewResult.${decision.result}`),
              institution: decision.institution,
              date: format.localDate(decision.decidedOn),
              referenceNo: decision.referenceNo,
              decidedBy: decision.decidedBy,
            }),
    },
    ...(decision === null
      ? []
      : [
          ...(decision.changes === '' ? [] : [{ label: t('case:review.changes'), value: decision.changes }]),
          { label: t('case:review.reasons'), value: decision.reasons },
          { label: t('case:review.basis'), value: decision.basis },
          {
            label: t('case:review.told'),
            value:
              told === null
                ? t('case:review.notTold')
                : [
                    t('case:content.deliveryValue', {
                      date: format.localDate(told.deliveredOn),
                      method: t(`vocabulary:deliveryMethod.${told.method}`),
                    }),
                    told.receivedBy,
                    told.note,
                  ]
                    .filter((text) => text !== '')
                    .join(' · '),
          },
        ]),
  ];
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Quote label={t('case:review.groundsTitle')} text={review.grounds} />
      <InfoList items={items} />
    </Box>
  );
}
