/** Always in sight, always at the same place: how the customer seems, with one key, and how it went. */
import FlagOutlined from '@mui/icons-material/FlagOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { levels } from '../../../domain/scripts/vocabulary';
import { rateActions } from '../../../shared/shortcuts/actions';
import { ariaKeys, keysInText } from '../../../shared/shortcuts/printed-keys';
import { useFormat, useText } from '../../app/i18n/use-text';
import { useOwnKeys } from '../../app/shortcuts/own-keys';
import { c, emotionColours } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { EmotionShape } from '../../components/emotion';
import { EmotionCurve } from './emotion-curve';
import { usePlayerEnvironment } from './player-context';
import { useRating } from './use-rating';

/** Large type on a low screen: everything on one line, without the curve. */
const low = '@container player (max-height: 32rem) and (max-width: 50rem)';
const hidden = { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' };
const stripSx = {
  display: 'grid',
  gap: 0.75,
  px: 1.5,
  py: 1,
  [low]: { gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'center' },
} as const;

/** Two lower ratings this far apart lower the level. */
const settledAfterMs = 60_000;

export function EmotionStrip({ onFlags, flagsOpen }: { readonly onFlags: () => void; readonly flagsOpen: boolean }) {
  const { t, language } = useText();
  const { view } = usePlayerEnvironment();
  const { rate } = useRating();
  const keymap = useOwnKeys((state) => state.keymap);
  const marked = view.distress.length + view.flags.length;
  const asks = view.shown.rate !== null && view.outcome === null;
  return (
    <Box
      role="group"
      aria-label={t('conversation:emotion.label')}
      sx={{ ...stripSx, borderTop: `1px solid ${c.line}`, backgroundColor: c.surface }}
    >
      <Box sx={{ display: 'grid', gap: 0.75, gridTemplateColumns: 'repeat(4, minmax(0, 1fr))' }}>
        {levels.map((level) => {
          const keys = keymap[rateActions[level]];
          const colours = emotionColours(level);
          const word = t(`common:emotion.level.${level}`);
          return (
            <Tooltip key={level} enterDelay={400} title={`${t(`common:emotion.cue.${level}`)} (${keysInText(keys)})`}>
              <ButtonBase
                aria-label={t('conversation:emotion.rate', { level, word })}
                aria-pressed={view.level === level}
                aria-keyshortcuts={ariaKeys(keys)}
                onClick={() => rate(level)}
                sx={{
                  minHeight: 48,
                  px: 0.5,
                  py: 0.5,
                  // English words are longer than the room beside the shape.
                  flexDirection: language === 'en' ? 'column' : 'row',
                  gap: language === 'en' ? 0.25 : 0.75,
                  [low]: { px: 0.25, gap: 0.25, '& svg': { width: '1.25rem', height: '1.25rem' } },
                  justifyContent: 'center',
                  font: 'inherit',
                  fontSize: '1rem',
                  lineHeight: 1.2,
                  color: c.ink,
                  borderRadius: `${radiusPx.field}px`,
                  border: `1px ${asks ? 'dashed' : 'solid'} ${c.lineStrong}`,
                  backgroundColor: c.surface,
                  '&:hover': { backgroundColor: c.sunken },
                  '&[aria-pressed="true"]': {
                    backgroundColor: colours.soft,
                    color: colours.onSoft,
                    border: `1px solid ${colours.fill}`,
                    boxShadow: `inset 0 0 0 2px ${colours.fill}`,
                    fontWeight: 600,
                  },
                }}
              >
                <EmotionShape level={level} size="1.5rem" />
                {word}
              </ButtonBase>
            </Tooltip>
          );
        })}
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: '2.25rem' }}>
        <Box role="status" sx={{ flex: 1, minWidth: 0, color: c.inkSoft, lineHeight: 1.3, [low]: hidden }}>
          <RatingHint />
        </Box>
        <Box sx={{ flex: 'none', [low]: { display: 'none' } }}>
          <EmotionCurve />
        </Box>
        <Button
          size="small"
          aria-expanded={flagsOpen}
          aria-keyshortcuts={ariaKeys(keymap.flags)}
          startIcon={<FlagOutlined aria-hidden />}
          onClick={onFlags}
        >
          {marked === 0 ? t('conversation:flags.open') : t('conversation:flags.openCount', { count: marked })}
        </Button>
      </Box>
    </Box>
  );
}

/** The cue of the level; or that a calmer rating waits for a second look; or that it is time for one. */
function RatingHint() {
  const { t } = useText();
  const format = useFormat();
  const { view, nowMs } = usePlayerEnvironment();
  const { shown, level } = view;
  if (view.outcome !== null) return null;
  if (shown.lowering !== null) {
    const leftMs = shown.lowering.at + settledAfterMs - nowMs;
    const word = t(`common:emotion.level.${shown.lowering.level}`);
    return leftMs > 0
      ? t('conversation:emotion.lowering', { word, left: format.duration(leftMs) })
      : t('conversation:emotion.loweringNow', { word });
  }
  if (shown.rate === 'gate') return t('conversation:emotion.lookAgain');
  return level === null ? null : t(`common:emotion.cue.${level}`);
}
