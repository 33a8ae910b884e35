/** E06–E08, E12, E13, E15, E16: what a script speaks of must exist, be asked, and still hold. */
import type { Finding } from '../finding';
import type { Guard, Scalar } from '../guard';
import { linesOf } from '../lines';
import type { Edge, FactDeclaration, ScriptNode, ScriptSource } from '../script';
import { spokenFacts } from '../spoken';
import { blanksOf, standingBlanks, type Line } from '../words';
import { implies, reachedWithout } from './reached';
import { factsOf, finding, guardsOf, type LintContext, type Rule } from './context';

const sameBlanks: Rule = (script) =>
  linesOf(script).flatMap(({ id, line }) => {
    const zh = blanksOf(line.zh);
    const en = blanksOf(line.en);
    // The simple wording may leave something out, but not bring something in.
    const added = blanksOf(line.zhSimple ?? '').filter((blank) => !zh.includes(blank));
    return [
      ...(same(zh, en) ? [] : [finding(script, 'E06', `${id}.en`, `${zh.join(', ')} / ${en.join(', ')}`)]),
      ...(added.length === 0 ? [] : [finding(script, 'E06', `${id}.zhSimple`, added.join(', '))]),
    ];
  });

const same = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

const texts = (line: Line): readonly string[] => [
  line.zh,
  line.en,
  ...(line.zhSimple === undefined ? [] : [line.zhSimple]),
];

const declared: Rule = (script, context) => {
  const facts = factsOf(script, context);
  const unknown = (at: string, fact: string) =>
    Object.hasOwn(facts, fact) ? [] : [finding(script, 'E07', at, `fact ${fact}`)];
  return [
    ...guardsOf(script).flatMap(({ at, guard }) => factInGuard(script, facts, at, guard)),
    ...guardsOf(script).flatMap(({ at, guard }) =>
      'taxonomy' in guard && !context.taxonomy.has(guard.taxonomy) ? [finding(script, 'E07', at, guard.taxonomy)] : [],
    ),
    ...requiredOf(script).flatMap((fact) => unknown('required', fact)),
    ...Object.entries(script.nodes).flatMap(([id, node]) => [
      ...(node.type === 'ask' ? unknown(`nodes.${id}.fact`, node.fact) : []),
      ...(node.onEnter ?? []).flatMap((effect) =>
        'set' in effect ? valuesKnown(script, facts, `nodes.${id}.onEnter`, effect.set, [effect.value]) : [],
      ),
      ...(node.promises ?? []).flatMap(({ id: promise, due }) =>
        dueKnown(script, context, `nodes.${id}.${promise}`, due),
      ),
    ]),
    ...(script.closing === undefined ? [] : dueKnown(script, context, 'closing.due', script.closing.due)),
    ...Object.entries(facts).flatMap(([id, { input, options }]) =>
      script.facts?.[id] !== undefined && (input === 'choice') !== (options !== undefined)
        ? [finding(script, 'E07', `facts.${id}`, 'options belong to input: choice, and only there')]
        : [],
    ),
    ...Object.entries(script.terms ?? {}).flatMap(([id, { law }]) =>
      script.law.some((note) => note.id === law) ? [] : [finding(script, 'E07', `terms.${id}.law`, law)],
    ),
    ...linesOf(script).flatMap(({ id, line }) =>
      [...new Set(texts(line).flatMap(blanksOf))]
        .filter((blank) => !isKnownBlank(blank, script, facts, context))
        .map((blank) => finding(script, 'E07', id, `blank ${blank}`)),
    ),
  ];
};

function factInGuard(
  script: ScriptSource,
  facts: Readonly<Record<string, FactDeclaration>>,
  at: string,
  guard: Guard,
): readonly Finding[] {
  const name = 'fact' in guard ? guard.fact : 'withinLimit' in guard ? guard.withinLimit : undefined;
  if (name === undefined) return [];
  const compared = 'fact' in guard ? [guard.eq, guard.ne, ...(guard.in ?? [])] : [];
  return valuesKnown(
    script,
    facts,
    at,
    name,
    compared.filter((value) => value !== undefined),
  );
}

