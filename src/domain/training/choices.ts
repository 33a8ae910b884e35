/** What the learner can choose at a node, and what each choice is to the customer. */
import { reaches } from '../scripts/evaluate';
import { heldBy } from '../scripts/held';
import type { CompiledNode, ScriptPack } from '../scripts/compile';
import type { Session } from '../scripts/session';
import type { Level, Need } from '../scripts/vocabulary';
import { isOpen, placeOf } from '../scripts/walk';
import { shuffled } from './chance';
import { customerOf, sceneOf, type Casting, type Customer, type Slip } from './casting';
import type { Choice, Practice } from './practice';
import type { Tag } from './tags';

type Skill = NonNullable<CompiledNode['skill']>;

/** What reaches a person who needs this. */
const soothes: { readonly [N in Need]: readonly Skill[] } = {
  respect: ['encourager', 'label', 'reflect', 'iMessage', 'pause'],
  recognition: ['label', 'paraphrase', 'reflect', 'summary', 'openQuestion'],
  compensation: ['label', 'options', 'summary', 'closing'],
  security: ['label', 'summary', 'options', 'closing', 'pause'],
  convenience: ['encourager', 'options', 'summary', 'closing'],
};

const mostLines = 3;
const temptations = 1;

/** Everything that can be chosen here besides rating and registering, in an order that tells nothing. */
export function choicesOf(pack: ScriptPack, casting: Casting, practice: Practice): readonly Choice[] {
  if (practice.ended !== null) return [];
  const { session, setup, turns } = practice;
  const { node } = placeOf(pack, session);
  const held = heldBy(session, node);
  const taken = suggestionsOf(session);
  if (held === 'rateFirst') return [];
  if (node.type === 'choose' && node.on === 'emotion') return taken;
  const own = held === null ? stepsAt(pack, practice, node) : heldSteps(practice, node, held);
  const slips = slipsAt(casting, practice, node).map(({ id }): Choice => ({ kind: 'slip', slip: id }));
  return [...shuffled([...own, ...slips], setup.seed, turns.length), ...taken];
}

/** Suggestions of the engine that are still open; one is enough to look at. */
const suggestionsOf = ({ suggestions }: Session): readonly Choice[] =>
  suggestions
    .filter(({ state }) => state === 'open')
    .slice(0, 2)
    .map(({ id }): Choice => ({ kind: 'take', suggestion: id }));

function heldSteps({ mood }: Practice, node: CompiledNode, held: string): readonly Choice[] {
  if (held === 'level3') return [...linesAt(node, mood.level).slice(0, 1), { kind: 'skip' }];
  return held === 'post' ? [{ kind: 'pretend' }, { kind: 'skip' }] : [];
}

function stepsAt(pack: ScriptPack, practice: Practice, node: CompiledNode): readonly Choice[] {
  const { session } = practice;
  switch (node.type) {
    case 'say':
    case 'ask':
      return [...linesAt(node, practice.mood.level), { kind: 'skip' }];
    case 'listen':
      return [{ kind: 'hear' }, { kind: 'cutIn' }];
    case 'choose':
      return node.edges
        .filter(({ is: _is, ...edge }) => isOpen(pack, session, edge))
        .map(({ to }) => ({ kind: 'pick', to }));
    case 'checklist':
      return node.items.some(({ blocking }) => blocking) ? [{ kind: 'check' }] : [{ kind: 'check' }, { kind: 'skip' }];
    case 'act': {
      const own = node.authority !== undefined && reaches(session.onDuty.post, node.authority);
      return own ? [{ kind: 'act' }, { kind: 'skip' }] : [{ kind: 'approve' }, { kind: 'pretend' }, { kind: 'skip' }];
    }
    case 'escalate':
      return [{ kind: 'fetch' }, { kind: 'skip' }];
    case 'note':
    case 'timer':
    case 'sub':
    case 'end':
      // The engine passes over these by itself.
      return [];
  }
}

/**
 * The usual wording, the one for this customer's level, another way to say it, then those for other levels. With words for every
 * level in a script, the fitting ones must not fall off the end.
 */
function linesAt(node: CompiledNode, level: Level): readonly Choice[] {
  const [another, ...more] = node.alternates;
  const lines = [node.line, node.byLevel[level], another, ...Object.values(node.byLevel), ...more].filter(
    (line) => line !== undefined,
  );
  return [...new Set(lines)].slice(0, mostLines).map((line) => ({ kind: 'say', line }));
}

