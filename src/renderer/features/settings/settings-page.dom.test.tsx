import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { permissionsOf, type Role } from '../../../domain/authority/roles';
import type { AppStatus } from '../../../shared/contract/app';
import type { AuditEntryView } from '../../../shared/contract/audit';
import type { UserView } from '../../../shared/contract/session';
import { renderInApp } from '../../../../tests/support/render-in-app';
import {
  createFakeMain,
  fakeStatus,
  installFakeMain,
  me,
  type FakeMain,
} from '../../../../tests/support/stub-bridge/fake-main';
import { ConfirmHost } from '../../app/confirm';
import { useRoute, useRouter } from '../../app/router';
import { SettingsPage } from './settings-page';

const noTies = { reportsTo: null, relations: [] };
const li: UserView = {
  userId: 'u-li',
  name: '李敏',
  role: 'supervisor',
  staffNo: 'S1',
  active: true,
  addedAtMs: 1,
  ...noTies,
};
const people: UserView[] = [
  { ...me, staffNo: 'C9', active: true, addedAtMs: 2, ...noTies },
  li,
  { userId: 'u-gone', name: '赵去', role: 'counter', staffNo: '', active: false, addedAtMs: 0, ...noTies },
];

let fake: FakeMain;
let status: AppStatus;

function as(role: Role): void {
  status = { ...fakeStatus, session: { ...me, role, permissions: permissionsOf[role] } };
}

function Page() {
  const route = useRoute();
  return route.name === 'settings' ? <SettingsPage route={route} /> : <p>{route.name}</p>;
}

async function open(section?: string): Promise<void> {
  useRouter.getState().reset(section === undefined ? { name: 'settings' } : { name: 'settings', section });
  renderInApp(
    <>
      <Page />
      <ConfirmHost />
    </>,
  );
  await screen.findByRole('tablist');
}

const tabs = (): string[] => screen.getAllByRole('tab').map((tab) => tab.textContent);

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
  as('supervisor');
  fake = createFakeMain({
    'app.status': () => ({ ok: true, value: status }),
    'app.about': () => ({ ok: true, value: { dataDir: 'C:\\Xianting', electron: '25.1.1', chromium: '114' } }),
    'app.setIdleLock': () => ({ ok: true, value: {} }),
    'app.setScreenPrivacy': () => ({ ok: true, value: {} }),
    'user.list': () => ({ ok: true, value: { users: people } }),
    'audit.findings': () => ({ ok: true, value: { findings: [], complete: true } }),
  });
  installFakeMain(fake);
});
afterEach(() => {
  cleanup();
  expect(fake.faults).toEqual([]);
});

describe('sections', () => {
  it('are those the role permits', async () => {
    await open();
    expect(tabs()).toEqual([
      'Appearance and lock',
      'Keyboard shortcuts',
      'My account',
      'Branch',
      'Backup',
      'People',
      'Text modules',
      'Import a ledger',
      'Rules and calendars',
      'Encryption and destruction',
      'Audit trail',
      'About',
    ]);
    cleanup();
    as('counter');
    await open('audit');
    expect(tabs()).toEqual([
      'Appearance and lock',
      'Keyboard shortcuts',
      'My account',
      'People',
      'Rules and calendars',
      'About',
    ]);
    // A link to a section that is not theirs shows the first instead.
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Appearance and lock');
    expect(fake.callsOf('audit.page')).toHaveLength(0);
  });

  it('are reached with the arrow keys and stay in the route', async () => {
    await open();
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(screen.getByRole('tab', { name: 'People' })).toBe(document.activeElement);
    expect(screen.getByRole('tabpanel', { name: 'People' })).toBeTruthy();
    expect(useRouter.getState().current).toEqual({ name: 'settings', section: 'people' });
  });
});

describe('appearance', () => {
  it('sends a choice at once, the others as they were', async () => {
    await open();
    await userEvent.click(screen.getByRole('radio', { name: 'High contrast' }));
    expect(fake.callsOf('app.setPreferences')).toEqual([{ ...fakeStatus.preferences, colourMode: 'highContrast' }]);
    await userEvent.click(screen.getByRole('radio', { name: '5 minutes' }));
    expect(fake.callsOf('app.setIdleLock')).toEqual([{ minutes: 5 }]);
    await userEvent.click(screen.getByRole('radio', { name: 'Let them show it' }));
    expect(fake.callsOf('app.setScreenPrivacy')).toEqual([{ on: false }]);
  });

  it('says so where the system has nothing against pictures of the screen', async () => {
    status = { ...status, screenPrivacy: { possible: false, on: false } };
    await open();
    expect(screen.getByText(/^The system of this PC has no such thing/)).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Let them show it' })).toBeNull();
  });

  it('only tells others how soon it locks', async () => {
    as('counter');
    await open();
    expect(screen.getByText(/^Locks after 10 minutes/)).toBeTruthy();
    expect(screen.queryByRole('radio', { name: '5 minutes' })).toBeNull();
  });
});