/** The fact is declared, and each value is one that it can have. */
function valuesKnown(
  script: ScriptSource,
  facts: Readonly<Record<string, FactDeclaration>>,
  at: string,
  name: string,
  values: readonly Scalar[],
): readonly Finding[] {
  const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (fact === undefined) return [finding(script, 'E07', at, `fact ${name}`)];
  const allowed = fact.input === 'yesNo' ? ['yes', 'no'] : fact.options?.map(({ id }) => id);
  if (allowed === undefined) return [];
  return values
    .filter((value) => !allowed.includes(String(value)))
    .map((value) =>
      finding(script, 'E07', at, `${name} can't be ${String(value)}; it is one of ${allowed.join(', ')}`),
    );
}

type Due = NonNullable<ScriptSource['closing']>['due'];

function dueKnown(script: ScriptSource, context: LintContext, at: string, due: Due): readonly Finding[] {
  if ('deadline' in due && !context.deadlines.has(due.deadline))
    return [finding(script, 'E07', at, `deadline ${due.deadline}`)];
  if ('fact' in due && !Object.hasOwn(factsOf(script, context), due.fact))
    return [finding(script, 'E07', at, `fact ${due.fact}`)];
  return [];
}

function isKnownBlank(
  blank: string,
  script: ScriptSource,
  facts: Readonly<Record<string, FactDeclaration>>,
  { deadlines }: LintContext,
): boolean {
  const [room = '', name = ''] = blank.split('.');
  if (room === 'fact') return Object.hasOwn(facts, name);
  if (room === 'term') return Object.hasOwn(script.terms ?? {}, name);
  if (room === 'due' || room === 'limit') return deadlines.has(name);
  return (standingBlanks as readonly string[]).includes(blank);
}

const authorised: Rule = (script) =>
  Object.entries(script.nodes).flatMap(([id, node]) =>
    node.type === 'act' && node.authority === undefined ? [finding(script, 'E08', `nodes.${id}`)] : [],
  );

const requiredAsked: Rule = (script, context) => {
  const asked = askedIn(script, context, new Set());
  return requiredOf(script)
    .filter((fact) => !asked.has(fact))
    .map((fact) => finding(script, 'E12', 'required', fact));
};

const requiredOf = ({ required }: ScriptSource): readonly string[] =>
  required.map((one) => (typeof one === 'string' ? one : one.fact));

/** Facts that are asked or set in the script, or in one that it calls. */
function askedIn(script: ScriptSource, context: LintContext, seen: Set<string>): ReadonlySet<string> {
  if (seen.has(script.code)) return new Set();
  seen.add(script.code);
  const facts = Object.values(script.nodes).flatMap((node) => {
    const set = (node.onEnter ?? []).flatMap((effect) => ('set' in effect ? [effect.set] : []));
    if (node.type === 'ask') return [node.fact, ...set];
    const called = node.type === 'sub' ? context.scripts.get(node.script) : undefined;
    return called === undefined ? set : [...askedIn(called, context, seen), ...set];
  });
  return new Set(facts);
}

const lawHolds: Rule = (script, { today }) => {
  const day = script.effectiveFrom === undefined || script.effectiveFrom < today ? today : script.effectiveFrom;
  return [
    ...script.law
      .filter(({ from, until }) => (until !== undefined && until < day) || (from !== undefined && from > day))
      .map(({ id, from = '', until = '' }) => finding(script, 'E13', `law.${id}`, `${from}–${until}`)),
    ...(script.effectiveTo !== undefined && script.effectiveTo < today && script.state !== 'retired'
      ? [finding(script, 'E13', 'effectiveTo', script.effectiveTo)]
      : []),
  ];
};

