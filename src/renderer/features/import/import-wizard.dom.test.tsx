import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportPreview, ImportProgress, ImportSource } from '../../../shared/contract/ledger-import';
import { renderInApp } from '../../../../tests/support/render-in-app';
import {
  createFakeMain,
  fakeStatus,
  installFakeMain,
  type FakeMain,
} from '../../../../tests/support/stub-bridge/fake-main';
import { ConfirmHost } from '../../app/confirm';
import { useRouter } from '../../app/router';
import { ImportPage } from './import-page';
import { forgetImport } from './import-store';

const source: ImportSource = {
  importId: 'i1',
  fileName: 'ledger.xlsx',
  columns: ['投诉日期', '内容', '', '类别'],
  sample: [
    ['2026-03-05', '排队太久', 'x', '借记卡'],
    ['46047', '多收了年费', '', '信用卡'],
  ],
  rowCount: 12,
  mapping: { receivedOn: 0, facts: 1, business: -1 },
  remembered: false,
};
const preview: ImportPreview = {
  ready: 9,
  duplicates: 1,
  empty: 0,
  failed: 2,
  errors: [
    { rowNo: 7, column: '投诉日期', code: 'ledger.date.ambiguous', value: '4/6/25' },
    { rowNo: 9, column: 'facts', code: 'ledger.facts.missing', value: '' },
  ],
  warnings: [{ rowNo: 3, column: '类别', code: 'ledger.business.guessed', value: '理财' }],
  rows: [{ rowNo: 2, cells: ['2026-03-05', '排队太久', 'x', '借记卡'] }],
};
const progressOf = (changes: Partial<ImportProgress>): ImportProgress => ({
  importId: 'i1',
  phase: 'writing',
  done: 0,
  total: 12,
  imported: 0,
  duplicates: 0,
  failed: 0,
  errorCode: null,
  ...changes,
});

let fake: FakeMain;
let status: typeof fakeStatus;

/** jsdom has no layout: the observer never reports, and every element is 480 px high, or tables would draw no rows. */
class NoResize {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
beforeAll(() => {
  window.ResizeObserver = NoResize;
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 480 });
});
beforeEach(() => {
  status = fakeStatus;
  fake = createFakeMain({
    'app.status': () => ({ ok: true, value: status }),
    'import.pick': () => ({ ok: true, value: { cancelled: false, source } }),
    'import.preview': () => ({ ok: true, value: preview }),
    'import.run': () => ({ ok: true, value: {} }),
    'import.status': () => ({ ok: true, value: progressOf({ phase: 'checking' }) }),
    'import.cancel': () => ({ ok: true, value: {} }),
  });
  installFakeMain(fake);
  useRouter.getState().reset({ name: 'import' });
});
afterEach(() => {
  cleanup();
  forgetImport();
  vi.restoreAllMocks();
  expect(fake.faults).toEqual([]);
});

const open = (): void => {
  renderInApp(
    <>
      <ImportPage />
      <ConfirmHost />
    </>,
  );
};
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const step = (): string =>
  screen.getByRole('list', { name: 'Steps of the import' }).querySelector('[aria-current]')?.textContent ?? '';
const publish = (changes: Partial<ImportProgress>): void =>
  act(() => fake.publish('import.progress', progressOf(changes)));

const toColumns = async (): Promise<void> => {
  open();
  await press('Choose a file');
  await screen.findByRole('heading', { name: 'Which column is what' });
};
const choose = async (field: string, column: string): Promise<void> => {
  await userEvent.click(screen.getByRole('combobox', { name: field }));
  await userEvent.click(within(await screen.findByRole('listbox')).getByRole('option', { name: column }));
};
const toCheck = async (): Promise<void> => {
  await toColumns();
  await choose('Business category*', '类别');
  await press('Check every row');
  await screen.findByText('Ready to import');
};
const toRun = async (): Promise<void> => {
  await toCheck();
  await press('Import 9 complaints');
  await screen.findByRole('progressbar');
};

