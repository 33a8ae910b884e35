import Box from '@mui/material/Box';
import { styled, useTheme } from '@mui/material/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type CSSProperties, type ReactNode } from 'react';
import { useText } from '../app/i18n/use-text';
import { c } from '../app/theme/css-vars';
import { focusRingInside } from '../app/theme/overrides/global';
import { HeaderRow } from './data-table-header';
import { columnsVariable, DataRow, indexOfRow, RowGroup, showWhole, WaitingRow } from './data-table-rows';
import { belongsToIme } from './ime';

export interface Column<R> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: R) => ReactNode;
  /** A CSS grid track: `minmax(8rem, 2fr)`. */
  readonly width: string;
  readonly sortable?: boolean;
  readonly align?: 'start' | 'end';
}

export interface Sort {
  readonly columnId: string;
  readonly direction: 'ascending' | 'descending';
}

export interface DataTableProps<R> {
  /** What the table lists; spoken by screen readers. */
  readonly label: string;
  readonly columns: readonly Column<R>[];
  /** Rows loaded so far, in the order to show. Sorting is the caller's: a click only reports the wish. */
  readonly rows?: readonly R[];
  readonly rowKey: (row: R) => string;
  /** All rows there are, when more can be loaded. Default: `rows.length`. */
  readonly totalRows?: number;
  /** Instead of `rows`, for lists of any length: the row at a place, or nothing while it is on its way. */
  readonly rowAt?: (index: number) => R | undefined;
  /** With `rowAt`: these places are in sight, both included. Keep it stable. */
  readonly onVisible?: (first: number, last: number) => void;
  /** Where the list stood; kept by the caller while the table is away. */
  readonly place?: { top: number; index: number };
  /** Called when the end of `rows` comes near. */
  readonly onNearEnd?: () => void;
  readonly onOpen?: (row: R) => void;
  readonly selectedKey?: string | null;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  readonly loading?: boolean;
  readonly empty?: ReactNode;
  /** CSS height of the scrolling part. */
  readonly height?: string;
}

const Scroller = styled('div')({
  overflow: 'auto',
  position: 'relative',
  backgroundColor: c.surface,
  '&:focus-visible': focusRingInside,
});

const OVERSCAN = 8;
const NEAR_END = 20;

/**
 * Rows drawn only where they are seen, so 100,000 are no slower than 50. One stop for Tab; arrows, Page and Home/End
 * move, Enter opens. Screen readers get the true number of rows.
 */
export function DataTable<R>(props: DataTableProps<R>) {
  const {
    label,
    columns,
    rows = [],
    rowKey,
    rowAt,
    onVisible,
    place,
    onNearEnd,
    onOpen,
    selectedKey = null,
    sort = null,
    onSort,
    loading = false,
  } = props;
  const { t } = useText();
  const { row: rowPx } = useTheme().xt;
  const scroller = useRef<HTMLDivElement>(null);
  // Two tables of a page may hold the same keys.
  const tableId = useId();
  const rowId = (key: string): string => `${tableId}-${key}`;
  const [activeIndex, setActiveIndex] = useState(place?.index ?? 0);
  const [keyboard, setKeyboard] = useState(false);
  const total = props.totalRows ?? rows.length;
  const count = rowAt === undefined ? rows.length : total;
  const at = (index: number): R | undefined => (rowAt === undefined ? rows[index] : rowAt(index));
  // Rows grow with the text size of the page.
  const rowHeight = rowPx * textScale();

  // The library's object changes in place; React's compiler rules only matter where it is memoised, and it is not.
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser is read during render only, never passed on
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    initialRect: { width: 800, height: 480 },
    initialOffset: place?.top ?? 0,
  });
  const items = virtual.getVirtualItems();
  // A row that comes into sight takes over the elements of one that went: changing text costs less than new elements.
  const [slots, setSlots] = useState(items.length);
  if (items.length > slots) setSlots(items.length);
  const firstIndex = items[0]?.index ?? 0;
  const lastIndex = items.at(-1)?.index ?? 0;

  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  useEffect(() => {
    if (rows.length > 0 && rows.length < total && lastIndex >= rows.length - NEAR_END) onNearEnd?.();
  }, [lastIndex, rows.length, total, onNearEnd]);

  useEffect(() => {
    if (count > 0) onVisible?.(firstIndex, lastIndex);
  }, [count, firstIndex, lastIndex, onVisible]);

  const active = Math.min(activeIndex, Math.max(count - 1, 0));
  const activeRow = at(active);
  const moveTo = (index: number): void => {
    const next = Math.min(Math.max(index, 0), count - 1);
    if (place !== undefined) place.index = next;
    setActiveIndex(next);
    virtual.scrollToIndex(next);
  };
  const handleKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (belongsToIme(event.nativeEvent) || event.target !== event.currentTarget || count === 0) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const to = moves[event.code];
    if (to !== undefined) moveTo(to);
    else if ((event.code === 'Enter' || event.code === 'NumpadEnter') && activeRow !== undefined) onOpen?.(activeRow);
    else return;
    setKeyboard(true);
    event.preventDefault();
  };

  const openRow = (index: number | undefined): void => {
    const row = index === undefined ? undefined : at(index);
    if (index === undefined || row === undefined) return;
    if (place !== undefined) place.index = index;
    setActiveIndex(index);
    onOpen?.(row);
  };
  const template = columns.map((column) => column.width).join(' ');
  return (
    <Scroller
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-busy={loading}
      aria-activedescendant={activeRow === undefined ? undefined : rowId(rowKey(activeRow))}
      tabIndex={0}
      onKeyDown={handleKeyDown}
      onBlur={() => setKeyboard(false)}
      onScroll={(event) => {
        // Asking the element would lay the page out once more.
        if (place !== undefined && event.target === event.currentTarget) place.top = virtual.scrollOffset ?? 0;
      }}
      style={{ height: props.height ?? '100%' }}
    >
      <HeaderRow columns={columns} template={template} sort={sort} onSort={onSort} />
      {count === 0 && (
        // A grid may hold rows only; the message is one.
        <Box role="row" aria-rowindex={2}>
          <Box role="gridcell" aria-colspan={columns.length} sx={{ p: 3, color: c.inkSoft, textAlign: 'center' }}>
            {loading ? t('common:table.loading') : (props.empty ?? t('common:table.empty'))}
          </Box>
        </Box>
      )}
      <RowGroup
        role={items.length === 0 ? undefined : 'rowgroup'}
        style={{ height: virtual.getTotalSize(), [columnsVariable]: template } as CSSProperties}
        onClick={(event) => openRow(indexOfRow(event))}
        onMouseOver={showWhole}
      >
        {items.map(({ index, size, start }) => {
          const row = at(index);
          const slot = index % slots;
          if (row === undefined) return <WaitingRow key={slot} index={index} size={size} start={start} />;
          const key = rowKey(row);
          return (
            <DataRow
              key={slot}
              {...{ row, index, size, start, columns }}
              id={rowId(key)}
              opens={onOpen !== undefined}
              chosen={key === selectedKey}
              ringed={keyboard && index === active}
            />
          );
        })}
      </RowGroup>
    </Scroller>
  );
}

/** Text size of the page against 16 px. */
function textScale(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Number.isFinite(size) && size > 0 ? size / 16 : 1;
}
