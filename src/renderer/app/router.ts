/** The router: where we are, where we were. View state only; nothing here is kept between starts. */
import { create } from 'zustand';
import { sameRoute, type Route } from './route';

/** Steps back that are remembered. */
const MEMORY = 50;

export interface RouterState {
  readonly current: Route;
  readonly past: readonly Route[];
  readonly future: readonly Route[];
  readonly navigate: (to: Route) => void;
  /** Changes the present place without a step back: a draft that has just got its id. */
  readonly replace: (to: Route) => void;
  readonly back: () => void;
  readonly forward: () => void;
  /** Start anew, after a change of person. */
  readonly reset: (to: Route) => void;
}

export const useRouter = create<RouterState>()((set) => ({
  current: { name: 'workbench' },
  past: [],
  future: [],
  navigate: (to) =>
    set((state) =>
      sameRoute(state.current, to)
        ? state
        : { current: to, past: [...state.past, state.current].slice(-MEMORY), future: [] },
    ),
  replace: (to) => set({ current: to }),
  back: () =>
    set((state) => {
      const previous = state.past.at(-1);
      if (previous === undefined) return state;
      return { current: previous, past: state.past.slice(0, -1), future: [state.current, ...state.future] };
    }),
  forward: () =>
    set((state) => {
      const [next, ...rest] = state.future;
      if (next === undefined) return state;
      return { current: next, past: [...state.past, state.current], future: rest };
    }),
  reset: (to) => set({ current: to, past: [], future: [] }),
}));

/** `navigate({ name: 'case', caseId })`, from anywhere in the page. */
export function navigate(to: Route): void {
  useRouter.getState().navigate(to);
}

/** To the place before this one, where there is one. */
export function goBack(): void {
  useRouter.getState().back();
}

/** Back from where `goBack` led away. */
export function goForward(): void {
  useRouter.getState().forward();
}

/** Where this person may not be is no place to come back to. */
export function replaceRoute(to: Route): void {
  useRouter.getState().replace(to);
}

/** The present place. */
export function useRoute(): Route {
  return useRouter((state) => state.current);
}
