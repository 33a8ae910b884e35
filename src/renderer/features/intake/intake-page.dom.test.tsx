import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyDetails, emptyParty } from '../../../domain/complaint/values';
import type { DraftView, SimilarCase } from '../../../shared/contract/intake';
import { useRoute, useRouter } from '../../app/router';
import { useShortcutListener } from '../../app/shortcuts/use-shortcut';
import { watchCompositions } from '../../components/ime';
import { compose, endComposition, renderInApp, setNative } from '../../../../tests/support/render-in-app';
import {
  colleague,
  createFakeMain,
  emptyForm,
  installFakeMain,
  me,
  type FakeMain,
} from '../../../../tests/support/stub-bridge/fake-main';
import { IntakePage } from './intake-page';
import { rememberDraft } from './open-draft';
import { SAVE_AFTER_MS } from '../../app/autosave';

function Page() {
  useShortcutListener();
  const route = useRoute();
  return route.name === 'intake' ? <IntakePage route={route} /> : <p>elsewhere</p>;
}

let fake: FakeMain;
let stopWatching: () => void;

beforeEach(() => {
  fake = createFakeMain();
  installFakeMain(fake);
  stopWatching = watchCompositions(document);
  rememberDraft('', null);
  useRouter.getState().reset({ name: 'intake' });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  stopWatching();
  expect(fake.faults).toEqual([]);
});

const draftOf = (patch: Partial<DraftView> = {}): DraftView => ({
  id: 'd1',
  form: emptyForm,
  focus: null,
  commandId: '00000000-0000-7000-8000-00000000aaaa',
  ownerId: me.userId,
  ownerName: me.name,
  createdAtMs: fake.nowMs,
  updatedAtMs: fake.nowMs,
  ...patch,
});
const keep = (draft: DraftView): void => {
  fake.drafts.set(draft.id, draft);
};
const openPage = async (draftId?: string): Promise<ReturnType<typeof renderInApp>> => {
  if (draftId !== undefined) useRouter.getState().reset({ name: 'intake', draftId });
  const page = renderInApp(<Page />);
  await screen.findByRole('form');
  return page;
};
const field = (name: string): HTMLInputElement => screen.getByRole<HTMLInputElement>('textbox', { name });
const type = (input: HTMLInputElement, text: string): void => {
  act(() => input.focus());
  setNative(input, text);
  fireEvent.input(input);
};
const saves = () => fake.callsOf('draft.save');
const lastSaved = () => saves().at(-1)?.form.details;
/** Everything that is due within this time, and what follows from it. */
const pass = async (ms: number): Promise<void> => {
  await act(() => vi.advanceTimersByTimeAsync(ms));
};

describe('opening', () => {
  it('makes one draft, even when React mounts twice, and names it in the route', async () => {
    renderInApp(
      <StrictMode>
        <Page />
      </StrictMode>,
    );
    await screen.findByRole('form');
    expect(fake.callsOf('draft.create')).toHaveLength(1);
    expect(useRouter.getState().current).toEqual({ name: 'intake', draftId: [...fake.drafts.keys()][0] });
  });

  it('uses an empty draft that lies about instead of making another', async () => {
    keep(draftOf());
    await openPage();
    expect(fake.callsOf('draft.create')).toHaveLength(0);
    expect(screen.queryByText(/had not finished/)).toBeNull();
  });

  it('puts values, focus and caret back, and says that it does', async () => {
    fake.nowMs = Date.now();
    keep(
      draftOf({
        form: { ...emptyForm, details: { ...emptyDetails, matter: 'no cash for grandmother' } },
        focus: { field: 'matter', start: 3, end: 7 },
      }),
    );
    await openPage();
    const matter = field('In one line');
    expect(matter.value).toBe('no cash for grandmother');
    expect(document.activeElement).toBe(matter);
    expect([matter.selectionStart, matter.selectionEnd]).toEqual([3, 7]);
    screen.getByText(/had not finished/);
  });

  it('offers to take over a draft in the hands of a colleague', async () => {
    keep(draftOf({ ownerId: colleague.userId, ownerName: colleague.name }));
    useRouter.getState().reset({ name: 'intake', draftId: 'd1' });
    renderInApp(<Page />);
    await screen.findByText(`${colleague.name} is working on this draft`);
    fireEvent.click(screen.getByRole('button', { name: 'Take over' }));
    await screen.findByRole('form');
    expect(fake.callsOf('draft.takeOver')).toMatchObject([{ id: 'd1' }]);
  });

  it('says which case it completes', async () => {
    keep(draftOf({ form: { ...emptyForm, caseId: 'case-9' } }));
    fake.answer('case.get', () => ({ ok: true, value: { state: { number: 'YQ021-260318-A009-F' } } as never }));
    await openPage('d1');
    await screen.findByRole('heading', { name: 'Complete YQ021-260318-A009-F' });
    fireEvent.click(screen.getByRole('button', { name: 'Save details' }));
    await screen.findByRole('heading', { name: 'Details added' });
    expect(fake.callsOf('document.output')).toHaveLength(0);
  });
});

