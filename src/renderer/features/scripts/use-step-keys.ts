/** Ctrl+Z and Ctrl+Y for changes of a draft. In a field these keys are the field's own: there they undo typing. */
import { useEffect, useRef } from 'react';

export function useStepKeys(active: boolean, steps: { readonly undo: () => void; readonly redo: () => void }): void {
  const latest = useRef(steps);
  useEffect(() => {
    latest.current = steps;
  });
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      const types =
        target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA)$/.test(target.tagName));
      if (types || event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const redo = event.code === 'KeyY' || (event.code === 'KeyZ' && event.shiftKey);
      if (!redo && event.code !== 'KeyZ') return;
      event.preventDefault();
      if (redo) latest.current.redo();
      else latest.current.undo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}
