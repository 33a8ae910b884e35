/** 登记: opens the right draft, shows its form, and afterwards the number. */
import AddOutlined from '@mui/icons-material/AddOutlined';
import RecordVoiceOverOutlined from '@mui/icons-material/RecordVoiceOverOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { chooseConversation } from '../../app/conversation';
import { useText } from '../../app/i18n/use-text';
import { navigate, useRouter } from '../../app/router';
import type { PageProps } from '../../app/route';
import { api } from '../../bridge/client';
import { checkWords } from '../../bridge/check-words';
import { newId } from '../../bridge/ids';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { PageHeader } from '../../components/page-header';
import { StatusChip } from '../../components/status-chip';
import { useNow } from '../../components/use-now';
import { WordsCheckProvider } from '../../components/words-check';
import { DraftContext } from './draft-context';
import { DraftList, useDrafts } from './draft-list';
import { isUntouched, levelOfForm, type DraftSession } from './draft-session';
import { IntakeForm } from './intake-form';
import { createDraft, leaveDraft, openDraft, rememberDraft, takeOverDraft, type OpenedDraft } from './open-draft';
import { RegisteredPanel } from './registered-panel';
import { useBranch, type Branch } from './use-branch';

export function IntakePage({ route }: PageProps<'intake'>) {
  const branch = useBranch();
  if (branch === null) return null;
  return <DraftPlace branch={branch} draftId={route.draftId} />;
}

function DraftPlace({ branch, draftId }: { readonly branch: Branch; readonly draftId: string | undefined }) {
  const { t } = useText();
  const nowMs = useNow();
  const { userId } = branch;
  const [opened, setOpened] = useState<OpenedDraft | null>(null);
  const [listed, setListed] = useState(false);
  const shownId = opened?.state === 'ready' ? opened.session.id : null;

  const show = useEffectEvent((next: OpenedDraft): void => {
    setOpened(next);
    if (next.state !== 'ready') return;
    rememberDraft(userId, next.session.id);
    useRouter.getState().replace({ name: 'intake', draftId: next.session.id });
  });
  const open = useEffectEvent((id: string | undefined) => openDraft(id, userId, nowMs));
  /** The rail leads here without an id: to the form that is open already, never to an older copy of it. */
  const isShown = useEffectEvent((id: string | undefined): boolean => {
    if (opened?.state !== 'ready' || opened.session.store.getState().registered !== null) return false;
    if (id === undefined) useRouter.getState().replace({ name: 'intake', draftId: opened.session.id });
    return id === undefined || id === opened.session.id;
  });

  useEffect(() => {
    if (isShown(draftId)) return undefined;
    let current = true;
    void open(draftId).then((next) => {
      if (current) show(next);
      else if (next.state === 'ready') void leaveDraft(next.session);
    });
    return () => {
      current = false;
    };
  }, [draftId, userId]);

  const startNew = async (): Promise<void> => {
    if (opened?.state === 'ready') {
      const { form, registered } = opened.session.store.getState();
      if (registered === null && isUntouched(form)) return;
    }
    rememberDraft(userId, null);
    setOpened(null);
    await next(createDraft(null, userId));
  };
  const next = async (coming: Promise<OpenedDraft>): Promise<void> => {
    const result = await coming;
    setOpened(result);
    if (result.state !== 'ready') return;
    rememberDraft(userId, result.session.id);
    navigate({ name: 'intake', draftId: result.session.id });
  };
  const takeOver = async (id: string, commandId: string): Promise<void> => {
    setListed(false);
    await next(takeOverDraft(id, commandId));
  };

  return (
    <>
      {opened?.state === 'ready' && (
        <DraftPage
          key={opened.session.id}
          session={opened.session}
          resumed={opened.resumed}
          branch={branch}
          onNew={() => void startNew()}
          onList={() => setListed(true)}
        />
      )}
      {opened?.state === 'failed' && (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <PageHeader
            title={t('intake:page.title')}
            actions={<Button onClick={() => setListed(true)}>{t('intake:page.drafts')}</Button>}
          />
          <ErrorNotice error={opened.error} />
          <Box>
            <Button variant="contained" onClick={() => void startNew()}>
              {t('intake:page.new')}
            </Button>
          </Box>
        </Box>
      )}
      {opened?.state === 'ownedByOther' && (
        <OwnedByOther
          ownerName={opened.ownerName}
          onTakeOver={(commandId) => void takeOver(opened.draftId, commandId)}
          onNew={() => void startNew()}
        />
      )}
      {listed && (
        <DraftList
          userId={userId}
          currentId={shownId}
          onClose={() => setListed(false)}
          onOpen={(id) => {
            setListed(false);
            navigate({ name: 'intake', draftId: id });
          }}
          onTakeOver={(id, commandId) => void takeOver(id, commandId)}
          onDiscard={async (id, reason) => {
            if (opened?.state === 'ready' && opened.session.id === id) {
              const failed = await opened.session.discard(reason);
              if (failed === null) {
                setListed(false);
                rememberDraft(userId, null);
                setOpened(null);
                await next(createDraft(null, userId));
              }
              return failed;
            }
            const reply = await api['draft.discard']({ commandId: newId(), id, reason });
            return reply.ok ? null : reply.error;
          }}
        />
      )}
    </>
  );
}

