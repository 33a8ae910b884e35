import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { confirm, ConfirmHost } from './confirm';
import { ErrorBoundary } from './error-boundary';
import { NotificationHost, notify } from './notifications';
import { CommandPalette, type PaletteSearch } from './palette/command-palette';
import { watchCompositions } from '../components/ime';
import { compose, endComposition, fire, renderInApp } from '../../../tests/support/render-in-app';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('the error boundary', () => {
  it('shows a number, reports the bug, and goes on when the cause is gone', async () => {
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    const call = vi.fn((_name: string, _input: unknown) => Promise.resolve({ ok: true, value: {} }));
    vi.stubGlobal('xianting', { call, subscribe: () => () => undefined });
    let broken = true;
    function Page() {
      if (broken) throw new Error('a bug');
      return <p>{'the draft'}</p>;
    }
    renderInApp(
      <ErrorBoundary>
        <Page />
      </ErrorBoundary>,
    );
    const [number] = /P-[0-9A-Z]{6}/.exec(screen.getByRole('alert').textContent) ?? [];
    expect(number).toBeDefined();
    expect(call.mock.calls).toEqual([
      ['app.reportFault', expect.objectContaining({ incident: number, name: 'Error', message: 'a bug' })],
    ]);
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
    expect(screen.getByText('the draft')).toBeTruthy();
  });
});

describe('confirm', () => {
  it('answers yes only to the button that says so', async () => {
    renderInApp(<ConfirmHost />);
    let answer = confirm({ title: 'Withdraw the complaint?', confirmLabel: 'Withdraw' });
    await userEvent.click(await screen.findByRole('button', { name: 'Withdraw' }));
    expect(await answer).toBe(true);
    answer = confirm({ title: 'Withdraw the complaint?', confirmLabel: 'Withdraw' });
    await screen.findByRole('alertdialog');
    expect(document.activeElement?.textContent).toBe('Not now');
    await userEvent.keyboard('{Escape}');
    expect(await answer).toBe(false);
  });

  it('declines an open question when another one comes', async () => {
    renderInApp(<ConfirmHost />);
    const first = confirm({ title: 'First?', confirmLabel: 'Yes' });
    const second = confirm({ title: 'Second?', confirmLabel: 'Yes' });
    expect(await first).toBe(false);
    await userEvent.click(await screen.findByRole('button', { name: 'Yes' }));
    expect(await second).toBe(true);
  });
});

describe('notifications', () => {
  it('appear in a polite region; notes go by themselves, errors stay', () => {
    vi.useFakeTimers();
    renderInApp(<NotificationHost />);
    act(() => {
      notify({ severity: 'success', text: 'Saved it' });
      notify({ severity: 'error', text: 'Printer is off' });
    });
    expect(screen.getByRole('region', { name: 'Notifications' }).getAttribute('aria-live')).toBe('polite');
    act(() => {
      vi.advanceTimersByTime(60_000);
    });
    expect(screen.queryByText('Saved it')).toBeNull();
    expect(screen.getByText('Printer is off')).toBeTruthy();
  });
});

describe('the command palette', () => {
  const pages = [
    { id: 'history', label: 'History', action: 'goHistory' as const, open: vi.fn() },
    { id: 'sync', label: 'Sync', action: null, open: vi.fn() },
  ];

  it('finds a page and opens it with Enter', async () => {
    const onClose = vi.fn();
    renderInApp(<CommandPalette open onClose={onClose} pages={pages} search={null} />);
    await userEvent.type(screen.getByRole('combobox'), 'syn{Enter}');
    expect(pages[1]?.open).toHaveBeenCalledTimes(1);
    expect(onClose).toHaveBeenCalled();
  });

  it('asks for cases only when the composition has ended, and not twice', async () => {
    const stop = watchCompositions(document);
    const search = vi.fn<PaletteSearch>((query) =>
      Promise.resolve([{ id: 'c1', title: `case of ${query}`, detail: '', open: vi.fn() }]),
    );
    renderInApp(<CommandPalette open onClose={vi.fn()} pages={pages} search={search} />);
    const input = screen.getByRole<HTMLInputElement>('combobox');
    compose(input, ['x', 'xian', '限卡']);
    fire(input, new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, isComposing: true }));
    expect(search).not.toHaveBeenCalled();
    endComposition(input);
    expect(await screen.findByText('case of 限卡')).toBeTruthy();
    expect(search.mock.calls).toEqual([['限卡']]);
    stop();
  });
});
