/** What is read aloud, large; under it, smaller, what it means where it is another language. */
import Box from '@mui/material/Box';
import type { SpokenLine } from '../../../domain/scripts/present';
import { c } from '../../app/theme/css-vars';
import { typeScale } from '../../app/theme/tokens';
import { usePlayerEnvironment } from './player-context';

const langOf = { zh: 'zh-CN', zhSimple: 'zh-CN', en: 'en' } as const;

export function Spoken({ line, quiet = false }: { readonly line: SpokenLine; readonly quiet?: boolean }) {
  const { view, scale } = usePlayerEnvironment();
  const lang = langOf[view.wording];
  return (
    <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Box
        lang={lang}
        sx={
          quiet
            ? { fontSize: `calc(1.125rem * ${Math.min(scale, 150) / 100})`, lineHeight: 1.5, textWrap: 'balance' }
            : {
                ...typeScale.script,
                fontSize: `calc(${typeScale.script.fontSize} * ${scale / 100})`,
                lineHeight: 1.45,
                textWrap: 'balance',
              }
        }
      >
        {line.text}
      </Box>
      {line.meaning !== null && (
        <Box lang={lang === 'en' ? 'zh-CN' : 'en'} sx={{ mt: 0.5, color: c.inkSoft, fontSize: '1rem' }}>
          {line.meaning}
        </Box>
      )}
    </Box>
  );
}
