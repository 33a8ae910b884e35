/** Of the rules that ship, what a script can promise a customer: nothing that is owed to the file, the authorities, or by the customer. */
import { describe, expect, it } from 'vitest';
import bankRules from '../../../resources/packs/rules/cn-bank-2020.json';
import { parseRulePack } from '../deadlines/rule-pack';
import { deadlineChoices } from './deadline-choices';

const parsed = parseRulePack(bankRules);
if (!parsed.ok) throw new Error('the rules for banks do not parse');
const { deadlines } = parsed.pack;
const known = deadlines.map(({ deadline }) => deadline);

describe('deadlines that a script can promise', () => {
  it('are the duties towards a customer, each once, with the name of the pack', () => {
    const choices = deadlineChoices(deadlines, known);
    expect(choices.map(({ id }) => id)).toEqual([
      'decision',
      'reviewDecision',
      'regulatorAnswer',
      'petitionAnswer',
      'pbocDecision',
      'creditObjection',
      'callback',
      'acceptanceNote',
    ]);
    expect(choices.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  });

  it('are only those that the check of scripts knows', () => {
    expect(deadlineChoices(deadlines, ['callback', 'archive']).map(({ id }) => id)).toEqual(['callback']);
  });
});
