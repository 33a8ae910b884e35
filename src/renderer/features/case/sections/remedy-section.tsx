/** 处理方案: the form while one is being written, the present proposal, and those before it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { currentProposal } from '../../../../domain/complaint/state';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { askForApproval, askForEmergency } from '../../../app/step-up';
import { EmptyState } from '../../../components/empty-state';
import { SectionCard } from '../../../components/section-card';
import { availability } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { ProposalCard } from './proposal-card';
import { RemedyForm } from './remedy-form';

interface RemedySectionProps {
  readonly writing: boolean;
  readonly onWriting: (writing: boolean) => void;
}

export function RemedySection({ writing, onWriting }: RemedySectionProps) {
  const { t } = useText();
  const { state, person, may, act, caseId } = useCaseEnvironment();
  const current = currentProposal(state);
  const earlier = state.proposals.slice(0, -1).toReversed();
  const can = (action: 'proposeRemedy' | 'recallRemedy'): boolean =>
    availability(action, state, person).kind === 'open';
  const pending = current?.status === 'pending';
  const writes = writing && can('proposeRemedy');
  return (
    <Box sx={{ display: 'grid', gap: 2, containerType: 'inline-size' }}>
      {writes && <RemedyForm onDone={() => onWriting(false)} />}
      {!writes && current === undefined && (
        <SectionCard>
          <EmptyState
            title={t('case:remedy.none')}
            body={t('case:remedy.noneBody')}
            action={
              can('proposeRemedy') ? (
                <Button onClick={() => onWriting(true)}>{t('case:remedy.propose')}</Button>
              ) : undefined
            }
          />
        </SectionCard>
      )}
      {current !== undefined && (
        <SectionCard
          title={t('case:remedy.title')}
          tone={pending ? 'warning' : current.status === 'approved' ? 'success' : 'neutral'}
          actions={
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
              {pending && (may('case.propose') || may('case.decide')) && (
                <Button onClick={() => askForApproval(caseId)}>{t('case:remedy.askHere')}</Button>
              )}
              {pending && current.content.refusal === undefined && may('case.propose') && (
                <Button color="error" onClick={() => askForEmergency(caseId)}>
                  {t('authority:emergency.open')}
                </Button>
              )}
              {can('recallRemedy') && <Button onClick={() => act('recallRemedy')}>{t('case:remedy.recall')}</Button>}
              {!writes && !pending && can('proposeRemedy') && (
                <Button onClick={() => onWriting(true)}>{t('case:remedy.proposeAgain')}</Button>
              )}
            </Box>
          }
        >
          {pending && (
            <Alert severity="info" sx={{ mb: 2 }}>
              {t('case:remedy.waiting')}
            </Alert>
          )}
          <ProposalCard proposal={current} latest />
        </SectionCard>
      )}
      {earlier.length > 0 && (
        <SectionCard title={t('case:remedy.history')}>
          <Box sx={{ display: 'grid', gap: 2 }}>
            {earlier.map((proposal) => (
              <Box key={proposal.id} sx={{ '& + &': { borderTop: `1px solid ${c.line}`, pt: 2 } }}>
                <ProposalCard proposal={proposal} latest={false} />
              </Box>
            ))}
          </Box>
        </SectionCard>
      )}
    </Box>
  );
}
