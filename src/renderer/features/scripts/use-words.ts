/** Words of a script in the language of the page. */
import { useCallback } from 'react';
import type { Words } from '../../../domain/scripts/words';
import { useText } from '../../app/i18n/use-text';

export function useWords(): (words: Words) => string {
  const { language } = useText();
  return useCallback((words) => (language === 'en' ? words.en : words.zh), [language]);
}