/** One temptation at a time, another one each time. */
function slipsAt(casting: Casting, { setup, turns, session }: Practice, node: CompiledNode): readonly Slip[] {
  if (node.type === 'choose' || node.type === 'checklist' || node.type === 'escalate') return [];
  const isProven = session.facts['slipConfirmed']?.value === 'yes';
  const fitting = casting.slips.filter(
    ({ stages, tag }) => stages.includes(node.stage) && !(isProven && tag === 'apologyUnproven'),
  );
  const used = new Set(turns.map(({ choice }) => (choice.kind === 'slip' ? choice.slip : '')));
  const fresh = fitting.filter(({ id }) => !used.has(id));
  return shuffled(fresh.length > 0 ? fresh : fitting, setup.seed, 'slip', turns.length).slice(0, temptations);
}

/** What a choice is to this customer, now. The first tag is the choice itself. */
export function tagsOf(pack: ScriptPack, casting: Casting, practice: Practice, choice: Choice): readonly Tag[] {
  const { node } = placeOf(pack, practice.session);
  const customer = customerOf(casting, practice.setup.customer);
  switch (choice.kind) {
    case 'rate':
      return ['rated'];
    case 'register':
      return ['registered'];
    case 'slip':
      return [casting.slips.find(({ id }) => id === choice.slip)?.tag ?? 'rude'];
    case 'hear':
      return ['heard'];
    case 'cutIn':
      return ['cutShort'];
    case 'say':
      return lineTags(practice, customer, node, choice.line);
    case 'pick':
      return pickTags(casting, practice, customer, node, choice.to);
    case 'check':
      return ['plain'];
    case 'act':
    case 'approve':
      return ['done'];
    case 'pretend':
      return ['beyondAuthority'];
    case 'fetch':
      return ['fetched'];
    case 'take':
      return [practice.mood.level >= 2 ? 'fetched' : 'picked'];
    case 'skip':
      return [skipTag(practice, node)];
  }
}

function skipTag({ mood, session }: Practice, node: CompiledNode): Tag {
  if (node.type === 'escalate') return mood.level >= 2 ? 'leftAlone' : 'skippedStep';
  // Passing over a question is right while nobody can be questioned.
  if (node.type === 'ask' && mood.level === 3) return 'picked';
  if (heldBy(session, node) === 'post') return 'picked';
  return node.type === 'say' && (node.stage === 'S2' || node.stage === 'S3') ? 'skippedCare' : 'skippedStep';
}

function lineTags({ mood, session }: Practice, customer: Customer, node: CompiledNode, line: string): readonly Tag[] {
  if (node.type === 'ask' && mood.level === 3 && !essential(node)) return ['questionedAtThree'];
  const better = node.byLevel[mood.level];
  const isOther = line === node.line || Object.values(node.byLevel).includes(line);
  if (better !== undefined && better !== line && isOther && mood.level > 1) return ['wrongTone'];
  if (node.apology === 'B' && session.facts['slipConfirmed']?.value !== 'yes') return ['apologyUnproven'];
  if (node.apology !== undefined && mood.level > 0) return ['soothing'];
  return node.skill !== undefined && soothes[customer.need].includes(node.skill) ? ['soothing'] : ['plain'];
}

/** What help needs may be asked at any level, and afterwards everything. */
const essential = ({ fact, stage }: CompiledNode): boolean =>
  stage === 'S0' || stage === 'S7' || fact === 'matter' || fact === 'wish' || fact === 'phone';

function pickTags(
  casting: Casting,
  practice: Practice,
  customer: Customer,
  node: CompiledNode,
  to: string,
): readonly Tag[] {
  const is = node.edges.find((edge) => edge.to === to)?.is;
  if (node.on === 'need') {
    const has = node.edges.some((edge) => edge.is === customer.need);
    return [is === customer.need || (!has && is === undefined) ? 'needFound' : 'needMissed'];
  }
  if (node.on === 'mode') return [is === customer.mode ? 'needFound' : 'needMissed'];
  const right = rightPick(casting, practice, node);
  return [right === null || right === to ? 'picked' : 'misheard'];
}

/** Which way the customer showed; null where nothing can be told from them. */
export function rightPick(casting: Casting, practice: Practice, node: CompiledNode): string | null {
  const { script } = practice.session.frames.at(-1) ?? { script: '' };
  const pick = script === practice.setup.script ? sceneOf(casting, script).picks[node.id] : undefined;
  if (pick === undefined) return null;
  return (isWilling(practice) ? pick.willing : (pick.unwilling ?? pick.willing)).to;
}

/** Won enough to agree to something. */
export const isWilling = ({ mood }: Pick<Practice, 'mood'>): boolean => mood.trust >= 2 && mood.level <= 1;
