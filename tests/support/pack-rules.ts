/** Rule packs like the one for banks that comes with the program, with something else in them. */
import bankRulesJson from '../../resources/packs/rules/cn-bank-2020.json';

export interface PackRule {
  readonly id: string;
  readonly limit: { count: number; unit: string };
}
export interface RulesJson {
  version: string;
  readonly deadlines: PackRule[];
}

/** A fresh copy of the rules for banks that come with the program. */
export function bankRules(): RulesJson {
  return structuredClone(bankRulesJson);
}

/** Rules under which a simple complaint has so many days. */
export function rulesWithDays(version: string, days: number): RulesJson {
  const rules = bankRules();
  rules.version = version;
  const simple = rules.deadlines.find(({ id }) => id === 'D1');
  if (!simple) throw new Error('the rules for banks have no D1');
  simple.limit.count = days;
  return rules;
}
