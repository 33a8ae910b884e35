/** Moving from node to node: entering, what passes by itself, sub-scripts, and the ends. */
import type { CompiledEdge, CompiledNode, CompiledScript, ScriptPack } from './compile';
import { holds } from './evaluate';
import { isAnswered } from './spoken';
import { lineId } from './lines';
import type { Effect } from './script';
import type { Frame, Session } from './session';

/** The script and node being played; the pack holds whatever a session of that pack names. */
export function placeOf(
  pack: ScriptPack,
  session: Session,
): { readonly script: CompiledScript; readonly node: CompiledNode } {
  const { script: code, node: id } = topOf(session);
  const script = scriptOf(pack, code);
  const node = script.nodes[id];
  if (node === undefined) throw new Error(`${code} has no node ${id}`);
  return { script, node };
}

export function scriptOf(pack: ScriptPack, code: string): CompiledScript {
  const script = pack.scripts[code];
  if (script === undefined) throw new Error(`No script ${code}`);
  return script;
}

export function topOf({ frames }: Session): Frame {
  const top = frames.at(-1);
  if (top === undefined) throw new Error('A session has at least one frame');
  return top;
}

export function rootOf(pack: ScriptPack, { frames }: Session): CompiledScript {
  return scriptOf(pack, frames[0]?.script ?? '');
}

/** Remembers the place, so that one step back leads to it. */
const longestTrail = 100;
export const marked = (session: Session): Session => ({
  ...session,
  trail: [...session.trail, session.frames].slice(-longestTrail),
});

/** Leaves the current node by the first way that holds. */
export function leave(pack: ScriptPack, session: Session): Session {
  const { node } = placeOf(pack, session);
  const edge = node.edges.find((one) => isOpen(pack, session, one));
  return edge === undefined ? toRegister(pack, session) : enter(pack, session, edge.to);
}

/** True when the way holds, and its node may be entered once more. */
export function isOpen(pack: ScriptPack, session: Session, edge: CompiledEdge): boolean {
  if (edge.levels !== undefined && (session.level === null || !edge.levels.includes(session.level))) return false;
  if (edge.is !== undefined && session.need !== edge.is && session.mode !== edge.is) return false;
  if (edge.when !== undefined && !holds(edge.when, session)) return false;
  return !isUsedUp(pack, session, edge.to);
}

function isUsedUp(pack: ScriptPack, session: Session, node: string): boolean {
  const { script, visits } = topOf(session);
  const most = scriptOf(pack, script).nodes[node]?.maxVisits;
  return most !== undefined && (visits[node] ?? 0) >= most;
}

/**
 * Enters a node of the script being played, and goes on over whatever needs nobody. A ring of such nodes can't hold the talk:
 * after as many of them as no script has, it goes to "register and close".
 */
const mostPassed = 64;

export function enter(pack: ScriptPack, session: Session, id: string, passed = 0): Session {
  const at = arrive(pack, session, id);
  const { node } = placeOf(pack, at);
  if (passed > mostPassed) return toRegister(pack, at);
  switch (node.type) {
    case 'note':
      return through(pack, { ...at, notes: [...at.notes, node.line ?? ''].slice(-longestNotes) }, passed);
    case 'timer':
      return through(pack, withTimer(at, node), passed);
    case 'choose':
      return node.on === 'fact' || node.on === 'authority' || node.on === 'distress' ? through(pack, at, passed) : at;
    case 'sub':
      return node.goOver === undefined
        ? call(pack, at, node.script ?? '', passed)
        : goOver(pack, at, node.script ?? '', node.goOver.at, passed);
    case 'end':
      return finish(pack, at, node, passed);
    case 'say':
    case 'ask':
    case 'listen':
    case 'checklist':
    case 'act':
    case 'escalate':
      return at;
  }
}

const longestNotes = 3;

function through(pack: ScriptPack, session: Session, passed: number): Session {
  const { node } = placeOf(pack, session);
  const edge = node.edges.find((one) => isOpen(pack, session, one));
  return edge === undefined ? toRegister(pack, session) : enter(pack, session, edge.to, passed + 1);
}

