/** A short list of cases: one stop for Tab, arrows move, Enter opens. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useState, type ReactNode } from 'react';
import { listedDeadline } from '../../../domain/complaint/states';
import { ownDateId } from '../../../domain/investigation/own-date-id';
import type { CaseRowView, ReminderView, WorkbenchTask } from '../../../shared/contract/history';
import type { TextFunction } from '../../app/i18n/text';
import { useFormat, useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { focusRingInside } from '../../app/theme/overrides/global';
import { CaseNumber } from '../../components/case-number';
import { DeadlineChip } from '../../components/deadline-chip';
import { MajorMark } from '../../components/major-mark';
import { PetitionMark } from '../../components/petition-mark';
import { CaseStatusChip, StatusChip } from '../../components/status-chip';
import { taxonomyLabel } from '../../components/taxonomy';
import { useRoving } from '../../components/use-roving';
import { deadlineName } from '../../components/why-date/derivation-text';
import { WhyInRow } from '../../components/why-date/why-chip';

const SOON_MS = 3 * 24 * 60 * 60_000;

export interface Line {
  readonly id: string;
  readonly caseId: string;
  readonly content: ReactNode;
}

export function CaseList({ label, lines }: { readonly label: string; readonly lines: readonly Line[] }) {
  const [current, setCurrent] = useState(0);
  const at = Math.min(current, lines.length - 1);
  const { onKeyDown, itemRef } = useRoving(lines.length, at, setCurrent);
  return (
    <Box component="ul" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {lines.map(({ id, caseId, content }, index) => (
        <li key={id}>
          <ButtonBase
            ref={itemRef(index)}
            tabIndex={index === at ? 0 : -1}
            onKeyDown={onKeyDown}
            onFocus={() => setCurrent(index)}
            onClick={() => navigate({ name: 'case', caseId })}
            sx={{
              width: '100%',
              display: 'block',
              textAlign: 'left',
              font: 'inherit',
              px: 2.5,
              py: 1.25,
              borderTop: `1px solid ${c.line}`,
              '&:hover': { backgroundColor: c.sunken },
              '&.Mui-focusVisible': focusRingInside,
            }}
          >
            {content}
          </ButtonBase>
        </li>
      ))}
    </Box>
  );
}

export function CaseLine({ row, nowMs }: { readonly row: CaseRowView; readonly nowMs: number }) {
  const { t, language } = useText();
  const leftMs = row.dueAtMs === null ? null : row.dueAtMs - nowMs;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 }}>
      <Box sx={{ flex: '1 1 18rem', minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.25 }}>
          <CaseNumber number={row.number} />
          <span>{row.maskedName === '' ? t('workbench:nameless') : row.maskedName}</span>
        </Box>
        <Box sx={{ color: c.inkSoft, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {row.matter === '' ? taxonomyLabel(row.businessId, language) : row.matter}
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center' }}>
        {row.incomplete && <StatusChip tone="warning" label={t('workbench:incomplete')} />}
        <MajorMark row={row} />
        <PetitionMark row={row} />
        <CaseStatusChip status={row.status} />
        {leftMs !== null && (
          <WhyInRow caseId={row.caseId} deadlineId={listedDeadline(row.status)}>
            <DeadlineChip state={leftMs < 0 ? 'overdue' : leftMs < SOON_MS ? 'soon' : 'ok'} remainingMs={leftMs} />
          </WhyInRow>
        )}
      </Box>
    </Box>
  );
}

/** Up to a day, or up to a minute; what is due at once says since when. */
function clockDue(
  { dueOn, dueAtMs, fromMs }: NonNullable<ReminderView['clock']>,
  t: ReturnType<typeof useText>['t'],
  format: ReturnType<typeof useFormat>,
): string {
  if (fromMs === null) return t('workbench:task.later', { date: format.localDate(dueOn) });
  const time = format.dateTime(dueAtMs);
  return t(fromMs === dueAtMs ? 'workbench:reminders.atOnce' : 'workbench:reminders.untilTime', { time });
}

