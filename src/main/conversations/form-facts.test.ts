/** Typed once, and never lost: an answer of the talk beside what the form holds. */
import { describe, expect, it } from 'vitest';
import type { FactDeclaration } from '../../domain/scripts/script';
import { emptyForm } from '../drafts/new-draft';
import { formWithFacts } from './form-facts';

const facts: Readonly<Record<string, FactDeclaration>> = {
  account: { label: { zh: '经过', en: 'What happened' }, input: 'text', fills: 'facts' },
};
const after = (value: string) => ({ account: { value, at: 1, by: 'teller' } });
const written = (text: string) => ({ ...emptyForm, details: { ...emptyForm.details, facts: text } });
const factsOf = (text: string, answer: string): string =>
  formWithFacts(written(text), facts, {}, after(answer)).details.facts;

describe('an answer about what happened', () => {
  it('is the text where nothing, or only what the talk knew whole, was written', () => {
    expect(factsOf('', '等了两小时')).toBe('等了两小时');
    expect(factsOf('等了一小时', '等了两小时')).toBe('等了两小时');
  });

  it('stands behind a text that is longer than a fact of the talk', () => {
    const long = '一'.repeat(201);
    expect(factsOf(long, '等了两小时')).toBe(`${long}\n等了两小时`);
    expect(factsOf(`${long}等了两小时`, '等了两小时')).toBe(`${long}等了两小时`);
  });
});
