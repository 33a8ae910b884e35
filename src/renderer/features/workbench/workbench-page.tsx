/** 工作台: what to do now, the most urgent first. */
import CallOutlined from '@mui/icons-material/CallOutlined';
import ChecklistOutlined from '@mui/icons-material/ChecklistOutlined';
import EventBusyOutlined from '@mui/icons-material/EventBusyOutlined';
import EditNoteOutlined from '@mui/icons-material/EditNoteOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import FolderOpenOutlined from '@mui/icons-material/FolderOpenOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import RecordVoiceOverOutlined from '@mui/icons-material/RecordVoiceOverOutlined';
import SyncOutlined from '@mui/icons-material/SyncOutlined';
import TodayOutlined from '@mui/icons-material/TodayOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, type ReactNode } from 'react';
import type { WorkbenchView } from '../../../shared/contract/history';
import { showConversation, useRunningConversations } from '../../app/conversation';
import { useFormat, useText } from '../../app/i18n/use-text';
import { setNavCount } from '../../app/nav-counts';
import { askForQuickCapture } from '../../app/quick-capture';
import type { HistoryShortcut, Route } from '../../app/route';
import { navigate } from '../../app/router';
import { syncText } from '../../app/shell/sync-chip';
import { useSyncStatus } from '../../app/sync-status';
import { c } from '../../app/theme/css-vars';
import { pageFrom } from '../../app/theme/page-container';
import type { Tone } from '../../app/theme/tokens';
import { useSignedIn, type SignedIn } from '../../app/use-signed-in';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { focusFirstIn } from '../../components/focus-first';
import { useKeyText } from '../../app/shortcuts/own-keys';
import { KeyHint } from '../../components/key-hint';
import { PageHeader } from '../../components/page-header';
import { RunningConversations } from '../../components/running-conversations';
import { SectionCard } from '../../components/section-card';
import { StatTile } from '../../components/stat-tile';
import { useNow } from '../../components/use-now';
import { BackupLine } from './backup-line';
import { CaseLine, CaseList, ReminderLine, TaskLine } from './case-list';
import { useApprovalCount, useWorkbench } from './use-workbench';

export function WorkbenchPage() {
  const signedIn = useSignedIn();
  return signedIn === null ? null : <Workbench signedIn={signedIn} />;
}

function Workbench({ signedIn: { session } }: { readonly signedIn: SignedIn }) {
  const { t } = useText();
  const format = useFormat();
  const nowMs = useNow();
  const { view, error, reload } = useWorkbench();
  const mayRegister = session.permissions.includes('case.register');
  const mayDecide = session.permissions.includes('case.decide');

  const overdue = view?.counts.overdue ?? 0;
  useEffect(() => setNavCount('workbench', overdue), [overdue]);
  useApprovalCount(mayDecide);

  return (
    <Box>
      <PageHeader
        title={t('workbench:title')}
        subtitle={`${session.name} · ${format.date(nowMs)}`}
        actions={
          mayRegister && (
            <Button
              variant="contained"
              size="large"
              onClick={askForQuickCapture}
              endIcon={<KeyHint action="quickCapture" />}
            >
              {t('workbench:register')}
            </Button>
          )
        }
      />
      <ErrorNotice error={error} onRetry={reload} />
      {view === null ? (
        error === null && <Box role="status">{t('common:state.loading')}</Box>
      ) : (
        <Box sx={{ display: 'grid', gap: 2 }}>
          {session.permissions.includes('branch.manage') && <BackupLine />}
          {session.permissions.includes('conversation.lead') && <Conversations />}
          <Numbers counts={view.counts} mayDecide={mayDecide} />
          {isNew(view) ? (
            <FirstSteps mayRegister={mayRegister} />
          ) : (
            <Lists view={view} nowMs={nowMs} decides={mayDecide} />
          )}
        </Box>
      )}
    </Box>
  );
}

const isNew = ({ counts, due, major, mine, approvals, callbacks, tasks }: WorkbenchView): boolean =>
  counts.open === 0 &&
  counts.registeredToday === 0 &&
  [due, major, mine, approvals, callbacks, tasks].every((list) => list.length === 0);

