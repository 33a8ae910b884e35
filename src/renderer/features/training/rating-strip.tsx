/** How the customer seems: the level with one key, and the signs that are seen together with it. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import { Distress, levels, type Level } from '../../../domain/scripts/vocabulary';
import type { TrainingRunView } from '../../../shared/contract/training';
import { rateActions } from '../../../shared/shortcuts/actions';
import { ariaKeys } from '../../../shared/shortcuts/printed-keys';
import { useText } from '../../app/i18n/use-text';
import { useKeys, useKeyText } from '../../app/shortcuts/own-keys';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { c, emotionColours, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { EmotionShape } from '../../components/emotion';

export interface RatingStripProps {
  readonly view: TrainingRunView;
  readonly onRate: (level: Level, distress: readonly Distress[]) => void;
}

export function RatingStrip({ view, onRate }: RatingStripProps) {
  const { t } = useText();
  const keyText = useKeyText();
  const { rated, rate } = view;
  const [signs, setSigns] = useState<readonly Distress[]>(rated?.distress ?? []);
  const asks = rate !== null;
  const now = (level: Level): void => onRate(level, signs);
  return (
    <Box
      role="group"
      aria-label={t('common:emotion.label')}
      sx={{
        display: 'grid',
        gap: 1,
        p: 1.5,
        borderRadius: `${radiusPx.card}px`,
        border: `1px solid ${asks ? tone('primary').line : c.line}`,
        backgroundColor: asks ? tone('primary').soft : c.surface,
      }}
    >
      <Box role="status" sx={{ fontWeight: asks ? 600 : 400, color: asks ? tone('primary').onSoft : c.inkSoft }}>
        {rate === 'first'
          ? t('training:run.rateFirst', { keys: keyText(...rateActions) })
          : rate === 'gate'
            ? t('training:run.rateGate')
            : rated !== null && t('training:run.rated', { word: t(`common:emotion.level.${rated.level}`) })}
      </Box>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(4, minmax(0, 1fr))' }}>
        {levels.map((level) => (
          <LevelButton key={level} level={level} pressed={rated?.level === level} onPress={() => now(level)} />
        ))}
      </Box>
      <Box role="group" aria-label={t('training:run.distress')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {Distress.options.map((sign) => {
          const on = signs.includes(sign);
          return (
            <ButtonBase
              key={sign}
              aria-pressed={on}
              onClick={() => setSigns(on ? signs.filter((one) => one !== sign) : [...signs, sign])}
              sx={{
                minHeight: 36,
                px: 1.25,
                font: 'inherit',
                fontSize: '1rem',
                color: c.ink,
                borderRadius: '99px',
                border: `1px solid ${c.lineStrong}`,
                backgroundColor: c.surface,
                '&:hover': { backgroundColor: c.sunken },
                '&[aria-pressed="true"]': {
                  backgroundColor: tone('warning').soft,
                  color: tone('warning').onSoft,
                  borderColor: tone('warning').fill,
                  fontWeight: 600,
                },
              }}
            >
              {t(`conversation:distress.${sign}`)}
            </ButtonBase>
          );
        })}
      </Box>
    </Box>
  );
}

interface LevelButtonProps {
  readonly level: Level;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function LevelButton({ level, pressed, onPress }: LevelButtonProps) {
  const { t } = useText();
  const colours = emotionColours(level);
  const word = t(`common:emotion.level.${level}`);
  const label = t('training:run.rate', { word, level });
  const action = rateActions[level];
  const keys = useKeys(action);
  useShortcut({ action, label, group: 'page', run: onPress });
  return (
    <ButtonBase
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={ariaKeys(keys)}
      onClick={onPress}
      sx={{
        minHeight: 48,
        px: 0.5,
        gap: 0.75,
        flexWrap: 'wrap',
        font: 'inherit',
        fontSize: '1rem',
        lineHeight: 1.2,
        color: c.ink,
        borderRadius: `${radiusPx.field}px`,
        border: `1px solid ${c.lineStrong}`,
        backgroundColor: c.surface,
        '&:hover': { backgroundColor: c.sunken },
        '&[aria-pressed="true"]': {
          backgroundColor: colours.soft,
          color: colours.onSoft,
          boxShadow: `inset 0 0 0 2px ${colours.fill}`,
          fontWeight: 600,
        },
      }}
    >
      <EmotionShape level={level} size="1.5rem" />
      {word}
    </ButtonBase>
  );
}
