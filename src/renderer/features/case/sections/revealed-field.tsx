/** One masked field: asked for with a reason, which main logs; masked again by itself. */
import VisibilityOffOutlined from '@mui/icons-material/VisibilityOffOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useCallback, useEffect, useState } from 'react';
import { useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { useCaseEnvironment } from '../case-context';
import { RevealDialog, type RevealField, type Revealed } from './reveal-dialog';

export interface RevealedFieldProps {
  readonly field: RevealField;
  readonly partyIndex: number;
  /** Already masked by main. */
  readonly masked: string;
}

export function RevealedField({ field, partyIndex, masked }: RevealedFieldProps) {
  const { t } = useText();
  const { may } = useCaseEnvironment();
  const [asking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const hide = useCallback(() => setRevealed(null), []);
  const label = t(`case:party.${field}`);

  useEffect(() => {
    if (revealed === null) return undefined;
    const timer = setTimeout(hide, revealed.hideAfterMs);
    // Nobody looks any more: a screen behind another window must not show it.
    window.addEventListener('blur', hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('blur', hide);
    };
  }, [revealed, hide]);

  if (masked === '') return <Box sx={{ color: c.inkSoft }}>{t('common:state.notYetKnown')}</Box>;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 0.5, minHeight: '2.25rem' }}>
      <Box
        component="span"
        className="xt-number"
        sx={revealed === null ? {} : { color: tone('accent').fill, fontWeight: 600, overflowWrap: 'anywhere' }}
      >
        {revealed?.value ?? masked}
      </Box>
      {may('personalData.reveal') && (
        <IconButton
          size="small"
          aria-label={t(revealed === null ? 'case:reveal.show' : 'case:reveal.hide', { field: label })}
          onClick={() => (revealed === null ? setAsking(true) : hide())}
        >
          {revealed === null ? <VisibilityOutlined aria-hidden /> : <VisibilityOffOutlined aria-hidden />}
        </IconButton>
      )}
      {revealed !== null && <Countdown key={revealed.value} fromMs={revealed.hideAfterMs} />}
      {asking && (
        <RevealDialog
          field={field}
          partyIndex={partyIndex}
          label={label}
          onClose={() => setAsking(false)}
          onRevealed={(shown) => {
            setAsking(false);
            setRevealed(shown);
          }}
        />
      )}
    </Box>
  );
}

function Countdown({ fromMs }: { readonly fromMs: number }) {
  const { t } = useText();
  const [seconds, setSeconds] = useState(Math.ceil(fromMs / 1000));
  useEffect(() => {
    const timer = setInterval(() => setSeconds((left) => Math.max(left - 1, 0)), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Box component="span" className="xt-number" sx={{ color: c.inkSoft }}>
      {t('case:reveal.left', { seconds })}
    </Box>
  );
}