interface DraftPageProps {
  readonly session: DraftSession;
  readonly resumed: boolean;
  readonly branch: Branch;
  readonly onNew: () => void;
  readonly onList: () => void;
}

/** By itself, because drafts change with each step of a conversation: the form is not drawn anew for a number. */
function DraftsButton({ onList }: { readonly onList: () => void }) {
  const { t } = useText();
  const { drafts } = useDrafts();
  return <Button onClick={onList}>{t('intake:page.draftsCount', { count: drafts.length })}</Button>;
}

function DraftPage({ session, resumed, branch, onNew, onList }: DraftPageProps) {
  const { t } = useText();
  const registered = useStore(session.store, (state) => state.registered);
  const caseId = useStore(session.store, (state) => state.form.caseId);
  const number = useCaseNumber(caseId);
  const namesSelf = useStore(session.store, ({ form }) =>
    form.details.involved.some((employee) => employee.userId === branch.userId),
  );
  const level = useStore(session.store, ({ form }) => levelOfForm(form, branch.jointRules));
  const [printAtOnce, setPrintAtOnce] = useState(false);
  const [noticed, setNoticed] = useState(false);
  const environment = useMemo(
    () => ({
      session,
      institutionType: branch.institutionType,
      timeZone: branch.timeZone,
      jointRules: branch.jointRules,
    }),
    [session, branch],
  );

  useEffect(() => () => void leaveDraft(session), [session]);
  const isDone = registered !== null;
  useEffect(() => {
    if (isDone) rememberDraft(branch.userId, null);
  }, [isDone, branch.userId]);

  if (registered !== null) {
    return (
      <RegisteredPanel
        registered={registered}
        completing={caseId !== null}
        namesSelf={namesSelf}
        level={level}
        printAtOnce={printAtOnce}
        onNext={onNew}
      />
    );
  }
  return (
    <WordsCheckProvider value={checkWords}>
      <DraftContext value={environment}>
        <PageHeader
          title={
            caseId === null
              ? t('intake:page.title')
              : number === null
                ? t('intake:page.completeTitlePlain')
                : t('intake:page.completeTitle', { number })
          }
          subtitle={t('intake:page.subtitle')}
          badges={caseId === null ? undefined : <StatusChip label={t('intake:quick.completeLater')} tone="warning" />}
          actions={
            <>
              <Button startIcon={<RecordVoiceOverOutlined />} onClick={chooseConversation}>
                {t('conversation:title')}
              </Button>
              <DraftsButton onList={onList} />
              <Button startIcon={<AddOutlined />} onClick={onNew}>
                {t('intake:page.new')}
              </Button>
            </>
          }
        />
        {resumed && !noticed && (
          <Alert
            severity="info"
            sx={{ mb: 2 }}
            onClose={() => setNoticed(true)}
            slotProps={{ closeButton: { 'aria-label': t('common:action.close') } }}
          >
            {t('intake:page.resumed')}
          </Alert>
        )}
        <IntakeForm onSubmit={setPrintAtOnce} />
      </DraftContext>
    </WordsCheckProvider>
  );
}

interface OwnedByOtherProps {
  readonly ownerName: string;
  readonly onTakeOver: (commandId: string) => void;
  readonly onNew: () => void;
}

function OwnedByOther({ ownerName, onTakeOver, onNew }: OwnedByOtherProps) {
  const { t } = useText();
  const [commandId] = useState(newId);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <PageHeader title={t('intake:page.title')} />
      <EmptyState
        title={t('intake:drafts.ownedTitle', { name: ownerName })}
        body={t('intake:drafts.ownedBody')}
        action={
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button onClick={onNew}>{t('intake:page.new')}</Button>
            <Button variant="contained" onClick={() => onTakeOver(commandId)}>
              {t('intake:drafts.takeOver')}
            </Button>
          </Box>
        }
      />
    </Box>
  );
}

/** The number of the case that is being completed. */
function useCaseNumber(caseId: string | null): string | null {
  const [number, setNumber] = useState<string | null>(null);
  useEffect(() => {
    if (caseId === null) return undefined;
    let current = true;
    void api['case.get']({ caseId }).then((reply) => {
      if (current && reply.ok) setNumber(reply.value.state.number);
    });
    return () => {
      current = false;
    };
  }, [caseId]);
  return number;
}
