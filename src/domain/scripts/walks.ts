/**
 * Walks over a script with the real engine, until every way of every node was gone or nothing new can be found. A way that no walk
 * can go is a mistake of the script: a condition that can't hold, or one that an earlier way always takes.
 */
import type { CompiledScript, ScriptPack } from './compile';
import { startSession, step } from './engine';
import { factHolds } from './evaluate';
import type { ScriptEvent } from './events';
import { guardsWithin } from './graph';
import type { Guard, Scalar } from './guard';
import { overrideKinds, type Session } from './session';
import { levels, type Post, type RiskFlag } from './vocabulary';
import { placeOf } from './walk';

export interface Walked {
  readonly ways: number;
  /** Ways that no walk went, as `node → node`. */
  readonly notWalked: readonly string[];
}

/** More different situations than any script of a sound size has. */
const mostSituations = 6000;
/** A rating a minute later can lower the level. */
const minuteMs = 61_000;
const walker = 'walker';

/** Walks one script. Scripts that it calls are taken as they are called: in and out again. */
export function walkScript(pack: ScriptPack, code: string): Walked {
  const { script, root, alone } = byItself(pack, code);
  const open = new Set(waysOf(script));
  const ways = open.size;
  const guards = guardsIn(script);
  const values = valuesByFact(guards);
  for (const seed of seeds(alone, root, guards)) {
    if (open.size === 0) break;
    explore(alone, script, seed, values, guards, open);
  }
  return { ways, notWalked: [...open] };
}

/** The script in a pack of its own, where each script that it calls returns at once. Shared ones are called by a root. */
function byItself(
  pack: ScriptPack,
  code: string,
): { readonly script: CompiledScript; readonly root: string; readonly alone: ScriptPack } {
  const script = pack.scripts[code];
  if (script === undefined) throw new Error(`No script ${code}`);
  const stubs = Object.fromEntries(Object.keys(pack.scripts).map((other) => [other, returning(other)]));
  const caller = script.registerAt === undefined ? { [callerCode]: calling(code) } : {};
  return {
    script,
    root: script.registerAt === undefined ? callerCode : code,
    alone: { ...pack, scripts: { ...stubs, ...caller, [code]: script } },
  };
}

const callerCode = 'ALL-00';
const plain = { onEnter: [], promises: [], byLevel: {}, alternates: [], prompts: [], items: [] };
const bare = {
  title: { zh: '', en: '' },
  trigger: { zh: '', en: '' },
  version: '1.0.0',
  required: [],
  terms: {},
  facts: {},
  escalations: [],
  variants: [],
};

const returning = (code: string): CompiledScript => ({
  ...bare,
  code,
  shared: true,
  start: 'back',
  nodes: { back: { ...plain, id: 'back', type: 'end', stage: 'S0', edges: [], outcome: 'return' } },
});

const calling = (code: string): CompiledScript => ({
  ...bare,
  code: callerCode,
  shared: false,
  start: 'in',
  registerAt: 'in',
  nodes: {
    in: { ...plain, id: 'in', type: 'sub', stage: 'S6', script: code, edges: [{ to: 'out', else: true }] },
    out: { ...plain, id: 'out', type: 'end', stage: 'S6', edges: [], outcome: 'registeredWithDue' },
  },
});

const way = (from: string, to: string): string => `${from} → ${to}`;

function waysOf({ nodes }: CompiledScript): readonly string[] {
  return Object.values(nodes).flatMap(({ id, edges, onExpire }) => [
    ...edges.map(({ to }) => way(id, to)),
    ...(onExpire === undefined ? [] : [way(id, onExpire)]),
  ]);
}

const guardsIn = ({ nodes }: CompiledScript): readonly Guard[] =>
  Object.values(nodes).flatMap(({ edges }) =>
    edges.flatMap(({ when }) => (when === undefined ? [] : guardsWithin(when))),
  );

type FactGuard = Extract<Guard, { readonly fact: string }>;

