/** 协办: questions to other departments and what they answered. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { CaseTask } from '../../../../domain/complaint/state';
import { ownDateId } from '../../../../domain/investigation/own-date-id';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { WhyChip } from '../../../components/why-date/why-chip';
import { availability, barOf } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { AnswerInquiryDialog } from '../dialogs/inquiry-dialogs';

export function InquiriesSection() {
  const { t } = useText();
  const { state, person, act } = useCaseEnvironment();
  const inquiries = state.tasks.filter(({ kind }) => kind === 'inquiry').toReversed();
  return (
    <SectionCard
      title={t('investigation:inquiry.title')}
      actions={
        availability('sendInquiry', state, person).kind === 'open' && (
          <Button size="small" onClick={() => act('sendInquiry')}>
            {t('investigation:inquiry.send')}
          </Button>
        )
      }
    >
      {inquiries.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('investigation:inquiry.none')}</Box>}
      {inquiries.map((task) => (
        <InquiryItem key={task.id} task={task} />
      ))}
    </SectionCard>
  );
}

function InquiryItem({ task }: { readonly task: CaseTask }) {
  const { t } = useText();
  const format = useFormat();
  const { caseId, person, nowLocal } = useCaseEnvironment();
  const [answering, setAnswering] = useState(false);
  const { inquiry } = task;
  if (inquiry === undefined) return null;
  const { department, addressee, question, sentOn, answer } = inquiry;
  const late = (answer?.answeredOn ?? nowLocal.slice(0, 10)) > task.dueOn;
  const due = t(late ? 'investigation:inquiry.late' : 'investigation:inquiry.due', {
    date: format.localDate(task.dueOn),
  });
  const mayAnswer = answer === null && person.may('case.edit') && !barOf(person, person.userId, 'handle');
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.5,
        alignItems: 'flex-start',
        '& + &': { borderTop: `1px solid ${c.line}`, mt: 1.25, pt: 1.25 },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0, display: 'grid', gap: 0.5 }}>
        <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {t('investigation:inquiry.sent', {
            date: format.localDate(sentOn),
            department: t(`investigation:inquiry.departments.${department}`),
            addressee: addressee === '' ? '' : t('investigation:inquiry.toPerson', { name: addressee }),
            question,
          })}
        </Box>
        {answer !== null && (
          <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {t('investigation:inquiry.answered', {
              date: format.localDate(answer.answeredOn),
              name: answer.answeredBy,
              answer: answer.answer,
            })}
          </Box>
        )}
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          {answer === null ? (
            <WhyChip caseId={caseId} deadlineId={ownDateId(task.id)} label={due}>
              <StatusChip tone={late ? 'error' : 'neutral'} label={due} />
            </WhyChip>
          ) : (
            <StatusChip
              tone={late ? 'warning' : 'success'}
              label={t(late ? 'investigation:inquiry.answeredLate' : 'investigation:inquiry.answeredOnTime')}
            />
          )}
        </Box>
      </Box>
      {mayAnswer && (
        <Button size="small" onClick={() => setAnswering(true)} sx={{ flexShrink: 0 }}>
          {t('investigation:inquiry.answer')}
        </Button>
      )}
      {answering && <AnswerInquiryDialog task={task} onClose={() => setAnswering(false)} />}
    </Box>
  );
}
