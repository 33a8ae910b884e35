/**
 * Every action that has a key (快捷键), once: the page listens for them, settings change them, main prints them on the strip.
 * Keys are physical (`KeyboardEvent.code`) and written `Ctrl+KeyK`: modifiers in the order Ctrl, Alt, Shift, then the code.
 */

/** What actions are listed under. Where the group is alive, its keys are. */
export const actionGroups = ['everywhere', 'pages', 'conversation', 'history', 'approval', 'incident'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/** The keys everybody starts with, by group, in the order in which they are listed. */
const defaults = {
  everywhere: {
    help: 'F1',
    quickCapture: 'F2',
    palette: 'Ctrl+KeyK',
    submit: 'Ctrl+Enter',
    privacy: 'Pause',
    privacyOther: 'Ctrl+Backquote',
    lock: 'Ctrl+KeyL',
    whyDate: 'Alt+KeyW',
    back: 'Alt+ArrowLeft',
    forward: 'Alt+ArrowRight',
  },
  pages: {
    goWorkbench: 'Ctrl+Digit1',
    goIntake: 'Ctrl+Digit2',
    goApprovals: 'Ctrl+Digit3',
    goHistory: 'Ctrl+Digit4',
    goSync: 'Ctrl+Digit5',
    goSettings: 'Ctrl+Digit6',
    goRegisters: 'Ctrl+Digit7',
    goConversation: 'Ctrl+Digit8',
    goTraining: 'Ctrl+Digit9',
    goScripts: 'Ctrl+Digit0',
  },
  conversation: {
    next: 'F3',
    previous: 'F4',
    options: 'F6',
    facts: 'F7',
    textSize: 'F8',
    agreeCard: 'F9',
    register: 'F10',
    rate0: 'Alt+Digit1',
    rate1: 'Alt+Digit2',
    rate2: 'Alt+Digit3',
    rate3: 'Alt+Digit4',
    flags: 'Alt+KeyF',
    otherWay: 'Alt+KeyA',
    unknown: 'Alt+KeyQ',
    skip: 'Alt+KeyX',
    suggestion: 'Alt+KeyS',
    escalate: 'Ctrl+KeyE',
    takeOver: 'Ctrl+Shift+KeyT',
    bar: 'Ctrl+KeyB',
  },
  history: { find: 'Ctrl+KeyF' },
  approval: {
    approvalNext: 'Alt+ArrowDown',
    approvalPrevious: 'Alt+ArrowUp',
    approvalReturn: 'Alt+KeyR',
    approvalReject: 'Alt+KeyX',
  },
  incident: {
    incident1: 'Alt+Digit1',
    incident2: 'Alt+Digit2',
    incident3: 'Alt+Digit3',
    incident4: 'Alt+Digit4',
    incident5: 'Alt+Digit5',
    incident6: 'Alt+Digit6',
    incident7: 'Alt+Digit7',
    incident8: 'Alt+Digit8',
    incident9: 'Alt+Digit9',
  },
} as const satisfies Record<ActionGroup, Readonly<Record<string, string>>>;

type KeysOfUnion<T> = T extends unknown ? keyof T : never;
export type ActionId = KeysOfUnion<(typeof defaults)[ActionGroup]>;

export interface ActionKeys {
  readonly id: ActionId;
  readonly group: ActionGroup;
  readonly defaultKeys: string;
}

/** All of them, in the order of the list. */
export const keyActions: readonly ActionKeys[] = actionGroups.flatMap((group) =>
  Object.entries(defaults[group]).map(([id, defaultKeys]) => ({ id: id as ActionId, group, defaultKeys })),
);

const byId: ReadonlyMap<string, ActionKeys> = new Map(keyActions.map((action) => [action.id, action]));

/** Whether a text names an action. */
export const isActionId = (id: string): id is ActionId => byId.has(id);

/** The action of an id. */
export function keyAction(id: ActionId): ActionKeys {
  const action = byId.get(id);
  if (action === undefined) throw new Error(`no action ${id}`);
  return action;
}

/** The four levels of mood, calmest first. */
export const rateActions = ['rate0', 'rate1', 'rate2', 'rate3'] as const satisfies readonly ActionId[];

/** The quick entries of an incident, in their order. */
export const incidentActions = [
  'incident1',
  'incident2',
  'incident3',
  'incident4',
  'incident5',
  'incident6',
  'incident7',
  'incident8',
  'incident9',
] as const satisfies readonly ActionId[];

/** The call for help (一键求助): one chord for the whole branch, which main takes from the system. Nobody changes it. */
export const helpKeys = 'Ctrl+Shift+F12';
/** Leads away from the card of a call for help. Not shown on it. */
export const leaveKeys = 'Shift+Escape';

/** Whether two actions can ever be waited for at the same time, so that they need different keys. */
export function meet(one: ActionGroup, other: ActionGroup): boolean {
  if (one === other) return true;
  const everywhere: readonly ActionGroup[] = ['everywhere', 'pages'];
  if (everywhere.includes(one) || everywhere.includes(other)) return true;
  // The search of history works while a conversation runs beside it; approvals and incidents are pages without one.
  return [one, other].every((group) => group === 'conversation' || group === 'history');
}
