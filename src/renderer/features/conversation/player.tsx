/** One conversation, ready to be read aloud: what is said now, one decision, the customer's state always in sight. */
import Box from '@mui/material/Box';
import { useCallback, useEffect, useId, useRef, useState, type RefObject } from 'react';
import type { Suggestion } from '../../../domain/scripts/session';
import type { ConversationAct, ConversationView } from '../../../shared/contract/conversation';
import { enterBar, leaveBar, showConversation, useConversationPlace } from '../../app/conversation';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { checkWords } from '../../bridge/check-words';
import { ErrorNotice } from '../../components/error-notice';
import { useNow } from '../../components/use-now';
import { useSteady } from '../../components/use-steady';
import { WordsCheckProvider } from '../../components/words-check';
import { EmotionStrip } from './emotion-strip';
import { FactsSheet } from './facts-sheet';
import { FlagsSheet } from './flags-sheet';
import { nextStep, type Need, type NodeInput } from './next-step';
import { NodeView } from './node-view';
import { OverrideBand } from './override-band';
import { PlayerContext, usePlayerEnvironment, type PlayerEnvironment } from './player-context';
import { PlayerFoot } from './player-foot';
import { PlayerHeader } from './player-header';
import { PlayerKeys } from './player-keys';
import { PreparedNodes } from './prepared-nodes';
import { SideNotes } from './side-notes';
import { SuggestionStrip } from './suggestion-strip';
import { TakeOverSheet } from './take-over-sheet';
import { useTextSize } from './text-size';
import { useBar } from './use-bar';
import { useFormLink } from './use-form-link';
import { useHands } from './use-hands';
import { usePlayer, type Player } from './use-player';
import { usePlayerActions, type Layout } from './use-player-actions';

export interface ConversationPlayerProps {
  readonly id: string;
  /** Beside another page, or a page of its own. */
  readonly layout: 'side' | 'page';
  /** Puts the panel away; null where it is the page. */
  readonly onHide: (() => void) | null;
  readonly onClose: () => void;
}

export function ConversationPlayer(props: ConversationPlayerProps) {
  const { t, language } = useText();
  const player = usePlayer(props.id, language);
  const { view } = player;
  if (view === null)
    return (
      <Box sx={{ p: 2 }}>
        {player.error === null ? (
          <Box role="status">{t('common:state.loading')}</Box>
        ) : (
          <ErrorNotice error={player.error} onRetry={() => void player.reload()} />
        )}
      </Box>
    );
  return <LoadedPlayer {...props} player={player} view={view} />;
}

type Sheet = 'facts' | 'flags' | 'takeOver' | null;

interface LoadedPlayerProps extends ConversationPlayerProps {
  readonly player: Player;
  readonly view: ConversationView;
}

