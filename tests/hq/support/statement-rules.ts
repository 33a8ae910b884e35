/**
 * What every statement of headquarters has to hold to, whichever test it ran in: it stays within the partition of one branch, or it is one of
 * those below that look across branches, and then reads the large tables by an index only. Statements are collected as they are sent, so a new
 * one can't be forgotten here.
 */
import { acrossBranches, largeTables } from './across-branches';

export interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Plan[];
}

const rootOf = (name: string): string => name.replace(/_\d\d$/, '');

/**
 * Names of the tables that a plan reads. What is written is found by a read below, or (inserts) goes to its partition by its key.
 */
export const tablesOf = (plan: Plan): readonly string[] => [
  ...(plan['Relation Name'] === undefined || plan['Node Type'] === 'ModifyTable' ? [] : [plan['Relation Name']]),
  ...(plan.Plans ?? []).flatMap(tablesOf),
];

/**
 * Tables that a plan reads row by row: without an index, or from one end of an index to the other. An index of some rows alone (`partial`) is
 * not the whole table.
 */
function wholeReadsOf(plan: Plan, partial: ReadonlySet<string>): readonly string[] {
  const below = plan.Plans ?? [];
  const name = plan['Relation Name'];
  const reads = (): boolean => {
    if (plan['Node Type'] === 'ModifyTable') return false;
    if (plan['Node Type'] !== 'Bitmap Heap Scan') return readsToTheEnd(plan, partial);
    const all = (node: Plan): readonly Plan[] => [node, ...(node.Plans ?? []).flatMap(all)];
    return below.flatMap(all).some((node) => node['Index Name'] !== undefined && readsToTheEnd(node, partial));
  };
  return [
    ...(name !== undefined && reads() ? [rootOf(name)] : []),
    ...below.flatMap((node) => wholeReadsOf(node, partial)),
  ];
}

const readsToTheEnd = (plan: Plan, partial: ReadonlySet<string>): boolean =>
  plan['Index Cond'] === undefined && !partial.has(plan['Index Name'] ?? '');

export interface Judged {
  readonly text: string;
  readonly why: string;
}

/**
 * @param cut names of the tables that are cut by branch
 * @param partial names of the indexes that hold some rows of their table alone
 * @param plan of a statement, made without reading whole tables where an index would do
 */
export function judge(
  text: string,
  plan: unknown,
  { cut, partial }: { readonly cut: ReadonlySet<string>; readonly partial: ReadonlySet<string> },
): Judged | undefined {
  const tables = tablesOf(plan as Plan).filter((name) => cut.has(rootOf(name)));
  const partitions = new Set(tables.map((name) => (cut.has(name) ? 'all' : name.slice(-2))));
  if (partitions.size <= 1 && !partitions.has('all')) return undefined;
  const rule = acrossBranches.find(({ statement }) => statement.test(text));
  if (!rule) return { text, why: `looks into several partitions: ${[...new Set(tables.map(rootOf))].join(', ')}` };
  const whole = new Set(wholeReadsOf(plan as Plan, partial).filter((name) => largeTables.includes(name)));
  const forbidden = [...whole].filter((name) => !(rule.readsWhole ?? []).includes(name));
  return forbidden.length === 0 ? undefined : { text, why: `reads the whole of ${forbidden.join(', ')}` };
}
