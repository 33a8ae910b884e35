/** Choosing a script: hands that know its letters are quicker than the first reading of the library. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeMain, installFakeMain, type FakeMain } from '../../../../tests/support/stub-bridge/fake-main';
import { renderInApp } from '../../../../tests/support/render-in-app';
import type { ScriptView } from '../../../shared/contract/conversation';
import { StartPanel } from './start-panel';

const scripts: readonly ScriptView[] = [
  {
    code: 'SVC-02',
    version: '1.0.0',
    title: { zh: '嫌员工态度不好', en: 'Complaint about a member of staff' },
    trigger: { zh: '点名说某个员工', en: 'A member of staff is named' },
  },
  {
    code: 'SVC-01',
    version: '1.0.0',
    title: { zh: '排队时间长', en: 'Long wait at the counter' },
    trigger: { zh: '等得久', en: 'Waited long' },
  },
];

let fake: FakeMain;
let readLibrary = (): void => undefined;

beforeEach(() => {
  fake = createFakeMain();
  installFakeMain(fake);
  fake.answer('conversation.running', () => ({ ok: true, value: { conversations: [] } }));
  fake.answer('conversation.suggest', () => ({ ok: true, value: { scripts: [] } }));
  fake.answer('conversation.start', () => ({ ok: false, error: { code: 'conversation.notFound' } }));
  fake.answer(
    'conversation.library',
    () =>
      new Promise((resolve) => {
        readLibrary = () => resolve({ ok: true, value: { scripts: [...scripts] } });
      }),
  );
});

afterEach(() => {
  cleanup();
  expect(fake.faults).toEqual([]);
});

const type = (text: string): void => {
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: text } });
};
const enter = (): void => {
  fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Enter', code: 'Enter' });
};
const begun = (): readonly string[] => fake.callsOf('conversation.start').map(({ script }) => script);

it('begins what was asked for once the library is read', async () => {
  renderInApp(<StartPanel headingLevel="h2" onStarted={() => undefined} onHide={null} />);
  type('pdsjc');
  enter();
  expect(begun()).toEqual([]);
  readLibrary();
  await waitFor(() => expect(begun()).toEqual(['SVC-01']));
});

it('begins nothing that is being typed anew', async () => {
  renderInApp(<StartPanel headingLevel="h2" onStarted={() => undefined} onHide={null} />);
  type('pdsjc');
  enter();
  type('yg');
  readLibrary();
  await screen.findByText(/Complaint about a member of staff/);
  expect(begun()).toEqual([]);
});
