import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyAction, keyActions, meet, type ActionId } from './actions';
import { keyRefusal } from './key-rules';
import { changeKeys, clashesWith, defaultKeymap, keymapOf, readKeyChoices, resetKeys, type KeyChoices } from './keymap';
import { ariaKeys, keyRange, keysInText } from './printed-keys';

const ids = keyActions.map(({ id }) => id);
const anyId = fc.constantFrom(...ids);
/** Keys that are in use, so that they meet often, and others. */
const anyKeys = fc.oneof(
  fc.constantFrom(...Object.values(defaultKeymap)),
  fc.constantFrom('F13', 'F24', 'Alt+KeyZ', 'Ctrl+KeyC', 'KeyA', 'Ctrl+Shift+F12', 'nonsense', ''),
);

/** Nothing without a key, and no two alike where they can meet. */
function expectSound(choices: KeyChoices): void {
  const keymap = keymapOf(choices);
  for (const id of ids) {
    expect(keyRefusal(keymap[id]), id).toBeNull();
    expect(clashesWith(keymap, id, keymap[id]), id).toEqual([]);
  }
}

describe('own keys', () => {
  it('begin with keys that are allowed and unlike each other', () => {
    expectSound({});
  });

  it('take a free key, and forget a choice that is the usual key again', () => {
    const taken = changeKeys({}, 'next', 'F13');
    expect(taken).toEqual({ kind: 'taken', choices: { next: 'F13' } });
    expect(resetKeys({ next: 'F13' }, 'next')).toEqual({ kind: 'taken', choices: {} });
  });

  it('name the action that has a key, and offer to swap', () => {
    expect(changeKeys({}, 'next', 'F6')).toEqual({
      kind: 'clash',
      with: ['options'],
      swapped: { next: 'F6', options: 'F3' },
    });
  });

  it('let actions share a key that are never waited for at the same time', () => {
    expect(defaultKeymap.skip).toBe(defaultKeymap.approvalReject);
    expect(changeKeys({}, 'approvalReturn', 'F4').kind).toBe('taken');
    // A key of every page meets all of them.
    expect(changeKeys({}, 'lock', 'Alt+KeyX')).toMatchObject({ kind: 'clash', with: ['skip', 'approvalReject'] });
    expect(meet('history', 'conversation')).toBe(true);
  });

  it('offer no swap that would only move the clash', () => {
    // The key of "skip" would go to "back", and with it to the page of approvals, where "reject" has the same.
    expect(changeKeys({}, 'skip', 'Alt+ArrowLeft')).toEqual({ kind: 'clash', with: ['back'], swapped: null });
  });

  it.each([
    ['KeyA', 'typing'],
    ['Digit1', 'typing'],
    ['Shift+Slash', 'typing'],
    ['Numpad5', 'typing'],
    ['Enter', 'moving'],
    ['Tab', 'moving'],
    ['Shift+Tab', 'moving'],
    ['Escape', 'moving'],
    ['Space', 'moving'],
    ['Ctrl+KeyC', 'editing'],
    ['Ctrl+KeyZ', 'editing'],
    ['Alt+F4', 'system'],
    ['Meta+KeyL', 'system'],
    ['Ctrl+KeyW', 'window'],
    ['Ctrl+Space', 'inputMethod'],
    ['Ctrl+Shift+F12', 'help'],
    ['Shift+Escape', 'help'],
    ['ControlLeft', 'notAKey'],
    ['Ctrl+Unidentified', 'notAKey'],
    ['Shift+Ctrl+KeyA', 'notAKey'],
    ['F25', 'typing'],
    ['', 'notAKey'],
  ])('refuse %s as %s', (keys, reason) => {
    expect(keyRefusal(keys)).toBe(reason);
    expect(changeKeys({}, 'next', keys)).toEqual({ kind: 'refused', reason });
  });

  it.each(['F13', 'F24', 'Pause', 'ScrollLock', 'Shift+F3', 'Ctrl+Enter', 'Alt+KeyZ', 'Ctrl+Alt+KeyP'])(
    'accept %s',
    (keys) => {
      expect(keyRefusal(keys)).toBeNull();
    },
  );

  it('stay sound whatever is changed, swapped and put back', () => {
    const step = fc.record({ id: anyId, keys: anyKeys, swap: fc.boolean(), reset: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let choices: KeyChoices = {};
        for (const { id, keys, swap, reset } of steps) {
          const change = reset ? resetKeys(choices, id) : changeKeys(choices, id, keys);
          if (change.kind === 'taken') choices = change.choices;
          else if (change.kind === 'clash' && swap && change.swapped !== null) choices = change.swapped;
          expectSound(choices);
          // What is kept is read again as it was.
          expect(readKeyChoices(JSON.parse(JSON.stringify(choices)))).toEqual({ choices, damaged: false });
        }
      }),
    );
  });

  it('are read from anything without ever leaving an action without a key', () => {
    const stored = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.oneof(anyId, fc.string()), fc.oneof(anyKeys, fc.anything())),
    );
    fc.assert(
      fc.property(stored, (value) => {
        expectSound(readKeyChoices(value).choices);
      }),
    );
  });

  it.each([
    ['not a list of keys', 'F3'],
    ['an unknown action', { fly: 'F13' }],
    ['a reserved key', { next: 'Ctrl+KeyC' }],
    ['two alike', { next: 'F13', previous: 'F13' }],
    ['the key of another action', { next: 'F4' }],
    ['no text', { next: 3 }],
  ])('fall back where %s is stored', (_what, stored) => {
    expect(readKeyChoices(stored)).toEqual({ choices: {}, damaged: true });
  });

  it('keep what is sound beside what is not', () => {
    expect(readKeyChoices({ next: 'F13', privacy: '' })).toEqual({ choices: { next: 'F13' }, damaged: true });
    expect(readKeyChoices(undefined)).toEqual({ choices: {}, damaged: false });
  });
});

describe('keys in writing', () => {
  it('read as they are printed on the keyboard', () => {
    expect(keysInText('Ctrl+Shift+KeyT')).toBe('Ctrl+Shift+T');
    expect(keysInText('Alt+ArrowLeft')).toBe('Alt+←');
    expect(keysInText('Numpad5')).toBe('Num 5');
    expect(keysInText('Ctrl+Backquote')).toBe('Ctrl+`');
    expect(ariaKeys('Ctrl+KeyK')).toBe('Control+K');
  });

  it('are a range only where they are in a row', () => {
    const of = (...all: ActionId[]): string => keyRange(all.map((id) => keyAction(id).defaultKeys));
    expect(of('rate0', 'rate1', 'rate2', 'rate3')).toBe('Alt+1–4');
    expect(keyRange(['Alt+Digit1', 'Ctrl+Digit2'])).toBe('Alt+1 / Ctrl+2');
    expect(keyRange(['F13', 'F14'])).toBe('F13 / F14');
  });
});