function LoadedPlayer({ player, view, layout: place, onHide, onClose }: LoadedPlayerProps) {
  const bar = useConversationPlace((state) => state.bar);
  const layout = bar ? 'bar' : place;
  const line = useRef<HTMLDivElement>(null);
  const band = useRef<HTMLDivElement>(null);
  const suggestion = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const panel = useRef<HTMLDivElement>(null);
  const hands = useHands(panel);
  const scale = useTextSize(({ percent }) => percent);
  const nowMs = useNow(5_000);
  const link = useFormLink(view);
  const [entered, setEntered] = useState<{ readonly visit: number; readonly input: NodeInput } | null>(null);
  const [needed, setNeeded] = useState<{ readonly visit: number; readonly need: Need } | null>(null);
  const [sheet, setSheet] = useState<Sheet>(null);
  useTicking(player, view, nowMs);
  useBar(bar, sheet !== null, player.visit, line, band, suggestion);

  // What was entered belongs to one visit of a node; another one starts with what is known already.
  const input = entered?.visit === player.visit ? entered.input : link.startingInput;
  const step = nextStep(view, input);

  const change = useCallback<PlayerEnvironment['change']>(
    (patch) => {
      setNeeded(null);
      setEntered((before) => ({
        visit: player.visit,
        input: { ...(before?.visit === player.visit ? before.input : link.startingInput), ...patch },
      }));
    },
    [player.visit, link.startingInput],
  );
  // What is given down is the same function at every step: only what has changed is drawn anew.
  const send = useSteady(async (act: ConversationAct): Promise<boolean> => {
    setNeeded(null);
    const done = await player.act(act);
    if (done) {
      if (act.type === 'answered') link.toForm(view.shown.asks, act.value);
      hands.back();
    }
    return done;
  });
  const closeSheet = useSteady((): void => {
    setSheet(null);
    hands.back();
  });

  const goOn = useSteady((): void => {
    if (sheet === 'takeOver') {
      // Read first: what lies under the handover is the next press.
      closeSheet();
      return;
    }
    if (step.kind === 'close') onClose();
    else if (step.kind === 'act') {
      setSheet(null);
      void send(step.act);
    } else {
      setSheet(step.need === 'person' ? 'takeOver' : null);
      setNeeded({ visit: player.visit, need: step.need });
      hands.goTo('[data-conversation-needs]');
    }
  });
  const environment: PlayerEnvironment = {
    player,
    view,
    input,
    change,
    step,
    needed: needed?.visit === player.visit ? needed.need : null,
    goOn,
    send,
    scale,
    nowMs,
  };
  const toggle = (which: Sheet): void => {
    const opens = sheet !== which;
    setSheet(opens ? which : null);
    if (opens) hands.goTo('[data-conversation-sheet]');
    else hands.back();
  };
  const toggleFlags = useSteady(() => toggle('flags'));
  const handOver = (): void => {
    setSheet('takeOver');
    hands.goTo('[data-conversation-sheet]');
  };
  /** To fetch somebody is to show them what it is about. */
  const take = useSteady(({ id, kind }: Suggestion): void => {
    void send({ type: 'suggestionTaken', id });
    if (kind === 'supervisor') handOver();
  });
  const fetchSupervisor = useSteady((): void => {
    const suggested = view.shown.suggestions.find(({ kind }) => kind === 'supervisor');
    if (suggested === undefined) handOver();
    else take(suggested);
  });
  const actions = usePlayerActions(environment, {
    take,
    toOptions: () => {
      setSheet(null);
      hands.goTo('[data-conversation-options]');
    },
    toggleFacts: () => toggle('facts'),
    toggleFlags,
    takeOver: () => toggle('takeOver'),
    move: () => moveTo(view, place),
    layout,
    toggleBar: bar ? leaveBar : enterBar,
  });
  return (
    <WordsCheckProvider value={checkWords}>
      <PlayerContext value={environment}>
        <PlayerKeys actions={actions} />
        <Box
          ref={panel}
          component="section"
          aria-labelledby={titleId}
          // How far the talk is that stands on the screen.
          data-conversation-seq={view.seq}
          onKeyDown={hands.onKeyDown}
          sx={{
            height: '100%',
            minHeight: 0,
            // Large type on a low screen: the parts around the line take less room.
            containerType: 'size',
            containerName: 'player',
            ...(bar ? barSx : { display: 'flex', flexDirection: 'column' }),
            backgroundColor: c.surface,
            color: c.ink,
          }}
        >
          <PlayerHeader actions={actions} onHide={onHide} titleId={titleId} bar={bar} />
          <Box sx={middleSx}>
            <div ref={band}>
              <OverrideBand onTakeOver={fetchSupervisor} />
            </div>
            {/* A suggestion takes its room from what is read, from below: nothing moves under the hands. */}
            <Box sx={{ flex: 1, minHeight: 0, display: 'grid', gridTemplate: 'minmax(0, 1fr) / minmax(0, 1fr)' }}>
              {sheet === 'facts' && <FactsSheet onClose={closeSheet} />}
              {sheet === 'flags' && <FlagsSheet onClose={closeSheet} />}
              {sheet === 'takeOver' && <TakeOverSheet onClose={closeSheet} />}
              {/* Kept while a sheet lies over it: what was typed is not lost. */}
              <Stage hidden={sheet !== null} layout={layout} line={line} />
            </Box>
            <div ref={suggestion}>{sheet === null && <SuggestionStrip onTake={take} />}</div>
          </Box>
          {/* On a wide page the buttons stay under the line, where the eyes and hands are. */}
          <Box sx={footSx[layout]}>
            <PlayerFoot onClose={onClose} />
            <EmotionStrip onFlags={toggleFlags} flagsOpen={sheet === 'flags'} />
          </Box>
          <Announcer />
          <PreparedNodes />
        </Box>
      </PlayerContext>
    </WordsCheckProvider>
  );
}

