/** Where the customer signs: with pen, finger or mouse. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import SignaturePad from 'signature_pad';
import type { Signature } from '../../../domain/complaint/agree-card';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { signatureOf } from './strokes';

export function SignatureField({ onChange }: { readonly onChange: (signature: Signature | null) => void }) {
  const { t } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const change = useRef(onChange);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    change.current = onChange;
  }, [onChange]);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    // As many dots as the screen has, so that the line is sharp.
    const { width, height } = element.getBoundingClientRect();
    const scale = Math.max(1, window.devicePixelRatio);
    element.width = width * scale;
    element.height = height * scale;
    element.getContext('2d')?.scale(scale, scale);
    const made = new SignaturePad(element, { penColor: '#10243a', minWidth: 1, maxWidth: 3.2 });
    pad.current = made;
    const ended = (): void => {
      setDrawn(true);
      change.current(signatureOf(made.toData(), { width, height }));
    };
    made.addEventListener('endStroke', ended);
    return () => {
      made.removeEventListener('endStroke', ended);
      made.off();
    };
  }, []);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box
        component="canvas"
        ref={canvas}
        role="img"
        aria-label={[t('agreeCard:sign.pad'), drawn ? t('agreeCard:sign.drawn') : t('agreeCard:sign.empty')].join(
          ' · ',
        )}
        data-signature-pad={drawn ? 'drawn' : 'empty'}
        sx={{
          width: '100%',
          height: 180,
          display: 'block',
          backgroundColor: '#fff',
          border: `2px solid ${c.line}`,
          borderRadius: 1,
          touchAction: 'none',
          cursor: 'crosshair',
        }}
      />
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', justifyContent: 'space-between' }}>
        <Box sx={{ color: c.inkSoft }}>{t('agreeCard:sign.pad')}</Box>
        <Button
          disabled={!drawn}
          onClick={() => {
            pad.current?.clear();
            setDrawn(false);
            onChange(null);
          }}
        >
          {t('agreeCard:sign.clear')}
        </Button>
      </Box>
    </Box>
  );
}
