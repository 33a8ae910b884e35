/** 待办: what is open on this case, by date. */
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import { owedKinds, type CaseTask } from '../../../../domain/complaint/state';
import { ownDateId } from '../../../../domain/investigation/own-date-id';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { askForReview } from '../../../app/step-up';
import { SectionCard } from '../../../components/section-card';
import { WhyDay } from '../../../components/why-date/why-chip';
import { availability } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { AnswerInquiryDialog } from '../dialogs/inquiry-dialogs';
import { CompleteTaskDialog } from '../dialogs/task-dialogs';

export function TasksSection() {
  const { t } = useText();
  const { state, act, person } = useCaseEnvironment();
  const open = state.tasks.filter((task) => task.doneAtMs === null).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
  const done = state.tasks.filter((task) => task.doneAtMs !== null);
  const canAdd = availability('createTask', state, person).kind === 'open';
  return (
    <SectionCard
      title={t('case:tasks.title')}
      actions={
        canAdd ? (
          <Button size="small" onClick={() => act('createTask')}>
            {t('common:action.add')}
          </Button>
        ) : undefined
      }
    >
      {open.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('case:tasks.none')}</Box>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
        {open.map((task) => (
          <OpenTask key={task.id} task={task} />
        ))}
      </Box>
      {done.length > 0 && (
        <Box
          component="details"
          sx={{ mt: 1.5, '& summary': { cursor: 'pointer', color: c.inkSoft, minHeight: '2rem' } }}
        >
          <summary>{t('case:tasks.showDone', { count: done.length })}</summary>
          {done.map((task) => (
            <DoneTask key={task.id} task={task} />
          ))}
        </Box>
      )}
    </SectionCard>
  );
}

function useTaskTitle() {
  const { t } = useText();
  return (task: CaseTask): string => {
    if (task.inquiry) {
      const department = t(`investigation:inquiry.departments.${task.inquiry.department}`);
      return t('investigation:inquiry.task', { department });
    }
    return task.title === '' ? t(`case:tasks.kind.${task.kind}`) : task.title;
  };
}

function OpenTask({ task }: { readonly task: CaseTask }) {
  const { t } = useText();
  const format = useFormat();
  const { state, act, nameOf, nowLocal, person } = useCaseEnvironment();
  const titleOf = useTaskTitle();
  const [completing, setCompleting] = useState(false);
  const isCallback = task.kind === 'callback';
  const isPerformance = task.kind === 'performance';
  const isReview = owedKinds.includes(task.kind);
  const allowed = availability(
    isCallback
      ? 'recordCallback'
      : isPerformance
        ? 'recordPerformance'
        : task.kind === 'supplement'
          ? 'receiveMaterial'
          : 'createTask',
    state,
    person,
  );
  const due = t('case:tasks.due', { date: format.localDate(task.dueOn) });
  const late = task.dueOn < nowLocal.slice(0, 10);
  const blocked = allowed.kind === 'blocked' ? allowed.by : null;
  const press = (): void =>
    isReview
      ? askForReview(state.id, task.id)
      : isCallback
        ? act('recordCallback')
        : isPerformance
          ? act('recordPerformance')
          : task.kind === 'supplement'
            ? act('receiveMaterial')
            : setCompleting(true);
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ overflowWrap: 'anywhere', fontWeight: 500 }}>{titleOf(task)}</Box>
        <Box sx={{ color: late ? tone('error').fill : c.inkSoft }}>
          <WhyDay caseId={state.id} deadlineId={isCallback ? 'callback' : ownDateId(task.id)} text={due} />
          {' · '}
          {task.ownerId === null
            ? isReview
              ? t('authority:review.byAbove')
              : t(isCallback ? 'case:tasks.callbackOthers' : 'case:tasks.ownerAnyone')
            : nameOf(task.ownerId)}
        </Box>
      </Box>
      {allowed.kind !== 'hidden' && (
        <Tooltip describeChild title={blocked === 'byHandler' ? t('case:callback.byHandlerBody') : ''}>
          <span>
            <Button size="small" disabled={blocked !== null} onClick={press}>
              {t(buttonOf(task))}
            </Button>
          </span>
        </Tooltip>
      )}
      {completing && task.kind === 'inquiry' && (
        <AnswerInquiryDialog task={task} onClose={() => setCompleting(false)} />
      )}
      {completing && task.kind !== 'inquiry' && (
        <CompleteTaskDialog taskId={task.id} title={titleOf(task)} onClose={() => setCompleting(false)} />
      )}
    </Box>
  );
}

/** What ends a task. */
function buttonOf({ kind }: CaseTask) {
  if (kind === 'callback') return 'case:act.recordCallback';
  if (kind === 'supplement') return 'case:act.receiveMaterial';
  if (kind === 'inquiry') return 'investigation:inquiry.answer';
  return owedKinds.includes(kind) ? 'authority:review.open' : 'case:tasks.done';
}

function DoneTask({ task }: { readonly task: CaseTask }) {
  const { t } = useText();
  const { nameOf } = useCaseEnvironment();
  const titleOf = useTaskTitle();
  return (
    <Box sx={{ display: 'flex', gap: 1, py: 0.5, color: c.inkSoft }}>
      <CheckCircleOutlined aria-hidden sx={{ color: tone('success').fill, mt: 0.25 }} />
      <Box sx={{ minWidth: 0 }}>
        <Box>{titleOf(task)}</Box>
        <Box>
          {t('case:tasks.doneBy', { name: nameOf(task.doneBy) })}
          {task.review ? ` · ${t(`authority:review.outcomes.${task.review.outcome}`)}` : ''}
          {task.review && task.review.reference !== '' ? ` · ${task.review.reference}` : ''}
          {task.note === '' ? '' : ` · ${task.note}`}
        </Box>
      </Box>
    </Box>
  );
}
