import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderInApp } from '../../../../tests/support/render-in-app';
import { DatedText, type TextDate } from './dated-text';
import { useWhyDate } from './why-date-store';

const first: TextDate = { on: '2026-05-01', caseId: 'c-1', deadlineId: 'first' };
const eleventh: TextDate = { on: '2026-05-11', caseId: 'c-1', deadlineId: 'eleventh' };

beforeEach(() => useWhyDate.getState().ask(null));
afterEach(cleanup);

describe('a sentence with days', () => {
  it.each([
    '最晚2026年5月11日给您答复，2026年5月1日前先给您回电。',
    'An answer by 11 May 2026 at the latest, and a call before 1 May 2026.',
  ])('stays as it is, and each day opens its own: %s', (text) => {
    const { container } = renderInApp(<DatedText text={text} dates={[first, eleventh]} />);
    expect(container.textContent).toBe(text);
    const asked = screen.getAllByRole('button').map((day) => {
      fireEvent.click(day);
      return useWhyDate.getState().asked?.deadlineId;
    });
    expect(asked).toEqual(['eleventh', 'first']);
  });

  it('in a button has none of its own, and a press on the day is not one of the button', () => {
    const pressed = vi.fn();
    renderInApp(
      <button type="button" onClick={pressed}>
        <DatedText text="by 1 May 2026" dates={[first]} pressed />
      </button>,
    );
    expect(screen.getAllByRole('button')).toHaveLength(1);
    fireEvent.click(screen.getByText('1 May 2026'));
    expect(useWhyDate.getState().asked).toMatchObject({ caseId: 'c-1', deadlineId: 'first' });
    expect(pressed).not.toHaveBeenCalled();
  });
});