/** What is worth answering: of the values that all conditions treat alike, one. */
function valuesByFact(guards: readonly Guard[]): ReadonlyMap<string, readonly (Scalar | null)[]> {
  const asked = new Map<string, FactGuard[]>();
  for (const guard of guards) if ('fact' in guard) asked.set(guard.fact, [...(asked.get(guard.fact) ?? []), guard]);
  return new Map([...asked].map(([fact, about]) => [fact, distinct(about)]));
}

function distinct(about: readonly FactGuard[]): readonly (Scalar | null)[] {
  const named = about.flatMap(({ eq, ne, in: some = [], gte, lte }) => [
    ...[eq, ne, ...some].filter((value) => value !== undefined),
    ...[gte, lte].flatMap((limit) => (limit === undefined ? [] : [limit - 1, limit, limit + 1])),
  ]);
  const byOutcome = new Map<string, Scalar | null>();
  for (const value of [null, 'other', ...named]) {
    const outcome = about.map((guard) => factHolds(guard, value)).join();
    if (!byOutcome.has(outcome)) byOutcome.set(outcome, value);
  }
  return [...byOutcome.values()];
}

/** Where walks start: the plain situation, and each that a condition asks about besides what is answered. */
function seeds(pack: ScriptPack, root: string, guards: readonly Guard[]): readonly Session[] {
  const posts = new Set<Post>(['teller']);
  const flags = new Set<RiskFlag | null>([null]);
  for (const guard of guards) {
    if ('flag' in guard) flags.add(guard.flag);
    if ('post' in guard) posts.add(guard.post);
    if ('within' in guard || 'withinLimit' in guard)
      ['manager', 'officer', 'branch', 'hq'].forEach((post) => posts.add(post as Post));
  }
  return [...posts].flatMap((post) =>
    [...flags].map((flag) => {
      const onDuty = { person: walker, post, limitFen: post === 'teller' ? 0 : 100_000 };
      const session = startSession(pack, { pack: 'walk', script: root, onDuty, at: 0 });
      const raised = {
        type: 'flagged',
        flag,
        expiresAt: null,
        reviewer: null,
        at: 0,
        by: walker,
      } as const;
      return flag === null ? session : step(pack, session, { ...raised, flag, basis: ['seen', 'heard'] }).session;
    }),
  );
}

function explore(
  pack: ScriptPack,
  script: CompiledScript,
  seed: Session,
  values: ReadonlyMap<string, readonly (Scalar | null)[]>,
  guards: readonly Guard[],
  open: Set<string>,
): void {
  const facts = [...values.keys()];
  const seen = new Set<string>();
  const waiting = createFrontier();
  waiting.add(seed);
  note(script, seed, 0, open);
  for (let tried = 0; tried < mostSituations && open.size > 0; tried += 1) {
    const session = waiting.next();
    if (session === undefined) return;
    for (const event of candidates(pack, session, values, guards)) {
      const next = step(pack, session, event).session;
      note(script, next, session.path.length, open);
      const key = situation(script, next, facts);
      if (next.outcome !== null || seen.has(key)) continue;
      seen.add(key);
      waiting.add(next);
    }
  }
}

interface Frontier {
  readonly add: (session: Session) => void;
  readonly next: () => Session | undefined;
}

/** Goes on from the node that was left least often, so that the end of a long script is tried as soon as its beginning. */
function createFrontier(): Frontier {
  const byNode = new Map<string, { readonly sessions: Session[]; left: number }>();
  return {
    add: (session) => {
      const node = session.frames.map((frame) => frame.node).join('/');
      const here = byNode.get(node);
      if (here === undefined) byNode.set(node, { sessions: [session], left: 0 });
      else here.sessions.push(session);
    },
    next: () => {
      const open = [...byNode.values()].filter(({ sessions }) => sessions.length > 0);
      const [first] = open;
      if (first === undefined) return undefined;
      const least = open.reduce((one, other) => (other.left < one.left ? other : one), first);
      least.left += 1;
      return least.sessions.shift();
    },
  };
}

