/**
 * Where a conversation can stand, as the counter sees it: each kind of node at each level of anger, found with the real engine over
 * every script of the shelf, and the events that lead there. Of all places of a kind the one with most to show is taken.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ScriptBundle } from '../../src/domain/scripts/bundle';
import type { ScriptPack } from '../../src/domain/scripts/compile';
import { startSession, step } from '../../src/domain/scripts/engine';
import type { ScriptEvent } from '../../src/domain/scripts/events';
import { mayBeSkipped } from '../../src/domain/scripts/held';
import { present, type Shown } from '../../src/domain/scripts/present';
import type { Session } from '../../src/domain/scripts/session';
import { levels } from '../../src/domain/scripts/vocabulary';
import type { ConversationAct } from '../../src/shared/contract/conversation';

export type Level = (typeof levels)[number];

/** The eleven types of node, where a type looks different by what it holds in more than one way. */
export const kinds = [
  'rate',
  'say',
  'ask',
  'ask-choice',
  'listen',
  'choose-emotion',
  'choose-pick',
  'checklist',
  'act',
  'act-approver',
  'act-emergency',
  'escalate',
  'timer',
  'note',
  'sub',
  'end',
] as const;
export type Kind = (typeof kinds)[number];

export interface NodeState {
  readonly kind: Kind;
  readonly level: Level;
  readonly script: string;
  readonly acts: readonly ConversationAct[];
}

/** Situations of one script at one level: more than that show the same nodes again. */
const mostSituations = 250;
const person = 'walker';

/** One state for each kind and level that any script has, level by level. */
export function nodeStates(): readonly NodeState[] {
  const pack = builtPack();
  const found = new Map<string, { readonly state: NodeState; readonly weight: number }>();
  for (const { code, registerAt } of Object.values(pack.scripts))
    if (registerAt !== undefined) for (const level of levels) walk(pack, code, level, found);
  return kinds.flatMap((kind) =>
    levels.flatMap((level) => {
      const there = found.get(`${kind}.${String(level)}`);
      return there === undefined ? [] : [there.state];
    }),
  );
}

/** The scripts of the application as it was built. */
function builtPack(): ScriptPack {
  const file = path.resolve(__dirname, '../../out/scripts.json');
  // The build has just checked it.
  return (JSON.parse(readFileSync(file, 'utf8')) as ScriptBundle).pack;
}

function walk(
  pack: ScriptPack,
  script: string,
  level: Level,
  found: Map<string, { readonly state: NodeState; readonly weight: number }>,
): void {
  const onDuty = { person, post: 'teller', limitFen: 0 } as const;
  const seen = new Set<string>();
  const waiting: { readonly session: Session; readonly acts: readonly ConversationAct[] }[] = [
    { session: startSession(pack, { pack: 'pictures', script, onDuty, at: 0 }), acts: [] },
  ];
  for (let tried = 0; tried < mostSituations; tried += 1) {
    const here = waiting.shift();
    if (here === undefined) return;
    const shown = present(pack, here.session, {}, 'zh');
    for (const kind of kindsOf(here.session, shown)) {
      const key = `${kind}.${String(level)}`;
      const weight = weightOf(shown);
      if (weight > (found.get(key)?.weight ?? -1))
        found.set(key, { state: { kind, level, script, acts: here.acts }, weight });
    }
    if (here.session.outcome !== null) continue;
    for (const acts of waysOn(shown, level)) {
      let session: Session | null = here.session;
      for (const act of acts) {
        if (session === null) break;
        const term = act.type === 'flagged' ? { expiresAt: null, reviewer: null } : {};
        const next = step(pack, session, { ...act, ...term, at: session.now + 1_000, by: person } as ScriptEvent);
        session = next.ok ? next.session : null;
      }
      if (session === null) continue;
      const place = JSON.stringify([session.frames.map(({ script: of, node }) => [of, node]), session.outcome]);
      if (seen.has(place)) continue;
      seen.add(place);
      waiting.push({ session, acts: [...here.acts, ...acts] });
    }
  }
}

function kindsOf({ frames, timers, outcome, level }: Session, shown: Shown): readonly Kind[] {
  if (outcome !== null) return ['end'];
  if (level === null) return ['rate'];
  const around: readonly Kind[] = [
    ...(timers.length > 0 ? (['timer'] as const) : []),
    ...(shown.notes.length > 0 ? (['note'] as const) : []),
    ...(frames.length > 1 ? (['sub'] as const) : []),
  ];
  return [kindOf(shown), ...around];
}

function kindOf({ type, asks, act, choices }: Shown): Kind {
  switch (type) {
    case 'ask':
      return asks?.declaration.input === 'choice' ? 'ask-choice' : 'ask';
    case 'choose':
      return choices.length === 0 ? 'choose-emotion' : 'choose-pick';
    case 'act':
      if (act?.action === 'callPolice' || act?.action === 'callAmbulance') return 'act-emergency';
      return act?.within === false ? 'act-approver' : 'act';
    default:
      return type;
  }
}

const weightOf = ({ line, why, tips, notes, prompts, items, alternates, choices, escalation }: Shown): number =>
  [
    line,
    why,
    escalation?.reason,
    ...notes,
    ...prompts,
    ...items,
    ...alternates.slice(0, 1),
    ...choices.map(({ label }) => label),
  ].reduce((sum, one) => sum + (one?.text.length ?? 0), 0) + tips.reduce((sum, { zh }) => sum + zh.length, 0);

/** Every way on from here; some take more than one event. */
function waysOn(shown: Shown, level: Level): readonly (readonly ConversationAct[])[] {
  const rate: ConversationAct = { type: 'rated', level, distress: [] };
  if (shown.held === 'rateFirst') return [[rate]];
  if (mayBeSkipped(shown.held)) return [[{ type: 'skipped' }]];
  switch (shown.type) {
    case 'say':
      return [[{ type: 'said' }]];
    case 'ask':
      return answersTo(shown).map((value) => [{ type: 'answered', value }]);
    case 'listen':
      return [[{ type: 'listened' }]];
    case 'choose':
      return shown.choices.length === 0 ? [[rate]] : shown.choices.map(({ to }) => [{ type: 'picked', to }]);
    case 'checklist':
      return [[...shown.items.map(({ item }) => ({ type: 'ticked', item, on: true }) as const), { type: 'checked' }]];
    case 'act':
      return [
        [{ type: 'acted', done: true, ...(shown.act?.within === false ? { approver: 'hq' as const } : {}) }],
        [{ type: 'acted', done: false }],
      ];
    case 'escalate':
      return [[{ type: 'escalated' }]];
    case 'timer':
    case 'note':
    case 'sub':
    case 'end':
      return [];
  }
}

function answersTo({ asks }: Shown): readonly (string | number | boolean | null)[] {
  switch (asks?.declaration.input) {
    case 'choice':
      return (asks.declaration.options ?? []).map(({ id }) => id);
    case 'yesNo':
      return ['yes', 'no'];
    case 'money':
      return [5_000_000];
    case 'number':
      return [40];
    case 'date':
      return ['2026-03-15'];
    case 'time':
      return ['15:30'];
    default:
      return ['他说没人管他'];
  }
}