describe('choosing the file', () => {
  it.each([
    ['import.unreadable', /can't be opened/],
    ['import.passwordProtected', /has a password/],
    ['import.oldExcel', /old \.xls kind/],
    ['import.webPage', /table of a web page/],
    ['import.tooLarge', /too large/],
    ['import.noHeader', /No column headings/],
  ])('says what is wrong with it: %s', async (code, text) => {
    fake.answer('import.pick', () => ({ ok: false, error: { code } }));
    open();
    await press('Choose a file');
    expect((await screen.findByRole('alert')).textContent).toMatch(text);
    // Another try is one key away.
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Choose a file' }).disabled).toBe(false);
  });

  it('does nothing when the dialog is closed', async () => {
    fake.answer('import.pick', () => ({ ok: true, value: { cancelled: true, source: null } }));
    open();
    await press('Choose a file');
    expect(await screen.findByText(/nothing was imported/)).toBeTruthy();
    expect(step()).toContain('File');
  });
});

describe('columns', () => {
  it('are proposed with examples; the focus is on the step', async () => {
    await toColumns();
    expect(document.activeElement?.textContent).toContain('Columns');
    const date = screen.getByRole('combobox', { name: 'Date received*' });
    expect(date.textContent).toBe('投诉日期');
    const described = (date.getAttribute('aria-describedby') ?? '').split(' ')[0] ?? '';
    expect(document.getElementById(described)?.textContent).toContain('2026-03-05 · 46047');
    expect(screen.getByText(/2 columns are left out: Column 3 \(no heading\) · 类别/)).toBeTruthy();
  });

  it('that are needed and missing stop the way on, at their field', async () => {
    await toColumns();
    await press('Check every row');
    const business = screen.getByRole('combobox', { name: 'Business category*' });
    expect(business.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(business);
    expect(fake.callsOf('import.preview')).toHaveLength(0);
  });

  it('chosen twice are questioned, not forbidden', async () => {
    await toColumns();
    await choose('Business category*', '内容');
    expect(screen.getAllByText(/is also used for/)).toHaveLength(2);
    await press('Check every row');
    await waitFor(() => expect(fake.callsOf('import.preview')).toHaveLength(1));
    expect(fake.callsOf('import.preview')[0]?.mapping).toMatchObject({ receivedOn: 0, facts: 1, business: 1 });
  });

  it('say when they are remembered', async () => {
    fake.answer('import.pick', () => ({
      ok: true,
      value: { cancelled: false, source: { ...source, remembered: true } },
    }));
    await toColumns();
    expect(screen.getByText('As chosen last time')).toBeTruthy();
  });
});

describe('the check', () => {
  it('names row, column, reason and cell of what cannot be imported', async () => {
    await toCheck();
    const rows = within(screen.getByRole('grid', { name: "Rows that can't be imported" })).getAllByRole('row');
    expect(rows[1]?.textContent).toBe(
      '7投诉日期This date can be read in two ways. Please write it like 2026-03-054/6/25',
    );
    // A field without a column is named in the language of the page.
    expect(rows[2]?.textContent).toMatch(/^9ComplaintThere is no complaint text.*\(empty\)$/);
    expect(screen.getByRole('grid', { name: 'Rows that deserve a look' }).textContent).toContain('理财');
  });

  it('gives the list to the clipboard, as a table', async () => {
    await toCheck();
    const user = userEvent.setup();
    await user.click(screen.getAllByRole('button', { name: 'Copy the list' })[0] as HTMLElement);
    const lines = (await navigator.clipboard.readText()).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]?.split('\t')).toEqual([
      '7',
      '投诉日期',
      'This date can be read in two ways. Please write it like 2026-03-05',
      '4/6/25',
    ]);
  });

  it('offers no import when nothing is new', async () => {
    fake.answer('import.preview', () => ({
      ok: true,
      value: { ...preview, ready: 0, duplicates: 12, failed: 0, errors: [] },
    }));
    await toCheck();
    expect(screen.getByText('There is nothing new to import.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Import 0 complaints' }).disabled).toBe(true);
  });

  it('leads back to the columns, which are as they were', async () => {
    await toCheck();
    await press('Change columns');
    expect(screen.getByRole('combobox', { name: 'Business category*' }).textContent).toBe('类别');
  });
});

describe('the import', () => {
  it('shows how far it is and what came of it', async () => {
    await toRun();
    expect(fake.callsOf('import.run')).toMatchObject([{ importId: 'i1', mapping: { business: 3 } }]);
    publish({ done: 6, imported: 5 });
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
    expect(screen.getByText('Row 6 of 12')).toBeTruthy();
    // Another import is not ours.
    publish({ importId: 'i0', phase: 'done' });
    expect(screen.getByText('Row 6 of 12')).toBeTruthy();
    publish({ phase: 'done', done: 12, imported: 9, duplicates: 1, failed: 2 });
    expect(screen.getByText('9 complaints are in the history now and can be found.')).toBeTruthy();
    await press('Show in history');
    expect(useRouter.getState().current).toEqual({ name: 'history' });
  });

  it('goes on while one is elsewhere', async () => {
    await toRun();
    cleanup();
    publish({ phase: 'done', done: 12, imported: 9 });
    open();
    expect(screen.getByRole('heading', { name: 'Import finished' })).toBeTruthy();
  });

  it('stops when asked to, after a question, and can go on', async () => {
    await toRun();
    await press('Stop');
    await userEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Stop import' }));
    await waitFor(() => expect(fake.callsOf('import.cancel')).toEqual([{ importId: 'i1' }]));
    publish({ phase: 'cancelled', done: 6, imported: 6 });
    expect(screen.getByRole('heading', { name: 'Stopped' })).toBeTruthy();
    await press('Try again');
    await waitFor(() => expect(fake.callsOf('import.run')).toHaveLength(2));
    const [first, second] = fake.callsOf('import.run');
    expect(second?.commandId).not.toBe(first?.commandId);
  });

  it('says that nothing came twice when all was there already', async () => {
    await toRun();
    publish({ phase: 'done', done: 12, duplicates: 12 });
    expect(screen.getByText(/nothing new, nothing twice/)).toBeTruthy();
  });

  it('says so when it did not get to its end', async () => {
    await toRun();
    publish({ phase: 'failed', done: 6, imported: 5, errorCode: 'store.unavailable' });
    expect(screen.getByText(/nothing is lost/)).toBeTruthy();
    expect(screen.getByText(/cannot save right now/)).toBeTruthy();
  });

  it('forgets the file when the screen locks', async () => {
    await toCheck();
    status = { ...fakeStatus, phase: 'signIn', session: null };
    act(() => fake.publish('app.changed', {}));
    await waitFor(() => expect(step()).toContain('File'));
    expect(document.body.textContent).not.toContain('排队太久');
  });
});
