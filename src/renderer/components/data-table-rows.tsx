/**
 * The rows of a `DataTable`. A jump of the wheel changes all that are in sight within one frame, so they are plain elements under
 * one set of styles, and a row whose case is the same is not drawn again.
 */
import { styled } from '@mui/material/styles';
import { memo, type MouseEvent } from 'react';
import { c, tone } from '../app/theme/css-vars';
import { focusRingInside } from '../app/theme/overrides/global';
import type { Column } from './data-table';

/** Holds the CSS grid tracks of every row. */
export const columnsVariable = '--xt-columns';

export const RowGroup = styled('div')({
  position: 'relative',
  minWidth: 'fit-content',
  '& > [role=row]': {
    position: 'absolute',
    insetInline: 0,
    top: 0,
    borderBottom: `1px solid ${c.line}`,
    // Its place and height are given: what changes in one row lays out nothing else.
    contain: 'strict',
  },
  '& > [data-opens]': {
    display: 'grid',
    gridTemplateColumns: `var(${columnsVariable})`,
    alignItems: 'center',
  },
  '& > [data-opens=true]': { cursor: 'pointer' },
  '& > [data-opens]:hover': { backgroundColor: c.sunken },
  '& > [aria-selected=true], & > [aria-selected=true]:hover': {
    backgroundColor: tone('primary').soft,
    boxShadow: `inset 4px 0 0 ${tone('primary').fill}`,
  },
  '& > [data-ringed]': focusRingInside,
  '& > [data-opens] > [role=gridcell]': {
    paddingInline: 12,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& > [role=row] > [data-align=end]': { textAlign: 'end' },
  '& > [aria-busy] > [role=gridcell]': {
    height: '0.75rem',
    width: '38%',
    margin: 14,
    borderRadius: 8,
    backgroundColor: c.sunken,
  },
});

interface Place {
  readonly index: number;
  /** px from the top of the group. */
  readonly start: number;
  readonly size: number;
}

interface DataRowProps<R> extends Place {
  readonly id: string;
  readonly row: R;
  readonly columns: readonly Column<R>[];
  readonly opens: boolean;
  readonly chosen: boolean;
  /** It has the focus of the keyboard. */
  readonly ringed: boolean;
}

function DataRowOf<R>({ id, row, columns, index, start, size, opens, chosen, ringed }: DataRowProps<R>) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      aria-selected={chosen}
      data-opens={opens}
      data-ringed={ringed || undefined}
      style={{ height: size, transform: `translateY(${start}px)` }}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" data-column={column.id} data-align={column.align}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

export const DataRow = memo(DataRowOf) as typeof DataRowOf;

/** Holds the place of a row that is on its way; nothing moves when it comes. */
export function WaitingRow({ index, size, start }: Place) {
  return (
    <div role="row" aria-rowindex={index + 2} aria-busy style={{ height: size, transform: `translateY(${start}px)` }}>
      <div role="gridcell" />
    </div>
  );
}

/** A text that does not fit its column is shown whole where the mouse rests; the row that opens has it all. */
export function showWhole({ target }: MouseEvent<HTMLElement>): void {
  const cell = (target as Element).closest<HTMLElement>('[role=gridcell]');
  if (cell) cell.title = cell.scrollWidth > cell.clientWidth ? cell.innerText : '';
}

/** Place of the row that was pressed. */
export function indexOfRow({ target }: MouseEvent<HTMLElement>): number | undefined {
  const row = (target as Element).closest<HTMLElement>('[data-index]');
  return row === null ? undefined : Number(row.dataset['index']);
}