/** The session at the node: visit counted, effects and promises applied, shown lines noted. */
function arrive(pack: ScriptPack, session: Session, id: string): Session {
  const top = topOf(session);
  const node = scriptOf(pack, top.script).nodes[id];
  if (node === undefined) throw new Error(`${top.script} has no node ${id}`);
  const frame = { ...top, node: id, visits: { ...top.visits, [id]: (top.visits[id] ?? 0) + 1 } };
  const there: Session = {
    ...session,
    frames: [...session.frames.slice(0, -1), frame],
    ...cycled(session, top.script, node),
  };
  const changed = node.onEnter.reduce(withEffect, there);
  const line = spokenAt(pack, scriptOf(pack, top.script), node, changed);
  const shown = { script: top.script, node: id, line, at: session.now };
  return withPromises({ ...changed, path: [...changed.path, shown] }, node);
}

/**
 * The session with the words that fit now, where the step that stands open was shown with others: the customer was rated or flagged
 * since, or one went back to it. What was shown before stays in the path, since it was on the screen.
 */
export function reworded(pack: ScriptPack, session: Session): Session {
  const { script, node } = placeOf(pack, session);
  if (session.outcome !== null || (node.type !== 'say' && node.type !== 'ask')) return session;
  const line = spokenAt(pack, script, node, session);
  const shown = lastShown(session, script.code, node.id);
  if (shown === null || line === shown) return session;
  return { ...session, path: [...session.path, { script: script.code, node: node.id, line, at: session.now }] };
}

/** Id of the words with which a step was last on the screen. */
export const lastShown = ({ path }: Session, script: string, node: string): string | null =>
  path.findLast((one) => one.script === script && one.node === node)?.line ?? null;

/** The line for this customer, or the one for an answer that it speaks of and nobody gave. */
function spokenAt(pack: ScriptPack, script: CompiledScript, node: CompiledNode, session: Session): string | null {
  const line = lineAt(script, node, session);
  return line !== null && node.unanswered !== undefined && !isAnswered(pack, line, session) ? node.unanswered : line;
}

/**
 * The line for this customer (a variant), else for this level of anger, else the usual one. Who is angry hears a line for the
 * angry: that of the variant, else that of the node, before the calm one of the variant.
 */
function lineAt(script: CompiledScript, node: CompiledNode, session: Session): string | null {
  const { level } = session;
  const usual = lineFor(node, level) ?? node.line ?? null;
  const variant = script.variants.find(({ lines, when }) => lines.includes(node.id) && holds(when, session));
  if (variant === undefined) return usual;
  const own = lineId(script.code, node.id, variant.id);
  if (level === null) return own;
  const levels = variant.byLevel[node.id] ?? [];
  if (levels.includes(level)) return lineId(own, level);
  if (level === 3 && node.byLevel[3] === undefined && levels.includes(2)) return lineId(own, 2);
  return level >= 2 && lineFor(node, level) !== undefined ? usual : own;
}

/** Who is beside themselves (3) and has no words of their own at this node hears those for the angry, never the calm ones. */
const lineFor = ({ byLevel }: CompiledNode, level: Session['level']): string | undefined =>
  level === null ? undefined : (byLevel[level] ?? (level === 3 ? byLevel[2] : undefined));

/** Stop rule (§1.6): how often the talk came to this point without anything new being known. */
function cycled(session: Session, script: string, node: CompiledNode): Pick<Session, 'cycles'> {
  if (node.type === 'choose' || node.stage === 'S0') return { cycles: session.cycles };
  const key = `${script}.${node.id}`;
  const before = session.cycles[key];
  const count = before?.factsChanged === session.factsChanged ? before.count + 1 : 1;
  return { cycles: { ...session.cycles, [key]: { count, factsChanged: session.factsChanged } } };
}

