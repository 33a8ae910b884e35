import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useText } from '../app/i18n/use-text';
import { c, tone } from '../app/theme/css-vars';

/** However long the button is held. */
const LONGEST_SHOW_MS = 10_000;

export interface MaskedTextProps {
  readonly label: string;
  /** Already masked by main: 138****8000. */
  readonly masked: string;
  /** Asks main for the full value, which logs it. Null when it was refused; the caller tells why. Leave out to hide the button. */
  readonly onReveal?: () => Promise<string | null>;
}

/** A masked value that shows in full only while its button (or space, or Enter) is held, for ten seconds at most. */
export function MaskedText({ label, masked, onReveal }: MaskedTextProps) {
  const { t } = useText();
  const [full, setFull] = useState<string | null>(null);
  const held = useRef(false);

  const hide = useCallback(() => {
    held.current = false;
    setFull(null);
  }, []);
  const show = useCallback(async () => {
    if (held.current || onReveal === undefined) return;
    held.current = true;
    const value = await onReveal();
    const stillHeld = (): boolean => held.current;
    // Let go before the answer came: it is not shown.
    if (stillHeld()) setFull(value);
  }, [onReveal]);

  useEffect(() => {
    if (full === null) return undefined;
    const timer = setTimeout(hide, LONGEST_SHOW_MS);
    window.addEventListener('blur', hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('blur', hide);
    };
  }, [full, hide]);

  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, maxWidth: '100%' }}>
      <Box
        component="span"
        className="xt-number"
        sx={full === null ? { color: c.ink } : { color: tone('accent').fill, fontWeight: 600 }}
      >
        {full ?? masked}
      </Box>
      {onReveal !== undefined && (
        <IconButton
          aria-label={`${label}：${t('common:field.holdToReveal')}`}
          aria-pressed={full !== null}
          title={t('common:field.holdToReveal')}
          size="small"
          onPointerDown={() => void show()}
          onPointerUp={hide}
          onPointerLeave={hide}
          onBlur={hide}
          onKeyDown={(event) => {
            if ((event.key === ' ' || event.key === 'Enter') && !event.repeat) void show();
          }}
          onKeyUp={hide}
        >
          <VisibilityOutlined aria-hidden />
        </IconButton>
      )}
      <span role="status" className="xt-visually-hidden">
        {full === null ? '' : t('common:field.revealed')}
      </span>
    </Box>
  );
}
