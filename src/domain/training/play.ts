/**
 * Plays practice: one choice in, the next state out. The staff side is the conversation engine itself; the customer's side is `mood.ts`.
 * Pure: the same seed and the same choices give the same course on any machine.
 */
import { addDays } from '../deadlines/local-date';
import type { CompiledNode, ScriptPack } from '../scripts/compile';
import { startSession, step } from '../scripts/engine';
import type { ScriptEvent } from '../scripts/events';
import { heldBy } from '../scripts/held';
import type { Session } from '../scripts/session';
import type { Authority, Distress, Level, Post } from '../scripts/vocabulary';
import { placeOf, topOf } from '../scripts/walk';
import type { Words } from '../scripts/words';
import { drawn } from './chance';
import { accountOf, customerOf, sceneOf, type Answer, type Casting, type Situation } from './casting';
import { choicesOf, isWilling, rightPick, tagsOf } from './choices';
import { felt, firstMood, type Mood } from './mood';
import type { Choice, Ending, Practice, PracticeSetup, Turn } from './practice';
import { feelingOf, type Tag } from './tags';

/** Whoever practises stands at the counter, and may decide nothing by themselves. */
const learner = { person: 'learner', post: 'teller', limitFen: 0 } as const;
/** After so many choices a run is over: nobody stands at a counter that long. */
const mostTurns = 160;
/** So long may the anger be higher than what was rated, and a danger be there unrated. */
const lateAfter = 3;
export const dangerLateAfter = 2;
const dangers: readonly Distress[] = ['selfHarm', 'fireSource', 'breathless'];

/** Seconds a choice takes at a real counter. */
const takes: { readonly [K in Choice['kind']]: number } = {
  rate: 2,
  say: 8,
  slip: 8,
  hear: 45,
  cutIn: 10,
  pick: 6,
  check: 20,
  act: 40,
  approve: 60,
  pretend: 8,
  fetch: 30,
  skip: 2,
  take: 30,
  register: 5,
};

export type Played =
  { readonly ok: true; readonly practice: Practice } | { readonly ok: false; readonly practice: Practice };

/** The customer comes in. */
export function startPractice(pack: ScriptPack, casting: Casting, setup: PracticeSetup): Practice {
  const mood = firstMood(customerOf(casting, setup.customer));
  const { opening } = accountOf(casting, setup.script, setup.customer);
  const session = startSession(pack, { pack: setup.pack, script: setup.script, onDuty: learner, at: 0 });
  return {
    setup,
    session,
    mood,
    turns: [],
    says: [opening],
    cues: cuesOf(casting, setup, mood, 0),
    told: 0,
    cut: false,
    unseen: 0,
    unseenDanger: 0,
    ended: null,
  };
}

/** All choices of a run again, up to the first that does not fit. */
export function replay(pack: ScriptPack, casting: Casting, setup: PracticeSetup, choices: readonly Choice[]): Practice {
  return choices.reduce((so, one) => choose(pack, casting, so, one).practice, startPractice(pack, casting, setup));
}

/** One choice; one that is not there changes nothing. */
export function choose(pack: ScriptPack, casting: Casting, practice: Practice, choice: Choice): Played {
  if (!isThere(pack, casting, practice, choice)) return { ok: false, practice };
  const { node } = placeOf(pack, practice.session);
  const heard = answerOf(casting, practice, node, choice);
  const session = eventsOf(practice, node, choice, heard).reduce(
    (so, event) => step(pack, so, { ...event, at: so.now, by: learner.person }).session,
    { ...practice.session, now: practice.session.now + takes[choice.kind] * 1000 },
  );
  const seen = watched(practice, choice);
  const tags = [...tagsOf(pack, casting, practice, choice), ...seen.tags];
  const mood = felt(customerOf(casting, practice.setup.customer), practice.mood, tags);
  const after: Practice = {
    ...practice,
    session,
    mood,
    told: practice.told + (choice.kind === 'hear' ? 1 : 0),
    cut: choice.kind === 'cutIn' || (practice.cut && choice.kind !== 'hear'),
    unseen: seen.unseen,
    unseenDanger: seen.unseenDanger,
    ended: endingOf(session, mood, practice.turns.length + 1),
  };
  const says = reactionOf(pack, casting, practice, after, tags, heard, choice);
  const top = topOf(practice.session);
  const turn: Turn = {
    at: Math.round(session.now / 1000),
    choice,
    tags,
    script: top.script,
    node: node.id,
    stage: node.stage,
    skill: node.skill ?? null,
    before: practice.mood,
    after: mood,
    says,
    ratedRight: choice.kind === 'rate' ? choice.level === practice.mood.level : null,
  };
  const turns = [...practice.turns, turn];
  return { ok: true, practice: { ...after, turns, says, cues: cuesOf(casting, practice.setup, mood, turns.length) } };
}