function withEffect(session: Session, effect: Effect): Session {
  if ('set' in effect)
    return {
      ...session,
      facts: { ...session.facts, [effect.set]: { value: effect.value, at: session.now, by: 'script' } },
    };
  if ('need' in effect) return { ...session, need: effect.need };
  if ('mode' in effect) return { ...session, mode: effect.mode };
  if (session.flags.some(({ flag }) => flag === effect.raise)) return session;
  const raised = {
    flag: effect.raise,
    basis: [effect.basis.zh],
    by: 'script',
    at: session.now,
    expiresAt: null,
    reviewer: null,
  };
  return { ...session, flags: [...session.flags, raised] };
}

/** Made once, however often the node is passed. */
function withPromises(session: Session, node: CompiledNode): Session {
  const made = node.promises
    .filter(
      ({ line, when }) =>
        !session.promises.some((one) => one.line === line) && (when === undefined || holds(when, session)),
    )
    .map(({ line, owner, due }) => ({ line, owner, due, at: session.now, by: session.onDuty.person }));
  return made.length === 0 ? session : { ...session, promises: [...session.promises, ...made] };
}

function withTimer(session: Session, node: CompiledNode): Session {
  const { script } = topOf(session);
  const others = session.timers.filter((one) => one.script !== script || one.node !== node.id);
  return {
    ...session,
    timers: [...others, { script, node: node.id, endsAt: session.now + (node.seconds ?? 0) * 1000 }],
  };
}

/** Plays another script; the present node waits below it. */
export function call(pack: ScriptPack, session: Session, code: string, passed = 0): Session {
  const { start } = scriptOf(pack, code);
  const frame = { script: code, node: start, visits: {} };
  return enter(pack, { ...session, frames: [...session.frames, frame] }, start, passed + 1);
}

/** Another script instead of the one being played; what is known goes along, its clocks do not. */
function goOver(pack: ScriptPack, session: Session, code: string, at: string | undefined, passed: number): Session {
  const left = topOf(session).script;
  const node = at ?? scriptOf(pack, code).start;
  const over: Session = {
    ...session,
    frames: [...session.frames.slice(0, -1), { script: code, node, visits: {} }],
    timers: session.timers.filter(({ script }) => script !== left),
  };
  return enter(pack, over, node, passed + 1);
}

function finish(pack: ScriptPack, session: Session, node: CompiledNode, passed: number): Session {
  if (node.outcome === 'return')
    return session.frames.length > 1 ? comeBack(pack, session, passed) : registered(pack, session);
  if (node.outcome === 'settledOnSpot' && !mayBeSettled(pack, session)) return registered(pack, session);
  return { ...session, outcome: node.outcome ?? null };
}

/** A complaint is never talked away: without a "no" to the question whether it is one, and from who is angry, it is registered. */
const mayBeSettled = (pack: ScriptPack, session: Session): boolean =>
  scriptOf(pack, topOf(session).script).forStaff ||
  (session.facts['complains']?.value === 'no' && session.level !== null && session.level <= 1);

/** An end that this talk can't have leads to registering, unless that was done. */
function registered(pack: ScriptPack, session: Session): Session {
  const { registerAt = '' } = rootOf(pack, session);
  return (session.frames[0]?.visits[registerAt] ?? 0) > 0
    ? { ...session, outcome: 'registeredWithDue' }
    : toRegister(pack, session);
}

/** Back from a sub-script: past the node that called it, or to the node that was interrupted. */
function comeBack(pack: ScriptPack, session: Session, passed: number): Session {
  const below: Session = { ...session, frames: session.frames.slice(0, -1) };
  const { node } = placeOf(pack, below);
  if (node.type === 'end') return finish(pack, below, node, passed);
  return node.type === 'sub' ? through(pack, below, passed) : below;
}

/** "Register and close" of the script that was started first. Works from everywhere, whatever an author wrote. */
export function toRegister(pack: ScriptPack, session: Session): Session {
  const root = session.frames[0];
  if (root === undefined) throw new Error('A session has at least one frame');
  const registerAt = scriptOf(pack, root.script).registerAt;
  if (registerAt === undefined) throw new Error(`${root.script} can't be started by itself`);
  return enter(pack, { ...session, frames: [root], outcome: null }, registerAt);
}
