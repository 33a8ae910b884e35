/** 应急处置清单, as it is in force at the branch. */
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { CrisisPlanParts } from '../../../components/crisis-plan-parts';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { usePackContent } from '../../../components/use-pack-content';

export function CrisisPlanSection() {
  const { t } = useText();
  const { content, error } = usePackContent('inForce.plan');
  const plan = content?.kind === 'plan' ? content.pack : null;
  return (
    <SectionCard
      title={t('major:plan.title')}
      actions={plan?.approvedBy === null && <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />}
    >
      <ErrorNotice error={error} />
      {plan === null && error === null && <LinearProgress aria-label={t('common:state.loading')} />}
      {plan !== null && (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Box sx={{ color: c.inkSoft }}>{t('major:plan.explain', { version: plan.version })}</Box>
          <CrisisPlanParts plan={plan} />
        </Box>
      )}
    </SectionCard>
  );
}
