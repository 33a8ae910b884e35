import { useText } from '../../app/i18n/use-text';

/** Picks the words of the language of the page. */
export function useWords(): (words: { readonly zh: string; readonly en: string }) => string {
  const { language } = useText();
  return (words) => (language === 'en' ? words.en : words.zh);
}
