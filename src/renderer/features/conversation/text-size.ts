/** How large what is read aloud is shown, for as long as the application runs. */
import { create } from 'zustand';

export const textSizes = [100, 125, 150, 175, 200] as const;

export const useTextSize = create<{ readonly percent: number }>()(() => ({ percent: 100 }));

/** The next size, after the largest the smallest again. */
export function nextTextSize(): void {
  useTextSize.setState(({ percent }) => ({ percent: textSizes.find((size) => size > percent) ?? textSizes[0] }));
}
