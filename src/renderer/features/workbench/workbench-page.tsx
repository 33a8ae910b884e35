/** 工作台: what to do now, the most urgent first. */
import CallOutlined from '@mui/icons-material/CallOutlined';
import EventBusyOutlined from '@mui/icons-material/EventBusyOutlined';
import EditNoteOutlined from '@mui/icons-material/EditNoteOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import FolderOpenOutlined from '@mui/icons-material/FolderOpenOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import RecordVoiceOverOutlined from '@mui/icons-material/RecordVoiceOverOutlined';
import TodayOutlined from '@mui/icons-material/TodayOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, type ReactNode } from 'react';
import type { WorkbenchView } from '../../../shared/contract/history';
import { useFormat, useText } from '../../app/i18n/use-text';
import { setNavCount } from '../../app/nav-counts';
import { askForQuickCapture } from '../../app/quick-capture';
import type { HistoryShortcut, Route } from '../../app/route';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import type { Tone } from '../../app/theme/tokens';
import { useSignedIn, type SignedIn } from '../../app/use-signed-in';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { KeyHint } from '../../components/key-hint';
import { PageHeader } from '../../components/page-header';
import { SectionCard } from '../../components/section-card';
import { StatTile } from '../../components/stat-tile';
import { useNow } from '../../components/use-now';
import { CallbackLine, CaseLine, CaseList } from './case-list';
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
            <Button variant="contained" size="large" onClick={askForQuickCapture} endIcon={<KeyHint keys="F2" />}>
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

const isNew = ({ counts, due, mine, approvals, callbacks }: WorkbenchView): boolean =>
  counts.open === 0 &&
  counts.registeredToday === 0 &&
  [due, mine, approvals, callbacks].every((list) => list.length === 0);

interface Tile {
  readonly key: keyof WorkbenchView['counts'];
  readonly icon: ReactNode;
  readonly tone: Tone;
  readonly to: Route | null;
}

function Numbers({ counts, mayDecide }: { readonly counts: WorkbenchView['counts']; readonly mayDecide: boolean }) {
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
    { key: 'callbacksDue', icon: <CallOutlined />, tone: 'info', to: null },
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
        '@media (min-width: 60em)': { gridTemplateColumns: 'repeat(4, minmax(0, 1fr))' },
      }}
    >
      {tiles.map(({ key, icon, tone, to }) => (
        <StatTile
          key={key}
          label={t(`workbench:count.${key}`)}
          value={format.number(counts[key])}
          icon={icon}
          // Nothing waits: no alarm.
          tone={counts[key] === 0 ? 'neutral' : tone}
          {...(to === null ? {} : { onClick: () => navigate(to) })}
        />
      ))}
    </Box>
  );
}

interface ListsProps {
  readonly view: WorkbenchView;
  readonly nowMs: number;
  readonly decides: boolean;
}

function Lists({ view, nowMs, decides }: ListsProps) {
  const { t } = useText();
  const lines = (rows: WorkbenchView['due']) =>
    rows.map((row) => ({ caseId: row.caseId, content: <CaseLine row={row} nowMs={nowMs} /> }));
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: 'minmax(0, 1fr)',
        '@media (min-width: 68em)': { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
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
      </Box>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Section title={t('workbench:mine.title')} empty={t('workbench:mine.empty')} count={view.mine.length}>
          <CaseList label={t('workbench:mine.title')} lines={lines(view.mine)} />
        </Section>
        <Section
          title={t('workbench:callbacks.title')}
          empty={t('workbench:callbacks.empty')}
          count={view.callbacks.length}
        >
          <CaseList
            label={t('workbench:callbacks.title')}
            lines={view.callbacks.map((callback) => ({
              caseId: callback.caseId,
              content: <CallbackLine {...callback} />,
            }))}
          />
        </Section>
      </Box>
    </Box>
  );
}

interface SectionProps {
  readonly title: string;
  readonly empty: string;
  readonly count: number;
  readonly children: ReactNode;
}

function Section({ title, empty, count, children }: SectionProps) {
  return (
    <SectionCard title={title} flush>
      {count === 0 ? <Box sx={{ px: 2.5, pb: 2, color: c.inkSoft }}>{empty}</Box> : children}
    </SectionCard>
  );
}

function FirstSteps({ mayRegister }: { readonly mayRegister: boolean }) {
  const { t } = useText();
  return (
    <SectionCard>
      <EmptyState
        icon={<RecordVoiceOverOutlined aria-hidden />}
        title={t('workbench:first.title')}
        body={mayRegister ? t('workbench:first.body') : t('workbench:first.bodyReadOnly')}
      />
    </SectionCard>
  );
}
