/**
 * 文本模块 in long fields: `::` opens a list at the caret, found by Chinese, pinyin, initials or English, for the keyboard alone.
 * A page that has modules to offer wraps itself in `TextModulesProvider`; fields elsewhere know nothing of it.
 */
import Box from '@mui/material/Box';
import Popper from '@mui/material/Popper';
import { createContext, useContext, useId, useMemo, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import pack from '../../../resources/packs/text-modules/cn.json';
import { asTextModule, isOfferedIn } from '../../domain/documents/own-modules';
import type { OwnModuleView } from '../../shared/contract/text-modules';
import { createLabelSearch } from '../../domain/taxonomy/search';
import {
  fillModule,
  moduleCallAt,
  TextModulePack,
  type ModuleFacts,
  type TextModule,
} from '../../domain/documents/text-modules';
import { useText } from '../app/i18n/use-text';
import { c, tone } from '../app/theme/css-vars';
import { radiusPx } from '../app/theme/tokens';
import { caretRect } from './caret-rect';
import { belongsToIme } from './ime';

/** What a page has to offer: what modules are filled with, and those of the branch. */
interface ModulesAtHand {
  readonly facts: ModuleFacts;
  readonly own: readonly OwnModuleView[];
}

const AtHand = createContext<ModulesAtHand | null>(null);
export const TextModulesProvider = AtHand.Provider;

const MOST = 8;
const { modules: shipped } = TextModulePack.parse(pack);

interface Offered extends TextModule {
  /** Of the branch, with what is to be minded in it. */
  readonly own: OwnModuleView | null;
}

/** Those of the branch first: they are few, and theirs. */
function offeredIn(own: readonly OwnModuleView[], forLetter: boolean): readonly Offered[] {
  return [
    ...own
      .filter((one) => !one.retired && isOfferedIn(one, forLetter))
      .map((one) => ({ ...asTextModule(one), own: one })),
    ...shipped.map((one) => ({ ...one, own: null })),
  ];
}

function find(query: string, modules: readonly Offered[]): readonly Offered[] {
  if (query === '') return modules.slice(0, MOST);
  const searchOf = createLabelSearch(
    modules.map(({ id, zh, en, aliases }) => ({
      id,
      labels: [zh, en, ...aliases].map((text, at) => ({ text, distance: at < 2 ? 0 : 1 })),
    })),
  );
  return searchOf(query, MOST).flatMap(({ id }) => modules.filter((one) => one.id === id));
}

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
  const offered = useMemo(() => (isOpen ? offeredIn(own ?? [], forLetter) : []), [isOpen, own, forLetter]);
  const found = useMemo(() => (open === null ? [] : find(open.query, offered)), [open, offered]);
  if (!enabled || atHand === null) return null;
  const { facts } = atHand;

  const look = (area: Area): void => {
    const caret = area.selectionStart ?? 0;
    const call = area.selectionEnd === caret ? moduleCallAt(area.value, caret) : null;
    setChosen(0);
    setOpen(call === null ? null : { area, caret, ...call });
  };
  const insert = (module: TextModule): void => {
    if (open === null) return;
    const { area, from, caret } = open;
    const text = fillModule(module, language, facts);
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
        <ModuleList listId={listId} area={open.area} at={open.from} found={found} current={current} onChoose={insert} />
      ),
  };
}

interface ListProps {
  readonly listId: string;
  readonly area: Area;
  readonly at: number;
  readonly found: readonly Offered[];
  readonly current: Offered;
  readonly onChoose: (module: TextModule) => void;
}

function ModuleList({ listId, area, at, found, current, onChoose }: ListProps) {
  const { t, language } = useText();
  const word = language === 'en' ? 'en' : 'zh';
  const anchor = useMemo(() => ({ getBoundingClientRect: () => caretRect(area, at) }), [area, at]);
  return (
    <Popper open anchorEl={anchor} placement="bottom-start" sx={{ zIndex: 'tooltip' }}>
      <Box
        id={listId}
        role="listbox"
        aria-label={t('common:textModules.title')}
        sx={{
          width: 'min(26rem, 90vw)',
          my: 0.5,
          p: 0.5,
          borderRadius: `${radiusPx.field}px`,
          border: `1px solid ${c.line}`,
          backgroundColor: c.surface,
          boxShadow: 8,
        }}
      >
        {found.map((module) => (
          <Box
            key={module.id}
            id={`${listId}-${module.id}`}
            role="option"
            aria-selected={module === current}
            // The field keeps the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(module);
            }}
            sx={{
              px: 1,
              py: 0.5,
              borderRadius: '4px',
              cursor: 'pointer',
              backgroundColor: module === current ? c.sunken : 'transparent',
              outline: module === current ? `2px solid ${c.line}` : 'none',
            }}
          >
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
              <Box sx={{ fontWeight: 600, minWidth: 0, overflowWrap: 'anywhere' }}>{module[word]}</Box>
              {module.own !== null && <Box sx={{ color: c.inkSoft }}>{t('common:textModules.own')}</Box>}
              {module.own !== null && module.own.hints.length > 0 && (
                <Box sx={{ color: tone('warning').fill }}>{t('common:textModules.mind')}</Box>
              )}
            </Box>
            <Box sx={{ color: c.inkSoft, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
              {module.text[word]}
            </Box>
          </Box>
        ))}
        <Box sx={{ px: 1, pt: 0.5, color: c.inkSoft, fontSize: '0.875rem' }}>{t('common:textModules.keys')}</Box>
      </Box>
    </Popper>
  );
}
