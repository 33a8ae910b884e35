/** 试算: the dates that a step would lead to, while its form is still open. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import type { Difference } from '../../../../domain/deadlines/differences';
import type { ClockStep, OutlookView } from '../../../../shared/contract/case';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { api } from '../../../bridge/client';
import { deadlineName } from '../../../components/why-date/derivation-text';
import { WhyDay } from '../../../components/why-date/why-chip';
import { useCaseEnvironment } from '../case-context';

/** `step` is null while the form does not say one yet. */
export function ClockPreview({ step }: { readonly step: ClockStep | null }) {
  const { t } = useText();
  const { caseId } = useCaseEnvironment();
  const [outlook, setOutlook] = useState<OutlookView | null>(null);
  const asked = JSON.stringify(step);
  useEffect(() => {
    let left = false;
    const given = JSON.parse(asked) as ClockStep | null;
    if (given === null) return undefined;
    void api['case.whatIf']({ caseId, step: given }).then((reply) => {
      if (!left) setOutlook(reply.ok ? reply.value : null);
    });
    return () => {
      left = true;
    };
  }, [caseId, asked]);
  if (step === null || outlook === null) return null;
  const approvers = outlook.approvers.map((level) => t(`case:clock.levels.${level}`)).join(t('case:clock.or'));
  return (
    <Alert severity="info" role="status">
      <Box sx={{ fontWeight: 600 }}>{t('case:clock.preview')}</Box>
      {outlook.differences.length === 0 && t('case:clock.noChange')}
      {outlook.differences.map((difference) => (
        <DifferenceLine key={difference.id} difference={difference} />
      ))}
      {outlook.approvers.length > 0 && <Box>{t('case:clock.needsApproval', { who: approvers })}</Box>}
      {outlook.noticeRequired && <Box>{t('case:clock.needsNotice')}</Box>}
    </Alert>
  );
}

function DifferenceLine({ difference: { before, after } }: { readonly difference: Difference }) {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const one = after ?? before;
  const { caseId } = useCaseEnvironment();
  if (one === null) return null;
  const name = deadlineName(one, text);
  const day = format.localDate;
  if (after === null) return <Box>{t('case:clock.gone', { name })}</Box>;
  if (after.standsSince !== null) return <Box>{t('case:clock.stands', { name, date: day(after.standsSince) })}</Box>;
  const said =
    before === null
      ? t('case:clock.appears', { name, date: day(after.dueOn) })
      : t('case:clock.moves', { name, before: day(before.dueOn), after: day(after.dueOn) });
  return (
    <Box>
      <WhyDay caseId={caseId} deadlineId={after.id} outlook={after} text={said} />
    </Box>
  );
}
