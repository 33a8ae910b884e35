import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import type { ActionId } from '../../../shared/shortcuts/actions';
import { belongsToIme } from '../../components/ime';
import { KeyHint } from '../../components/key-hint';
import { useImeDraft } from '../../components/use-ime-draft';
import { useText } from '../i18n/use-text';
import { c, tone } from '../theme/css-vars';
import { matchesQuery, useCommandStore } from './commands';

/** One case, person or page found by the search of the data. */
export interface PaletteHit {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly open: () => void;
}
/** Asks main; called after the input method has finished, and only with text. */
export type PaletteSearch = (query: string) => Promise<readonly PaletteHit[]>;

export interface PalettePage {
  readonly id: string;
  readonly label: string;
  readonly action: ActionId | null;
  readonly open: () => void;
}

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly pages: readonly PalettePage[];
  readonly search: PaletteSearch | null;
}

interface Line {
  readonly id: string;
  readonly group: 'results' | 'pages' | 'actions';
  readonly label: string;
  readonly detail: string;
  readonly action: ActionId | null;
  readonly run: () => void;
}

const PAUSE_MS = 60;

/** Ctrl+K: cases, pages and commands in one list. */
export function CommandPalette({ open, onClose, pages, search }: CommandPaletteProps) {
  const { t } = useText();
  const titleId = useId();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby={titleId}
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' }, '& .MuiDialog-paper': { mt: '12vh' } }}
    >
      <h2 id={titleId} className="xt-visually-hidden">
        {t('shell:palette.title')}
      </h2>
      {open && <Palette onClose={onClose} pages={pages} search={search} />}
    </Dialog>
  );
}

function Palette({ onClose, pages, search }: Omit<CommandPaletteProps, 'open'>) {
  const { t } = useText();
  const listId = useId();
  const commands = useCommandStore((state) => state.commands);
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<{ readonly query: string; readonly hits: readonly PaletteHit[] }>();
  const [index, setIndex] = useState(0);
  const draft = useImeDraft(query, (text) => {
    setQuery(text);
    setIndex(0);
  });
  const asked = query.trim();

  useEffect(() => {
    if (asked === '' || search === null) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      search(asked).then(
        (hits) => {
          if (current) setFound({ query: asked, hits });
        },
        () => {
          if (current) setFound({ query: asked, hits: [] });
        },
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked, search]);

  const hits = found !== undefined && found.query === asked ? found.hits : [];
  const searching = asked !== '' && search !== null && found?.query !== asked;
  const lines: readonly Line[] = [
    ...hits.map((hit) => ({
      id: hit.id,
      group: 'results' as const,
      label: hit.title,
      detail: hit.detail,
      action: null,
      run: hit.open,
    })),
    ...pages
      .filter((page) => matchesQuery(asked, `${page.label} ${page.id}`))
      .map((page) => ({
        id: `page-${page.id}`,
        group: 'pages' as const,
        label: page.label,
        detail: '',
        action: page.action,
        run: page.open,
      })),
    ...commands
      .filter((command) => matchesQuery(asked, `${command.label} ${command.keywords ?? ''}`))
      .map((command) => ({
        id: `command-${command.id}`,
        group: 'actions' as const,
        label: command.label,
        detail: '',
        action: null,
        run: command.run,
      })),
  ];
  const active = Math.min(index, Math.max(lines.length - 1, 0));

  const choose = (line: Line | undefined): void => {
    if (line === undefined) return;
    onClose();
    line.run();
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (belongsToIme(event.nativeEvent)) {
      // Esc and Enter of an input method must not reach the dialog either.
      event.stopPropagation();
      return;
    }
    if (event.code === 'ArrowDown') setIndex(lines.length === 0 ? 0 : (active + 1) % lines.length);
    else if (event.code === 'ArrowUp') setIndex(lines.length === 0 ? 0 : (active - 1 + lines.length) % lines.length);
    else if (event.code === 'Enter' || event.code === 'NumpadEnter') choose(lines[active]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, px: 2.5, borderBottom: `1px solid ${c.line}` }}>
        <SearchOutlined aria-hidden sx={{ color: c.inkSoft }} />
        <InputBase
          fullWidth

          autoFocus
          placeholder={t('shell:palette.placeholder')}
          value={draft.inputProps.value}
          onChange={draft.inputProps.onChange}
          onKeyDown={handleKeyDown}
          inputProps={{
            role: 'combobox',
            'aria-label': t('shell:palette.title'),
            'aria-expanded': lines.length > 0,
            'aria-controls': listId,
            'aria-activedescendant': lines[active] === undefined ? undefined : `${listId}-${active}`,
            autoComplete: 'off',
            spellCheck: false,
            onCompositionStart: draft.inputProps.onCompositionStart,
            onCompositionEnd: draft.inputProps.onCompositionEnd,
          }}
          sx={{ minHeight: 60, fontSize: '1.125rem', '& input::placeholder': { color: c.inkSoft, opacity: 1 } }}
        />
      </Box>
      <Box
        id={listId}
        role={lines.length === 0 ? undefined : 'listbox'}
        aria-label={lines.length === 0 ? undefined : t('shell:palette.title')}
        sx={{ maxHeight: '50vh', overflow: 'auto', py: 1 }}
      >
        {lines.map((line, at) => (
          <Box key={line.id}>
            {lines[at - 1]?.group !== line.group && (
              <Box role="presentation" sx={{ px: 2.5, pt: 1, pb: 0.5, color: c.inkSoft, fontWeight: 500 }}>
                {t(`shell:palette.${line.group}`)}
              </Box>
            )}
            {/* The input keeps the focus and handles the keys (combobox pattern); the mouse may click. */}
            <Box
              id={`${listId}-${at}`}
              role="option"
              aria-selected={at === active}
              tabIndex={-1}
              onClick={() => choose(line)}
              onMouseMove={() => setIndex(at)}
              sx={{
                mx: 1,
                px: 1.5,
                minHeight: 44,
                display: 'flex',
                alignItems: 'center',
                gap: 1.5,
                cursor: 'pointer',
                borderRadius: '6px',
                backgroundColor: at === active ? tone('primary').soft : 'transparent',
                color: at === active ? tone('primary').onSoft : c.ink,
                boxShadow: at === active ? `inset 3px 0 0 ${tone('accent').fill}` : 'none',
              }}
            >
              <Box sx={{ flex: 1, minWidth: 0 }}>
                {line.label}
                {line.detail !== '' && (
                  <Box component="span" sx={{ ml: 1.5, opacity: 0.9 }}>
                    {line.detail}
                  </Box>
                )}
              </Box>
              {line.action !== null && <KeyHint action={line.action} />}
            </Box>
          </Box>
        ))}
      </Box>
      {lines.length === 0 && (
        <Box role="status" sx={{ px: 2.5, pb: 2.5, color: c.inkSoft }}>
          {t(searching ? 'shell:palette.searching' : 'shell:palette.none')}
        </Box>
      )}
    </>
  );
}
