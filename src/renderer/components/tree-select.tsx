import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextFieldBase from '@mui/material/TextField';
import { useEffect, useMemo, useRef, useState, type CompositionEvent, type KeyboardEvent } from 'react';
import { useText } from '../app/i18n/use-text';
import { c } from '../app/theme/css-vars';
import { belongsToIme } from './ime';
import { FieldFrame, problemColour, type FieldProps } from './field-frame';

export interface TreeItem {
  readonly id: string;
  readonly label: string;
  /** Names of the levels above, outermost first. */
  readonly path: readonly string[];
}

export interface TreeSelectProps extends FieldProps {
  readonly value: TreeItem | null;
  readonly onChange: (item: TreeItem | null) => void;
  /** Items for what was typed; for empty text the usual ones. Words, pinyin and initials are the caller's matter. */
  readonly search: (query: string) => Promise<readonly TreeItem[]> | readonly TreeItem[];
  /** Waits this long for the next keystroke before asking. 0, with an answer that needs no waiting: always up to date,
   * so that Enter right behind the last letter takes what that letter found. */
  readonly pauseMs?: number;
  readonly placeholder?: string;
}

const PAUSE_MS = 80;

/** One entry of a long tree, found by typing. Shows where it belongs. Never asks in the middle of a composition. */
export function TreeSelect({ value, onChange, search, pauseMs = PAUSE_MS, placeholder, ...field }: TreeSelectProps) {
  const { t } = useText();
  // What was typed, without what an input method is still composing.
  const [query, setQuery] = useState('');
  const composing = useRef(false);
  const [items, setItems] = useState<readonly TreeItem[]>([]);
  const [failed, setFailed] = useState(false);
  const [open, setOpen] = useState(false);

  // What is shown for the chosen item is not a question.
  const text = query === value?.label ? '' : query;
  const direct = useMemo(() => {
    const found = pauseMs === 0 && open ? search(text) : null;
    return found instanceof Promise ? null : found;
  }, [pauseMs, open, search, text]);
  const asks = open && direct === null;

  useEffect(() => {
    if (!asks) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      Promise.resolve()
        .then(() => search(text))
        .then(
          (found) => {
            if (!current) return;
            setFailed(false);
            setItems(found);
          },
          () => {
            if (current) setFailed(true);
          },
        );
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asks, search, text, pauseMs]);

  const colour = problemColour(field.problem);
  return (
    <FieldFrame {...field}>
      {(attributes) => (
        <Autocomplete<TreeItem>
          id={attributes.id}
          value={value}
          open={open}
          onOpen={() => setOpen(true)}
          onClose={() => setOpen(false)}
          options={[...(direct ?? items)]}
          disabled={field.disabled ?? false}
          autoHighlight
          // Who typed and goes on with Tab means the entry that is marked; an answer still on its way marks an old one.
          autoSelect={text !== '' && direct !== null}
          filterOptions={(options) => options}
          isOptionEqualToValue={(a, b) => a.id === b.id}
          getOptionLabel={(item) => item.label}
          getOptionKey={(item) => item.id}
          noOptionsText={failed ? t('common:field.searchFailed') : t('common:field.noMatch')}
          clearText={t('common:action.clear')}
          openText={t('common:action.open')}
          closeText={t('common:action.close')}
          onChange={(_event, item) => onChange(item)}
          onInputChange={(_event, typed) => {
            if (!composing.current) setQuery(typed);
          }}
          renderOption={({ key, ...props }, item) => (
            <Box component="li" key={key} {...props}>
              <Box sx={{ py: 0.25 }}>
                <Box sx={{ color: c.ink }}>{item.label}</Box>
                {item.path.length > 0 && <Box sx={{ color: c.inkSoft }}>{item.path.join(' › ')}</Box>}
              </Box>
            </Box>
          )}
          renderInput={(params) => (
            <TextFieldBase
              {...params}
              placeholder={placeholder ?? t('common:field.searchHint')}
              slotProps={{
                ...params.slotProps,
                htmlInput: {
                  ...params.slotProps.htmlInput,
                  'aria-describedby': attributes['aria-describedby'],
                  'aria-invalid': attributes['aria-invalid'],
                  'aria-required': attributes['aria-required'],
                  onKeyDown: (event: KeyboardEvent & { defaultMuiPrevented?: boolean }) => {
                    // A key of the input method chooses no entry of the list and closes nothing.
                    if (belongsToIme(event.nativeEvent)) event.defaultMuiPrevented = true;
                  },
                  onCompositionStart: () => {
                    composing.current = true;
                  },
                  onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
                    composing.current = false;
                    setQuery(event.currentTarget.value);
                  },
                },
              }}
              sx={
                colour === undefined
                  ? {}
                  : { '& .MuiOutlinedInput-notchedOutline': { borderColor: `${colour} !important` } }
              }
            />
          )}
        />
      )}
    </FieldFrame>
  );
}
