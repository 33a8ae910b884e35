/** All rules over all scripts of a pack. */
import type { Finding } from '../finding';
import type { ScriptSource } from '../script';
import { finding, type LintContext, type Rule } from './context';
import { linesOf } from '../lines';
import { graphRules } from './graph-rules';
import { referenceRules } from './reference-rules';
import { phraseRules } from './phrase-rules';
import { signedOff } from './sign-offs';
import { textRules } from './text-rules';

/** Ids of texts are how wording is found again, in overlays, translations and figures: no two may be the same. */
const linesOnce: Rule = (script) => {
  const ids = linesOf(script).map(({ id }) => id);
  return ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => finding(script, 'E18', id));
};

const rules = [linesOnce, ...graphRules, ...referenceRules, ...textRules, ...phraseRules, signedOff];

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
