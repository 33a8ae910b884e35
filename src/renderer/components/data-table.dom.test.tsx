import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { renderInApp } from '../../../tests/support/render-in-app';
import { DataTable, type DataTableProps } from './data-table';

interface Row {
  readonly id: string;
  readonly name: string;
}
const rows: readonly Row[] = Array.from({ length: 100_000 }, (_, index) => ({ id: `r${index}`, name: `Row ${index}` }));

/** jsdom has no layout: the observer never reports, and every element is 480 px high. */
class NoResize {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
beforeAll(() => {
  window.ResizeObserver = NoResize;
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 480 });
  Element.prototype.scrollTo = () => undefined;
});
afterEach(cleanup);

const table = (props: Partial<DataTableProps<Row>> = {}) =>
  renderInApp(
    <DataTable
      label="Cases"
      columns={[{ id: 'name', header: 'Name', width: '1fr', cell: (row: Row) => row.name, sortable: true }]}
      rows={rows}
      rowKey={(row) => row.id}
      {...props}
    />,
  );

describe('DataTable', () => {
  it('draws few of very many rows and tells the true number', () => {
    table();
    expect(screen.getByRole('grid', { name: 'Cases' }).getAttribute('aria-rowcount')).toBe('100001');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });

  it('names rows of two tables differently', async () => {
    table({});
    table({});
    for (const grid of screen.getAllByRole('grid')) {
      grid.focus();
      await userEvent.keyboard('{ArrowDown}');
    }
    const active = screen.getAllByRole('grid').map((grid) => grid.getAttribute('aria-activedescendant'));
    expect(active).toEqual([expect.stringMatching(/-r\d$/), expect.stringMatching(/-r\d$/)]);
    expect(active[0]).not.toBe(active[1]);
  });

  it('moves with the keys and opens with Enter', async () => {
    const onOpen = vi.fn();
    table({ onOpen });
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(screen.getByRole('grid').getAttribute('aria-activedescendant')).toMatch(/-r1$/);
    await userEvent.keyboard('{Enter}');
    expect(onOpen).toHaveBeenCalledWith(rows[1]);
  });

  it('reports the wish to sort, and the other way round the second time', async () => {
    const onSort = vi.fn();
    table({ onSort });
    await userEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSort).toHaveBeenLastCalledWith({ columnId: 'name', direction: 'ascending' });
    cleanup();
    table({ onSort, sort: { columnId: 'name', direction: 'ascending' } });
    expect(screen.getByRole('columnheader').getAttribute('aria-sort')).toBe('ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSort).toHaveBeenLastCalledWith({ columnId: 'name', direction: 'descending' });
  });

  it('asks for more when the loaded rows come to their end', () => {
    const onNearEnd = vi.fn();
    table({ rows: rows.slice(0, 10), totalRows: 500, onNearEnd });
    expect(onNearEnd).toHaveBeenCalled();
  });

  it('says when there is nothing, and when it is still reading', () => {
    table({ rows: [] });
    expect(screen.getByText('No matching records')).toBeTruthy();
    cleanup();
    table({ rows: [], loading: true });
    expect(screen.getByText('Loading…')).toBeTruthy();
  });
});
