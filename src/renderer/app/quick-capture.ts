/** 快速登记: a page asks for the bar, the intake feature shows it; neither knows the other. */
import { create } from 'zustand';

/** How often it was asked for; every further number is a new wish. */
export const useQuickCaptureWish = create<{ readonly asked: number }>()(() => ({ asked: 0 }));

/** The same as F2. */
export function askForQuickCapture(): void {
  useQuickCaptureWish.setState(({ asked }) => ({ asked: asked + 1 }));
}