/** Talks that have not ended: after a break, or after the PC went down, they go on where they were. */
function Conversations() {
  const { t } = useText();
  const running = useRunningConversations();
  if (running.length === 0) return null;
  return (
    <SectionCard title={t('conversation:start.running')} icon={<RecordVoiceOverOutlined aria-hidden />}>
      <RunningConversations
        conversations={running}
        onOpen={(id) => {
          const found = running.find((one) => one.id === id);
          if (found === undefined) return;
          if (found.caseId === null && found.draftId === null) {
            navigate({ name: 'conversation', conversationId: id });
            return;
          }
          showConversation(id);
          navigate(
            found.caseId === null
              ? { name: 'intake', draftId: found.draftId ?? '' }
              : { name: 'case', caseId: found.caseId },
          );
        }}
      />
    </SectionCard>
  );
}

interface Tile {
  readonly key: Exclude<keyof WorkbenchView['counts'], 'dueToday' | 'major'>;
  readonly icon: ReactNode;
  readonly tone: Tone;
  /** A place, or a list on this page. */
  readonly to: Route | 'tasks' | 'callbacks';
}

interface NumbersProps {
  readonly counts: WorkbenchView['counts'];
  readonly mayDecide: boolean;
}

function Numbers({ counts, mayDecide }: NumbersProps) {
  const { t } = useText();
  const format = useFormat();
  const history = (view: HistoryShortcut): Route => ({ name: 'history', view });
  const tiles: readonly Tile[] = [
    { key: 'overdue', icon: <EventBusyOutlined />, tone: 'error', to: history('overdue') },
    { key: 'soon', icon: <HourglassBottomOutlined />, tone: 'warning', to: history('soon') },
    {
      key: 'awaitingApproval',
      icon: <FactCheckOutlined />,
      tone: 'accent',
      to: mayDecide ? { name: 'approvals' } : history('awaitingApproval'),
    },
    { key: 'tasks', icon: <ChecklistOutlined />, tone: 'primary', to: 'tasks' },
    { key: 'callbacksDue', icon: <CallOutlined />, tone: 'info', to: 'callbacks' },
    { key: 'incomplete', icon: <EditNoteOutlined />, tone: 'warning', to: history('incomplete') },
    { key: 'mine', icon: <PersonOutlined />, tone: 'primary', to: history('mine') },
    { key: 'open', icon: <FolderOpenOutlined />, tone: 'neutral', to: history('open') },
    { key: 'registeredToday', icon: <TodayOutlined />, tone: 'neutral', to: history('today') },
  ];
  return (
    <Box
      role="group"
      aria-label={t('workbench:numbers')}
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
        [pageFrom(52)]: { gridTemplateColumns: 'repeat(5, minmax(0, 1fr))' },
      }}
    >
      {tiles.map(({ key, icon, tone, to }) => (
        <StatTile
          key={key}
          label={
            key === 'soon' && counts.dueToday > 0
              ? t('workbench:count.soonToday', { count: counts.dueToday })
              : t(`workbench:count.${key}`)
          }
          value={format.number(counts[key])}
          icon={icon}
          // Nothing waits: no alarm.
          tone={counts[key] === 0 ? 'neutral' : tone}
          onClick={() => (typeof to === 'string' ? goToList(to) : navigate(to))}
        />
      ))}
      <WaitingForSync />
    </Box>
  );
}

function WaitingForSync() {
  const { t } = useText();
  const format = useFormat();
  const sync = useSyncStatus();
  return (
    <StatTile
      label={syncText(sync, t)}
      value={sync.state === 'notEnrolled' ? '—' : format.number(sync.waiting)}
      icon={<SyncOutlined />}
      tone={sync.state === 'attention' ? 'warning' : 'neutral'}
      onClick={() => navigate({ name: 'sync' })}
    />
  );
}

const listId = (list: 'tasks' | 'callbacks'): string => `workbench-${list}`;

/** From the number to what it counts: the list comes into sight and has the focus. */
function goToList(list: 'tasks' | 'callbacks'): void {
  const section = document.getElementById(listId(list));
  section?.scrollIntoView({ block: 'nearest' });
  if (!focusFirstIn(section)) section?.focus();
}

interface ListsProps {
  readonly view: WorkbenchView;
  readonly nowMs: number;
  readonly decides: boolean;
}

