/** 稳 · 迎 · 听 · 核 · 办 · 定 · 跟: where the talk stands, at a glance. */
import Box from '@mui/material/Box';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { usePlayerEnvironment } from './player-context';

const steps = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7'] as const;

export function StageLine() {
  const { t } = useText();
  const { stage } = usePlayerEnvironment().view.shown;
  const at = steps.findIndex((step) => step === stage);
  return (
    <Box
      component="ol"
      aria-label={t('conversation:stage.label')}
      sx={{ display: 'flex', alignItems: 'center', gap: 0.5, m: 0, p: 0, listStyle: 'none', minWidth: 0 }}
    >
      {stage === 'S0' && (
        <Box
          component="li"
          aria-current="step"
          sx={{
            px: 1,
            borderRadius: '99px',
            backgroundColor: tone('error').fill,
            color: tone('error').onFill,
            fontWeight: 600,
          }}
        >
          {t('conversation:stage.S0')}
        </Box>
      )}
      {(stage === 'S0' ? [] : steps).map((step, index) => {
        const isNow = step === stage;
        return (
          <Box
            key={step}
            component="li"
            aria-current={isNow ? 'step' : undefined}
            title={t(`conversation:stage.${step}`)}
            sx={{
              display: 'grid',
              placeItems: 'center',
              minWidth: '1.625rem',
              height: '1.625rem',
              px: isNow ? 1 : 0,
              borderRadius: '99px',
              lineHeight: 1,
              whiteSpace: 'nowrap',
              ...(isNow
                ? { backgroundColor: tone('primary').fill, color: tone('primary').onFill, fontWeight: 600 }
                : index < at
                  ? { backgroundColor: tone('primary').soft, color: tone('primary').onSoft }
                  : { color: c.inkSoft, border: `1px solid ${c.line}` }),
            }}
          >
            {isNow ? t(`conversation:stage.${step}`) : t(`conversation:stageShort.${step}`)}
          </Box>
        );
      })}
    </Box>
  );
}
