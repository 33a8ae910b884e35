/**
 * The gallery: every token and piece on one page, and the shell with sample data. Development only: no build of the
 * application has it as an input. `?view=shell|pieces&lang=en&mode=dark&scale=150&density=compact`.
 */
import '../app/zod-jitless';
import '../app/theme/fonts';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { watchCompositions } from '../components/ime';
import { ConfirmHost } from '../app/confirm';
import { createI18n } from '../app/i18n/i18n';
import { uiLanguages } from '../app/i18n/languages';
import { NotificationHost } from '../app/notifications';
import { AppearanceProvider, defaultAppearance, type Appearance } from '../app/theme/appearance';
import { Pieces } from './pieces';
import { ShellSample } from './shell-sample';

const asked = new URLSearchParams(location.search);
const oneOf = <const T,>(values: readonly T[], text: string | null, other: T): T =>
  values.find((value) => String(value) === text) ?? other;

const initial: Appearance = {
  language: oneOf(uiLanguages, asked.get('lang'), 'zh-CN'),
  colourMode: oneOf(['light', 'dark', 'highContrast', 'system'], asked.get('mode'), 'light'),
  textScale: oneOf([100, 125, 150, 175, 200], asked.get('scale'), 100),
  density: oneOf(['comfortable', 'compact'], asked.get('density'), 'comfortable'),
};
const i18n = createI18n(defaultAppearance.language);

function Gallery() {
  const [appearance, setAppearance] = useState(initial);
  useEffect(() => watchCompositions(document), []);
  return (
    <AppearanceProvider appearance={appearance} i18n={i18n} timeZone="Asia/Shanghai">
      {asked.get('view') === 'pieces' ? (
        <>
          <Pieces />
          <NotificationHost />
        </>
      ) : (
        <ShellSample appearance={appearance} onAppearance={setAppearance} />
      )}
      <ConfirmHost />
    </AppearanceProvider>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('gallery.html has no #root');
createRoot(root).render(<Gallery />);
