/** What a component test needs around a component. Used by `.dom.test.tsx` files only. */
import { act, render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createI18n } from '../../src/renderer/app/i18n/i18n';
import { AppearanceProvider, defaultAppearance } from '../../src/renderer/app/theme/appearance';

/** jsdom has no media queries: everything asked is "no". */
function noMedia(query: string): MediaQueryList {
  return Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
}

/** Nor has it idle moments: the next turn is one. */
const nextTurn: typeof window.requestIdleCallback = (run) =>
  window.setTimeout(() => run({ didTimeout: false, timeRemaining: () => 50 }), 0);

/** Draws in English, light, in Shanghai time. */
export function renderInApp(ui: ReactNode): RenderResult {
  window.matchMedia = noMedia;
  window.requestIdleCallback = nextTurn;
  window.cancelIdleCallback = (waiting) => window.clearTimeout(waiting);
  const wrap = (inner: ReactNode): ReactNode => (
    <AppearanceProvider
      appearance={{ ...defaultAppearance, language: 'en', colourMode: 'light' }}
      i18n={createI18n('en')}
      timeZone="Asia/Shanghai"
    >
      {inner}
    </AppearanceProvider>
  );
  const result = render(wrap(ui));
  return { ...result, rerender: (next) => result.rerender(wrap(next)) };
}

/** Options of a real keydown that an input method has taken. */
export const IME_KEY = { key: 'Process', keyCode: 229, bubbles: true } as const;

/** A native event, so that nothing is made nicer than a browser makes it. */
export function fire(target: EventTarget, event: Event): void {
  act(() => {
    target.dispatchEvent(event);
  });
}

/** Types the way an input method does: composition, changing text, end. Keys are not included. */
export function compose(input: HTMLInputElement | HTMLTextAreaElement, steps: readonly string[]): void {
  const start = input.value;
  fire(input, new CompositionEvent('compositionstart', { bubbles: true }));
  for (const step of steps) {
    setNative(input, start + step);
    fire(input, new InputEvent('input', { bubbles: true, isComposing: true, inputType: 'insertCompositionText' }));
  }
}

/** The end of a composition, as Chrome orders it: the text is in place already. */
export function endComposition(input: HTMLInputElement | HTMLTextAreaElement): void {
  fire(input, new CompositionEvent('compositionend', { bubbles: true, data: input.value }));
}

/** Sets the text as a browser does, past React's own property. */
export function setNative(input: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype = input instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, text);
}