describe('my account', () => {
  const type = async (label: string, text: string): Promise<void> => {
    await userEvent.type(screen.getByLabelText(label, { exact: false, selector: 'input' }), text);
  };
  const submit = () => userEvent.click(screen.getByRole('button', { name: 'Change password' }));

  it('asks for what is missing before it asks main', async () => {
    await open('account');
    await type('Present password', 'old one');
    await type('New password*', 'quiet-river-42');
    await submit();
    expect(screen.getByText(/The two passwords are not the same/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(/New password again/));
    expect(fake.callsOf('session.changePassword')).toHaveLength(0);
  });

  it('puts each refusal at its field and keeps what was typed', async () => {
    fake.answer('session.changePassword', () => ({
      ok: false,
      error: { code: 'password.weak', person: 'self', reason: 'containsName' },
    }));
    await open('account');
    await type('Present password', 'old one');
    await type('New password*', 'zhou-1');
    await type('New password again', 'zhou-1');
    await submit();
    const next = screen.getByLabelText<HTMLInputElement>('New password*');
    await waitFor(() => expect(next.getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByText(/leave your name out/)).toBeTruthy();
    expect(next.value).toBe('zhou-1');

    fake.answer('session.changePassword', () => ({ ok: false, error: { code: 'signIn.wrongPassword', waitMs: 0 } }));
    await submit();
    await waitFor(() =>
      expect(screen.getByLabelText('Present password', { exact: false }).getAttribute('aria-invalid')).toBe('true'),
    );

    fake.answer('session.changePassword', () => ({ ok: true, value: {} }));
    await submit();
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('New password*').value).toBe(''));
  });
});

