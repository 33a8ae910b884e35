/**
 * Looks and language of the page, from the person's preferences: scheme, text size, density, language.
 * Everything a component needs around it is here, so tests and the gallery mount it as well.
 */
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import type { i18n as I18n } from 'i18next';
import { useLayoutEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Preferences } from '../../../shared/contract/app';
import { intlLanguage, type UiLanguage } from '../i18n/languages';
import { TimeZoneContext } from '../i18n/use-text';
import { createAppTheme } from './create-app-theme';
import type { Scheme } from './tokens';

/** Preferences as the page uses them: the pseudo-locale may stand in for a language in development. */
export type Appearance = Omit<Preferences, 'language'> & { readonly language: UiLanguage };

export const defaultAppearance: Appearance = {
  language: 'zh-CN',
  colourMode: 'system',
  textScale: 100,
  density: 'comfortable',
};

const MORE_CONTRAST = '(prefers-contrast: more)';
const DARK = '(prefers-color-scheme: dark)';

function systemScheme(): Scheme {
  if (matchMedia(MORE_CONTRAST).matches) return 'highContrast';
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

function onSystemChange(listener: () => void): () => void {
  const queries = [MORE_CONTRAST, DARK].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

export interface AppearanceProviderProps {
  readonly appearance: Appearance;
  readonly i18n: I18n;
  /** IANA zone of the branch. */
  readonly timeZone: string;
  readonly children: ReactNode;
}

export function AppearanceProvider({ appearance, i18n, timeZone, children }: AppearanceProviderProps) {
  const { language, colourMode, textScale, density } = appearance;
  const system = useSyncExternalStore(onSystemChange, systemScheme);
  const scheme = colourMode === 'system' ? system : colourMode;
  const theme = useMemo(() => createAppTheme(scheme, density), [scheme, density]);

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset['scheme'] = scheme;
    root.dataset['density'] = density;
    root.style.fontSize = `${textScale}%`;
    root.lang = intlLanguage(language);
  }, [scheme, density, textScale, language]);

  useLayoutEffect(() => {
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [i18n, language]);

  return (
    <I18nextProvider i18n={i18n}>
      <TimeZoneContext value={timeZone}>
        <ThemeProvider theme={theme}>
          <CssBaseline enableColorScheme />
          {children}
        </ThemeProvider>
      </TimeZoneContext>
    </I18nextProvider>
  );
}