function isThere(pack: ScriptPack, casting: Casting, practice: Practice, choice: Choice): boolean {
  if (practice.ended !== null) return false;
  if (choice.kind === 'rate' || choice.kind === 'register') return true;
  const key = JSON.stringify(choice);
  return choicesOf(pack, casting, practice).some((one) => JSON.stringify(one) === key);
}

type Bare = ScriptEvent extends infer E ? (E extends unknown ? Omit<E, 'at' | 'by'> : never) : never;

const approvers: { readonly [A in Authority]: Post } = {
  own: 'teller',
  manager: 'manager',
  officer: 'officer',
  branch: 'branch',
  hq: 'hq',
};

/** What the engine is told. What is refused (a question at level 3) is said nevertheless, and then passed over. */
function eventsOf(practice: Practice, node: CompiledNode, choice: Choice, heard: Answer | null): readonly Bare[] {
  const isHeld = heldBy(practice.session, node) !== null;
  switch (choice.kind) {
    case 'rate':
      return [{ type: 'rated', level: choice.level, distress: choice.distress }];
    case 'register':
      return [{ type: 'registering' }];
    case 'say':
      if (isHeld) return [{ type: 'skipped' }];
      return [
        node.type === 'ask' ? { type: 'answered', value: heard?.value ?? null } : { type: 'said', line: choice.line },
      ];
    case 'slip':
      return [isHeld ? { type: 'skipped' } : slipEvent(node)];
    case 'hear':
    case 'cutIn':
      return [{ type: 'listened' }];
    case 'pick':
      return [{ type: 'picked', to: choice.to }];
    case 'check':
      return [...node.items.map(({ id }): Bare => ({ type: 'ticked', item: id, on: true })), { type: 'checked' }];
    case 'act':
      return [{ type: 'acted', done: true }];
    case 'approve':
      return [{ type: 'acted', done: true, approver: approvers[node.authority ?? 'hq'] }];
    case 'pretend':
      return node.type === 'act' ? [{ type: 'acted', done: false }] : [{ type: 'skipped' }];
    case 'fetch':
      return [{ type: 'escalated' }];
    case 'skip':
      return [{ type: 'skipped' }];
    case 'take':
      return [{ type: 'suggestionTaken', id: choice.suggestion }];
  }
}

/** The talk goes on after a slip, as it does at a counter: a question is not answered, an account breaks off. */
function slipEvent({ type }: CompiledNode): Bare {
  if (type === 'say') return { type: 'said' };
  if (type === 'ask') return { type: 'answered', value: null };
  if (type === 'listen') return { type: 'listened' };
  return type === 'act' ? { type: 'acted', done: false } : { type: 'skipped' };
}

/** What the customer answers to a question; null where none was asked, or none is answered. */
function answerOf(casting: Casting, practice: Practice, node: CompiledNode, choice: Choice): Answer | null {
  if (node.type !== 'ask' || node.fact === undefined) return null;
  // Nobody answers a question while they are beside themselves, nor after something that hurt.
  if (choice.kind !== 'say' || practice.mood.level === 3) return null;
  const fact = node.fact;
  if (fact === 'summaryRight') return yesNo(casting, practice, fact, !practice.cut);
  if (fact === 'agreed') return yesNo(casting, practice, fact, isWilling(practice));
  const answer = sceneOf(casting, practice.setup.script).answers[fact] ?? casting.answers[fact];
  if (answer === undefined) return null;
  return (answer.trust ?? 0) <= practice.mood.trust
    ? { ...answer, value: valueOf(answer, practice.setup.today) }
    : { ...spoken(casting, practice, 'evasive'), value: null };
}

const valueOf = ({ value, daysAgo }: Answer, today: string): Answer['value'] =>
  daysAgo === undefined ? value : addDays(today, -daysAgo);

function yesNo(casting: Casting, practice: Practice, fact: string, yes: boolean): Answer {
  const own = casting.answers[`${fact}${yes ? 'Yes' : 'No'}`];
  const words = own ?? spoken(casting, practice, yes ? 'agrees' : 'refuses');
  return { zh: words.zh, en: words.en, value: yes ? 'yes' : 'no' };
}

