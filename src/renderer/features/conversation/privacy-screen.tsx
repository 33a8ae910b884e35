/**
 * The neutral card over everything. It is always there and only made visible, so that it stands within a frame of the key.
 * Any key of staff takes it away, and that key does nothing else.
 */
import Box from '@mui/material/Box';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useConversationPlace } from '../../app/conversation';
import { useText } from '../../app/i18n/use-text';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { c } from '../../app/theme/css-vars';
import { WaitingCard } from '../../components/waiting-card';
import { blankScreen, showScreen } from './privacy-store';

/** With a conversation open nobody may read a screen that staff has left. */
const idleMs = 60_000;
/** Keys that are held while going to another window. */
const modifiers: ReadonlySet<string> = new Set(['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'CapsLock', 'NumLock']);

export function PrivacyScreen({ watchesIdle }: { readonly watchesIdle: boolean }) {
  const { t } = useText();
  const blank = useConversationPlace((place) => place.blank);
  const label = t('conversation:privacy.hide');
  useShortcut({ action: 'privacy', label, group: 'global', inBar: true, run: blankScreen });
  useShortcut({ action: 'privacyOther', label, group: 'global', inBar: true, run: blankScreen });
  useComingBack(blank);
  useIdleBlank(watchesIdle && !blank);
  return createPortal(
    <Box
      role="status"
      data-privacy-screen={blank ? 'on' : 'off'}
      sx={{
        position: 'fixed',
        inset: 0,
        // Over dialogs and menus too.
        zIndex: 3000,
        visibility: blank ? 'visible' : 'hidden',
        display: 'grid',
        placeItems: 'center',
        backgroundColor: c.canvas,
        color: c.ink,
      }}
    >
      <WaitingCard />
    </Box>,
    document.body,
  );
}

function useComingBack(blank: boolean): void {
  useEffect(() => {
    if (!blank) return undefined;
    const back = (event: Event): void => {
      // The key that hid the screen may still be held down.
      if (event instanceof KeyboardEvent && (event.repeat || modifiers.has(event.key))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      showScreen();
    };
    window.addEventListener('keydown', back, true);
    window.addEventListener('pointerdown', back, true);
    return () => {
      window.removeEventListener('keydown', back, true);
      window.removeEventListener('pointerdown', back, true);
    };
  }, [blank]);
}

function useIdleBlank(watches: boolean): void {
  useEffect(() => {
    if (!watches) return undefined;
    let timer = setTimeout(blankScreen, idleMs);
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(blankScreen, idleMs);
    };
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'compositionupdate'] as const;
    for (const sign of signs) window.addEventListener(sign, again, true);
    return () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, again, true);
    };
  }, [watches]);
}