function Lists({ view, nowMs, decides }: ListsProps) {
  const { t } = useText();
  const lines = (rows: WorkbenchView['due']) =>
    rows.map((row) => ({ id: row.caseId, caseId: row.caseId, content: <CaseLine row={row} nowMs={nowMs} /> }));
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: 'minmax(0, 1fr)',
        [pageFrom(52)]: { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        {view.major.length > 0 && (
          <Section
            title={t('workbench:major.title')}
            tone="error"
            empty=""
            count={view.major.length}
            total={view.counts.major}
            action={
              <Button size="small" onClick={() => navigate({ name: 'history', view: 'major' })}>
                {t('workbench:major.all')}
              </Button>
            }
          >
            <CaseList label={t('workbench:major.title')} lines={lines(view.major)} />
          </Section>
        )}
        {view.reminders.length > 0 && (
          <SectionCard title={t('workbench:reminders.title')} flush>
            <Box sx={{ px: 2.5, pb: 1.25, color: c.inkSoft }}>{t('workbench:reminders.hint')}</Box>
            <CaseList
              label={t('workbench:reminders.title')}
              lines={view.reminders.map((reminder) => ({
                id: reminderId(reminder),
                caseId: reminder.row.caseId,
                content: <ReminderLine reminder={reminder} nowMs={nowMs} decides={decides} />,
              }))}
            />
          </SectionCard>
        )}
        <Section title={t('workbench:due.title')} empty={t('workbench:due.empty')} count={view.due.length}>
          <CaseList label={t('workbench:due.title')} lines={lines(view.due)} />
        </Section>
        {decides && (
          <Section
            title={t('workbench:approvals.title')}
            empty={t('workbench:approvals.empty')}
            count={view.approvals.length}
          >
            <CaseList label={t('workbench:approvals.title')} lines={lines(view.approvals)} />
          </Section>
        )}
        <TaskSection list="tasks" view={view} />
      </Box>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Section title={t('workbench:mine.title')} empty={t('workbench:mine.empty')} count={view.mine.length}>
          <CaseList label={t('workbench:mine.title')} lines={lines(view.mine)} />
        </Section>
        <TaskSection list="callbacks" view={view} />
      </Box>
    </Box>
  );
}

/** A case can stand here for its decision, and once more for each other thing that is due. */
function reminderId({ promise, task, clock, row }: WorkbenchView['reminders'][number]): string {
  return promise?.promiseId ?? task?.taskId ?? (clock === null ? row.caseId : `${row.caseId} ${clock.id}`);
}

interface TaskSectionProps {
  readonly list: 'tasks' | 'callbacks';
  readonly view: WorkbenchView;
}

function TaskSection({ list, view }: TaskSectionProps) {
  const { t } = useText();
  const title = t(`workbench:${list}.title`);
  return (
    <Box id={listId(list)} tabIndex={-1}>
      <Section
        title={title}
        empty={t(`workbench:${list}.empty`)}
        count={view[list].length}
        total={view.counts[list === 'tasks' ? 'tasks' : 'callbacksDue']}
      >
        <CaseList
          label={title}
          lines={view[list].map((task) => ({
            id: task.taskId,
            caseId: task.caseId,
            content: <TaskLine task={task} />,
          }))}
        />
      </Section>
    </Box>
  );
}

interface SectionProps {
  readonly title: string;
  readonly empty: string;
  readonly count: number;
  /** All there are, where the list shows the first of them only. */
  readonly total?: number;
  /** Asks for attention. */
  readonly tone?: Tone;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Section({ title, empty, count, total = count, tone, action, children }: SectionProps) {
  const { t } = useText();
  return (
    <SectionCard title={title} flush actions={action} {...(tone === undefined ? {} : { tone })}>
      {count === 0 ? <Box sx={{ px: 2.5, pb: 2, color: c.inkSoft }}>{empty}</Box> : children}
      {total > count && (
        <Box sx={{ px: 2.5, py: 1.25, borderTop: `1px solid ${c.line}`, color: c.inkSoft }}>
          {t('workbench:more', { count: total - count })}
        </Box>
      )}
    </SectionCard>
  );
}

function FirstSteps({ mayRegister }: { readonly mayRegister: boolean }) {
  const { t } = useText();
  const keyText = useKeyText();
  return (
    <SectionCard>
      <EmptyState
        icon={<RecordVoiceOverOutlined aria-hidden />}
        title={t('workbench:first.title')}
        body={
          mayRegister ? t('workbench:first.body', { keys: keyText('quickCapture') }) : t('workbench:first.bodyReadOnly')
        }
      />
    </SectionCard>
  );
}
