import { cleanup, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Emotion } from '../../domain/complaint/values';
import { renderInApp } from '../../../tests/support/render-in-app';
import { ChoiceChips, ToggleChips } from './choice-chips';
import { DateTimeField } from './date-time-field';
import { EmotionPicker } from './emotion';
import { FileDrop } from './file-drop';
import { MaskedText } from './masked-text';
import { MoneyField } from './money-field';
import { TextField } from './text-field';

afterEach(cleanup);

describe('MoneyField', () => {
  it('takes yuan as they are typed and gives fen', async () => {
    const seen: (number | null)[] = [];
    function Page() {
      const [fen, setFen] = useState<number | null>(null);
      return (
        <MoneyField
          label="Amount"
          valueFen={fen}
          onChange={(value) => {
            seen.push(value);
            setFen(value);
          }}
        />
      );
    }
    renderInApp(<Page />);
    const input = screen.getByRole<HTMLInputElement>('textbox', { name: 'Amount' });
    await userEvent.type(input, '12,345.5');
    expect(seen.at(-1)).toBe(1_234_550);
    await userEvent.tab();
    expect(input.value).toBe('12,345.50');
  });

  it('keeps what is no amount and marks it', async () => {
    const onChange = vi.fn();
    renderInApp(<MoneyField label="Amount" valueFen={null} onChange={onChange} />);
    await userEvent.type(screen.getByRole('textbox'), '一百');
    expect(onChange).toHaveBeenLastCalledWith(null);
    expect(screen.getByText('Enter the amount in figures, for example 1200.50')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('一百');
  });
});

describe('DateTimeField', () => {
  it('understands short forms and fills in the day', async () => {
    const onChange = vi.fn();
    renderInApp(
      <DateTimeField kind="dateTime" label="When" value="" onChange={onChange} nowLocal="2026-03-18T10:24" />,
    );
    await userEvent.type(screen.getByRole('textbox'), '14:30');
    expect(onChange).toHaveBeenLastCalledWith('2026-03-18T14:30', false);
    await userEvent.click(screen.getByRole('button', { name: 'Now' }));
    expect(onChange).toHaveBeenLastCalledWith('2026-03-18T10:24', false);
  });

  it('says so when the field is left with no date in it', async () => {
    renderInApp(<DateTimeField kind="date" label="When" value="" onChange={vi.fn()} nowLocal="2026-03-18T10:24" />);
    await userEvent.type(screen.getByRole('textbox'), '2026-02-30');
    expect(screen.queryByText(/That is not a date/)).toBeNull();
    await userEvent.tab();
    expect(screen.getByText(/That is not a date/)).toBeTruthy();
  });
});

describe('choices', () => {
  const options = [
    { value: 'a', label: 'Apple' },
    { value: 'b', label: 'Berry' },
    { value: 'c', label: 'Cherry' },
  ] as const;

  it('are one stop for Tab, with arrows and digits inside', async () => {
    const onChange = vi.fn();
    renderInApp(<ChoiceChips label="Fruit" options={options} value="a" onChange={onChange} />);
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Apple' }));
    await userEvent.keyboard('{ArrowLeft}');
    expect(onChange).toHaveBeenLastCalledWith('c');
    await userEvent.keyboard('2');
    expect(onChange).toHaveBeenLastCalledWith('b');
  });

  it('do not hear digits that are typed into a text field beside them', async () => {
    const onChange = vi.fn();
    renderInApp(
      <>
        <TextField label="Phone" value="" onChange={vi.fn()} />
        <ChoiceChips label="Fruit" options={options} value={null} onChange={onChange} />
      </>,
    );
    await userEvent.type(screen.getByRole('textbox'), '123');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('keep the order of the options when several are on', async () => {
    const onChange = vi.fn();
    renderInApp(<ToggleChips label="Fruit" options={options} values={['c']} onChange={onChange} />);
    await userEvent.click(screen.getByRole('button', { name: 'Apple' }));
    expect(onChange).toHaveBeenLastCalledWith(['a', 'c']);
    await userEvent.click(screen.getByRole('button', { name: 'Cherry' }));
    expect(onChange).toHaveBeenLastCalledWith([]);
  });

  it('name each emotion by number and word', async () => {
    const onChange = vi.fn<(level: Emotion) => void>();
    renderInApp(<EmotionPicker value={null} onChange={onChange} />);
    expect(screen.getAllByRole('radio').map((radio) => radio.textContent.slice(0, 5))).toEqual([
      '0Calm',
      '1Anno',
      '2Angr',
      '3Aggr',
    ]);
    await userEvent.tab();
    await userEvent.keyboard('4');
    expect(onChange).toHaveBeenLastCalledWith(3);
  });
});

describe('MaskedText', () => {
  it('shows the value only while the button is held', async () => {
    renderInApp(<MaskedText label="Phone" masked="138****8000" onReveal={() => Promise.resolve('13800008000')} />);
    const button = screen.getByRole('button', { name: /Phone/ });
    fireEvent.pointerDown(button);
    expect(await screen.findByText('13800008000')).toBeTruthy();
    fireEvent.pointerUp(button);
    expect(screen.queryByText('13800008000')).toBeNull();
    expect(screen.getByText('138****8000')).toBeTruthy();
  });

  it('shows nothing when the answer comes after letting go', async () => {
    let answer = (_value: string): void => undefined;
    const asked = new Promise<string>((resolve) => {
      answer = resolve;
    });
    renderInApp(<MaskedText label="Phone" masked="138****8000" onReveal={() => asked} />);
    const button = screen.getByRole('button', { name: /Phone/ });
    fireEvent.pointerDown(button);
    fireEvent.pointerUp(button);
    answer('13800008000');
    await asked;
    expect(screen.queryByText('13800008000')).toBeNull();
  });
});

describe('FileDrop', () => {
  it('adds what fits and names what does not', async () => {
    const onAdd = vi.fn<(files: readonly File[]) => void>();
    renderInApp(
      <FileDrop label="Evidence" files={[]} accept={['.pdf']} maxBytes={10} onAdd={onAdd} onRemove={vi.fn()} />,
    );
    const drop = screen.getByRole('group', { name: 'Evidence' });
    const files = [new File(['ok'], 'a.PDF'), new File(['ok'], 'b.exe'), new File(['far too large'], 'c.pdf')];
    fireEvent.drop(drop, { dataTransfer: { files } });
    expect(onAdd.mock.calls[0]?.[0].map((file) => file.name)).toEqual(['a.PDF']);
    expect(screen.getByText(/b\.exe is of a kind.*c\.pdf is larger/)).toBeTruthy();
  });
});