const NUMBER = '(?:\\d+|[一二两三四五六七八九十百半]+)';
const DAYS_ZH = new RegExp(
  `${NUMBER}\\s*(?:个?(?:工作|自然)日|(?:日|天|周|个?(?:星期|礼拜|月))(?:之内|以内|内|后|之后|前))`,
);
const DAYS_EN =
  /\b(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety)[ -](?:(?:working|business|calendar|natural)[ -])?(?:days?|weeks?|months?)|(?:within|in|under) (?:a|the) (?:day|week|fortnight|month)|fortnight)\b/i;

const daysFromRules: Rule = (script) =>
  linesOf(script)
    .filter(({ spoken }) => spoken)
    .flatMap(({ id, line }) =>
      [DAYS_ZH.exec(line.zh), DAYS_ZH.exec(line.zhSimple ?? ''), DAYS_EN.exec(line.en)].flatMap((found) =>
        found === null ? [] : [finding(script, 'E15', id, found[0])],
      ),
    );

const subScripts: Rule = (script, { scripts }) =>
  Object.entries(script.nodes).flatMap(([id, node]) => {
    if (node.type !== 'sub') return [];
    const at = `nodes.${id}.script`;
    if (!scripts.has(node.script)) return [finding(script, 'E16', at, `${node.script} does not exist`)];
    const { at: begins = '' } = node;
    if (node.goOver === true) {
      if (node.script === script.code) return [finding(script, 'E16', at, 'goes over to itself')];
      if (scripts.get(node.script)?.registerAt === undefined)
        return [finding(script, 'E16', at, `${node.script} can't go on by itself, only be called`)];
      return begins === '' || scripts.get(node.script)?.nodes[begins] !== undefined
        ? []
        : [finding(script, 'E01', `nodes.${id}.at`, `${node.script} has no node ${begins}`)];
    }
    return callsBack(script.code, node.script, scripts, new Set())
      ? [finding(script, 'E16', at, `${node.script} calls ${script.code} again`)]
      : [];
  });

function callsBack(home: string, code: string, scripts: ReadonlyMap<string, ScriptSource>, seen: Set<string>): boolean {
  if (code === home) return true;
  if (seen.has(code)) return false;
  seen.add(code);
  return Object.values(scripts.get(code)?.nodes ?? {}).some(
    // Going over holds nobody back, so it can't end in a ring of calls.
    (node) => node.type === 'sub' && node.goOver !== true && callsBack(home, node.script, scripts, seen),
  );
}

/** "不清楚" and passing over are always possible, so a line that speaks of an answer needs a condition, or another line. */
const answersKnown: Rule = (script) =>
  linesOf(script).flatMap(({ id, node, line, spoken }) => {
    const facts = spoken ? spokenFacts(line.zh) : [];
    const source = script.nodes[node];
    if (facts.length === 0 || source === undefined || replaceable(source, id)) return [];
    return facts
      .filter((fact) => reachedWithout(script, { node: setsFact(fact), edge: knows(fact) }).has(node))
      .filter((fact) => !setsFact(fact)(source))
      .map((fact) => finding(script, 'E20', id, fact));
  });

/** Another line stands ready, or this one is only offered where its blanks are known. */
const replaceable = (node: ScriptNode, line: string): boolean =>
  ((node.type === 'say' || node.type === 'ask') &&
    (node.unanswered !== undefined || Object.hasOwn(node.alternates ?? {}, line.split('.')[2] ?? ''))) ||
  node.type === 'listen';

const setsFact =
  (fact: string) =>
  ({ onEnter = [] }: ScriptNode): boolean =>
    onEnter.some((effect) => 'set' in effect && effect.set === fact);

const knows =
  (fact: string) =>
  ({ when }: Edge): boolean =>
    when !== undefined && implies(when, (leaf) => 'fact' in leaf && leaf.fact === fact && leaf.known !== false);

export const referenceRules: readonly Rule[] = [
  sameBlanks,
  declared,
  authorised,
  requiredAsked,
  lawHolds,
  daysFromRules,
  subScripts,
  answersKnown,
];
