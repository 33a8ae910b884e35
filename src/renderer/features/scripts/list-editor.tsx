/** Rows of a list that can be added, taken away and moved; what a row is made of is its caller's. */
import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useState, type ReactNode } from 'react';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';

export interface Row<T> {
  readonly item: T;
  readonly position: number;
  /** While somebody types. */
  readonly type: (item: T) => void;
  /** Kept at once. */
  readonly set: (item: T) => void;
}

interface ListEditorProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly most: number;
  readonly least?: number;
  readonly disabled: boolean;
  readonly addLabel?: string;
  readonly nameOf?: (item: T, position: number) => string;
  readonly empty: () => T;
  readonly onType: (items: readonly T[]) => void;
  readonly onSet: (items: readonly T[]) => void;
  readonly children: (row: Row<T>) => ReactNode;
}

export function ListEditor<T>(props: ListEditorProps<T>) {
  const { label, items, most, least = 0, disabled, addLabel, nameOf, empty, onType, onSet, children } = props;
  const { t } = useText();
  // Fields keep what is typed by their place; a row that goes or moves gives its neighbours new ones.
  const [turn, setTurn] = useState(0);
  const arrange = (next: readonly T[]): void => {
    setTurn(turn + 1);
    onSet(next);
  };
  const withItem = (at: number, item: T): readonly T[] => items.map((one, place) => (place === at ? item : one));
  const swapped = (at: number, other: number): readonly T[] =>
    items.map((one, place) => (place === at ? (items[other] ?? one) : place === other ? (items[at] ?? one) : one));
  return (
    <Box role="group" aria-label={label} sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {items.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('scripts:edit.empty')}</Box>}
      {items.map((item, at) => {
        const name = nameOf?.(item, at + 1) ?? t('scripts:edit.row', { position: at + 1 });
        return (
          <Box
            // Rows have no name of their own; `turn` renews them when they move.
            key={`${String(turn)} ${String(at)}`}
            component="fieldset"
            sx={{ m: 0, p: 1.5, minWidth: 0, border: `1px solid ${c.line}`, borderRadius: `${radiusPx.field}px` }}
          >
            <Box component="legend" sx={{ px: 0.5, fontWeight: 600 }}>
              {name}
            </Box>
            <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
              {children({
                item,
                position: at + 1,
                type: (next) => onType(withItem(at, next)),
                set: (next) => onSet(withItem(at, next)),
              })}
              {!disabled && (
                <Box sx={{ display: 'flex', gap: 0.5, justifyContent: 'flex-end' }}>
                  <Tool
                    label={t('scripts:edit.up', { name })}
                    disabled={at === 0}
                    onClick={() => arrange(swapped(at, at - 1))}
                  >
                    <ArrowUpwardOutlined />
                  </Tool>
                  <Tool
                    label={t('scripts:edit.down', { name })}
                    disabled={at === items.length - 1}
                    onClick={() => arrange(swapped(at, at + 1))}
                  >
                    <ArrowDownwardOutlined />
                  </Tool>
                  <Tool
                    label={t('scripts:edit.remove', { name })}
                    disabled={items.length <= least}
                    onClick={() => arrange(items.filter((_one, place) => place !== at))}
                  >
                    <DeleteOutlined />
                  </Tool>
                </Box>
              )}
            </Box>
          </Box>
        );
      })}
      {!disabled && items.length < most && (
        <Box>
          <Button size="small" variant="outlined" onClick={() => onType([...items, empty()])}>
            {addLabel ?? t('scripts:edit.add')}
          </Button>
        </Box>
      )}
    </Box>
  );
}

function Tool(props: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const { label, disabled, onClick, children } = props;
  return (
    <IconButton aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </IconButton>
  );
}