describe('saving', () => {
  it('saves within a second, with the place of the caret, and says when', async () => {
    await openPage();
    vi.useFakeTimers();
    type(field('Name'), '陈');
    type(field('Name'), '陈建');
    act(() => field('Name').setSelectionRange(1, 1));
    fireEvent.keyUp(field('Name'));
    screen.getByText('Not saved yet');
    await pass(SAVE_AFTER_MS);
    expect(saves()).toHaveLength(1);
    expect(lastSaved()?.parties[0]?.name).toBe('陈建');
    expect(saves()[0]?.focus).toEqual({ field: 'parties.0.name', start: 1, end: 1 });
    screen.getByText('Saved 14:32:05');
  });

  it('keeps the text when saving fails, tells, and tries again by itself', async () => {
    await openPage();
    vi.useFakeTimers();
    fake.answer('draft.save', () => ({ ok: false, error: { code: 'store.unavailable', reason: 'diskFull' } }));
    type(field('Name'), '陈建生');
    await pass(SAVE_AFTER_MS);
    screen.getByText(/keep this window open/);
    expect(field('Name').value).toBe('陈建生');
    fake.answer('draft.save', () => ({ ok: true, value: { savedAtMs: fake.nowMs } }));
    await pass(2_000);
    expect(lastSaved()?.parties[0]?.name).toBe('陈建生');
    expect(screen.queryByText(/keep this window open/)).toBeNull();
    screen.getByText('Saved 14:32:05');
  });

  it('saves the last keystrokes when the page is left', async () => {
    await openPage();
    vi.useFakeTimers();
    type(field('Name'), '陈建生');
    act(() => useRouter.getState().navigate({ name: 'history' }));
    await pass(0);
    expect(lastSaved()?.parties[0]?.name).toBe('陈建生');
  });

  it('saves at once when the window is hidden', async () => {
    await openPage();
    vi.useFakeTimers();
    type(field('Name'), '陈建生');
    fireEvent.blur(window);
    await pass(0);
    expect(saves()).toHaveLength(1);
  });

  it('brings back what could not be saved before a lock', async () => {
    keep(draftOf({ id: 'locked' }));
    const page = await openPage('locked');
    fake.answer('draft.save', () => ({ ok: false, error: { code: 'session.locked' } }));
    type(field('Name'), '陈建生');
    page.unmount();
    await waitFor(() => expect(saves()).toHaveLength(1));
    await openPage('locked');
    expect(field('Name').value).toBe('陈建生');
  });

  it('goes back to the open form from the rail instead of to an older copy', async () => {
    await openPage();
    type(field('Name'), '陈建生');
    act(() => useRouter.getState().navigate({ name: 'intake' }));
    expect(field('Name').value).toBe('陈建生');
    expect(useRouter.getState().current).toHaveProperty('draftId');
  });

  it('saves all the rest when one text is too long, and registers nothing cut', async () => {
    await openPage();
    type(field('Name'), 'n'.repeat(201));
    type(field('In one line'), 'short');
    fireEvent.blur(window);
    await screen.findByText(/the end of it is not saved/, { selector: '.MuiAlert-message' });
    // On a slow machine the name is saved, and the warning is there, before the second field is typed: that one goes with the next save.
    await waitFor(() => {
      fireEvent.blur(window);
      expect(lastSaved()?.matter).toBe('short');
    });
    expect(field('Name').value).toHaveLength(201);
    fireEvent.click(screen.getByRole('button', { name: 'Register' }));
    await screen.findByText(/shorten it and register/);
    expect(fake.callsOf('intake.submitDraft')).toHaveLength(0);
    await waitFor(() => expect(document.activeElement).toBe(field('Name')));
  });

  it('says who took the draft over and can take it back with what is on the screen', async () => {
    await openPage();
    fake.answer('draft.save', () => ({
      ok: false,
      error: { code: 'draft.ownedByOther', ownerName: colleague.name },
    }));
    type(field('Name'), '陈建生');
    fireEvent.blur(window);
    await screen.findByText(new RegExp(`${colleague.name} has taken this draft over`));
    fake.answer('draft.save', () => ({ ok: true, value: { savedAtMs: fake.nowMs } }));
    fireEvent.click(screen.getByRole('button', { name: 'Take it back with my text' }));
    await screen.findByText('Saved 14:32:05');
    expect(lastSaved()?.parties[0]?.name).toBe('陈建生');
  });
});

