import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchCompositions } from '../../components/ime';
import { useShortcutListener } from '../../app/shortcuts/use-shortcut';
import { useRouter } from '../../app/router';
import { compose, fire, IME_KEY, renderInApp } from '../../../../tests/support/render-in-app';
import { createFakeMain, installFakeMain, type FakeMain } from '../../../../tests/support/stub-bridge/fake-main';
import { QuickCaptureHost } from './quick-capture';
import { emptyQuick, useQuick } from './quick-store';

function Page({ userId = 'u-me' }: { readonly userId?: string }) {
  useShortcutListener();
  return (
    <>
      <input aria-label="behind" defaultValue="work before" />
      <QuickCaptureHost userId={userId} institutionType="bank" />
    </>
  );
}

describe('quick capture', () => {
  let fake: FakeMain;
  let stopWatching: () => void;
  let user: ReturnType<typeof userEvent.setup>;

  beforeEach(() => {
    fake = createFakeMain();
    installFakeMain(fake);
    stopWatching = watchCompositions(document);
    user = userEvent.setup();
    useQuick.setState({ open: false, userId: '', values: emptyQuick, tried: false, error: null, registered: null });
  });
  afterEach(() => {
    cleanup();
    stopWatching();
    expect(fake.faults).toEqual([]);
  });

  const bar = () => within(screen.getByRole('dialog', { name: 'Quick capture' }));
  const line = () => bar().getByRole<HTMLInputElement>('textbox', { name: 'In a line' });
  const open = async () => {
    renderInApp(<Page />);
    await user.keyboard('[F2]');
    await bar().findByRole('radio', { name: 'Debit card and account' });
  };
  const calls = () => fake.callsOf('intake.quickCapture');

  it('registers from the keyboard alone: level, category by initials, line, Enter', async () => {
    await open();
    expect(document.activeElement).toBe(bar().getByRole('radio', { name: 'Calm' }));
    await user.keyboard('{Alt>}3{/Alt}');
    expect(bar().getByRole('radio', { name: 'Angry' }).getAttribute('aria-checked')).toBe('true');
    await user.tab();
    await user.tab();
    expect(document.activeElement).toBe(bar().getByRole('combobox'));
    // Enter right behind the last letter takes what that letter found, and does not yet register.
    await user.keyboard('xk{Enter}');
    expect(bar().getByRole<HTMLInputElement>('combobox').value).toBe('Opening, closing, freeze, limits');
    expect(calls()).toHaveLength(0);
    await user.tab();
    await user.tab();
    expect(document.activeElement).toBe(line());
    await user.keyboard('the card is blocked{Enter}');
    await bar().findByText('YQ021-260318-A007-K');
    expect(calls()).toHaveLength(1);
    expect(calls()[0]).toMatchObject({
      emotion: 2,
      businessId: 'biz.debit.limits',
      want: null,
      matter: 'the card is blocked',
      flags: [],
    });
    bar().getByText('Details to follow');
  });

  it('sets the level with Alt and a digit wherever the focus is, also in the text', async () => {
    await open();
    line().focus();
    await user.keyboard('a{Alt>}4{/Alt}b');
    expect(bar().getByRole('radio', { name: 'Aggressive' }).getAttribute('aria-checked')).toBe('true');
    expect(line().value).toBe('ab');
  });

  it('never takes the Enter of an input method for its own', async () => {
    await open();
    act(() => useQuick.getState().change({ emotion: 1, businessId: 'biz.debit.limits' }));
    line().focus();
    const at = (event: Event, timeStamp: number): Event =>
      Object.defineProperty(event, 'timeStamp', { value: timeStamp });
    const enter = (): Event =>
      new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true });
    compose(line(), ['xian', '限', '限额']);
    // The order of Windows IMEs: the key first, taken by the IME …
    fire(line(), new KeyboardEvent('keydown', { ...IME_KEY, code: 'Enter', cancelable: true }));
    fire(line(), at(new CompositionEvent('compositionend', { bubbles: true, data: '限额' }), 5_000));
    // … and of others: an Enter behind the end of the composition, with no sign but its closeness, or with keyCode 229.
    fire(line(), at(enter(), 5_012));
    fire(line(), at(new KeyboardEvent('keydown', { ...IME_KEY, key: 'Enter', code: 'Enter' }), 5_400));
    expect(calls()).toHaveLength(0);
    expect(useQuick.getState().values.matter).toBe('限额');
    // The person's own Enter.
    fire(line(), at(enter(), 5_800));
    await waitFor(() => expect(calls()).toHaveLength(1));
    expect(calls()[0]?.matter).toBe('限额');
  });

  it('asks for the two things it takes, and for nothing else', async () => {
    await open();
    await user.keyboard('{Enter}');
    expect(bar().getByRole('status').textContent).toMatch('Choose the mood and a category');
    await user.keyboard('{Alt>}1{/Alt}{Enter}');
    expect(bar().getByRole('status').textContent).toMatch('Choose a category');
    expect(calls()).toHaveLength(0);
  });

  it('repeats under the same command after a failure, and under another one for the next customer', async () => {
    await open();
    act(() => useQuick.getState().change({ emotion: 0, businessId: 'biz.debit.limits', matter: 'kept' }));
    fake.answer('intake.quickCapture', () => ({
      ok: false,
      error: { code: 'store.unavailable', reason: 'diskFull' },
    }));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(bar().getByRole('status').textContent).toMatch(/screen/));
    expect(line().value).toBe('kept');
    fake.answer('intake.quickCapture', () => ({ ok: true, value: { caseId: 'c', number: 'N-1', revision: 1 } }));
    await user.keyboard('{Enter}');
    await bar().findByText('N-1');
    expect(calls()).toHaveLength(2);
    expect(calls()[1]?.commandId).toBe(calls()[0]?.commandId);
    act(() => useQuick.getState().again());
    act(() => useQuick.getState().change({ emotion: 0, businessId: 'biz.debit.limits' }));
    await act(() => useQuick.getState().submit());
    expect(calls()[2]?.commandId).not.toBe(calls()[0]?.commandId);
  });

  it('sends once however fast Enter is pressed', async () => {
    await open();
    act(() => useQuick.getState().change({ emotion: 0, businessId: 'biz.debit.limits' }));
    await act(() => Promise.all([useQuick.getState().submit(), useQuick.getState().submit()]));
    expect(calls()).toHaveLength(1);
  });

  it('keeps what was typed when it is closed, and gives the focus back', async () => {
    renderInApp(<Page />);
    const behind = screen.getByRole('textbox', { name: 'behind' });
    behind.focus();
    await user.keyboard('[F2]');
    await user.click(line());
    await user.keyboard('half a sen{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(behind);
    await user.keyboard('[F2]');
    expect(line().value).toBe('half a sen');
  });

  it('shows nobody what somebody else typed', async () => {
    await open();
    act(() => useQuick.getState().change({ matter: 'of the first person' }));
    act(() => useQuick.getState().hide());
    act(() => useQuick.getState().show('u-next'));
    expect(line().value).toBe('');
  });

  it('opens the full form of that very case', async () => {
    await open();
    act(() => useQuick.getState().change({ emotion: 0, businessId: 'biz.debit.limits' }));
    await user.keyboard('{Enter}');
    await user.click(await bar().findByRole('button', { name: 'Add details' }));
    expect(fake.callsOf('draft.create')).toMatchObject([{ caseId: 'case-1' }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(useRouter.getState().current).toEqual({ name: 'intake', draftId: [...fake.drafts.keys()][0] });
  });

  it('prints the slip of the case', async () => {
    await open();
    act(() => useQuick.getState().change({ emotion: 0, businessId: 'biz.debit.limits' }));
    await user.keyboard('{Enter}');
    await user.click(await bar().findByRole('button', { name: 'Print receipt roll' }));
    await waitFor(() =>
      expect(fake.callsOf('document.output')).toMatchObject([
        { caseId: 'case-1', kind: 'slip', format: 'roll80', target: 'print' },
      ]),
    );
  });
});