/** Something the customer says for this reason, at their level; not the same twice in a row. */
function spoken(casting: Casting, { setup, mood, turns }: Practice, situation: Situation): Words {
  const all = customerOf(casting, setup.customer).lines[situation];
  const at = all.filter(({ levels }) => levels === undefined || levels.includes(mood.level));
  const last = turns.at(-1)?.says ?? [];
  const fresh = at.filter(({ zh }) => !last.some((one) => one.zh === zh));
  const chosen = drawn(fresh.length > 0 ? fresh : at.length > 0 ? at : all, setup.seed, situation, turns.length);
  return { zh: chosen?.zh ?? '', en: chosen?.en ?? '' };
}

function reactionOf(
  pack: ScriptPack,
  casting: Casting,
  before: Practice,
  after: Practice,
  tags: readonly Tag[],
  heard: Answer | null,
  choice: Choice,
): readonly Words[] {
  if (after.ended === 'left') return [spoken(casting, after, 'leaves')];
  if (after.ended !== null) return [spoken(casting, after, 'ends')];
  const sign = signFor(pack, casting, after);
  if (choice.kind === 'rate') return sign ?? before.says;
  const story = accountOf(casting, before.setup.script, before.setup.customer).story[before.told];
  const own =
    choice.kind === 'hear' && story !== undefined
      ? story
      : (heard ?? spoken(casting, after, situationOf(before.mood, after.mood, tags)));
  return [{ zh: own.zh, en: own.en }, ...(sign ?? [])];
}

function situationOf(before: Mood, after: Mood, tags: readonly Tag[]): Situation {
  const feelings = tags.map((tag) => feelingOf[tag]);
  if (feelings.includes('harm')) return 'provoked';
  if (after.level > before.level || feelings.includes('slow')) return 'impatient';
  return feelings.includes('kind') ? 'soothed' : 'plain';
}

/** From what the way on can be told, when staff have to choose it. */
function signFor(pack: ScriptPack, casting: Casting, practice: Practice): readonly Words[] | null {
  const { script, node } = placeOf(pack, practice.session);
  if (node.type !== 'choose' || script.code !== practice.setup.script) return null;
  const pick = sceneOf(casting, script.code).picks[node.id];
  const to = rightPick(casting, practice, node);
  const shown = [pick?.willing, pick?.unwilling].find((one) => one?.to === to);
  return shown === undefined ? null : [{ zh: shown.zh, en: shown.en }];
}

interface Watch {
  readonly tags: readonly Tag[];
  readonly unseen: number;
  readonly unseenDanger: number;
}

/** Whether what is to be seen was rated in time. */
function watched({ session, mood, unseen, unseenDanger }: Practice, choice: Choice): Watch {
  const last = session.ratings.at(-1);
  const rating = choice.kind === 'rate' ? choice : last;
  const level: Level | -1 = rating?.level ?? -1;
  const ratedSigns = new Set([
    ...session.ratings.flatMap((one) => one.distress),
    ...(choice.kind === 'rate' ? choice.distress : []),
  ]);
  const isLate = mood.level > level;
  const isDanger = mood.distress.some((sign) => dangers.includes(sign) && !ratedSigns.has(sign));
  const now = choice.kind === 'rate' ? 0 : 1;
  const late = isLate ? unseen + now : 0;
  const danger = isDanger ? unseenDanger + now : 0;
  return {
    unseen: late,
    unseenDanger: danger,
    tags: [
      ...(late === lateAfter && now === 1 ? (['ratedLate'] as const) : []),
      ...(danger === dangerLateAfter && now === 1 ? (['dangerMissed'] as const) : []),
    ],
  };
}

function endingOf(session: Session, mood: Mood, turns: number): Ending | null {
  if (session.outcome !== null) return 'talk';
  if (mood.gone) return 'left';
  return turns >= mostTurns ? 'tooLong' : null;
}

/** What can be seen: two signs of the level, and one of each kind of distress. */
function cuesOf({ cues }: Casting, { seed }: PracticeSetup, { level, distress }: Mood, turn: number): readonly Words[] {
  const seen = cues.levels[level];
  const first = drawn(seen, seed, 'cue', turn);
  const second = drawn(
    seen.filter((one) => one !== first),
    seed,
    'cue2',
    turn,
  );
  const signs = distress.map((sign) => drawn(cues.distress[sign], seed, sign, turn));
  return [first, second, ...signs].filter((one) => one !== undefined);
}
