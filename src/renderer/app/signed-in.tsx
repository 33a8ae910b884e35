/** All that somebody who is signed in works with. A script of its own: the sign-in page does not wait for it. */
import './zod-jitless';
import type { AppStatus, SessionView } from '../../shared/contract/app';
import type { UserTile } from '../../shared/contract/session';
import { api } from '../bridge/client';
import { StepUpHost } from '../features/approval/step-up-host';
import { AgreeCardHost } from '../features/agree-card/agree-card-host';
import { ConversationSide } from '../features/conversation/conversation-side';
import { IncidentBar } from '../features/incident/incident-bar';
import { QuickCaptureHost } from '../features/intake/quick-capture';
import { useNavCounts } from './nav-counts';
import { searchCases } from './palette/search-cases';
import { routes } from './routes';
import { AppFrame } from './shell/app-frame';
import { useSignInHint } from './sign-in-hint';
import type { Appearance } from './theme/appearance';
import { usePlace } from './use-place';

interface SignedInProps {
  readonly status: AppStatus;
  readonly session: SessionView;
  readonly users: readonly UserTile[];
  readonly appearance: Appearance;
  readonly onAppearance: (appearance: Appearance) => void;
}

export function SignedIn({ status, session, users, appearance, onAppearance }: SignedInProps) {
  const counts = useNavCounts();
  const isSettled = usePlace(session.userId);
  const lock = (): void => void api['session.lock']({});
  if (!isSettled) return null;
  return (
    <>
      <AppFrame
        status={status}
        session={session}
        users={users}
        appearance={appearance}
        routes={routes}
        counts={counts}
        search={searchCases}
        side={session.permissions.includes('conversation.lead') && <ConversationSide key={session.userId} />}
        alerts={session.permissions.includes('incident.view') && <IncidentBar key={session.userId} session={session} />}
        onAppearance={onAppearance}
        onLock={lock}
        onSwitchUser={(other) => {
          useSignInHint.setState({ userId: other });
          lock();
        }}
        onDismissNotice={(id) => void api['app.dismissNotice']({ id })}
      />
      {session.permissions.includes('document.print') && (
        <AgreeCardHost key={session.userId} users={users} userId={session.userId} />
      )}
      {session.permissions.includes('case.view') && <StepUpHost key={session.userId} sessionName={session.name} />}
      {session.permissions.includes('case.register') && (
        <QuickCaptureHost userId={session.userId} institutionType={status.branch?.institutionType ?? 'bank'} />
      )}
    </>
  );
}
