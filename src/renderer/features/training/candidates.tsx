/** For those who lead: colleagues who chose to show an exam, in the order of their names and without any ranking. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useCallback, useEffect, useState } from 'react';
import type { Grade } from '../../../domain/training/certificates';
import type { TrainingCandidate } from '../../../shared/contract/training';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { api } from '../../bridge/client';
import { Notes } from './candidate-notes';
import { Quiet, Row } from './home-lists';
import { useWords } from './words-of';

export function Candidates() {
  const { t } = useText();
  const [candidates, setCandidates] = useState<readonly TrainingCandidate[]>([]);
  const [error, setError] = useState<CodedError | null>(null);
  const load = useCallback((): void => {
    void api['training.candidates']({}).then((reply) => {
      if (reply.ok) setCandidates(reply.value.candidates);
      else setError(reply.error);
    });
  }, []);
  useEffect(load, [load]);
  return (
    <SectionCard title={t('training:candidates.title')}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Quiet>{t(candidates.length === 0 ? 'training:candidates.empty' : 'training:candidates.hint')}</Quiet>
        <ErrorNotice error={error} />
        {candidates.length > 0 && (
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
            {candidates.map((one) => (
              <Candidate key={`${one.userId}.${one.script.code}`} of={one} onConfirmed={load} onError={setError} />
            ))}
          </Box>
        )}
      </Box>
    </SectionCard>
  );
}

interface CandidateProps {
  readonly of: TrainingCandidate;
  readonly onConfirmed: () => void;
  readonly onError: (error: CodedError) => void;
}

function Candidate({ of, onConfirmed, onError }: CandidateProps) {
  const { t } = useText();
  const words = useWords();
  const [asked, setAsked] = useState<Grade | null>(null);
  const confirm = async (grade: Grade): Promise<void> => {
    const reply = await api['training.confirm']({
      commandId: newId(),
      userId: of.userId,
      script: of.script.code,
      grade,
    });
    setAsked(null);
    if (reply.ok) onConfirmed();
    else onError(reply.error);
  };
  return (
    <Row
      end={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 1 }}>
          {of.grades.length === 0 && <Quiet>{t('training:candidates.none')}</Quiet>}
          {of.grades.map((grade) => (
            <Button key={grade} size="small" variant="outlined" onClick={() => setAsked(grade)}>
              {t('training:candidates.confirm', { grade: t(`training:grade.${grade}`) })}
            </Button>
          ))}
        </Box>
      }
    >
      <Box sx={{ fontWeight: 600 }}>
        {of.name} · {words(of.script.title)}
      </Box>
      <Box sx={{ color: c.inkSoft }}>
        {t('training:candidates.row', { count: of.exams, points: of.best })}
        {of.held?.ended === null &&
          ` · ${t('training:candidates.held', { grade: t(`training:grade.${of.held.grade}`) })}`}
      </Box>
      <Notes of={of} onKept={onConfirmed} onError={onError} />
      {asked !== null && (
        <Box role="alert" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: 1 }}>
          {t('training:candidates.sure', {
            name: of.name,
            script: words(of.script.title),
            grade: t(`training:grade.${asked}`),
          })}
          <Button size="small" onClick={() => setAsked(null)}>
            {t('common:action.cancel')}
          </Button>
          <Button size="small" variant="contained" onClick={() => void confirm(asked)}>
            {t('common:action.confirm')}
          </Button>
        </Box>
      )}
    </Row>
  );
}
