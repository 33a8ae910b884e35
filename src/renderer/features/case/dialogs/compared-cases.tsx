/** Two complaints side by side, and the clocks of both after a choice, each with how it was counted. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { Deadline } from '../../../../domain/deadlines/deadlines';
import type { ComparedCase, CompareView, PairOutlook } from '../../../../shared/contract/case';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { CaseNumber } from '../../../components/case-number';
import { InfoList } from '../../../components/info-list';
import { CaseStatusChip, StatusChip } from '../../../components/status-chip';
import { taxonomyLabel } from '../../../components/taxonomy';
import { WhyDay } from '../../../components/why-date/why-chip';
import { useCaseEnvironment } from '../case-context';

export function ComparedCases({ comparison }: { readonly comparison: CompareView }) {
  const { t, language } = useText();
  const { earlier, newer, shared } = comparison;
  const separator = language === 'en' ? ', ' : '、';
  return (
    <Box component="section" aria-label={t('duplicates:compare')} sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 20rem), 1fr))' }}>
        <OneCase title={t('duplicates:earlier')} one={earlier} />
        <OneCase title={t('duplicates:newer')} one={newer} />
      </Box>
      <Box>
        {shared.length === 0
          ? t('duplicates:sharedNone')
          : t('duplicates:shared', { fields: shared.map((field) => t(`duplicates:fields.${field}`)).join(separator) })}
      </Box>
    </Box>
  );
}

function OneCase({ title, one }: { readonly title: string; readonly one: ComparedCase }) {
  const { t, language } = useText();
  const format = useFormat();
  const { caseId } = useCaseEnvironment();
  const items = [
    { label: t('duplicates:field.received'), value: format.dateTime(one.receivedAtMs) },
    { label: t('duplicates:field.name'), value: one.maskedName },
    { label: t('case:field.businessId'), value: taxonomyLabel(one.businessId, language) },
    { label: t('duplicates:field.matter'), value: one.matter },
    { label: t('duplicates:field.facts'), value: one.facts },
    { label: t('duplicates:field.want'), value: one.want === null ? '' : t(`vocabulary:want.${one.want}`) },
    { label: t('duplicates:field.amount'), value: one.amountFen === null ? '' : format.money(one.amountFen) },
    { label: t('duplicates:field.owner'), value: one.ownerName },
    {
      label: t('duplicates:field.due'),
      value:
        one.decision === null ? (
          ''
        ) : (
          <WhyDay caseId={one.caseId} deadlineId="decision" text={format.localDate(one.decision.dueOn)} />
        ),
    },
  ];
  return (
    <Box sx={{ border: `1px solid ${c.line}`, borderRadius: 2, p: 1.5, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 0.5 }}>
        <Box component="h3" sx={{ m: 0, fontSize: '1rem' }}>
          {title}
        </Box>
        <CaseNumber number={one.number} />
        <CaseStatusChip status={one.status} />
        {one.caseId === caseId && <StatusChip label={t('duplicates:this')} tone="info" />}
      </Box>
      <InfoList items={items} />
    </Box>
  );
}

interface ClocksProps {
  readonly comparison: CompareView;
  readonly outlook: PairOutlook;
}

/** What becomes of both clocks. */
export function PairClocks({ comparison: { earlier, newer }, outlook }: ClocksProps) {
  const { t } = useText();
  const merged = outlook.way !== 'link';
  return (
    <Alert severity="info" role="status">
      <Box sx={{ fontWeight: 600 }}>{t('case:clock.preview')}</Box>
      <ClockLine one={earlier} after={outlook.earlier} />
      {merged ? (
        <Box>{t('duplicates:result.follows', { number: newer.number, earlier: earlier.number })}</Box>
      ) : (
        <ClockLine one={newer} after={outlook.newer} />
      )}
    </Alert>
  );
}

function ClockLine({ one, after }: { readonly one: ComparedCase; readonly after: Deadline | null }) {
  const { t } = useText();
  const format = useFormat();
  const { caseId, number, decision: before } = one;
  if (after === null) return <Box>{t('duplicates:result.none', { number })}</Box>;
  const date = format.localDate(after.dueOn);
  const said =
    before === null || before.dueOn === after.dueOn
      ? t('duplicates:result.unchanged', { number, date })
      : t('duplicates:result.moves', { number, before: format.localDate(before.dueOn), date });
  return (
    <Box>
      <WhyDay caseId={caseId} deadlineId={after.id} outlook={after} text={said} />
    </Box>
  );
}
