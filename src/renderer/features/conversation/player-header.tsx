/** Top of the panel: which script, where in it, in which language, and what can be done at any time. */
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import MoreVertOutlined from '@mui/icons-material/MoreVertOutlined';
import OpenInFullOutlined from '@mui/icons-material/OpenInFullOutlined';
import PauseOutlined from '@mui/icons-material/PauseOutlined';
import PlayArrowOutlined from '@mui/icons-material/PlayArrowOutlined';
import TimerOutlined from '@mui/icons-material/TimerOutlined';
import VisibilityOffOutlined from '@mui/icons-material/VisibilityOffOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useState } from 'react';
import { leaveBar } from '../../app/conversation';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { KeyHint } from '../../components/key-hint';
import { StatusChip } from '../../components/status-chip';
import { usePlayerEnvironment } from './player-context';
import { blankScreen } from './privacy-store';
import { StageLine } from './stage-line';
import type { PlayerActions } from './use-player-actions';

const wordings = ['zh', 'zhSimple', 'en'] as const;

export interface PlayerHeaderProps {
  readonly actions: PlayerActions;
  /** Null where the panel is the page. */
  readonly onHide: (() => void) | null;
  readonly titleId: string;
  readonly bar: boolean;
}

export function PlayerHeader({ actions, onHide, titleId, bar }: PlayerHeaderProps) {
  const { t, language } = useText();
  const { view, send } = usePlayerEnvironment();
  const { shown, script, paused } = view;
  const of = (words: { readonly zh: string; readonly en: string }): string => (language === 'en' ? words.en : words.zh);
  const isOther = shown.script !== script.code;
  const running = view.outcome === null && view.mine;
  const [menuAt, setMenuAt] = useState<HTMLElement | null>(null);
  const closeMenu = (): void => setMenuAt(null);
  return (
    <Box
      sx={{
        px: 1.5,
        pt: 0.75,
        pb: 1,
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 0.75,
        ...(bar
          ? { alignContent: 'start', overflow: 'auto', borderRight: `1px solid ${c.line}` }
          : { borderBottom: `1px solid ${c.line}` }),
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, ...(bar ? { flexWrap: 'wrap' } : {}) }}>
        <Box
          component="h2"
          id={titleId}
          title={of(script.trigger)}
          sx={{
            m: 0,
            flex: bar ? '1 0 100%' : 1,
            minWidth: 0,
            fontSize: '1.0625rem',
            fontWeight: 600,
            lineHeight: 1.3,
            textWrap: 'balance',
            overflow: 'hidden',
            display: '-webkit-box',
            WebkitLineClamp: 2,
            WebkitBoxOrient: 'vertical',
          }}
        >
          {isOther ? `${of(shown.title)} ← ${of(script.title)}` : of(script.title)}
        </Box>
        {running && (
          <IconButton
            aria-label={t(paused ? 'conversation:pause.resume' : 'conversation:pause.pause')}
            title={t(paused ? 'conversation:pause.resume' : 'conversation:pause.pause')}
            onClick={() => void send({ type: paused ? 'resumed' : 'paused' })}
          >
            {paused ? <PlayArrowOutlined /> : <PauseOutlined />}
          </IconButton>
        )}
        <IconButton
          aria-label={t('conversation:privacy.hide')}
          title={t('conversation:privacy.hide')}
          onClick={blankScreen}
        >
          <VisibilityOffOutlined />
        </IconButton>
        <MoreButton onOpen={setMenuAt} />
        {menuAt !== null && <MoreMenu at={menuAt} actions={actions} onClose={closeMenu} />}
        {bar && (
          <IconButton
            aria-label={t('conversation:panel.leaveBar')}
            title={t('conversation:panel.leaveBar')}
            onClick={leaveBar}
          >
            <OpenInFullOutlined />
          </IconButton>
        )}
        {onHide !== null && !bar && (
          <IconButton aria-label={t('conversation:panel.hide')} title={t('conversation:panel.hide')} onClick={onHide}>
            <CloseOutlined />
          </IconButton>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, justifyContent: 'space-between' }}>
        <StageLine />
        <ToggleButtonGroup
          role="toolbar"
          exclusive
          size="small"
          aria-label={t('conversation:wording.label')}
          value={view.wording}
          disabled={!running}
          onChange={(_event, wording: (typeof wordings)[number] | null) => {
            if (wording !== null) void send({ type: 'wordingSet', wording });
          }}
        >
          {wordings.map((wording) => (
            <ToggleButton
              key={wording}
              value={wording}
              aria-label={t(`conversation:wording.${wording}`)}
              title={t(`conversation:wording.${wording}`)}
              sx={{ px: 1.25, py: 0, minHeight: 32, fontSize: '1rem', textTransform: 'none' }}
            >
              {t(`conversation:wordingShort.${wording}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Box>
      <Timers />
      {view.stopped !== null && <Notice text={t('conversation:stopped', { reason: of(view.stopped) })} />}
      {view.misfits > 0 && <Notice text={t('conversation:misfits', { count: view.misfits })} />}
    </Box>
  );
}

/** For whoever leads the talk, and calm: it goes on. */
function Notice({ text }: { readonly text: string }) {
  return (
    <Box role="status" sx={{ color: tone('warning').onSoft, backgroundColor: tone('warning').soft, px: 1, py: 0.5 }}>
      {text}
    </Box>
  );
}

/** Quiet: what runs, and how long yet. Nothing flashes, nothing sounds. */
function Timers() {
  const { t } = useText();
  const format = useFormat();
  const { view, nowMs } = usePlayerEnvironment();
  const isFast = view.shown.fastLane && view.outcome === null && view.shown.stage !== 'S0';
  if (view.timers.length === 0 && !isFast) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, color: c.inkSoft, '& > span': { whiteSpace: 'normal' } }}>
      {isFast && <StatusChip label={t('conversation:fastLane')} tone="success" />}
      {view.timers.map(({ endsAtMs, text }) => (
        <StatusChip
          key={`${endsAtMs}${text ?? ''}`}
          icon={<TimerOutlined aria-hidden />}
          label={[text ?? t('conversation:timer.plain'), format.duration(Math.max(0, endsAtMs - nowMs))].join(' · ')}
        />
      ))}
    </Box>
  );
}

function MoreButton({ onOpen }: { readonly onOpen: (at: HTMLElement) => void }) {
  const { t } = useText();
  return (
    <IconButton
      aria-label={t('conversation:panel.more')}
      title={t('conversation:panel.more')}
      aria-haspopup="menu"
      onClick={(event) => onOpen(event.currentTarget)}
    >
      <MoreVertOutlined />
    </IconButton>
  );
}

interface MoreMenuProps {
  readonly at: HTMLElement;
  readonly actions: PlayerActions;
  readonly onClose: () => void;
}

/** Drawn only while it is open: what can be done changes with every step. */
function MoreMenu({ at, actions, onClose }: MoreMenuProps) {
  return (
    <Menu anchorEl={at} open onClose={onClose}>
      {actions
        .filter(({ inMenu }) => inMenu)
        .map(({ id, label, action, enabled, run }) => (
          <MenuItem
            key={id}
            disabled={!enabled}
            onClick={() => {
              onClose();
              run();
            }}
          >
            <Box component="span" sx={{ flex: 1 }}>
              {label}
            </Box>
            {action !== null && <KeyHint action={action} />}
          </MenuItem>
        ))}
    </Menu>
  );
}
