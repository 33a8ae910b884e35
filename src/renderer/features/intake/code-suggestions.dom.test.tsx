import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { renderInApp, setNative } from '../../../../tests/support/render-in-app';
import { createFakeMain, installFakeMain, type FakeMain } from '../../../../tests/support/stub-bridge/fake-main';
import { useRoute, useRouter } from '../../app/router';
import { IntakePage } from './intake-page';
import { rememberDraft } from './open-draft';

function Page() {
  const route = useRoute();
  return route.name === 'intake' ? <IntakePage route={route} /> : null;
}

let fake: FakeMain;
beforeEach(async () => {
  fake = createFakeMain();
  installFakeMain(fake);
  rememberDraft('', null);
  useRouter.getState().reset({ name: 'intake' });
  fake.answer('intake.suggestCodes', ({ facts }) => ({
    ok: true,
    value: {
      suggestions: facts.includes('盗刷')
        ? [
            { dimension: 'business', id: 'biz.credit.fraud', words: ['盗刷'], cases: 2 },
            { dimension: 'business', id: 'biz.debit.fraud', words: ['盗刷'], cases: 0 },
            { dimension: 'reason', id: 'reason.service', words: [], cases: 1 },
          ]
        : [],
    },
  }));
  renderInApp(<Page />);
  await screen.findByRole('form');
});
afterEach(() => {
  cleanup();
  expect(fake.faults).toEqual([]);
});

const say = (text: string): void => {
  const facts = screen.getByRole('textbox', { name: /What happened/ });
  act(() => facts.focus());
  setNative(facts as HTMLInputElement, text);
  fireEvent.input(facts);
};
const groups = () => screen.queryAllByRole('toolbar', { name: 'Suggested' });

it('offers codes with their reasons while the field is empty, takes one at a press and goes on from the field', async () => {
  say('被盗刷五千');
  await waitFor(() => expect(groups()).toHaveLength(2));
  const [business] = groups();
  const first = within(business as HTMLElement).getAllByRole('button');
  expect(first).toHaveLength(2);
  expect(first[0]?.textContent).toContain('“盗刷” was said · 2 similar cases');
  // One stop for Tab, arrows inside.
  expect(first.map((button) => button.tabIndex)).toEqual([0, -1]);
  act(() => first[0]?.focus());
  fireEvent.keyDown(first[0] as HTMLElement, { code: 'ArrowDown' });
  expect(document.activeElement).toBe(first[1]);
  fireEvent.click(first[0] as HTMLElement);
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: /^Category/ });
  await waitFor(() => expect(field.value).not.toBe(''));
  expect(document.activeElement).toBe(field);
  expect(groups()).toHaveLength(1);
});

it('does not ask when nothing was said, and forgets what was said before', async () => {
  say('盗刷');
  await waitFor(() => expect(groups()).toHaveLength(2));
  say('');
  await waitFor(() => expect(groups()).toHaveLength(0));
  expect(fake.callsOf('intake.suggestCodes').every(({ facts }) => facts !== '')).toBe(true);
});
