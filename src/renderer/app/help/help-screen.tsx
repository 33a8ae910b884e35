/**
 * The card behind which the screen goes when somebody called for help (一键求助). It lies over everything there is, before sign-in as
 * well; the keyboard does nothing behind it, and nothing on it tells how it goes away: Shift+Esc, or three clicks on the mark.
 */
import Box from '@mui/material/Box';
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { helpKeys, leaveKeys } from '../../../shared/shortcuts/actions';
import { subscribe } from '../../bridge/client';
import { WaitingCard } from '../../components/waiting-card';
import { keysOf } from '../shortcuts/keys';
import { c } from '../theme/css-vars';
import { callForHelp, hideForHelp, leaveHelp, useHelp } from './help-store';

/** A double click may be an accident. */
const clicksToLeave = 3;

export interface HelpScreenProps {
  /** False before this PC belongs to a branch: there is nothing to call. */
  readonly ready: boolean;
  /** The card was left: the incident log is what comes next for whoever may see it. */
  readonly onLeft: () => void;
}

export function HelpScreen({ ready, onLeft }: HelpScreenProps) {
  const hidden = useHelp((state) => state.hidden);
  const card = useRef<HTMLDivElement>(null);

  const leave = (): void => {
    leaveHelp();
    onLeft();
  };
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const keys = keysOf(event);
    const calls = ready && keys === helpKeys && !event.metaKey;
    if (!calls && !hidden) return;
    // Nothing behind the card hears a key, and the privacy screen does not take this one for a sign of life.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat) return;
    if (calls) callForHelp();
    else if (keys === leaveKeys) leave();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listen, true);
    const stop = subscribe('help.pressed', hideForHelp);
    return () => {
      window.removeEventListener('keydown', listen, true);
      stop();
    };
  }, []);
  useNothingBehind(hidden, card);

  return createPortal(
    <Box
      ref={card}
      role="status"
      data-help-screen={hidden ? 'on' : 'off'}
      onClick={({ detail, target }) => {
        if (detail >= clicksToLeave && target instanceof Element && target.closest('svg') !== null) leave();
      }}
      sx={{
        position: 'fixed',
        inset: 0,
        // Over dialogs, menus and the privacy card.
        zIndex: 4000,
        visibility: hidden ? 'visible' : 'hidden',
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

/** What lies behind takes no key, no input method and no pointer; afterwards the keyboard is where it was. */
function useNothingBehind(hidden: boolean, card: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    if (!hidden) return undefined;
    const { activeElement } = document;
    const behind = [...document.body.children].filter(
      (element): element is HTMLElement => element instanceof HTMLElement && element !== card.current && !element.inert,
    );
    for (const element of behind) element.inert = true;
    return () => {
      for (const element of behind) element.inert = false;
      if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
    };
  }, [hidden, card]);
}
