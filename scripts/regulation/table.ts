/** The page that leads from an article to its rule, the tests of it, and the place where a branch meets it. */
import { deadlineFactsOf } from '../../src/domain/deadlines/case-facts';
import { clockFactIds } from '../../src/domain/complaint/values';
import type { CaseState } from '../../src/domain/complaint/state';
import type { DeadlineRule, RulePack } from '../../src/domain/deadlines/rule-pack';

export interface GoldenRow {
  readonly pack: string;
  readonly rule: string;
}

/** A case in which everything that the program can record has happened. */
const everything = {
  receivedAtMs: 1,
  reopenings: [{ atMs: 2, reason: '', by: '' }],
  delivery: { deliveredOn: '2026-03-05', method: 'handed', receivedBy: '', note: '', atMs: 3 },
  reviews: [{ receivedOn: '2026-03-06' }],
  withdrawal: { atMs: 4, reason: '' },
  closedAtMs: 5,
  complexity: 'complex',
  major: { recognitions: [{ cause: 'headCount', level: 'especiallySerious', foundAtMs: 6 }], reports: [] },
  clock: { extension: { days: 30 }, periods: [], newFactsOn: '2026-03-05' },
  clockFacts: clockFactIds.map((fact) => ({ fact, on: '2026-03-05', note: '' })),
  details: {
    transferLetter: { number: 'A1', dueOn: '2026-03-05' },
    petition: { way: 'letter', office: '', number: 'X1', dueOn: '2026-03-05' },
  },
} as unknown as CaseState;

/** Markdown of docs/regulation-coverage.md. */
export function coverageTable(packs: Readonly<Record<string, RulePack>>, golden: readonly GoldenRow[]): string {
  const { facts, attributes } = deadlineFactsOf(everything);
  const recorded = new Set([...Object.keys(facts), ...Object.keys(attributes)]);
  const rows = Object.entries(packs).flatMap(([name, pack]) =>
    pack.deadlines.map((rule) => {
      const tests = golden.filter((row) => row.rule === rule.id && row.pack === name).length;
      return [
        rule.article.en,
        `\`${rule.id}\``,
        name,
        rule.en,
        limitText(rule),
        confidenceText[rule.confidence],
        String(tests),
        screenOf(rule, pack, recorded),
      ];
    }),
  );
  return [
    '# From the article to the screen',
    '',
    'Made by `npm run regulation-coverage` from the rule packs in `resources/packs/rules`, the golden deadlines in',
    '`tests/unit/deadlines/golden.json` and the facts that a case records; not written by hand. "Engine only": the rule is in the',
    'pack and tested, but the program does not record the fact it starts from yet.',
    '',
    table(['Article', 'Rule', 'Pack', 'Duty', 'Limit', 'Confidence', 'Golden tests', 'Where a branch meets it'], rows),
    '',
    '## What letters must say',
    '',
    'A letter is not printed while one of these is missing; the case page names it beside the letter (文书), with the rule.',
    '`tests/unit/letters` takes every one of them away from every letter.',
    '',
    table(['Article', 'Rule', 'Pack', 'Letter', 'Must', 'Fields', 'Confidence'], letterRows(packs)),
    '',
  ].join('\n');
}

function letterRows(packs: Readonly<Record<string, RulePack>>): string[][] {
  return Object.entries(packs).flatMap(([name, { letterDuties }]) =>
    letterDuties.map(({ article, id, letter, en, fields, confidence }) => {
      const said = fields.map((field) => `\`${field}\``).join(', ');
      return [article.en, `\`${id}\``, name, letter, en, said, confidenceText[confidence]];
    }),
  );
}

const confidenceText: Readonly<Record<DeadlineRule['confidence'], string>> = {
  confirmed: 'confirmed',
  toBeConfirmed: 'to be confirmed',
  house: 'house rule',
};

const unitText: Readonly<Record<DeadlineRule['limit']['unit'], string>> = {
  minute: 'minutes',
  hour: 'hours',
  naturalDay: 'days',
  workingDay: 'working days',
  week: 'weeks',
  month: 'months',
  year: 'years',
};

function limitText({ limit, start, excludes }: DeadlineRule): string {
  const from = 'afterRule' in start ? `after ${start.afterRule}` : `from ${start.facts.join(' or ')}`;
  const without = excludes.length === 0 ? '' : `, without ${excludes.join(', ')}`;
  return `${String(limit.count)} ${unitText[limit.unit]} ${from}${without}`;
}

function screenOf(rule: DeadlineRule, pack: RulePack, recorded: ReadonlySet<string>): string {
  const facts = factsOf(rule, pack);
  const asked = Object.entries(rule.when).filter(([, values]) => !values.includes('unset'));
  const met = facts.some((fact) => recorded.has(fact)) && asked.every(([name]) => recorded.has(name));
  if (!met) return 'Engine only';
  const special = facts.some(isSpecial) || asked.some(([name]) => name === 'jurisdiction');
  return special ? 'Deadlines of the case, Alt+W; "Record a fact of a special clock"' : 'Deadlines of the case, Alt+W';
}

/** Recorded by the dialog of special clocks, and by nothing else. */
const isSpecial = (fact: string): boolean => clockFactIds.some((id) => id === fact);

function factsOf({ start }: DeadlineRule, pack: RulePack): readonly string[] {
  if ('facts' in start) return start.facts;
  const before = pack.deadlines.find(({ id }) => id === start.afterRule);
  return before === undefined ? [] : factsOf(before, pack);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
