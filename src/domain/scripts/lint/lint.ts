/** All rules over all scripts of a pack. */
import type { Finding } from '../finding';
import { guardsWithin } from '../graph';
import type { Guard } from '../guard';
import type { ScriptNode, ScriptSource } from '../script';
import { finding, type LintContext, type Rule } from './context';
import { linesOf } from '../lines';
import { graphRules } from './graph-rules';
import { levelRules } from './level-rules';
import { referenceRules } from './reference-rules';
import { phraseRules } from './phrase-rules';
import { signedOff } from './sign-offs';
import { textRules } from './text-rules';

/** Ids of texts are how wording is found again, in overlays, translations and figures: no two may be the same. */
const linesOnce: Rule = (script) => {
  const ids = linesOf(script).map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return [
    ...twice.map((id) => finding(script, 'E18', id)),
    ...ownNames(script).map(({ at, name }) =>
      finding(script, 'E18', at, `the name ${name} is taken by the form itself`),
    ),
  ];
};

/** Names under which a node keeps texts of its own, so that a prompt, an item or another wording can't have them. */
const taken: readonly string[] = ['why', 'to', 'promise', 'reason', 'summary', 'tip', 'unanswered'];

const ownNames = (script: ScriptSource): readonly { readonly at: string; readonly name: string }[] =>
  [
    ...Object.keys(script.variants ?? {}).map((name) => ({ at: 'variants', name })),
    ...Object.entries(script.nodes).flatMap(([id, node]) => namesIn(node).map((name) => ({ at: `nodes.${id}`, name }))),
  ].filter(({ name }) => taken.includes(name));

function namesIn(node: ScriptNode): readonly string[] {
  switch (node.type) {
    case 'say':
    case 'ask':
      return Object.keys(node.alternates ?? {});
    case 'listen':
      return node.prompts.map(({ id }) => id);
    case 'checklist':
      return node.items.map(({ id }) => id);
    default:
      return [];
  }
}

/** Who is old and angry is not to be spoken to as if they were calm. */
const variantsForAngry: Rule = (script) =>
  Object.entries(script.variants ?? {}).flatMap(([variant, { lines = {} }]) =>
    Object.entries(lines).flatMap(([id, line]) => {
      const node = script.nodes[id];
      if (node?.type !== 'say' && node?.type !== 'ask') return [];
      return ([2, 3] as const)
        .filter((level) => node.byLevel?.[level] !== undefined && line.byLevel?.[level] === undefined)
        .map((level) => finding(script, 'W10', `variants.${variant}.lines.${id}`, `level ${level}`));
    }),
  );

/** A single Chinese sign, or two letters, stands in the words of too many other matters. */
const entryWordsLong: Rule = (script) =>
  shortEntryWords(script.entry).map((word) => finding(script, 'W11', 'entry', word));

/** Words of an entry that are too short to speak for a script. */
export const shortEntryWords = (entry: Guard | undefined): readonly string[] =>
  entry === undefined
    ? []
    : guardsWithin(entry)
        .flatMap((guard) => ('words' in guard ? guard.words : []))
        .filter((word) => [...word].length < (/\p{Script=Han}/u.test(word) ? 2 : 3));

const rules = [
  linesOnce,
  variantsForAngry,
  entryWordsLong,
  ...levelRules,
  ...graphRules,
  ...referenceRules,
  ...textRules,
  ...phraseRules,
  signedOff,
];

/** Findings of every rule, script by script. */
export function lintScripts(scripts: readonly ScriptSource[], context: LintContext): readonly Finding[] {
  return [...codesOnce(scripts), ...scripts.flatMap((script) => rules.flatMap((rule) => rule(script, context)))];
}

function codesOnce(scripts: readonly ScriptSource[]): readonly Finding[] {
  const codes = scripts.map(({ code }) => code);
  return codes
    .filter((code, at) => codes.indexOf(code) !== at)
    .map((script) => ({ rule: 'E18', script, at: 'code', detail: '' }));
}
