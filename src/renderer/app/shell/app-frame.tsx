/** The frame around every page of a session: rail, top bar, notices, the page itself, and what floats above it. */
import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import { Suspense, useDeferredValue, useEffect, useRef, useState, type ComponentType, type ReactNode } from 'react';
import type { AppStatus, SessionView } from '../../../shared/contract/app';
import type { UserTile } from '../../../shared/contract/session';
import { useNow } from '../../components/use-now';
import { WhyDateHost } from '../../components/why-date/why-date-host';
import { ErrorBoundary } from '../error-boundary';
import { besideConversation, useConversationPlace } from '../conversation';
import { helpKeys, type ActionId } from '../../../shared/shortcuts/actions';
import { callForHelp } from '../help/help-store';
import { useText } from '../i18n/use-text';
import { NotificationHost } from '../notifications';
import { CommandPalette, type PaletteSearch } from '../palette/command-palette';
import type { PageProps, Route, RouteName } from '../route';
import { goBack, goForward, navigate, replaceRoute, useRoute } from '../router';
import { navRoutes, type RouteTable } from '../routes';
import { ShortcutMap } from '../shortcuts/shortcut-map';
import { useShortcut, useShortcutListener } from '../shortcuts/use-shortcut';
import type { Appearance } from '../theme/appearance';
import { c } from '../theme/css-vars';
import { pageContainer } from '../theme/page-container';
import { HeldRecords } from './held-records';
import { AppearanceMenu, UserMenu } from './menus';
import { NavRail } from './nav-rail';
import { NoticeArea } from './notice-area';
import { SyncChip } from './sync-chip';
import { TopBar } from './top-bar';
import { useNarrow, useWindowFrom } from './use-narrow';

export interface AppFrameProps {
  readonly status: AppStatus;
  readonly session: SessionView;
  readonly users: readonly UserTile[];
  readonly appearance: Appearance;
  readonly routes: RouteTable;
  /** Numbers on the rail, for example waiting approvals. */
  readonly counts?: Partial<Readonly<Record<RouteName, number>>>;
  readonly search: PaletteSearch | null;
  /** Stands beside the page and stays while pages change: the conversation. */
  readonly side?: ReactNode;
  /** Above everything of the page, until somebody dealt with it: calls for help. */
  readonly alerts?: ReactNode;
  readonly onAppearance: (appearance: Appearance) => void;
  readonly onLock: () => void;
  readonly onSwitchUser: (userId: string) => void;
  readonly onDismissNotice: (id: string) => void;
}

/** Where a route without parameters leads. */
const plainRoute = (name: RouteName): Route => ({ name }) as Route;

