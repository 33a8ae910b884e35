/** The application: what main says decides whether set-up, sign-in or the frame is shown. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { Suspense, useEffect, useLayoutEffect, useState } from 'react';
import type { AppStatus } from '../../shared/contract/app';
import { api } from '../bridge/client';
import { EmptyState } from '../components/empty-state';
import { watchCompositions } from '../components/ime';
import { ConfirmHost } from './confirm';
import { ErrorBoundary } from './error-boundary';
import { LockedCalls } from './help/locked-calls';
import { HelpScreen } from './help/help-screen';
import { i18n } from './i18n/first-texts';
import { intlLanguage, type UiLanguage } from './i18n/languages';
import { useNoticeText, useText } from './i18n/use-text';
import { NotificationHost } from './notifications';
import { DamagedProfile, firstViewShown, SetupWizard, SignedIn, SignIn } from './phase-views';
import { LogoMark } from '../components/logo';
import { navigate, useRouter } from './router';
import { useSyncStatusFeed } from './sync-status';
import { holdKeys } from './shortcuts/own-keys';
import { AppearanceControlContext } from './theme/appearance-control';
import { AppearanceProvider, defaultAppearance, type Appearance } from './theme/appearance';
import { useAppData, type AppData } from './use-app-data';

export function App() {
  const data = useAppData();
  useSyncStatusFeed();
  // The pseudo-locale is not a preference: it lasts until the page is closed.
  const [pseudo, setPseudo] = useState<UiLanguage | null>(null);
  const preferences = data.status?.preferences ?? defaultAppearance;
  // The frame of a session has a place of its own for notes.
  const framed = data.status?.phase === 'ready' && data.status.session !== null;
  const appearance: Appearance = { ...preferences, language: pseudo ?? preferences.language };

  useEffect(() => watchCompositions(document), []);
  const ownKeys = data.status?.keys;
  // Before anything is painted: a key cap never shows another person's key.
  useLayoutEffect(() => holdKeys(ownKeys ?? {}), [ownKeys]);

  const changeAppearance = (next: Appearance): void => {
    setPseudo(next.language === 'en-XA' ? next.language : null);
    void api['app.setPreferences']({ ...next, language: intlLanguage(next.language) });
  };

  return (
    <AppearanceProvider appearance={appearance} i18n={i18n} timeZone={data.status?.timeZone ?? 'Asia/Shanghai'}>
      <ErrorBoundary>
        <Suspense fallback={null}>
          <Phase data={data} appearance={appearance} onAppearance={changeAppearance} />
        </Suspense>
      </ErrorBoundary>
      <ConfirmHost />
      {!framed && <NotificationHost />}
      <HelpScreen
        ready={data.status !== null && data.status.phase !== 'setup'}
        onLeft={() => {
          if (data.status?.session?.permissions.includes('incident.view') === true) navigate({ name: 'incidents' });
        }}
      />
    </AppearanceProvider>
  );
}

interface PhaseProps {
  readonly data: AppData;
  readonly appearance: Appearance;
  readonly onAppearance: (appearance: Appearance) => void;
}

function Phase({ data, appearance, onAppearance }: PhaseProps) {
  const { status, users } = data;
  const userId = status?.session?.userId ?? null;
  // Another person starts at the workbench, without the first one's way behind them.
  useEffect(() => {
    if (userId !== null) useRouter.getState().reset({ name: 'workbench' });
  }, [userId]);

  switch (status?.phase) {
    case undefined:
      return null;
    case 'setup':
      return (
        <AppearanceControlContext value={{ appearance, onChange: onAppearance }}>
          {status.damaged === null ? <SetupWizard /> : <DamagedProfile />}
          <Shown />
        </AppearanceControlContext>
      );
    case 'signIn':
      return (
        <AppearanceControlContext value={{ appearance, onChange: onAppearance }}>
          <LockedCalls />
          <SignIn status={status} tiles={users} />
          <Shown />
        </AppearanceControlContext>
      );
    case 'opening':
      return (
        <>
          <Opening status={status} />
          <Shown />
        </>
      );
    case 'ready':
      return status.session === null ? (
        <>
          <LockedCalls />
          <SignIn status={status} tiles={users} />
        </>
      ) : (
        <SignedIn
          status={status}
          session={status.session}
          users={users}
          appearance={appearance}
          onAppearance={onAppearance}
        />
      );
  }
}

/** Beside a first view: tells when it has been painted. */
function Shown() {
  useEffect(() => {
    // The frame after the one in which it is painted.
    const frame = requestAnimationFrame(() => requestAnimationFrame(firstViewShown));
    return () => cancelAnimationFrame(frame);
  }, []);
  return null;
}

function Opening({ status }: { readonly status: AppStatus }) {
  const { t } = useText();
  const noticeText = useNoticeText();
  const { sampleProgress: sample, notices } = status;
  const failures = notices.filter((notice) => notice.severity === 'error');
  return (
    <Box component="main" sx={{ height: '100vh', display: 'grid', placeItems: 'center' }}>
      <Box sx={{ display: 'grid', gap: 2, width: 'min(30rem, 90vw)' }}>
        <Box role="status">
          <EmptyState
            icon={<LogoMark size={64} />}
            title={t(sample === null ? 'shell:opening.title' : 'shell:opening.sampleTitle')}
            body={sample === null ? t('shell:opening.body') : t('shell:opening.sampleBody', { ...sample })}
          />
        </Box>
        {sample !== null && (
          <LinearProgress
            variant="determinate"
            aria-label={t('shell:opening.sampleTitle')}
            value={(100 * sample.done) / sample.total}
          />
        )}
        {failures.map((notice) => (
          <Alert key={notice.id} severity="error">
            {noticeText(notice)}
          </Alert>
        ))}
      </Box>
    </Box>
  );
}
