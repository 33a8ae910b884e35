/** What long fields need for 文本模块 on a page that offers them: the modules of the program, how one is found and filled, and the list. */
import Box from '@mui/material/Box';
import Popper from '@mui/material/Popper';
import { useMemo, type ReactNode } from 'react';
import pack from '../../../resources/packs/text-modules/cn.json';
import { asTextModule, isOfferedIn } from '../../domain/documents/own-modules';
import { fillModule, moduleCallAt, TextModulePack, type TextModule } from '../../domain/documents/text-modules';
import { createLabelSearch } from '../../domain/taxonomy/search';
import type { OwnModuleView } from '../../shared/contract/text-modules';
import { useText } from '../app/i18n/use-text';
import { c, tone } from '../app/theme/css-vars';
import { radiusPx } from '../app/theme/tokens';
import { caretRect } from './caret-rect';
import { AtHand, type ModulesAtHand } from './text-modules';

const MOST = 8;
const { modules: shipped } = TextModulePack.parse(pack);

export interface Offered extends TextModule {
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

interface ListProps {
  readonly listId: string;
  readonly area: HTMLInputElement | HTMLTextAreaElement;
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

const tools = { offeredIn, find, callAt: moduleCallAt, fill: fillModule, List: ModuleList } as const;
export type ModuleTools = typeof tools;

interface ProviderProps {
  /** Null while there is nothing to offer yet. */
  readonly value: ModulesAtHand | null;
  readonly children: ReactNode;
}

/** Offers modules in the long fields below it. */
export function TextModulesProvider({ value, children }: ProviderProps) {
  const atHand = useMemo(() => value && { ...value, tools }, [value]);
  return <AtHand value={atHand}>{children}</AtHand>;
}