/** What the person is reminded of, who handles it, and whether nobody answered. */
export function ReminderLine({
  reminder,
  nowMs,
  decides,
}: {
  readonly reminder: ReminderView;
  readonly nowMs: number;
  /** The person is who it goes to when nobody answers. */
  readonly decides: boolean;
}) {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const { row, step, escalated, promise, task, clock } = reminder;
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <CaseLine row={row} nowMs={nowMs} />
      {promise !== null && (
        <Box sx={{ overflowWrap: 'anywhere' }}>
          {t('workbench:promise', { text: promise.text })} ·{' '}
          <WhyInRow caseId={row.caseId} deadlineId={ownDateId(promise.promiseId)}>
            {t('workbench:task.later', { date: format.localDate(promise.dueOn) })}
          </WhyInRow>
        </Box>
      )}
      {task !== null && (
        <Box sx={{ overflowWrap: 'anywhere' }}>
          {t(`case:tasks.kind.${task.kind}`)}
          {task.title !== '' && t('workbench:reminders.titled', { title: task.title })} ·{' '}
          <WhyInRow caseId={row.caseId} deadlineId={task.kind === 'callback' ? 'callback' : ownDateId(task.taskId)}>
            {t('workbench:task.later', { date: format.localDate(task.dueOn) })}
          </WhyInRow>
        </Box>
      )}
      {clock !== null && (
        <Box sx={{ overflowWrap: 'anywhere' }}>
          {deadlineName(clock, text)} ·{' '}
          <WhyInRow caseId={row.caseId} deadlineId={clock.id}>
            {clockDue(clock, t, format)}
          </WhyInRow>
        </Box>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.25, rowGap: 0.5 }}>
        <StatusChip tone={step === 'overdue' ? 'error' : 'warning'} label={t(`vocabulary:reminder.${step}`)} />
        {escalated && (
          <StatusChip
            strong
            tone="error"
            label={t(decides ? 'workbench:reminders.escalated' : 'workbench:reminders.unanswered')}
          />
        )}
        <Box component="span" sx={{ color: c.inkSoft }}>
          {row.ownerName === ''
            ? t('workbench:reminders.noOwner')
            : t('workbench:reminders.owner', { name: row.ownerName })}
        </Box>
      </Box>
    </Box>
  );
}

/** A task or callback: what, for whom, by when. */
export function TaskLine({ task }: { readonly task: WorkbenchTask }) {
  const { t } = useText();
  const format = useFormat();
  const { state, kind, dueOn } = task;
  const { isOwn, words: taskTitle } = taskWords(task, t);
  const due = (
    <StatusChip
      tone={state === 'overdue' ? 'error' : state === 'today' ? 'warning' : 'neutral'}
      strong={state === 'overdue'}
      label={
        state === 'today' ? t('workbench:taskToday') : t(`workbench:task.${state}`, { date: format.localDate(dueOn) })
      }
    />
  );
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 }}>
      <Box sx={{ flex: '1 1 12rem', minWidth: 0 }}>
        {kind !== 'callback' && <Box sx={{ overflowWrap: 'anywhere' }}>{taskTitle}</Box>}
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.25, alignItems: 'baseline', color: c.inkSoft }}>
          <CaseNumber number={task.number} />
          <span>{task.maskedName === '' ? t('workbench:nameless') : task.maskedName}</span>
        </Box>
      </Box>
      {isOwn ? (
        due
      ) : (
        <WhyInRow caseId={task.caseId} deadlineId={kind === 'callback' ? 'callback' : ownDateId(task.taskId)}>
          {due}
        </WhyInRow>
      )}
    </Box>
  );
}

/** `isOwn`: it follows from no deadline. */
function taskWords(
  { kind, title }: WorkbenchTask,
  t: TextFunction,
): { readonly isOwn: boolean; readonly words: string } {
  if (kind === 'reconcile') return { isOwn: true, words: t('versions:task') };
  if (kind === 'promise') return { isOwn: false, words: t('workbench:promise', { text: title }) };
  return { isOwn: false, words: title === '' ? t(`case:tasks.kind.${kind}`) : title };
}
