/** 定级: what the plan says for what was ticked; a person decides. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { gradeOf, type IncidentGrade, type IncidentPart } from '../../../domain/crisis/plan';
import type { IncidentView } from '../../../shared/contract/incident';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';

interface GradeSectionProps {
  readonly incident: IncidentView;
  readonly plan: IncidentPart;
  readonly onShown: (view: IncidentView) => void;
}

export function GradeSection({ incident, plan, onShown }: GradeSectionProps) {
  const { t, language } = useText();
  const [ticked, setTicked] = useState(incident.triggers);
  const [error, setError] = useState<CodedError | null>(null);
  const word = language === 'en' ? 'en' : 'zh';
  const due = gradeOf(plan, ticked);
  const current = plan.grades.find(({ grade }) => grade === (due ?? incident.grade));
  if (!incident.mayGrade && incident.grade === null) return null;

  const decide = async (grade: IncidentGrade): Promise<void> => {
    const reply = await api['incident.grade']({ commandId: newId(), id: incident.id, grade, triggers: [...ticked] });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) onShown(reply.value);
  };

  return (
    <SectionCard title={t('incident:grading.title')}>
      <Box sx={{ display: 'grid', gap: 1 }}>
        {incident.mayGrade && (
          <Box
            sx={{
              display: 'grid',
              gap: 2,
              alignItems: 'start',
              gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 17rem), 1fr))',
            }}
          >
            {plan.grades.map(({ grade, triggers }) => (
              <Box key={grade} component="fieldset" sx={{ m: 0, p: 0, border: 0, minWidth: 0 }}>
                <Box component="legend" sx={{ p: 0, fontWeight: 600 }}>
                  {t(`incident:grade.${grade}`)}
                </Box>
                <Box sx={{ display: 'grid' }}>
                  {triggers.map((trigger) => (
                    <FormControlLabel
                      key={trigger.id}
                      sx={{ m: 0 }}
                      label={trigger[word]}
                      control={
                        <Checkbox
                          size="small"
                          checked={ticked.includes(trigger.id)}
                          onChange={(_event, on) =>
                            setTicked(on ? [...ticked, trigger.id] : ticked.filter((id) => id !== trigger.id))
                          }
                        />
                      }
                    />
                  ))}
                </Box>
              </Box>
            ))}
          </Box>
        )}
        {current !== undefined && (
          <Box sx={{ color: c.inkSoft }}>{t('incident:grading.report', { report: current.report[word] })}</Box>
        )}
        {incident.mayGrade && due !== null && due !== incident.grade && (
          <Button variant="outlined" onClick={() => void decide(due)}>
            {t('incident:grading.decide', { grade: t(`incident:grade.${due}`) })}
          </Button>
        )}
        <ErrorNotice error={error} />
      </Box>
    </SectionCard>
  );
}