export function AppFrame(props: AppFrameProps) {
  const { status, session, routes, counts = {} } = props;
  const { t } = useText();
  const route = useRoute();
  const narrow = useNarrow();
  // What stands beside the page takes its room from the rail first.
  const roomy = useWindowFrom(96);
  const bar = useConversationPlace((state) => state.bar);
  // In the bar the page is only out of sight: what was typed in it stays.
  const outOfBar = bar ? { display: 'none' } : {};
  const isAlone = bar && route.name === 'conversation';
  const besides = useConversationPlace(({ side }) => side.state !== 'closed') && besideConversation.has(route.name);
  const nowMs = useNow();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const names = navRoutes(routes, session.permissions);
  const goTo = (name: RouteName): void => navigate(plainRoute(name));

  useShortcutListener();
  useShortcut({
    action: 'palette',
    label: t('shell:shortcuts.openPalette'),
    group: 'global',
    run: () => setPaletteOpen(true),
  });
  useShortcut({ keys: helpKeys, label: t('incident:key.call'), group: 'global', run: callForHelp });
  useShortcut({ action: 'lock', label: t('shell:shortcuts.lock'), group: 'global', run: props.onLock });
  useShortcut({
    action: 'back',
    label: t('shell:shortcuts.back'),
    group: 'page',
    run: goBack,
  });
  useShortcut({
    action: 'forward',
    label: t('shell:shortcuts.forward'),
    group: 'page',
    run: goForward,
  });

  // A place this person may not see (after a change of person): the first they may.
  const { permission } = routes[route.name];
  const allowed = permission === null || session.permissions.includes(permission);
  const first = names[0];
  useEffect(() => {
    if (!allowed && first !== undefined) replaceRoute(plainRoute(first));
  }, [allowed, first]);

  // The field of the password is gone with its page; what was in it would leave the keyboard without a place.
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus();
  }, []);

  // A new page starts at its top, and the focus goes with it, so that screen readers notice.
  const place = `${route.name}/${route.name === 'case' ? route.caseId : ''}`;
  const shownPlace = useRef(place);
  useEffect(() => {
    if (shownPlace.current === place) return;
    shownPlace.current = place;
    main.current?.scrollTo(0, 0);
    main.current?.focus();
  }, [place]);

  // Whoever comes back into a talk stands before a customer: the next line first, and the page beside it when there is time.
  const [isTalkFirst] = useState(() => useConversationPlace.getState().side.state === 'playing');
  const isPageDue = useDeferredValue(true, !isTalkFirst);

  // The table ties each name to the view of that very route; the union of all seven is beyond the type checker.
  const View = routes[route.name].view as ComponentType<PageProps<RouteName>>;
  return (
    <Box sx={{ height: '100vh', display: 'flex', position: 'relative' }}>
      <Box
        component="a"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
        sx={{
          position: 'absolute',
          left: 8,
          top: 8,
          transform: 'translateY(-300%)',
          zIndex: 'tooltip',
          p: 1.25,
          backgroundColor: c.raised,
          color: c.ink,
          '&:focus': { transform: 'none' },
        }}
      >
        {t('shell:nav.skipToContent')}
      </Box>
      <Box sx={{ display: 'contents', ...outOfBar }}>
        <NavRail
          entries={names.map((name) => ({ name, icon: routes[name].icon, count: counts[name] ?? 0 }))}
          current={route.name}
          narrow={narrow || (besides && !roomy)}
          onGo={goTo}
        />
      </Box>
      {/* Where notes stand, the keyboard meets them too: at the foot of the rail. */}
      <NotificationHost />
      {names.map((name) => {
        const { action } = routes[name];
        return action !== null && <NavShortcut key={name} name={name} action={action} />;
      })}
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        {props.alerts}
        <Box sx={{ display: 'contents', ...outOfBar }}>
          <TopBar
            branchName={status.branch?.name ?? null}
            demo={status.demo}
            narrow={narrow}
            onSearch={() => setPaletteOpen(true)}
          >
            <SyncChip nowMs={nowMs} narrow={narrow} onClick={() => goTo('sync')} />
            <AppearanceMenu appearance={props.appearance} onChange={props.onAppearance} />
            <UserMenu
              session={session}
              users={props.users}
              narrow={narrow}
              onLock={props.onLock}
              onSwitch={props.onSwitchUser}
            />
          </TopBar>
          {status.recordsHeld && <HeldRecords held={status.recordsHeld} />}
          <NoticeArea notices={status.notices} onDismiss={props.onDismissNotice} />
        </Box>
        <Box sx={{ flex: 1, minHeight: 0, display: 'flex' }}>
          <Box
            component="main"
            id="main"
            ref={main}
            tabIndex={-1}
            // What is placed absolutely in a page scrolls with it and never makes the window itself scroll.
            sx={{
              position: 'relative',
              flex: 1,
              minWidth: 0,
              minHeight: 0,
              overflow: 'auto',
              p: isAlone ? 0 : { xs: 2, md: 3 },
              ...pageContainer,
              '&:focus-visible': { outline: 'none' },
              ...(isAlone ? {} : outOfBar),
            }}
          >
            {allowed && isPageDue && (
              // A bug of one page is forgotten when another is opened.
              <ErrorBoundary key={place}>
                <Suspense fallback={<Waiting />}>
                  <View route={route} />
                </Suspense>
              </ErrorBoundary>
            )}
          </Box>
          {props.side}
        </Box>
      </Box>
      <CommandPalette
        open={paletteOpen}
        onClose={() => setPaletteOpen(false)}
        search={props.search}
        pages={names.map((name) => ({
          id: name,
          label: t(`shell:nav.${name}`),
          action: routes[name].action,
          open: () => goTo(name),
        }))}
      />
      <ShortcutMap />
      <WhyDateHost />
    </Box>
  );
}

/** Ctrl+1 … for the entries of the rail. */
function NavShortcut({ name, action }: { readonly name: RouteName; readonly action: ActionId }) {
  const { t } = useText();
  useShortcut({
    action,
    label: t('shell:shortcuts.goTo', { page: t(`shell:nav.${name}`) }),
    group: 'page',
    run: () => navigate(plainRoute(name)),
  });
  return null;
}

function Waiting() {
  const { t } = useText();
  return (
    <Box
      role="status"
      aria-label={t('common:state.loading')}
      sx={{ display: 'grid', placeItems: 'center', height: '100%' }}
    >
      <CircularProgress aria-hidden size={36} />
    </Box>
  );
}
