/**
 * Walks over a script with the real engine, until every way of every node was gone or nothing new can be found. A way that no walk
 * can go is a mistake of the script: a condition that can't hold, or one that an earlier way always takes.
 */
import type { CompiledNode, CompiledScript, ScriptPack } from './compile';
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
  /** Ways that no walk can go, as `node → node`. */
  readonly notWalked: readonly string[];
  /** Ways that were not found before the walker gave up: there may be one. */
  readonly notFound: readonly string[];
}

/** More different situations than most scripts of a sound size have. */
const mostSituations = 6000;
/** A rating a minute later can lower the level. */
const minuteMs = 61_000;
const walker = 'walker';

/** Walks one script. Scripts that it calls are taken as they are called: in and out again. */
export function walkScript(pack: ScriptPack, code: string, situations = mostSituations): Walked {
  const { script, roots, alone } = byItself(pack, code);
  const open = new Set(waysOf(script));
  const ways = open.size;
  const guards = guardsIn(script);
  const values = valuesByFact(guards);
  let gaveUp = false;
  for (const seed of roots.flatMap((root) => seeds(alone, root, guards))) {
    if (open.size === 0) break;
    if (!explore(alone, script, seed, values, guards, open, situations)) gaveUp = true;
  }
  return { ways, notWalked: gaveUp ? [] : [...open], notFound: gaveUp ? [...open] : [] };
}

/** The script in a pack of its own, where each script that it calls returns at once. Begun by itself, called by a root, or both. */
function byItself(
  pack: ScriptPack,
  code: string,
): { readonly script: CompiledScript; readonly roots: readonly string[]; readonly alone: ScriptPack } {
  const script = pack.scripts[code];
  if (script === undefined) throw new Error(`No script ${code}`);
  const stubs = Object.fromEntries(
    Object.keys(pack.scripts).map((other) => [other, returning(other, begunIn(script, other))]),
  );
  const asksWhoCalled = guardsIn(script).some((guard) => 'called' in guard);
  return {
    script,
    roots: [
      ...(script.registerAt === undefined ? [] : [code]),
      ...(script.registerAt === undefined || asksWhoCalled ? [callerCode] : []),
    ],
    alone: { ...pack, scripts: { ...stubs, [callerCode]: calling(code), [code]: script } },
  };
}

const callerCode = 'ALL-00';
const plain = { onEnter: [], promises: [], byLevel: {}, alternates: [], prompts: [], items: [] };
const bare = {
  title: { zh: '', en: '' },
  trigger: { zh: '', en: '' },
  version: '1.0.0',
  required: [],
  requiredWhen: [],
  forStaff: false,
  terms: {},
  facts: {},
  escalations: [],
  variants: [],
};

/** Nodes of another script in which it takes the place of this one. */
const begunIn = ({ nodes }: CompiledScript, other: string): readonly string[] =>
  Object.values(nodes).flatMap(({ script, goOver }) =>
    script === other && goOver !== undefined ? [goOver.at ?? 'back'] : [],
  );

/** Returns at once when it is called, and ends when it has taken over. */
const returning = (code: string, begins: readonly string[]): CompiledScript => {
  const ending = (id: string, outcome: 'return' | 'handedOver'): CompiledNode => ({
    ...plain,
    id,
    type: 'end',
    stage: 'S0',
    edges: [],
    outcome,
  });
  return {
    ...bare,
    code,
    shared: true,
    start: 'back',
    nodes: {
      back: ending('back', 'return'),
      ...Object.fromEntries(begins.map((id) => [id, ending(id, 'handedOver')])),
    },
  };
};

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

type FactGuard = Extract<Guard, { readonly fact: string } | { readonly withinLimit: string }>;
const factOf = (guard: FactGuard): string => ('fact' in guard ? guard.fact : guard.withinLimit);

/** What is worth answering: of the values that all conditions treat alike, one. */
function valuesByFact(guards: readonly Guard[]): ReadonlyMap<string, readonly (Scalar | null)[]> {
  const asked = new Map<string, FactGuard[]>();
  for (const guard of guards)
    if ('fact' in guard || 'withinLimit' in guard)
      asked.set(factOf(guard), [...(asked.get(factOf(guard)) ?? []), guard]);
  return new Map([...asked].map(([fact, about]) => [fact, distinct(about)]));
}

function distinct(about: readonly FactGuard[]): readonly (Scalar | null)[] {
  const named = about.flatMap((guard): readonly Scalar[] => {
    if (!('fact' in guard)) return [0, limitFen, limitFen + 1];
    const { eq, ne, in: some = [], gte, lte } = guard;
    return [
      ...[eq, ne, ...some].filter((value) => value !== undefined),
      ...[gte, lte].flatMap((limit) => (limit === undefined ? [] : [limit - 1, limit, limit + 1])),
    ];
  });
  const byOutcome = new Map<string, Scalar | null>();
  for (const value of [null, 'other', ...named]) {
    const outcome = about.map((guard) => ('fact' in guard ? factHolds(guard, value) : limitsPassed(value))).join();
    if (!byOutcome.has(outcome)) byOutcome.set(outcome, value);
  }
  return [...byOutcome.values()];
}

/** What somebody of a higher post may sign for, in walks. */
const limitFen = 100_000;
const limitsPassed = (value: Scalar | null): number =>
  typeof value !== 'number' ? -1 : [0, limitFen].filter((limit) => value > limit).length;

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
      const onDuty = { person: walker, post, limitFen: post === 'teller' ? 0 : limitFen };
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

/** False when there was more to try than situations are allowed. */
function explore(
  pack: ScriptPack,
  script: CompiledScript,
  seed: Session,
  values: ReadonlyMap<string, readonly (Scalar | null)[]>,
  guards: readonly Guard[],
  open: Set<string>,
  situations: number,
): boolean {
  const facts = [...values.keys()];
  const seen = new Set<string>();
  const waiting = createFrontier();
  waiting.add(seed);
  note(script, seed, 0, open);
  for (let tried = 0; tried < situations && open.size > 0; tried += 1) {
    const session = waiting.next();
    if (session === undefined) return true;
    for (const event of candidates(pack, session, values, guards)) {
      const next = step(pack, session, event).session;
      note(script, next, session.path.length, open);
      const key = situation(script, next, facts);
      if (next.outcome !== null || seen.has(key)) continue;
      seen.add(key);
      waiting.add(next);
    }
  }
  return open.size === 0 || waiting.next() === undefined;
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
    // A clock that still runs can lead somewhere later.
    session.timers.map(({ node }) => node),
    session.suggestions.flatMap(({ kind, state, to }) => (kind === 'timer' && state === 'open' ? [to] : [])),
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
