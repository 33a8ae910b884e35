/** Promises and effects of a step are written in fields: what is whole goes into the draft, what is not says what is missing. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { sound } from '../../../../tests/unit/scripts/small-script';
import { renderInApp } from '../../../../tests/support/render-in-app';
import { applyChange, type ScriptChange } from '../../../domain/scripts/desk';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import { ScriptSource, type ScriptNode } from '../../../domain/scripts/script';
import { NodeForm } from './node-form';

afterEach(cleanup);

const facts: SharedFacts = {
  agreed: { label: { zh: '同意', en: 'Agreed' }, input: 'yesNo' },
  amount: { label: { zh: '金额', en: 'Amount' }, input: 'money' },
  callBackAt: { label: { zh: '约好回电', en: 'Call back at' }, input: 'time' },
};
const deadlines = [
  { id: 'decision', zh: '处理决定', en: 'Decision' },
  { id: 'reviewDecision', zh: '核查决定', en: 'Decide the review' },
];

interface Written {
  readonly changes: readonly ScriptChange[];
  readonly node: () => ScriptNode;
}

/** The form of one step of a real draft, which takes each change in as main does. */
function write(id: string): Written {
  const changes: ScriptChange[] = [];
  let now: ScriptSource = ScriptSource.parse(sound());
  function Holder() {
    const [script, setScript] = useState(now);
    const node = script.nodes[id];
    if (node === undefined) throw new Error(`no step ${id}`);
    return (
      <NodeForm
        id={id}
        node={node}
        script={script}
        facts={facts}
        deadlines={deadlines}
        disabled={false}
        onChange={(change) => {
          changes.push(change);
          now = applyChange(now, change);
          setScript(now);
          return Promise.resolve(null);
        }}
        onTyping={() => undefined}
        onRemove={() => undefined}
        onChoose={() => undefined}
      />
    );
  }
  renderInApp(<Holder />);
  return {
    changes,
    node: () => {
      const node = now.nodes[id];
      if (node === undefined) throw new Error(`no step ${id}`);
      return node;
    },
  };
}

const group = (name: string): HTMLElement => screen.getByRole('group', { name });
const button = (within_: HTMLElement, name: string): void => {
  fireEvent.click(within(within_).getByRole('button', { name }));
};
const chip = (within_: HTMLElement, name: string): void => {
  fireEvent.click(within(within_).getByRole('radio', { name }));
};
function fill(within_: HTMLElement, name: string, text: string): void {
  const field = within(within_).getByRole('textbox', { name });
  fireEvent.change(field, { target: { value: text } });
  fireEvent.blur(field);
}
function pick(within_: HTMLElement, name: string, words: string): void {
  const field = within(within_).getByRole('combobox', { name });
  fireEvent.focus(field);
  fireEvent.mouseDown(field);
  fireEvent.change(field, { target: { value: words } });
  fireEvent.keyDown(field, { key: 'Enter' });
}

describe('promises of a step', () => {
  it('goes into the draft once both languages are there, with owner, deadline and condition', async () => {
    const { changes, node } = write('greet');
    const list = screen.getByRole('region', { name: 'Promises' });
    button(list, 'Add a promise');
    expect(changes).toEqual([]);
    fill(list, 'What is promised (Chinese)', '给您回电话');
    expect(changes).toEqual([]);
    expect(within(list).getByText('Please write both languages')).toBeTruthy();
    fill(list, 'What is promised (English)', 'Call you back');
    await waitFor(() => expect(changes).toHaveLength(1));
    pick(list, 'Who does it', 'branch manager');
    chip(list, 'A deadline of the rules');
    pick(list, 'Which deadline', 'Review');
    button(list, 'Add a condition');
    pick(list, 'Which', 'agreed');
    pick(list, 'Value', 'Yes');
    expect(node().promises).toEqual([
      {
        id: 'promise1',
        what: { zh: '给您回电话', en: 'Call you back' },
        owner: 'manager',
        due: { deadline: 'reviewDecision' },
        when: { fact: 'agreed', eq: 'yes' },
      },
    ]);
    // A day that was agreed offers only days and times.
    chip(list, 'A day that was agreed');
    expect(node().promises?.[0]?.due).toEqual({ fact: 'callBackAt' });
    button(list, 'Remove Promise 1');
    expect(node().promises).toBeUndefined();
  });

  it('refuses a number of minutes that no promise has, at its field', () => {
    const { node } = write('greet');
    const list = screen.getByRole('region', { name: 'Promises' });
    button(list, 'Add a promise');
    fill(list, 'What is promised (Chinese)', '给您回电话');
    fill(list, 'What is promised (English)', 'Call you back');
    chip(list, 'Minutes');
    fill(list, 'How many minutes', '481');
    expect(within(list).getByText('Please write a whole number from 1 to 480')).toBeTruthy();
    expect(node().promises?.[0]?.due).toEqual({ minutes: 30 });
  });
});

describe('what is noted when a step is reached', () => {
  it('sets a fact to one of its answers, and nothing before one is chosen', () => {
    const { changes, node } = write('greet');
    const list = screen.getByRole('region', { name: 'Noted when the step is reached' });
    button(list, 'Add something to note');
    expect(within(list).getByText('Please choose one')).toBeTruthy();
    pick(list, 'Which fact', 'agreed');
    // Also not with what is written elsewhere in the step.
    fill(screen.getByRole('group', { name: 'Usual wording' }), 'Chinese', '您好，请坐。');
    expect(changes).toEqual([]);
    pick(list, 'Becomes', 'Yes');
    expect(node().onEnter).toEqual([{ set: 'agreed', value: 'yes' }]);
    pick(list, 'Which fact', 'amount');
    fill(list, 'Becomes (yuan)', 'plenty');
    expect(within(list).getByText('Please write a number')).toBeTruthy();
    fill(list, 'Becomes (yuan)', '12.5');
    expect(node().onEnter).toEqual([{ set: 'amount', value: 12.5 }]);
  });

  it('raises a flag with what shows it, and puts them in another order', () => {
    const { node } = write('greet');
    const list = screen.getByRole('region', { name: 'Noted when the step is reached' });
    button(list, 'Add something to note');
    chip(group('Note 1'), 'What they need');
    chip(group('Note 1'), 'needs the loss made good');
    button(list, 'Add something to note');
    chip(group('Note 2'), 'A risk flag');
    fill(group('Note 2'), 'What shows it (Chinese; what was seen or heard)', '拿着录像');
    expect(node().onEnter).toEqual([{ need: 'compensation' }]);
    fill(group('Note 2'), 'What shows it (English)', 'Is filming');
    pick(group('Note 2'), 'Which flag', 'Media or');
    button(list, 'Move Note 2 up');
    expect(node().onEnter).toEqual([
      { raise: 'media', basis: { zh: '拿着录像', en: 'Is filming' } },
      { need: 'compensation' },
    ]);
  });
});
