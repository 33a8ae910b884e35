/** The panel on the shipped scripts and the real engine: keys, what stays typed, and what is said when a key changes nothing. */
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerConversation, type FakeTalk } from '../../../../tests/support/conversation-main';
import { createFakeMain, installFakeMain, type FakeMain } from '../../../../tests/support/stub-bridge/fake-main';
import { IME_KEY, renderInApp } from '../../../../tests/support/render-in-app';
import { answer, rate, said } from '../../../../tests/unit/scripts/play';
import { useShortcutListener } from '../../app/shortcuts/use-shortcut';
import { ConversationPlayer } from './player';

let fake: FakeMain;

function Page() {
  useShortcutListener();
  return (
    <>
      <input aria-label="form" defaultValue="" />
      <ConversationPlayer id="talk-1" layout="side" onHide={null} onClose={() => undefined} />
    </>
  );
}

/** A key as it arrives while the form has the focus. */
const press = (code: string, options: KeyboardEventInit = {}): boolean =>
  fireEvent.keyDown(document.activeElement ?? document.body, { code, key: code, ...options });

async function open(script: string, before: Parameters<typeof answerConversation>[2] = []): Promise<FakeTalk> {
  const talk = answerConversation(fake, script, before);
  renderInApp(<Page />);
  await screen.findByRole('group', { name: 'How the customer seems' });
  screen.getByLabelText('form').focus();
  return talk;
}

beforeEach(() => {
  fake = createFakeMain();
  installFakeMain(fake);
});

afterEach(() => {
  cleanup();
  expect(fake.faults).toEqual([]);
});

describe('the keys', () => {
  it('ask for a look at the customer before the first line, and rate while the form keeps the focus', async () => {
    const talk = await open('SVC-01');
    press('F3');
    expect(await screen.findByText('Look at the customer first and press Alt+1–4')).toBeTruthy();
    expect(talk.session().path).toHaveLength(1);
    screen.getByLabelText('form').focus();
    press('Digit3', { altKey: true });
    expect((await screen.findAllByText(/我是李红/)).length).toBeGreaterThan(0);
    expect(talk.session().level).toBe(2);
    expect(document.activeElement).toBe(screen.getByLabelText('form'));
  });

  it('take nothing that is typed, and nothing of an input method', async () => {
    const talk = await open('SVC-01', [rate(0)]);
    const { path } = talk.session();
    expect(press('Digit3')).toBe(true);
    expect(fireEvent.keyDown(screen.getByLabelText('form'), { ...IME_KEY, code: 'F3' })).toBe(true);
    expect(talk.session().path).toEqual(path);
    expect(press('F3')).toBe(false);
    await waitFor(() => expect(talk.session().path).toHaveLength(path.length + 1));
  });

  it('pressed twice leave one node only: nobody skips a line unseen', async () => {
    const talk = await open('SVC-01', [rate(0)]);
    press('F3');
    press('F3');
    await screen.findAllByText('您这号是多少？');
    expect(fake.callsOf('conversation.step')).toHaveLength(1);
    expect(talk.session().frames.at(-1)?.node).toBe('ticket');
  });

  it('go one step back, which is an event of its own', async () => {
    const talk = await open('SVC-01', [rate(0), said]);
    press('F4');
    await waitFor(() => expect(talk.session().frames.at(-1)?.node).toBe('greet'));
    expect(fake.callsOf('conversation.step').map((call) => call.act.type)).toEqual(['rewound']);
  });
});

describe('an answer', () => {
  it('that is half typed survives a rating, and one that is no number is refused at its field', async () => {
    const talk = await open('SVC-01', [rate(0), said, answer('A1')]);
    const field = screen.getByLabelText<HTMLInputElement>('Minutes waited');
    fireEvent.change(field, { target: { value: 'ages' } });
    press('Digit2', { altKey: true });
    await waitFor(() => expect(talk.session().level).toBe(1));
    expect(screen.getByLabelText<HTMLInputElement>('Minutes waited').value).toBe('ages');
    press('F3');
    expect(await screen.findByText(/This cannot be kept as it is/)).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Minutes waited'), { target: { value: '４０' } });
    press('F3');
    await waitFor(() => expect(talk.session().facts['waitedMinutes']?.value).toBe(40));
  });

  it('may be that nobody knows', async () => {
    const talk = await open('SVC-01', [rate(0), said]);
    press('KeyQ', { altKey: true });
    await waitFor(() => expect(talk.session().facts['ticket']?.value).toBeNull());
  });
});

describe('what happens elsewhere', () => {
  it('is shown before the next step: what was made upon another node is not repeated', async () => {
    const talk = await open('SVC-01', [rate(0)]);
    talk.unheard([said]);
    press('F3');
    expect(await screen.findByText(/Something changed elsewhere/)).toBeTruthy();
    expect((await screen.findAllByText('您这号是多少？')).length).toBeGreaterThan(0);
    expect(talk.session().frames.at(-1)?.node).toBe('ticket');
  });

  it('does not hold back a rating', async () => {
    const talk = await open('SVC-01', [rate(0)]);
    talk.unheard([said]);
    press('Digit4', { altKey: true });
    await waitFor(() => expect(talk.session().level).toBe(3));
    expect((await screen.findAllByText('Aggressive')).length).toBeGreaterThan(0);
  });

  it('leaves the panel to be read only once a colleague is on duty', async () => {
    const talk = await open('SVC-01', [rate(0)]);
    act(() => talk.elsewhere([{ type: 'takenOver', post: 'manager', limitFen: 0, by: 'boss' }]));
    expect(await screen.findByText('李红 is on duty now')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Said it/ })).toBeNull();
  });
});