describe('fields', () => {
  it('look twice at a number when it is left, not while it is typed', async () => {
    await openPage();
    const number = field('ID number');
    type(number, '110105194912310021');
    expect(screen.queryByText(/check digit/)).toBeNull();
    fireEvent.blur(number);
    screen.getByText(/check digit/);
    expect(number.getAttribute('aria-invalid')).toBeNull();
    type(number, '11010519491231002X');
    fireEvent.blur(number);
    expect(screen.queryByText(/check digit/)).toBeNull();
  });

  it('accept a proxy without authorisation and say so', async () => {
    await openPage();
    fireEvent.click(screen.getByRole('radio', { name: 'Proxy' }));
    screen.getByText(/accepted without authorisation/);
    field('On behalf of');
    fireEvent.click(screen.getByRole('button', { name: 'Register' }));
    await screen.findByText('YQ021-260318-A007-K');
    expect(fake.callsOf('intake.submitDraft')[0]?.form.details.parties[0]).toMatchObject({
      kind: 'proxy',
      authorisationHeld: false,
    });
  });

  it('name what is missing and lead there', async () => {
    keep(
      draftOf({
        form: { ...emptyForm, details: { ...emptyDetails, parties: [{ ...emptyParty, name: '陈', phone: '95588' }] } },
      }),
    );
    await openPage('d1');
    const side = within(screen.getByRole('complementary'));
    expect(side.queryByRole('button', { name: 'Phone' })).toBeNull();
    fireEvent.click(side.getByRole('button', { name: 'What happened' }));
    expect(document.activeElement).toBe(field('What happened'));
    screen.getByText('5 items missing');
  });

  it('keep several complainants apart', async () => {
    await openPage();
    type(field('Name'), '甲');
    fireEvent.click(screen.getByRole('button', { name: 'Add another complainant' }));
    const second = within(screen.getByRole('group', { name: 'Complainant 2' }));
    type(second.getByRole('textbox', { name: 'Name' }), '乙');
    fireEvent.click(screen.getByRole('button', { name: 'Remove complainant 1' }));
    expect(field('Name').value).toBe('乙');
  });

  it('ask for the letter when a regulator has sent it', async () => {
    keep(draftOf({ form: { ...emptyForm, details: { ...emptyDetails, channelId: 'channel.regulator' } } }));
    await openPage('d1');
    field('Number of the transfer letter');
    field('To be settled by');
  });

  it('send files to main one by one and name what was refused', async () => {
    await openPage();
    fake.answer('attachment.add', ({ name }) =>
      name === 'bad.pdf'
        ? { ok: false, error: { code: 'attachment.empty' } }
        : {
            ok: true,
            value: {
              evidence: { id: 'e1', sha256: 'a'.repeat(64), name, mime: 'image/png', sizeBytes: 3, fromCustomer: true },
            },
          },
    );
    const files = [new File(['png'], 'slip.png', { type: 'image/png' }), new File(['x'], 'bad.pdf')];
    await userEvent.upload(screen.getByLabelText('Choose files', { selector: 'input' }), files);
    await screen.findByText('slip.png');
    await screen.findByText(/bad\.pdf was not added: the file is empty/);
    expect(fake.callsOf('attachment.add').map((call) => call.fromCustomer)).toEqual([true, true]);
  });
});

describe('earlier complaints', () => {
  const found: SimilarCase = {
    caseId: 'c1',
    number: 'YQ021-260318-A007-K',
    status: 'investigating',
    receivedAtMs: Date.UTC(2026, 1, 1),
    maskedName: '陈*生',
    businessId: 'biz.debit.limits',
    matter: 'blocked card',
    matchedOn: ['name', 'phone'],
    sameMatter: true,
  };

  it('are looked up when a composition has ended, once, and say why they match', async () => {
    await openPage();
    fake.answer('intake.similar', () => ({ ok: true, value: { cases: [found] } }));
    vi.useFakeTimers();
    act(() => field('Name').focus());
    compose(field('Name'), ['chen', '陈', '陈建生']);
    await pass(1_000);
    expect(fake.callsOf('intake.similar')).toHaveLength(0);
    endComposition(field('Name'));
    await pass(200);
    expect(fake.callsOf('intake.similar').map((call) => call.name)).toEqual(['陈建生']);
    const side = within(screen.getByRole('complementary'));
    side.getByText('Perhaps the same matter');
    side.getByText('Same: name, phone');
    fireEvent.click(side.getByRole('button', { name: /YQ021-260318-A007-K/ }));
    expect(useRouter.getState().current).toEqual({ name: 'case', caseId: 'c1' });
  });

  it('of older letters do not cover those of newer ones', async () => {
    await openPage();
    const answers: ((cases: readonly SimilarCase[]) => void)[] = [];
    fake.answer(
      'intake.similar',
      () =>
        new Promise((resolve) => {
          answers.push((cases) => resolve({ ok: true, value: { cases: [...cases] } }));
        }),
    );
    vi.useFakeTimers();
    type(field('Name'), '陈');
    await pass(200);
    type(field('Name'), '陈建');
    await pass(200);
    answers[1]?.([]);
    await pass(0);
    answers[0]?.([found]);
    await pass(0);
    screen.getByText('No earlier complaints found');
  });
});

