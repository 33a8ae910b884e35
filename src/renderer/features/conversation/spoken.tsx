/** What is read aloud, large; under it, smaller, what it means where it is another language. */
import Box from '@mui/material/Box';
import type { SpokenLine } from '../../../domain/scripts/present';
import { c } from '../../app/theme/css-vars';
import { typeScale } from '../../app/theme/tokens';
import { usePlayerEnvironment } from './player-context';
import { TalkText } from './talk-dates';

const langOf = { zh: 'zh-CN', zhSimple: 'zh-CN', en: 'en' } as const;

interface SpokenProps {
  readonly line: SpokenLine;
  readonly quiet?: boolean;
  /** It is the label of a button. */
  readonly pressed?: boolean;
}

export function Spoken({ line, quiet = false, pressed = false }: SpokenProps) {
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
        <TalkText text={line.text} pressed={pressed} />
      </Box>
      {line.meaning !== null && (
        <Box lang={lang === 'en' ? 'zh-CN' : 'en'} sx={{ mt: 0.5, color: c.inkSoft, fontSize: '1rem' }}>
          <TalkText text={line.meaning} pressed={pressed} />
        </Box>
      )}
    </Box>
  );
}
