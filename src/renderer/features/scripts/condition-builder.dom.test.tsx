/** Building a condition by hand: it counts once it is whole, says what it means, and gives back what an expert wrote. */
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { renderInApp } from '../../../../tests/support/render-in-app';
import type { Guard } from '../../../domain/scripts/guard';
import { ConditionBuilder } from './condition-builder';

afterEach(cleanup);

const scope = {
  facts: {
    amount: { label: { zh: '金额', en: 'Amount' }, input: 'money' },
    agreed: { label: { zh: '同意', en: 'Agreed' }, input: 'yesNo' },
  },
  nodes: ['greet'],
} as const;

function build(value: Guard | null): readonly (Guard | null)[] {
  const kept: (Guard | null)[] = [];
  function Holder() {
    const [held, setHeld] = useState(value);
    return (
      <ConditionBuilder
        form="test"
        label="Condition"
        value={held}
        scope={scope}
        disabled={false}
        onChange={(next) => {
          kept.push(next);
          setHeld(next);
        }}
      />
    );
  }
  renderInApp(<Holder />);
  return kept;
}

const pick = (name: string, words: string): void => {
  const field = screen.getAllByRole('combobox', { name }).at(-1);
  if (field === undefined) throw new Error(`no field ${name}`);
  fireEvent.focus(field);
  fireEvent.mouseDown(field);
  fireEvent.change(field, { target: { value: words } });
  fireEvent.keyDown(field, { key: 'Enter' });
};
const sentence = (): string => screen.getByRole('status').textContent;
const button = (name: string): void => {
  const found = screen.getAllByRole('button', { name }).at(-1);
  if (found === undefined) throw new Error(`no button ${name}`);
  fireEvent.click(found);
};

describe('a condition that is built', () => {
  it('counts for nothing before it is whole, then reads as a sentence and is kept', () => {
    const kept = build(null);
    expect(sentence()).toContain('always holds');
    button('Add a condition');
    expect(sentence()).toContain('does not count');
    pick('Which', 'Amount');
    pick('Compare', 'at least');
    expect(kept).toEqual([]);
    const number = screen.getByRole('textbox', { name: 'How many' });
    fireEvent.change(number, { target: { value: 'a lot' } });
    fireEvent.blur(number);
    expect(screen.getByText('Please write a number')).toBeDefined();
    expect(kept).toEqual([]);
    fireEvent.change(number, { target: { value: '5000' } });
    fireEvent.blur(number);
    expect(kept).toEqual([{ fact: 'amount', gte: 5000 }]);
    expect(sentence()).toContain('“Amount” is at least 5000');
  });

  it('is grouped and turned round without losing what was chosen', () => {
    const kept = build({ flag: 'elderly' });
    button('Turn into “must not hold”');
    expect(kept.at(-1)).toEqual({ not: { flag: 'elderly' } });
    expect(sentence()).toContain('not (flagged');
    button('Drop “must not hold”');
    expect(kept.at(-1)).toEqual({ flag: 'elderly' });
    button('Add a group');
    const group = screen.getByRole('group', { name: 'Group of conditions' });
    fireEvent.click(within(group).getByRole('radio', { name: 'Any of them' }));
    pick('Which', 'Agreed');
    pick('Value', 'Yes');
    expect(kept.at(-1)).toEqual({ any: [{ flag: 'elderly' }, { fact: 'agreed', eq: 'yes' }] });
    expect(sentence()).toContain(', or “Agreed” is “Yes”');
  });

  it('takes what an expert writes when it has the form of a condition, and says so when not', () => {
    const kept = build({ flag: 'elderly' });
    const source = screen.getByRole('textbox', { name: "Write the condition's source" });
    fireEvent.change(source, { target: { value: '{"any":[{"emotion":{"gte":9}}]}' } });
    fireEvent.blur(source);
    expect(screen.getByText(/does not have the right form/)).toBeDefined();
    expect(kept).toEqual([]);
    const deep: Guard = {
      any: [{ emotion: { gte: 2 } }, { not: { all: [{ visits: 'greet', gte: 2 }, { called: true }] } }],
    };
    fireEvent.change(source, { target: { value: JSON.stringify(deep) } });
    fireEvent.blur(source);
    expect(kept).toEqual([deep]);
    expect(sentence()).toContain(
      'anger at level 2 or above, or not (step greet was taken at least 2 times, and led here',
    );
  });
});
