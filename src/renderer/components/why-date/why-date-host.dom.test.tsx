import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import calendarJson from '../../../../resources/packs/calendars/cn.json';
import rulesJson from '../../../../resources/packs/rules/cn-bank-2020.json';
import { renderInApp } from '../../../../tests/support/render-in-app';
import { parseCalendar } from '../../../domain/deadlines/calendar';
import { deadlinesOf } from '../../../domain/deadlines/deadlines';
import { parseRulePack } from '../../../domain/deadlines/rule-pack';
import { WhyDateHost } from './why-date-host';
import { askWhyDate, useWhyDate } from './why-date-store';

const written = vi.fn((_text: string) => Promise.resolve());

beforeEach(() => {
  written.mockClear();
  useWhyDate.getState().ask(null);
  Object.assign(navigator, { clipboard: { writeText: written } });
});
afterEach(cleanup);

/** 信访 without a day set by whoever passed it on: sixty days, from memory. */
function petition() {
  const [rules, calendar] = [parseRulePack(rulesJson), parseCalendar(calendarJson)];
  if (!rules.ok || !calendar.ok) throw new Error('the packs of the program are not read');
  const facts = { petitionReceived: { on: '2026-03-05' } };
  const found = deadlinesOf({ facts, attributes: { petitionTerm: 'unset' } }, rules.pack, calendar.calendar);
  const outlook = found.find(({ id }) => id === 'petitionAnswer');
  if (outlook === undefined) throw new Error('the rules know no petition');
  const name = { id: 'x', version: '1' };
  return { caseId: '', deadlineId: outlook.id, outlook, talkLaw: { rules: name, calendar: name } };
}

it('a limit that compliance has not confirmed is never told as certain, nor copied so', async () => {
  renderInApp(<WhyDateHost />);
  askWhyDate(petition());
  const why = await screen.findByRole('dialog');
  expect(why.textContent).toContain('4 May 2026');
  expect(why.textContent).toContain('Art. 34');
  within(why).getByText('To be confirmed by compliance');
  fireEvent.click(within(why).getByRole('button', { name: 'Copy as text' }));
  await waitFor(() => expect(written).toHaveBeenCalledOnce());
  expect(written.mock.calls[0]?.[0]).toMatch(/Art\. 34 \(to be confirmed by compliance\)$/);
});
