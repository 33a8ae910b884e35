import { create } from 'zustand';
import type { RouteName } from './route';

/** Numbers on the rail, set by the features that know them. */
export const useNavCounts = create<Partial<Record<RouteName, number>>>()(() => ({}));

/** `setNavCount('approvals', 3)`; 0 takes the number away. */
export function setNavCount(name: RouteName, count: number): void {
  useNavCounts.setState({ [name]: count });
}