describe('people', () => {
  const rowOf = (name: string): HTMLElement => {
    const row = screen.getByText(name).closest('li');
    if (row === null) throw new Error(`${name} is not in the list`);
    return row;
  };

  it('are only shown to those who do not manage them', async () => {
    as('counter');
    await open('people');
    await screen.findByText('李敏');
    expect(screen.queryByRole('button', { name: 'Add a person' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Disable/ })).toBeNull();
  });

  it('nobody can disable themselves; who is disabled stays in the list without buttons', async () => {
    await open('people');
    await screen.findByText('李敏');
    expect(within(rowOf(me.name)).queryByRole('button', { name: /^Disable/ })).toBeNull();
    expect(within(rowOf('赵去')).queryAllByRole('button')).toEqual([]);
    expect(within(rowOf('赵去')).getByText('Disabled')).toBeTruthy();
  });

  it('are disabled after a question, and a refusal is said', async () => {
    fake.answer('user.disable', () => ({ ok: false, error: { code: 'user.lastSupervisor' } }));
    await open('people');
    await userEvent.click(await screen.findByRole('button', { name: 'Disable 李敏' }));
    const question = await screen.findByRole('alertdialog');
    await userEvent.click(within(question).getByRole('button', { name: 'Not now' }));
    expect(fake.callsOf('user.disable')).toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: 'Disable 李敏' }));
    await userEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Disable' }));
    expect(fake.callsOf('user.disable')).toMatchObject([{ userId: li.userId }]);
    expect(await screen.findByText(/At least one active supervisor/)).toBeTruthy();
  });

  it('are added; a weak password is said at its field, and a repeat is the same command', async () => {
    fake.answer('user.add', () => ({ ok: false, error: { code: 'store.unavailable' } }));
    await open('people');
    await userEvent.click(await screen.findByRole('button', { name: 'Add a person' }));
    const dialog = within(await screen.findByRole('dialog'));
    const add = () => userEvent.click(dialog.getByRole('button', { name: 'Add a person' }));
    await add();
    expect(dialog.getByText('Please fill in the name')).toBeTruthy();
    await userEvent.type(dialog.getByRole('textbox', { name: /^Name/ }), ' 钱来 ');
    await userEvent.click(dialog.getByRole('radio', { name: 'Auditor' }));
    await userEvent.type(dialog.getByLabelText(/^First password/), 'quiet-river-42');
    await userEvent.type(dialog.getByLabelText(/^Password again/), 'quiet-river-42');
    await add();
    await waitFor(() => expect(fake.callsOf('user.add')).toHaveLength(1));
    fake.answer('user.add', () => ({ ok: true, value: { userId: 'u-new' } }));
    await add();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const [first, second] = fake.callsOf('user.add');
    expect(second).toEqual(first);
    expect(first).toMatchObject({
      role: 'auditor',
      person: { name: '钱来', staffNo: '', password: 'quiet-river-42' },
    });
    expect(fake.callsOf('user.list').length).toBeGreaterThan(1);
  });

  it('get another role', async () => {
    fake.answer('user.setRole', () => ({ ok: true, value: {} }));
    await open('people');
    await userEvent.click(await screen.findByRole('button', { name: 'Change the role of 李敏' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Change role' }).disabled).toBe(true);
    await userEvent.click(dialog.getByRole('radio', { name: 'Counter staff' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Change role' }));
    expect(fake.callsOf('user.setRole')).toMatchObject([{ userId: li.userId, role: 'counter' }]);
  });
});

describe('the audit trail', () => {
  const entry = (no: number, type: string, values: AuditEntryView['values'] = {}): AuditEntryView => ({
    eventId: `e${no}`,
    atMs: Date.UTC(2026, 2, 18, 6, no),
    type,
    kind: 'other',
    userId: 'u-wang',
    userName: '王敏',
    number: '',
    values,
  });

  it('says in words what was done, and of whom', async () => {
    fake.answer('audit.page', () => ({
      ok: true,
      value: {
        entries: [
          { ...entry(4, 'audit.caseViewed', { caseId: 'c1' }), number: 'YQ021-260318-A007-K' },
          entry(3, 'audit.fieldRevealed', { caseId: 'c1', field: 'phone', partyIndex: 0, reason: 'call back' }),
          entry(2, 'audit.signInFailed', { userId: li.userId, failures: 3 }),
          entry(1, 'audit.fromTheFuture'),
        ],
        more: false,
        before: null,
        backToMs: null,
      },
    }));
    await open('audit');
    const trail = within(await screen.findByRole('grid', { name: 'Audit trail' }));
    expect(await trail.findByText(/Opened a complaint/)).toBeTruthy();
    expect(trail.getByText('YQ021-260318-A007-K')).toBeTruthy();
    expect(trail.getByText(/Looked at the phone of complainant 1. Reason: call back/)).toBeTruthy();
    expect(trail.getByText(/Wrong password at the sign-in of 李敏, times: 3/)).toBeTruthy();
    expect(trail.getByText(/audit.fromTheFuture/)).toBeTruthy();

    await userEvent.type(screen.getByRole('searchbox'), 'PHONE 王敏');
    expect(screen.getByText('1 found')).toBeTruthy();
    expect(trail.queryByText(/Opened a complaint/)).toBeNull();
    await userEvent.clear(screen.getByRole('searchbox'));

    await userEvent.click(trail.getByText(/Opened a complaint/));
    expect(useRouter.getState().current).toEqual({ name: 'case', caseId: 'c1' });
  });

  it('brings older entries on request, from where it stopped', async () => {
    fake.answer('audit.page', ({ beforeEventId }) => ({
      ok: true,
      value:
        beforeEventId === null
          ? { entries: [entry(9, 'audit.signedIn', { method: 'password' })], more: true, before: 'e9', backToMs: 9 }
          : { entries: [entry(8, 'audit.proposalShown')], more: false, before: null, backToMs: 8 },
    }));
    await open('audit');
    await userEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByText(/Read a remedy/)).toBeTruthy();
    expect(screen.getByText('Signed in')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
    expect(fake.callsOf('audit.page').at(-1)).toMatchObject({ beforeEventId: 'e9' });
  });

  it('is exported, with the way to check it', async () => {
    fake.answer('audit.page', () => ({ ok: true, value: { entries: [], more: false, before: null, backToMs: null } }));
    fake.answer('audit.exportLog', () => ({
      ok: true,
      value: { cancelled: false, events: 42, fileName: 'log.jsonl' },
    }));
    await open('audit');
    await userEvent.click(screen.getByRole('button', { name: 'Export log' }));
    expect(await screen.findByText('42 entries exported to log.jsonl')).toBeTruthy();
    expect(screen.getByText('npm run verify-log -- log.jsonl')).toBeTruthy();
  });

  it('shows its entries to an administrator, but does not hand out the log', async () => {
    as('administrator');
    fake.answer('audit.page', () => ({ ok: true, value: { entries: [], more: false, before: null, backToMs: null } }));
    await open('audit');
    expect(screen.getByRole('tabpanel')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Export log' })).toBeNull();
  });
});

it('says which version runs here and where its data lies', async () => {
  await open('about');
  expect(await screen.findByText('C:\\Xianting')).toBeTruthy();
  expect(screen.getByText('Electron 25.1.1 · Chromium 114')).toBeTruthy();
  expect(within(screen.getByRole('list', { name: 'Open-source software used' })).getByText('react')).toBeTruthy();
});

it('leads into the import of a ledger', async () => {
  await open('import');
  await userEvent.click(screen.getByRole('button', { name: 'Start an import' }));
  expect(useRouter.getState().current).toEqual({ name: 'import' });
});
