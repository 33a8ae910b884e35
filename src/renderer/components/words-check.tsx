/**
 * 留意用词 in long fields: a quiet line under the field that names words to look at again, and what can be written instead. It never
 * blocks, never touches what is typed, and waits until neither hand nor input method is at work. A page whose long fields are
 * staff's own words wraps itself in `WordsCheckProvider`; fields elsewhere know nothing of it.
 */
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import Box from '@mui/material/Box';
import { createContext, useContext, useEffect, useState } from 'react';
import { longestChecked, type WordsHint } from '../../domain/scripts/words-hint';
import { useText } from '../app/i18n/use-text';
import { c, tone } from '../app/theme/css-vars';

/** Looks at a text; gives nothing where it can't look. */
export type WordsCheck = (text: string) => Promise<readonly WordsHint[]>;

const Check = createContext<WordsCheck | null>(null);
export const WordsCheckProvider = Check.Provider;

/** After the last key. */
const PAUSE_MS = 700;
/** Shorter texts are still being begun. */
const SHORTEST = 4;

/** The hints for a text, or null where nothing is checked. `composing`: an input method is at work. */
export function useWordsHints(enabled: boolean, text: string, composing: boolean): readonly WordsHint[] | null {
  const check = useContext(Check);
  const [found, setFound] = useState<readonly WordsHint[]>([]);
  const isOn = enabled && check !== null;
  const isLongEnough = text.trim().length >= SHORTEST;
  useEffect(() => {
    if (!isOn || composing || !isLongEnough) return;
    let current = true;
    const timer = setTimeout(() => {
      void check(text.slice(0, longestChecked)).then((hints) => {
        if (current) setFound(hints);
      });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [isOn, check, text, composing, isLongEnough]);
  if (!isOn) return null;
  return isLongEnough ? found : [];
}

/** Always there, so that a screen reader hears what comes into it; politely. */
export function WordsHints({ hints }: { readonly hints: readonly WordsHint[] }) {
  const { t } = useText();
  return (
    <Box data-words-hint aria-live="polite" sx={{ color: c.inkSoft }}>
      {hints.map((hint) => (
        <Box
          key={hint.rule}
          sx={{
            mt: 0.5,
            display: 'flex',
            gap: 0.75,
            alignItems: 'flex-start',
            overflowWrap: 'anywhere',
            '& svg': { fontSize: '1.25rem', mt: '0.15em', flex: 'none', color: tone('warning').fill },
          }}
        >
          <InfoOutlined aria-hidden />
          <span>
            {t('common:words.mind', { name: t(`scripts:rule.${hint.rule}`), words: hint.words })}
            {hint.rule === 'L1'
              ? t('common:words.close', { avoided: hint.avoided })
              : t(`common:words.instead.${hint.rule}`)}
          </span>
        </Box>
      ))}
    </Box>
  );
}
