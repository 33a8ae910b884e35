/** Where one is: four steps in a line, the present one marked. */
import CheckOutlined from '@mui/icons-material/CheckOutlined';
import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { steps, type Step } from './import-store';

export function StepList({ current }: { readonly current: Step }) {
  const { t } = useText();
  const at = steps.indexOf(current);
  const item = useRef<HTMLLIElement>(null);
  const shown = useRef(current);
  // The button that led here is gone with its step; the focus goes to where one is now.
  useEffect(() => {
    if (shown.current === current) return;
    shown.current = current;
    item.current?.focus();
  }, [current]);
  return (
    <Box
      component="ol"
      aria-label={t('import:steps')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, mb: 2, p: 0, listStyle: 'none' }}
    >
      {steps.map((step, index) => {
        const colours = tone(index === at ? 'primary' : 'neutral');
        return (
          <Box
            component="li"
            key={step}
            {...(index === at ? { ref: item, tabIndex: -1, 'aria-current': 'step' as const } : {})}
            sx={{ display: 'flex', alignItems: 'center', gap: 1, color: index === at ? c.ink : c.inkSoft }}
          >
            {index > 0 && <Box aria-hidden sx={{ width: '2rem', borderTop: `1px solid ${c.lineStrong}` }} />}
            <Box
              component="span"
              aria-hidden
              sx={{
                width: '1.875rem',
                height: '1.875rem',
                borderRadius: '50%',
                display: 'inline-grid',
                placeItems: 'center',
                fontWeight: 600,
                border: `1px solid ${index === at ? colours.fill : colours.line}`,
                backgroundColor: index === at ? colours.fill : colours.soft,
                color: index === at ? colours.onFill : colours.onSoft,
                '& svg': { fontSize: '1.125rem' },
              }}
            >
              {index < at ? <CheckOutlined /> : index + 1}
            </Box>
            <Box component="span" sx={{ fontWeight: index === at ? 600 : 400 }}>
              {t(`import:step.${step}`)}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
