import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { Emotion } from '../../domain/complaint/values';
import { useText } from '../app/i18n/use-text';
import { c, emotionColours } from '../app/theme/css-vars';
import { radiusPx } from '../app/theme/tokens';
import { FieldFrame, type FieldProps } from './field-frame';
import { useRoving } from './use-roving';

const levels = [0, 1, 2, 3] as const satisfies readonly Emotion[];

/** Circle, square, triangle, octagon: told apart without colour. */
const outlines = {
  0: <circle cx="12" cy="12" r="10" />,
  1: <rect x="2.5" y="2.5" width="19" height="19" rx="3" />,
  2: <path d="M12 1.5 23.5 21.5a.9.9 0 0 1-.8 1.3H1.3a.9.9 0 0 1-.8-1.3Z" />,
  3: <path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4Z" />,
} as const;

/** The shape of a level with its number inside. */
export function EmotionShape({ level, size = '1.75rem' }: { readonly level: Emotion; readonly size?: string }) {
  const colours = emotionColours(level);
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden focusable="false" style={{ flex: 'none' }}>
      <g fill={colours.fill}>{outlines[level]}</g>
      <text
        x="12"
        y={level === 2 ? 19.5 : 16.8}
        textAnchor="middle"
        fontSize={level === 2 ? 12 : 14}
        fontWeight="700"
        fill={colours.onFill}
      >
        {level}
      </text>
    </svg>
  );
}

/** A level in a list or header: shape, number and word. Staff-only. */
export function EmotionBadge({ level }: { readonly level: Emotion }) {
  const { t } = useText();
  const word = t(`common:emotion.level.${level}`);
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, whiteSpace: 'nowrap', verticalAlign: 'middle' }}
    >
      <EmotionShape level={level} size="1.5rem" />
      <span aria-hidden>{word}</span>
      <span className="xt-visually-hidden">{t('common:emotion.withLevel', { level, word })}</span>
    </Box>
  );
}

/** Four in a line where there is room, else two by two; never three and one. */
const pickerSx = {
  display: 'grid',
  gap: 1,
  gridTemplateColumns: '1fr',
  '@container (min-width: 20rem)': { gridTemplateColumns: '1fr 1fr' },
  '@container (min-width: 46rem)': { gridTemplateColumns: 'repeat(4, 1fr)' },
} as const;

export interface EmotionPickerProps extends Omit<FieldProps, 'label'> {
  readonly label?: string;
  readonly value: Emotion | null;
  readonly onChange: (level: Emotion) => void;
  /** Small: without the observable cues. */
  readonly compact?: boolean;
}

/** Chinese is broken where a comma stands, not in the middle of a word, unless there is no room for the part. */
const cueSx = {
  display: 'block',
  lineHeight: 1.4,
  textWrap: 'balance',
  wordBreak: 'keep-all',
  overflowWrap: 'anywhere',
} as const;

/** How the customer seems, by observable cues. One keystroke: arrows, or digits 1–4 from the left. */
export function EmotionPicker({ value, onChange, label, compact = false, ...field }: EmotionPickerProps) {
  const { t } = useText();
  const choose = (index: number): void => {
    const level = levels[index];
    if (level !== undefined) onChange(level);
  };
  const roving = useRoving(levels.length, value ?? -1, choose, true);
  return (
    <FieldFrame
      {...field}
      kind="group"
      label={label ?? t('common:emotion.label')}
      labelEnd={t('common:emotion.staffOnly')}
    >
      {(attributes) => (
        <Box sx={{ containerType: 'inline-size' }}>
          <Box
            role="radiogroup"
            aria-labelledby={attributes.labelId}
            aria-describedby={attributes['aria-describedby']}
            sx={pickerSx}
          >
            {levels.map((level, index) => {
              const colours = emotionColours(level);
              return (
                <ButtonBase
                  key={level}
                  ref={roving.itemRef(index)}
                  role="radio"
                  aria-checked={value === level}
                  disabled={field.disabled ?? false}
                  tabIndex={index === (value ?? 0) ? 0 : -1}
                  onClick={() => choose(index)}
                  onKeyDown={roving.onKeyDown}
                  sx={{
                    justifyContent: 'flex-start',
                    textAlign: 'left',
                    gap: 1.25,
                    minHeight: compact ? 48 : 68,
                    px: 1.5,
                    py: 1,
                    borderRadius: `${radiusPx.field}px`,
                    border: `1px solid ${c.lineStrong}`,
                    backgroundColor: c.surface,
                    color: c.ink,
                    font: 'inherit',
                    '&:hover': { backgroundColor: c.sunken },
                    '&[aria-checked="true"]': {
                      backgroundColor: colours.soft,
                      color: colours.onSoft,
                      borderColor: colours.fill,
                      boxShadow: `inset 0 0 0 2px ${colours.fill}`,
                    },
                  }}
                >
                  <EmotionShape level={level} size="2rem" />
                  <span>
                    <Box component="span" sx={{ display: 'block', fontWeight: 600, lineHeight: 1.4 }}>
                      {t(`common:emotion.level.${level}`)}
                    </Box>
                    {!compact && (
                      <Box component="span" sx={cueSx}>
                        {t(`common:emotion.cue.${level}`)}
                      </Box>
                    )}
                  </span>
                </ButtonBase>
              );
            })}
          </Box>
        </Box>
      )}
    </FieldFrame>
  );
}
