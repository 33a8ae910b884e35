/** 审批: the list at the left, everything needed to decide at the right; all of it from the keyboard. */
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import type { ApprovalTile } from '../../../shared/contract/approval';
import { useText } from '../../app/i18n/use-text';
import type { PageProps } from '../../app/route';
import { navigate, useRouter } from '../../app/router';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { pageFrom } from '../../app/theme/page-container';
import { checkWords } from '../../bridge/check-words';
import { WordsCheckProvider } from '../../components/words-check';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { PageHeader } from '../../components/page-header';
import { ApprovalSheet } from './approval-sheet';
import { canSendUp, DecideBar, decideActions } from './decide-bar';
import { InboxList } from './inbox-list';
import { useDecision } from './use-decision';
import { decidable, useInbox } from './use-inbox';

export function ApprovalsPage({ route }: PageProps<'approvals'>) {
  const { t } = useText();
  const { items, error, reload, drop } = useInbox();
  const asked = route.caseId;
  const [chosenId, setChosenId] = useState<string | null>(asked ?? null);
  const list = items ?? [];
  const chosen = list.find((item) => item.caseId === chosenId) ?? list[0];
  const count = decidable(list).length;

  useEffect(() => {
    // A link from elsewhere opens this case once; from then on the list leads.
    if (asked !== undefined) useRouter.getState().replace({ name: 'approvals' });
  }, [asked]);

  const move = (by: 1 | -1): void => {
    const index = list.findIndex((item) => item.caseId === chosen?.caseId);
    const next = list[Math.min(Math.max(index + by, 0), list.length - 1)];
    if (next !== undefined) setChosenId(next.caseId);
  };
  useShortcut({ action: 'approvalNext', label: t('approval:keys.next'), group: 'page', run: () => move(1) });
  useShortcut({ action: 'approvalPrevious', label: t('approval:keys.previous'), group: 'page', run: () => move(-1) });

  const decided = (caseId: string): void => {
    // The next in the list takes its place; at the end, the one before.
    const index = list.findIndex((item) => item.caseId === caseId);
    const rest = list.filter((item) => item.caseId !== caseId);
    setChosenId(rest[Math.min(index, rest.length - 1)]?.caseId ?? null);
    drop(caseId);
    reload();
  };

  return (
    <WordsCheckProvider value={checkWords}>
      <Box sx={{ display: 'grid', gap: 0 }}>
        <PageHeader
          title={t('approval:title')}
          subtitle={count === 0 ? t('approval:subtitleNone') : t('approval:subtitle', { count })}
        />
        <ErrorNotice error={error} onRetry={reload} />
        {items === null ? (
          error === null && <Box role="status">{t('approval:loading')}</Box>
        ) : chosen === undefined ? (
          <EmptyState
            icon={<TaskAltOutlined />}
            title={t('approval:inbox.empty')}
            body={t('approval:inbox.emptyBody')}
          />
        ) : (
          <Box
            sx={{
              display: 'grid',
              gap: 2,
              alignItems: 'start',
              gridTemplateColumns: 'minmax(0, 1fr)',
              [pageFrom(52)]: { gridTemplateColumns: 'minmax(15rem, 18rem) minmax(0, 1fr)' },
            }}
          >
            <InboxList items={list} chosenId={chosen.caseId} onChoose={setChosenId} />
            <Desk key={chosen.caseId} item={chosen} onDecided={() => decided(chosen.caseId)} onGone={reload} />
          </Box>
        )}
      </Box>
    </WordsCheckProvider>
  );
}

interface DeskProps {
  readonly item: ApprovalTile;
  readonly onDecided: () => void;
  readonly onGone: () => void;
}

function Desk({ item, onDecided, onGone }: DeskProps) {
  const { t } = useText();
  const desk = useDecision(item.caseId, undefined, onDecided);
  const { view, error } = desk;
  const act = (outcome: 'approve' | 'return' | 'reject') => () => void desk.decide(outcome, null);
  const ready = view !== null;
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    // The next case is read from its beginning, wherever the last one was left.
    sheet.current?.closest('main')?.scrollTo({ top: 0 });
  }, []);
  // The same key takes it on, wherever it goes next.
  const sends = view !== null && canSendUp(view);
  useShortcut({
    action: decideActions.approve,
    label: t(sends ? 'above:send.open' : 'approval:keys.approve'),
    group: 'page',
    run: sends ? () => void desk.escalate() : act('approve'),
    enabled: ready,
  });
  useShortcut({
    action: decideActions.return,
    label: t('approval:keys.return'),
    group: 'page',
    run: act('return'),
    enabled: ready,
  });
  useShortcut({
    action: decideActions.reject,
    label: t('approval:keys.reject'),
    group: 'page',
    run: act('reject'),
    enabled: ready,
  });

  return (
    <Box ref={sheet} role="group" aria-label={item.number} sx={{ minWidth: 0, display: 'grid', gap: 1.5 }}>
      <ErrorNotice error={error} onRetry={onGone} />
      {view === null ? (
        error === null && <Box role="status">{t('common:state.loading')}</Box>
      ) : (
        <>
          <ApprovalSheet
            view={view}
            files={desk.files}
            approverName={null}
            actions={
              <Button size="small" onClick={() => navigate({ name: 'case', caseId: item.caseId })}>
                {t('approval:sheet.openCase')}
              </Button>
            }
          />
          <DecideBar
            view={view}
            approverName={null}
            edge="page"
            reason={desk.reason}
            onReason={desk.setReason}
            reasonMissing={desk.reasonMissing}
            reasonRef={desk.reasonRef}
            busy={desk.busy}
            error={desk.refused}
            changed={desk.changed}
            onDecide={(outcome) => act(outcome)()}
            onEscalate={() => void desk.escalate()}
          />
        </>
      )}
    </Box>
  );
}
