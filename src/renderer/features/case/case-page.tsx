/** One complaint: everything known about it, and every step that can be taken. */
import Box from '@mui/material/Box';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Permission } from '../../../domain/authority/roles';
import type { CaseState } from '../../../domain/complaint/state';
import { localDateOf } from '../../../domain/deadlines/time-zone';
import type { UserTile } from '../../../shared/contract/session';
import { useConversationSubject, type ConversationSubject } from '../../app/conversation';
import { useText } from '../../app/i18n/use-text';
import type { PageProps } from '../../app/route';
import { useRouter } from '../../app/router';
import { useSignedIn, type SignedIn } from '../../app/use-signed-in';
import { api } from '../../bridge/client';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { TextModulesProvider } from '../../components/text-module-tools';
import { useOwnModules } from '../../components/use-own-modules';
import { WordsCheckProvider } from '../../components/words-check';
import { checkWords } from '../../bridge/check-words';
import { useNow } from '../../components/use-now';
import type { LetterField } from '../../../domain/documents/letter-fields';
import type { ActionId } from './case-actions';
import { CaseBody } from './case-body';
import { CaseProvider, type CaseEnvironment } from './case-context';
import { ActionDialog } from './dialogs/action-dialog';
import { useCase } from './use-case';
import { useModuleFacts } from './use-module-facts';

export function CasePage({ route }: PageProps<'case'>) {
  const signedIn = useSignedIn();
  if (signedIn === null) return null;
  // Another case is another page: nothing of the first may stay in forms or dialogs.
  return <LoadedCasePage key={route.caseId} route={route} signedIn={signedIn} />;
}

function LoadedCasePage({ route, signedIn }: PageProps<'case'> & { readonly signedIn: SignedIn }) {
  const { t } = useText();
  const { caseId } = route;
  const { view, timeline, error, reload } = useCase(caseId);
  const colleagues = useColleagues();
  const today = localDateOf(useNow(), signedIn.timeZone);
  const [relateTo, setRelateTo] = useState(route.relateTo ?? null);
  const [dialog, setDialog] = useState<{ readonly action: ActionId; readonly startAt: LetterField | null } | null>(
    relateTo === null ? null : { action: 'merge', startAt: null },
  );
  const { session, branch } = signedIn;

  const may = useCallback((permission: Permission) => session.permissions.includes(permission), [session]);
  const goTo = useCallback<CaseEnvironment['goTo']>(
    (section) => useRouter.getState().replace({ name: 'case', caseId, section }),
    [caseId],
  );
  const environment = useMemo<CaseEnvironment | null>(() => {
    if (view === null) return null;
    const names = new Map([...colleagues, ...view.people].map(({ userId, name }) => [userId, name]));
    return {
      caseId,
      view,
      state: view.state,
      timeline,
      userId: session.userId,
      institutionType: branch?.institutionType ?? 'bank',
      jointRules: branch?.jointRules ?? null,
      colleagues,
      nowLocal: `${today}T00:00`,
      may,
      person: { userId: session.userId, may, standBack: view.standBack, today },
      nameOf: (userId) => (userId === null ? '' : (names.get(userId) ?? userId)),
      reload,
      act: (action, startAt) => {
        setRelateTo(null);
        setDialog({ action, startAt: startAt ?? null });
      },
      relate: (otherId) => {
        setRelateTo(otherId);
        setDialog({ action: 'merge', startAt: null });
      },
      relateTo,
      showPaper: () => goTo('letters'),
      goTo,
    };
  }, [view, timeline, colleagues, caseId, session, branch, today, may, reload, goTo, relateTo]);

  const subject = useMemo(() => subjectOf(caseId, view?.state ?? null), [caseId, view]);
  useConversationSubject(subject, null);
  const moduleFacts = useModuleFacts(environment, signedIn, today);
  const ownModules = useOwnModules();
  const modules = useMemo(
    () => (moduleFacts === null ? null : { facts: moduleFacts, own: ownModules ?? [] }),
    [moduleFacts, ownModules],
  );
  if (environment === null) {
    return error === null ? (
      <Box role="status">{t('case:loading')}</Box>
    ) : (
      <EmptyState title={t('case:title')} action={<ErrorNotice error={error} onRetry={reload} />} />
    );
  }
  return (
    <CaseProvider value={environment}>
      <WordsCheckProvider value={checkWords}>
        <TextModulesProvider value={modules}>
          <ErrorNotice error={error} onRetry={reload} />
          <CaseBody section={route.section ?? 'facts'} />
          {dialog !== null && <ActionDialog {...dialog} onClose={() => setDialog(null)} />}
        </TextModulesProvider>
      </WordsCheckProvider>
    </CaseProvider>
  );
}

/** What a conversation beside the page is about. */
function subjectOf(caseId: string, state: CaseState | null): ConversationSubject {
  const details = state?.details;
  return {
    draftId: null,
    caseId,
    text: [details?.matter ?? '', details?.wish ?? ''].filter((text) => text !== '').join('\n'),
    taxonomyIds: [details?.businessId ?? '', details?.reasonId ?? ''].filter((id) => id !== ''),
    flags: details?.flags ?? [],
    known: {},
  };
}

function useColleagues(): readonly UserTile[] {
  const [users, setUsers] = useState<readonly UserTile[]>([]);
  useEffect(() => {
    let current = true;
    void api['session.tiles']({}).then((reply) => {
      if (current && reply.ok) setUsers(reply.value.users);
    });
    return () => {
      current = false;
    };
  }, []);
  return users;
}
