import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemLine } from '../packs/problems';
import { awaitsConfirmation, parseCrisisPlan, type CrisisPlan } from './plan';

const json = JSON.parse(
  readFileSync(new URL('../../../resources/packs/plans/major-complaint.json', import.meta.url), 'utf8'),
) as CrisisPlan;
const plan = (() => {
  const parsed = parseCrisisPlan(json);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('; '));
  return parsed.plan;
})();
const problemsOf = (changed: unknown): readonly string[] => {
  const parsed = parseCrisisPlan(changed);
  return parsed.ok ? [] : parsed.problems.map(problemLine);
};

describe('the plan that ships', () => {
  it('says who calls whom, what not to say, who speaks, and what to keep', () => {
    expect(plan.parts.map(({ id }) => id)).toEqual(['first', 'calls', 'speak', 'never', 'voice', 'evidence', 'after']);
    expect(plan.parts.filter(({ tone }) => tone === 'avoid').map(({ id }) => id)).toEqual(['never']);
  });

  it('claims nothing that nobody has read in the law: only Art. 12 is confirmed', () => {
    const confirmed = plan.parts.flatMap(({ steps }) => steps).filter((step) => !awaitsConfirmation(step));
    expect(confirmed.map(({ id, article }) => [id, article?.en])).toEqual([
      ['delegates', 'Measures for Handling Consumer Complaints in Banking and Insurance, Art. 12'],
    ]);
    expect(plan.approvedBy).toBeNull();
  });
});

describe('a broken plan', () => {
  it('is refused with the place: an id twice, a certainty without an article, a word missing in one language', () => {
    const [part] = plan.parts;
    if (part === undefined) throw new Error('the plan is empty');
    expect(problemsOf({ ...plan, parts: [part, part] })).toContain('first: occurs twice');
    const steps = part.steps.map((step) => ({ ...step, article: null, confidence: 'confirmed' }));
    expect(problemsOf({ ...plan, parts: [{ ...part, steps }] })).toContain(
      'takeOver.article: is called confirmed, but names no article',
    );
    expect(problemsOf({ ...plan, parts: [{ ...part, en: '' }] })[0]).toMatch(/^parts\.0\.en: /);
    expect(problemsOf({ ...plan, parts: [] })).toHaveLength(1);
  });
});
