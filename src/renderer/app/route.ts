/**
 * Where a person can be, as plain data: serialisable, so that it can be kept and restored. To add a place, add a
 * variant here and a line in `routes.tsx`.
 */
export type Route =
  | { readonly name: 'workbench' }
  /** A new draft, or the one with this id. */
  | { readonly name: 'intake'; readonly draftId?: string }
  /** `relateTo`: another case to be compared with it at once. */
  | { readonly name: 'case'; readonly caseId: string; readonly section?: CaseSection; readonly relateTo?: string }
  | { readonly name: 'approvals'; readonly caseId?: string }
  | { readonly name: 'history'; readonly query?: string; readonly view?: HistoryShortcut }
  /** 安抚对话: one that is running, or the choice of one. */
  | { readonly name: 'conversation'; readonly conversationId?: string }
  /** 陪练: a run, a customer that is made of a case, or what there is to practise. */
  | { readonly name: 'training'; readonly runId?: string; readonly fromCase?: string }
  /** 台账与报表. */
  | { readonly name: 'registers' }
  /** 话术库, or the script of this code in it. */
  | { readonly name: 'scripts'; readonly code?: string }
  /** 事件记录: this one, or the newest that is open. */
  | { readonly name: 'incidents'; readonly id?: string }
  | { readonly name: 'sync' }
  /** `field`: one to fill in there. */
  | { readonly name: 'settings'; readonly section?: string; readonly field?: string }
  /** The ledger of earlier years. */
  | { readonly name: 'import' };

/** What a number of the workbench counts; history opens filtered to just that. */
export const historyShortcuts = [
  'open',
  'overdue',
  'soon',
  'incomplete',
  'major',
  'awaitingApproval',
  'mine',
  'today',
] as const;
export type HistoryShortcut = (typeof historyShortcuts)[number];

/** Parts of the case page that can be linked to. */
export type CaseSection =
  | 'facts'
  | 'major'
  | 'investigation'
  | 'timeline'
  | 'deadlines'
  | 'evidence'
  | 'remedy'
  | 'approval'
  | 'letters'
  | 'audit';

export type RouteName = Route['name'];
export type RouteOf<N extends RouteName> = Extract<Route, { name: N }>;

/** What every page gets: its own route, so that ids in it are known to be there. */
export interface PageProps<N extends RouteName> {
  readonly route: RouteOf<N>;
}

/** Two routes that show the same thing. */
export function sameRoute(a: Route, b: Route): boolean {
  const [left, right] = [a, b].map((route) => JSON.stringify(Object.entries(route).sort()));
  return left === right;
}
