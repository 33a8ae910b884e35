/** What the rules know besides the script itself, and how a rule is written. */
import type { Finding, RuleId } from '../finding';
import type { SharedFacts } from '../read-source';
import type { FactDeclaration, ScriptSource } from '../script';
import type { Guard } from '../guard';
import type { Hasher } from '../../evidence/hashing';
import type { Lexicon } from './lexicon';
import { edgesOf, guardsWithin } from '../graph';

export interface LintContext {
  readonly facts: SharedFacts;
  /** Every script of the pack by its code, for sub-scripts and the common lexicon. */
  readonly scripts: ReadonlyMap<string, ScriptSource>;
  /** Names of deadlines of the shipped rule packs: `due.x` and `limit.x`. */
  readonly deadlines: ReadonlySet<string>;
  /** Ids of the shipped taxonomy. */
  readonly taxonomy: ReadonlySet<string>;
  readonly lexicon: Lexicon;
  readonly hasher: Hasher;
  /** The day of the check, `YYYY-MM-DD`. */
  readonly today: string;
}

export type Rule = (script: ScriptSource, context: LintContext) => readonly Finding[];

export const finding = (script: ScriptSource, rule: RuleId, at: string, detail = ''): Finding => ({
  rule,
  script: script.code,
  at,
  detail,
});

/** Facts the script may speak of: the shared ones and its own. */
export const factsOf = (script: ScriptSource, context: LintContext): Readonly<Record<string, FactDeclaration>> => ({
  ...context.facts,
  ...script.facts,
});

export interface PlacedGuard {
  readonly at: string;
  readonly guard: Guard;
}

/** Every condition of a script, with the conditions inside it, and where it stands. */
export function guardsOf(script: ScriptSource): readonly PlacedGuard[] {
  const placed: readonly PlacedGuard[] = [
    ...(script.entry === undefined ? [] : [{ at: 'entry', guard: script.entry }]),
    ...script.escalations.map(({ id, when }) => ({ at: `escalations.${id}`, guard: when })),
    ...script.required.flatMap((one) =>
      typeof one === 'string' ? [] : [{ at: `required.${one.fact}`, guard: one.when }],
    ),
    ...Object.entries(script.variants ?? {}).map(([id, { when }]) => ({ at: `variants.${id}`, guard: when })),
    ...Object.entries(script.nodes).flatMap(([id, node]) => [
      ...edgesOf(node).flatMap(({ when, to }) =>
        when === undefined ? [] : [{ at: `nodes.${id}.to.${to}`, guard: when }],
      ),
      ...(node.promises ?? []).flatMap(({ id: promise, when }) =>
        when === undefined ? [] : [{ at: `nodes.${id}.promise.${promise}`, guard: when }],
      ),
    ]),
  ];
  return placed.flatMap(({ at, guard }) => guardsWithin(guard).map((one) => ({ at, guard: one })));
}