describe('registering', () => {
  it('prints the slip with Ctrl+Enter and shows the number', async () => {
    keep(draftOf());
    await openPage('d1');
    type(field('In one line'), 'blocked card');
    fireEvent.keyDown(document.body, { key: 'Enter', code: 'Enter', ctrlKey: true });
    await screen.findByText('YQ021-260318-A007-K');
    expect(fake.callsOf('intake.submitDraft')).toMatchObject([
      { commandId: draftOf().commandId, draftId: 'd1', form: { details: { matter: 'blocked card' } } },
    ]);
    await waitFor(() => expect(fake.callsOf('document.output')).toHaveLength(1));
    expect(fake.callsOf('document.output')[0]).toMatchObject({ caseId: 'case-1', format: 'a4', target: 'print' });
    expect(saves()).toHaveLength(0);
  });

  it('registers an empty form, and the next customer gets a new one', async () => {
    await openPage();
    fireEvent.click(screen.getByRole('button', { name: 'Register' }));
    await screen.findByText('YQ021-260318-A007-K');
    expect(fake.callsOf('document.output')).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'Next customer' }));
    await screen.findByRole('form');
    expect(fake.callsOf('draft.create')).toHaveLength(2);
  });

  it('shows a refusal at its field, and repeats under the same command', async () => {
    await openPage();
    fake.answer('intake.submitDraft', () => ({
      ok: false,
      error: { code: 'intake.fieldInvalid', field: 'amountText', reason: 'money.ambiguous' },
    }));
    type(field('Amount concerned'), '1万2');
    fireEvent.click(screen.getByRole('button', { name: 'Register' }));
    await screen.findByText(/see the marked place/);
    expect(document.activeElement).toBe(field('Amount concerned'));
    expect(field('Amount concerned').getAttribute('aria-invalid')).toBe('true');
    fake.answer('intake.submitDraft', () => ({ ok: true, value: { caseId: 'c', number: 'N-2', revision: 1 } }));
    type(field('Amount concerned'), '1.2万');
    fireEvent.blur(field('Amount concerned'));
    expect(field('Amount concerned').value).toBe('12,000.00');
    fireEvent.click(screen.getByRole('button', { name: 'Register' }));
    await screen.findByText('N-2');
    const [first, second] = fake.callsOf('intake.submitDraft');
    expect(second?.commandId).toBe(first?.commandId);
    expect(second?.form.details.amountFen).toBe(1_200_000);
  });

  it('marks fields that main would not take', async () => {
    await openPage();
    fake.answer('intake.submitDraft', () => ({
      ok: false,
      error: {
        code: 'ipc.badInput',
        issues: [{ path: ['form', 'details', 'parties', 0, 'phone'], message: 'bad' }],
      },
    }));
    fireEvent.click(screen.getByRole('button', { name: 'Register' }));
    await screen.findByText(/could not be kept/);
    expect(field('Phone').getAttribute('aria-invalid')).toBe('true');
  });

  it('sends once however often the button is pressed', async () => {
    await openPage();
    const button = screen.getByRole('button', { name: 'Register' });
    fireEvent.click(button);
    fireEvent.click(button);
    await screen.findByText('YQ021-260318-A007-K');
    expect(fake.callsOf('intake.submitDraft')).toHaveLength(1);
  });
});

describe('drafts', () => {
  it('are listed by owner; discarding asks for a reason', async () => {
    keep(draftOf({ id: 'd1' }));
    keep(
      draftOf({
        id: 'd2',
        ownerId: colleague.userId,
        ownerName: colleague.name,
        form: { ...emptyForm, details: { ...emptyDetails, matter: 'of the colleague' } },
      }),
    );
    await openPage('d1');
    fireEvent.click(await screen.findByRole('button', { name: '2 drafts' }));
    const others = within(await screen.findByRole('region', { name: 'Drafts of colleagues' }));
    others.getByText('of the colleague');
    fireEvent.click(others.getByRole('button', { name: 'Discard' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Discard this draft' }));
    const confirm = dialog.getByRole<HTMLButtonElement>('button', { name: 'Discard' });
    expect(confirm.disabled).toBe(true);
    type(dialog.getByRole('textbox'), 'entered twice');
    fireEvent.click(confirm);
    await waitFor(() => expect(fake.callsOf('draft.discard')).toMatchObject([{ id: 'd2', reason: 'entered twice' }]));
  });
});