/** Takes the ways that were gone since off the list. */
function note(script: CompiledScript, { path, suggestions }: Session, from: number, open: Set<string>): void {
  const own = path.slice(Math.max(0, from - 8)).filter((one) => one.script === script.code);
  own.slice(1).forEach(({ node }, index) => open.delete(way(own[index]?.node ?? '', node)));
  for (const { kind, state, id, to } of suggestions)
    if (kind === 'timer' && state === 'taken') open.delete(way(id.split('.')[2] ?? '', to?.split('.')[1] ?? ''));
}

/** Two sessions in the same situation go the same ways. */
function situation(script: CompiledScript, session: Session, facts: readonly string[]): string {
  const own = session.frames.find((frame) => frame.script === script.code);
  const limited = Object.values(script.nodes)
    .filter(({ maxVisits }) => maxVisits !== undefined)
    .map(({ id, maxVisits = 0 }) => Math.min(own?.visits[id] ?? 0, maxVisits));
  return JSON.stringify([
    session.frames.map(({ node }) => node),
    session.level,
    session.lowering === null,
    session.need,
    session.mode,
    session.distress,
    session.outcome,
    session.suggestions.filter(({ kind, state }) => kind === 'timer' && state === 'open').length > 0,
    session.ticked.length,
    limited,
    facts.map((fact) => session.facts[fact]?.value ?? null),
  ]);
}

function candidates(
  pack: ScriptPack,
  session: Session,
  values: ReadonlyMap<string, readonly (Scalar | null)[]>,
  guards: readonly Guard[],
): readonly ScriptEvent[] {
  const by = { at: session.now + minuteMs, by: walker };
  const { node } = placeOf(pack, session);
  const rate = (level: (typeof levels)[number]): ScriptEvent => ({ type: 'rated', level, distress: [], ...by });
  if (session.level === null) return levels.map(rate);
  const danger = overrideKinds.filter((kind) =>
    session.overrides.some((one) => one.kind === kind && one.until === null),
  );
  const always: readonly ScriptEvent[] = [
    ...session.timers.map(({ endsAt }): ScriptEvent => ({ type: 'ticking', at: endsAt, by: walker })),
    ...danger.map((kind): ScriptEvent => ({ type: 'alarmOver', kind, ...by })),
    ...session.suggestions
      .filter(({ kind, state }) => kind === 'timer' && state === 'open')
      .map(({ id }): ScriptEvent => ({ type: 'suggestionTaken', id, ...by })),
    ...guards.flatMap((guard): ScriptEvent[] =>
      'distress' in guard ? [{ type: 'rated', level: session.level ?? 0, distress: [guard.distress], ...by }] : [],
    ),
  ];
  return [...stepsAt(node, values, by, rate), ...always];
}

type At = { readonly at: number; readonly by: string };

function stepsAt(
  node: CompiledScript['nodes'][string],
  values: ReadonlyMap<string, readonly (Scalar | null)[]>,
  by: At,
  rate: (level: (typeof levels)[number]) => ScriptEvent,
): readonly ScriptEvent[] {
  switch (node.type) {
    case 'say':
      return [
        { type: 'said', ...by },
        { type: 'skipped', ...by },
      ];
    case 'ask':
      return [
        ...(values.get(node.fact ?? '') ?? ['other']).map((value): ScriptEvent => ({ type: 'answered', value, ...by })),
        { type: 'skipped', ...by },
      ];
    case 'listen':
      return [{ type: 'listened', ...by }];
    case 'choose':
      return node.on === 'emotion'
        ? levels.map(rate)
        : node.edges.map(({ to }): ScriptEvent => ({ type: 'picked', to, ...by }));
    case 'checklist':
      return [
        ...node.items.map(({ id: item }): ScriptEvent => ({ type: 'ticked', item, on: true, ...by })),
        { type: 'checked', ...by },
      ];
    case 'act':
      return [{ type: 'acted', done: true, approver: 'hq', ...by }];
    case 'escalate':
      return [{ type: 'escalated', ...by }];
    case 'timer':
    case 'note':
    case 'sub':
    case 'end':
      return [];
  }
}
