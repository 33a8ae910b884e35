/** Somebody's own keys (个人按键): what differs from the keys everybody starts with, and how it is changed without two alike. */
import { isActionId, keyAction, keyActions, meet, type ActionId } from './actions';
import { keyRefusal, type KeyRefusal } from './key-rules';

/** The keys of every action. */
export type Keymap = Readonly<Record<ActionId, string>>;
/** Only what somebody changed. */
export type KeyChoices = Readonly<Partial<Record<ActionId, string>>>;

/** The keys that hold for somebody with these choices. No action is ever without. */
export function keymapOf(choices: KeyChoices): Keymap {
  return Object.fromEntries(
    keyActions.map(({ id, defaultKeys }) => [id, choices[id] ?? defaultKeys]),
  ) as unknown as Keymap;
}

export const defaultKeymap: Keymap = keymapOf({});

/** The other actions that have these keys where this one is waited for. */
export function clashesWith(keymap: Keymap, action: ActionId, keys: string): readonly ActionId[] {
  const { group } = keyAction(action);
  return keyActions
    .filter((other) => other.id !== action && keymap[other.id] === keys && meet(group, other.group))
    .map(({ id }) => id);
}

export type KeyChange =
  | { readonly kind: 'taken'; readonly choices: KeyChoices }
  | { readonly kind: 'refused'; readonly reason: KeyRefusal }
  /** `swapped`: both get the other's keys; null where that would only move the clash. */
  | { readonly kind: 'clash'; readonly with: readonly ActionId[]; readonly swapped: KeyChoices | null };

/** Gives an action other keys, if nothing speaks against it. */
export function changeKeys(choices: KeyChoices, action: ActionId, keys: string): KeyChange {
  const reason = keyRefusal(keys);
  if (reason !== null) return { kind: 'refused', reason };
  const keymap = keymapOf(choices);
  const others = clashesWith(keymap, action, keys);
  const chosen = onlyOwn({ ...choices, [action]: keys });
  if (others.length === 0) return { kind: 'taken', choices: chosen };
  const swapped = onlyOwn({ ...chosen, ...Object.fromEntries(others.map((other) => [other, keymap[action]])) });
  return { kind: 'clash', with: others, swapped: clashing(swapped).length === 0 ? swapped : null };
}

/** Back to the keys everybody starts with. */
export const resetKeys = (choices: KeyChoices, action: ActionId): KeyChange =>
  changeKeys(choices, action, keyAction(action).defaultKeys);

export interface ReadChoices {
  readonly choices: KeyChoices;
  /** Something in it could not be used and was left out. */
  readonly damaged: boolean;
}

/**
 * Choices from somewhere that may hold anything: a file, another version, a hand edit. What can't be used is left out, so that
 * nobody is ever without a key and no two actions share one.
 */
export function readKeyChoices(stored: unknown): ReadChoices {
  if (stored === undefined) return { choices: {}, damaged: false };
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return { choices: {}, damaged: true };
  const entries = Object.entries(stored);
  const usable = entries.filter(
    ([id, keys]: readonly [string, unknown]) => isActionId(id) && typeof keys === 'string' && keyRefusal(keys) === null,
  );
  let choices = onlyOwn(Object.fromEntries(usable));
  let damaged = usable.length < entries.length;
  for (let bad = clashing(choices); bad.length > 0; bad = clashing(choices)) {
    damaged = true;
    choices = Object.fromEntries(Object.entries(choices).filter(([id]) => !bad.includes(id as ActionId)));
  }
  return { choices, damaged };
}

/** What is as everybody has it is no choice. */
function onlyOwn(choices: KeyChoices): KeyChoices {
  return Object.fromEntries(
    Object.entries(choices).filter(([id, keys]) => keys !== keyAction(id as ActionId).defaultKeys),
  );
}

/** Chosen keys that another action has too. */
function clashing(choices: KeyChoices): readonly ActionId[] {
  const keymap = keymapOf(choices);
  return keyActions
    .map(({ id }) => id)
    .filter((id) => choices[id] !== undefined && clashesWith(keymap, id, keymap[id]).length > 0);
}