/** Where one stands, what is said, what is pressed: from left to right. */
const barSx = {
  display: 'grid',
  gridTemplate: 'minmax(0, 1fr) / minmax(13rem, 16rem) minmax(0, 1fr) minmax(22rem, 25rem)',
} as const;
const middleSx = { flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' } as const;
const footSx = {
  side: { flex: 'none' },
  page: { flex: 'none', maxWidth: '64rem' },
  // At the foot, so that no button moves when the bar grows.
  bar: { display: 'grid', alignContent: 'end', borderLeft: `1px solid ${c.line}` },
} as const;

/** To a page of its own, or beside the page that it is about. */
function moveTo({ id, caseId, draftId }: ConversationView, layout: 'side' | 'page'): void {
  if (layout === 'side') {
    navigate({ name: 'conversation', conversationId: id });
    return;
  }
  showConversation(id);
  if (caseId !== null) navigate({ name: 'case', caseId });
  else navigate(draftId === null ? { name: 'intake' } : { name: 'intake', draftId });
}

/** Told once for each new line, politely. */
function Announcer() {
  const { t } = useText();
  const { shown } = usePlayerEnvironment().view;
  return (
    <Box role="status" className="xt-visually-hidden">
      {[t(`conversation:stage.${shown.stage}`), shown.line?.text ?? ''].filter((part) => part !== '').join(' · ')}
    </Box>
  );
}

const lineSx = { display: 'grid', gap: 1.5, alignContent: 'start', minWidth: 0, maxWidth: '56rem' } as const;
/** Beside the line what else there is to it. */
const lineInBarSx = {
  display: 'grid',
  columnGap: 3,
  rowGap: 0.75,
  alignContent: 'start',
  minWidth: 0,
  gridTemplateColumns: 'minmax(0, 1fr)',
  '@container (min-width: 40rem)': {
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    // Until something stands beside it, the line has the whole width.
    '& > *': { gridColumn: '1 / -1' },
    '&:has(> [data-aside] > *) > *': { gridColumn: 1 },
    '& > [data-aside]': {
      display: 'grid',
      gap: 0.75,
      alignContent: 'start',
      gridColumn: '2 !important',
      gridRow: '1 / span 12',
    },
  },
} as const;

/** What is said or done now. On a page of its own the facts and notes stand beside it. */
function Stage({
  hidden,
  layout,
  line,
}: {
  readonly hidden: boolean;
  readonly layout: Layout;
  readonly line: RefObject<HTMLDivElement | null>;
}) {
  const { player } = usePlayerEnvironment();
  const scroller = useRef<HTMLDivElement>(null);
  const { visit } = player;
  const scrolled = useRef(false);
  // A new line starts at its top. Where nobody has scrolled nothing is set: to set it lays the whole page out once more at each step.
  useEffect(() => {
    if (scroller.current === null || !scrolled.current) return;
    scroller.current.scrollTop = 0;
    scrolled.current = false;
  }, [visit]);
  return (
    <Box
      ref={scroller}
      tabIndex={-1}
      onScroll={() => {
        scrolled.current = true;
      }}
      sx={{
        display: hidden ? 'none' : 'block',
        minHeight: 0,
        overflow: 'auto',
        containerType: 'inline-size',
        '&:focus-visible': { outline: 'none' },
      }}
    >
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignContent: 'start',
          px: 2,
          py: 1.5,
          ...(layout === 'page'
            ? {
                '@container (min-width: 56rem)': {
                  gridTemplateColumns: 'minmax(0, 3fr) minmax(18rem, 2fr)',
                  px: 4,
                  py: 3,
                  columnGap: 5,
                },
              }
            : {}),
        }}
      >
        <Box ref={line} data-testid="line" sx={layout === 'bar' ? lineInBarSx : lineSx}>
          <NodeView key={visit} />
        </Box>
        <SideNotes layout={layout} />
      </Box>
    </Box>
  );
}

/** Asks main to look at the clock when a timer of the conversation has run out. */
function useTicking({ act }: Player, { timers, outcome, paused, mine }: ConversationView, nowMs: number): void {
  const isDue = outcome === null && !paused && mine && timers.some(({ endsAtMs }) => endsAtMs <= nowMs);
  useEffect(() => {
    if (isDue) void act({ type: 'ticking' });
  }, [isDue, act]);
}
