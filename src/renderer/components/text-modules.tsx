/**
 * 文本模块 in long fields: `::` opens a list at the caret, found by Chinese, pinyin, initials or English, for the keyboard alone.
 * A page that has modules to offer wraps itself in `TextModulesProvider`; fields elsewhere know nothing of it, and load nothing of it.
 */
import { createContext, useContext, useId, useMemo, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { ModuleFacts, TextModule } from '../../domain/documents/text-modules';
import type { OwnModuleView } from '../../shared/contract/text-modules';
import { useText } from '../app/i18n/use-text';
import { belongsToIme } from './ime';
import type { ModuleTools, Offered } from './text-module-tools';

/** What a page has to offer: what modules are filled with, and those of the branch. */
export interface ModulesAtHand {
  readonly facts: ModuleFacts;
  readonly own: readonly OwnModuleView[];
}

/** See `TextModulesProvider`. */
export const AtHand = createContext<(ModulesAtHand & { readonly tools: ModuleTools }) | null>(null);

const none: readonly Offered[] = [];

type Area = HTMLInputElement | HTMLTextAreaElement;

interface Open {
  readonly area: Area;
  readonly from: number;
  readonly caret: number;
  readonly query: string;
}

/** What a long field does about modules; null where there are none. */
export function useTextModules(enabled: boolean, forLetter: boolean, onChange: (value: string) => void) {
  const atHand = useContext(AtHand);
  const { language } = useText();
  const listId = useId();
  const [open, setOpen] = useState<Open | null>(null);
  const [chosen, setChosen] = useState(0);
  const own = atHand?.own;
  const isOpen = open !== null;
  const tools = atHand?.tools;
  const offered = useMemo(
    () => (isOpen && tools ? tools.offeredIn(own ?? [], forLetter) : none),
    [isOpen, tools, own, forLetter],
  );
  const found = useMemo(
    () => (open === null || !tools ? none : tools.find(open.query, offered)),
    [open, tools, offered],
  );
  if (!enabled || atHand === null || !tools) return null;
  const { facts } = atHand;
  const { List } = tools;

  const look = (area: Area): void => {
    const caret = area.selectionStart ?? 0;
    const call = area.selectionEnd === caret ? tools.callAt(area.value, caret) : null;
    setChosen(0);
    setOpen(call === null ? null : { area, caret, ...call });
  };
  const insert = (module: TextModule): void => {
    if (open === null) return;
    const { area, from, caret } = open;
    const text = tools.fill(module, language, facts);
    const whole = `${area.value.slice(0, from)}${text}${area.value.slice(caret)}`;
    setOpen(null);
    onChange(whole);
    // The value is set by the next drawing; the caret goes behind what was inserted.
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(from + text.length, from + text.length);
    });
  };
  const current = found[Math.min(chosen, found.length - 1)];
  return {
    /** Call when text or caret changed, outside of a composition. */
    look: (event: SyntheticEvent<Area>): void => look(event.currentTarget),
    /** True when the key was one for the list. */
    takes: (event: KeyboardEvent<Area>): boolean => {
      if (open === null || found.length === 0 || belongsToIme(event.nativeEvent)) return false;
      switch (event.key) {
        case 'ArrowDown':
          setChosen((chosen + 1) % found.length);
          break;
        case 'ArrowUp':
          setChosen((chosen + found.length - 1) % found.length);
          break;
        case 'Enter':
          if (event.ctrlKey || current === undefined) return false;
          insert(current);
          break;
        case 'Escape':
          setOpen(null);
          break;
        default:
          return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    close: (): void => setOpen(null),
    attributes:
      open === null || current === undefined
        ? {}
        : {
            'aria-autocomplete': 'list' as const,
            'aria-controls': listId,
            'aria-activedescendant': `${listId}-${current.id}`,
          },
    list:
      open === null || current === undefined ? null : (
        <List listId={listId} area={open.area} at={open.from} found={found} current={current} onChoose={insert} />
      ),
  };
}
