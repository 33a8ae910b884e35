/** What is special about a decision, wherever it is shown: 紧急处置, 代, 待总行追认, and what came of it. */
import Box from '@mui/material/Box';
import { proposalOfOwed } from '../../../../domain/complaint/authority-fold';
import { owedKinds, type CaseTask, type Proposal, type ProposalDecision } from '../../../../domain/complaint/state';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import type { Tone } from '../../../app/theme/tokens';
import { StatusChip } from '../../../components/status-chip';
import { useCaseEnvironment } from '../case-context';

/** Who signed, and by whose authority: 陈静（代 李敏）. */
export function useSignerName(): (signed: Pick<ProposalDecision, 'userId' | 'under' | 'above'>) => string {
  const { t } = useText();
  const { nameOf } = useCaseEnvironment();
  return ({ userId, under, above }) =>
    under?.delegationId == null
      ? (above?.name ?? nameOf(userId))
      : t('authority:mark.nameOnBehalf', { name: nameOf(userId), holder: nameOf(under.holderId) });
}

const owedTexts = {
  review: { open: 'toReview', confirmed: 'reviewed', objected: 'objected' },
  ratification: { open: 'ratify', confirmed: 'ratified', objected: 'notRatified' },
} as const;
const owedTones: { readonly [S in 'open' | 'confirmed' | 'objected']: Tone } = {
  open: 'warning',
  confirmed: 'success',
  objected: 'error',
};

function OwedChip({ task }: { readonly task: CaseTask }) {
  const { t } = useText();
  const stands = task.review?.outcome ?? 'open';
  const texts = owedTexts[task.kind === 'review' ? 'review' : 'ratification'];
  return (
    <StatusChip tone={owedTones[stands]} strong={stands === 'open'} label={t(`authority:mark.${texts[stands]}`)} />
  );
}

/** Chips of one decision, with the words of an emergency below. */
export function DecisionMarks({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useText();
  const { state, nameOf } = useCaseEnvironment();
  const { decision } = proposal;
  const owed = state.tasks.filter(
    (task) => owedKinds.includes(task.kind) && proposalOfOwed(state, task)?.id === proposal.id,
  );
  if (decision === null) return null;
  const { emergency, under, above } = decision;
  const lent = under?.delegationId != null;
  if (!emergency && !lent && !above && owed.length === 0) return null;
  return (
    <Box sx={{ display: 'grid', gap: 0.75, my: 0.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        {emergency && <StatusChip tone="error" strong label={t('authority:mark.emergency')} />}
        {above && <StatusChip tone="accent" strong label={t('above:mark.byHeadquarters')} />}
        {lent && (
          <StatusChip tone="accent" strong label={t('authority:mark.onBehalf', { name: nameOf(under.holderId) })} />
        )}
        {owed.map((task) => (
          <OwedChip key={task.id} task={task} />
        ))}
      </Box>
      {emergency && (
        <Box sx={{ display: 'grid', gap: 0.5 }}>
          <Box>
            {t('authority:mark.twoSigned', {
              first: nameOf(emergency.cosigner.userId),
              second: nameOf(decision.userId),
            })}
          </Box>
          <Box sx={{ color: c.inkSoft }}>{t('authority:emergency.harm')}</Box>
          <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{emergency.harm}</Box>
          <Box sx={{ color: c.inkSoft }}>{t('authority:emergency.reason')}</Box>
        </Box>
      )}
    </Box>
  );
}

/** The same of the decision that holds, for the top of the page. */
export function CaseMarks() {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const emergency = state.proposals.some(({ decision }) => decision?.emergency !== undefined);
  const open = state.tasks.filter((task) => owedKinds.includes(task.kind) && task.doneAtMs === null);
  return (
    <>
      {emergency && <StatusChip tone="error" strong label={t('authority:mark.emergency')} />}
      {open.map((task) => (
        <OwedChip key={task.id} task={task} />
      ))}
    </>
  );
}
