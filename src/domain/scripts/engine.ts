/**
 * The conversation engine: one event in, the next session out. Pure and deterministic: the same events lead through the same
 * nodes, on any machine. Time comes with the events.
 *
 * In every node, whatever an author wrote: rate, panic, takeover, register and close, pause, one step back.
 */
import type { CompiledNode, ScriptPack } from './compile';
import { holds, reaches } from './evaluate';
import type { Refusal, ScriptEvent } from './events';
import { heldBy, mayBeSkipped } from './held';
import { afterRise, distressAfter, rated, suggest } from './mood';
import { endOverride, isOverridden, meetAgain, openOverride, raiseOverrides, settleOverrides } from './overrides';
import { newSession, type OnDuty, type Session } from './session';
import { Mode, Need, type RiskFlag } from './vocabulary';
import { call, enter, isOpen, leave, marked, placeOf, reworded, rootOf, scriptOf, topOf, toRegister } from './walk';

export type Stepped =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly refusal: Refusal; readonly session: Session };

export interface Start {
  /** Fingerprint of the pack. */
  readonly pack: string;
  readonly script: string;
  readonly onDuty: OnDuty;
  readonly at: number;
}

/** Begins a conversation. Shared sub-scripts can't be begun by themselves. */
export function startSession(pack: ScriptPack, { pack: fingerprint, script, onDuty, at }: Start): Session {
  const { start, registerAt } = scriptOf(pack, script);
  if (registerAt === undefined) throw new Error(`${script} can't be started by itself`);
  return enter(pack, newSession(fingerprint, script, start, onDuty, at), start);
}

/** The next session, or why the event changes nothing. */
export function step(pack: ScriptPack, session: Session, event: ScriptEvent): Stepped {
  // A clock that was set back must not make time run backwards.
  const now = expired(pack, { ...session, now: Math.max(session.now, event.at) });
  const refusal = refusalOf(pack, now, event);
  const result = refusal ?? apply(pack, now, event);
  if (typeof result === 'string') return { ok: false, refusal: result, session };
  return {
    ok: true,
    session: reworded(pack, watched(pack, settleOverrides(raiseOverrides(pack, meetAgain(pack, now, result, event))))),
  };
}

/** Anybody who sees danger may say so, and whoever ended the incident that a call for help was over; all else is for whoever is on duty. */
const forAnybody: readonly ScriptEvent['type'][] = [
  'panic',
  'panicOver',
  'alarmed',
  'rated',
  'takenOver',
  'registering',
  'ticking',
  'complainedOf',
];
const whilePaused: readonly ScriptEvent['type'][] = [...forAnybody, 'resumed', 'alarmOver'];
const steps: readonly ScriptEvent['type'][] = [
  'said',
  'skipped',
  'answered',
  'listened',
  'picked',
  'ticked',
  'checked',
  'acted',
  'escalated',
];

function refusalOf(pack: ScriptPack, session: Session, event: ScriptEvent): Refusal | null {
  const open = forAnybody.includes(event.type);
  if (!open && event.by !== session.onDuty.person) return 'notOnDuty';
  if (session.paused && !whilePaused.includes(event.type)) return 'paused';
  if (!steps.includes(event.type)) return null;
  const held = heldBy(session, placeOf(pack, session).node);
  return event.type === 'skipped' && mayBeSkipped(held) ? null : held;
}

function apply(pack: ScriptPack, session: Session, event: ScriptEvent): Session | Refusal {
  const { node } = placeOf(pack, session);
  switch (event.type) {
    case 'said':
      return node.type === 'say' ? leave(pack, marked(session)) : 'notHere';
    case 'skipped':
      return skip(pack, session, node);
    case 'answered':
      return answer(pack, session, node, event);
    case 'listened':
      return node.type === 'listen' ? leave(pack, marked(session)) : 'notHere';
    case 'picked':
      return pick(pack, session, node, event.to);
    case 'ticked':
      return tick(session, node, event.item, event.on);
    case 'checked':
      if (node.type !== 'checklist') return 'notHere';
      return openItems(session, node).length > 0 ? 'blocking' : leave(pack, marked(session));
    case 'acted':
      return act(pack, session, node, event);
    case 'escalated':
      return node.type === 'escalate' ? leave(pack, marked(session)) : 'notHere';
    case 'rated':
      return rate(pack, session, event);
    case 'flagged': {
      const { flag, basis, by, expiresAt, reviewer } = event;
      if (basis.length < (signsNeeded[flag] ?? 1)) return 'basis';
      const others = session.flags.filter((one) => one.flag !== flag);
      return { ...session, flags: [...others, { flag, basis, by, at: session.now, expiresAt, reviewer }] };
    }
    case 'unflagged':
      return { ...session, flags: session.flags.filter(({ flag }) => flag !== event.flag) };
    case 'factSet':
      return withFact(session, event.fact, event.value, event.by);
    case 'modeSet':
      return { ...session, mode: event.mode };
    case 'needSet':
      return { ...session, need: event.need };
    case 'caseKnown':
      return { ...session, taxonomyIds: event.taxonomyIds };
    case 'wordingSet':
      return { ...session, wording: event.wording };
    case 'suggestionTaken':
      return take(pack, session, event.id);
    case 'suggestionDismissed':
      return closeSuggestion(session, event.id, 'dismissed');
    case 'rewound':
      return rewind(session);
    case 'registering':
      return toRegister(pack, marked({ ...session, paused: false }));
    case 'paused':
      return { ...session, paused: true };
    case 'resumed':
      return { ...session, paused: false };
    case 'ticking':
      return session;
    case 'panic':
      return { ...session, panicAt: session.panicAt ?? session.now };
    case 'panicOver':
      return { ...session, panicAt: null };
    case 'alarmed':
      return openOverride(pack, session, event.kind);
    case 'alarmOver':
      return endOverride(session, event.kind);
    case 'takenOver': {
      const { by: person, post, limitFen } = event;
      return { ...session, onDuty: { person, post, limitFen }, paused: false };
    }
    case 'complainedOf':
      return { ...session, complainedOf: [...new Set([...session.complainedOf, event.person])] };
  }
}

/** A suspicion about a person takes more than one sign (§2.4). */
const signsNeeded: { readonly [F in RiskFlag]?: number } = { proxySuspected: 2 };

function skip(pack: ScriptPack, session: Session, node: CompiledNode): Session | Refusal {
  if (node.type === 'choose') return 'notHere';
  return node.type === 'checklist' && openItems(session, node).length > 0 ? 'blocking' : leave(pack, marked(session));
}

function answer(
  pack: ScriptPack,
  session: Session,
  node: CompiledNode,
  event: Extract<ScriptEvent, { type: 'answered' }>,
): Session | Refusal {
  if (node.type !== 'ask' || node.fact === undefined) return 'notHere';
  return leave(pack, withFact(marked(session), node.fact, event.value, event.by));
}

function withFact(session: Session, fact: string, value: Session['facts'][string]['value'], by: string): Session {
  const isNew = session.facts[fact]?.value !== value;
  return {
    ...session,
    facts: { ...session.facts, [fact]: { value, at: session.now, by } },
    factsChanged: session.factsChanged + (isNew ? 1 : 0),
  };
}

/** Staff choose; what they choose about the customer is remembered as need or mode. */
function pick(pack: ScriptPack, session: Session, node: CompiledNode, to: string): Session | Refusal {
  if (node.type !== 'choose' || !(node.on === 'pick' || node.on === 'need' || node.on === 'mode')) return 'notHere';
  const edge = node.edges.find((one) => one.to === to);
  if (edge === undefined) return 'notHere';
  const chosen = chosenAbout(session, node, edge.is);
  return isOpen(pack, chosen, edge) ? enter(pack, marked(chosen), to) : toRegister(pack, marked(chosen));
}

function chosenAbout(session: Session, node: CompiledNode, is: string | undefined): Session {
  const need = Need.safeParse(is);
  if (node.on === 'need' && need.success) return { ...session, need: need.data };
  const mode = Mode.safeParse(is);
  return node.on === 'mode' && mode.success ? { ...session, mode: mode.data } : session;
}

const tickOf = (session: Session, node: CompiledNode, item: string): string =>
  [topOf(session).script, node.id, item].join('.');

function tick(session: Session, node: CompiledNode, item: string, on: boolean): Session | Refusal {
  if (node.type !== 'checklist' || !node.items.some(({ id }) => id === item)) return 'notHere';
  const key = tickOf(session, node, item);
  const others = session.ticked.filter((one) => one !== key);
  return { ...session, ticked: on ? [...others, key] : others };
}

const openItems = (session: Session, node: CompiledNode): readonly string[] =>
  node.items
    .filter(({ id, blocking }) => blocking && !session.ticked.includes(tickOf(session, node, id)))
    .map(({ id }) => id);

function act(
  pack: ScriptPack,
  session: Session,
  node: CompiledNode,
  { done, approver }: Extract<ScriptEvent, { type: 'acted' }>,
): Session | Refusal {
  if (node.type !== 'act') return 'notHere';
  const needed = node.authority ?? 'hq';
  const reached = reaches(session.onDuty.post, needed) || (approver !== undefined && reaches(approver, needed));
  return done && !reached ? 'authority' : leave(pack, marked(session));
}

function rate(pack: ScriptPack, session: Session, event: Extract<ScriptEvent, { type: 'rated' }>): Session {
  const { node } = placeOf(pack, session);
  const { level, lowering } = rated(session, event.level);
  const rating = { level: event.level, distress: event.distress, at: session.now, by: event.by, stage: node.stage };
  const after: Session = {
    ...session,
    level,
    lowering,
    distress: distressAfter(session.distress, event.distress),
    ratings: [...session.ratings, rating],
  };
  const rose = session.level !== null && level > session.level && (node.stage === 'S4' || node.stage === 'S5');
  const told = rose ? afterRise(rootOf(pack, after), after) : after;
  const asked = node.type === 'choose' && node.on === 'emotion' && session.outcome === null;
  // A danger is met before the talk goes on; it is raised by `step` after this.
  return asked && !isOverridden(session, 'complainedOf') ? leave(pack, marked(told)) : told;
}

function take(pack: ScriptPack, session: Session, id: string): Session | Refusal {
  const suggestion = session.suggestions.find((one) => one.id === id && one.state === 'open');
  if (suggestion === undefined) return 'notHere';
  const taken = closeSuggestion(marked(session), id, 'taken');
  const { kind, to } = suggestion;
  const root = rootOf(pack, taken);
  if (kind === 'backToListening' && to !== null && root.nodes[to] !== undefined)
    return enter(pack, { ...taken, frames: taken.frames.slice(0, 1) }, to);
  // Only where the timer was started: another script may have begun since.
  const [script, node = ''] = (to ?? '').split('.');
  if (kind === 'timer' && script === topOf(taken).script && scriptOf(pack, script).nodes[node] !== undefined)
    return enter(pack, taken, node);
  if ((kind === 'safety' || kind === 'agreeToRegister') && to !== null && pack.scripts[to] !== undefined)
    return call(pack, taken, to);
  return taken;
}

const closeSuggestion = (session: Session, id: string, state: 'taken' | 'dismissed'): Session => ({
  ...session,
  suggestions: session.suggestions.map((one) => (one.id === id ? { ...one, state } : one)),
});

/** One step back: the place returns, what was learned and promised stays. */
function rewind(session: Session): Session | Refusal {
  const before = session.trail.at(-1);
  if (before === undefined) return 'nothingBefore';
  return { ...session, frames: before, trail: session.trail.slice(0, -1), outcome: null };
}

/** Timers that ran out offer their node; nothing moves under the hands of staff. */
function expired(pack: ScriptPack, session: Session): Session {
  const due = session.timers.filter(({ endsAt }) => endsAt <= session.now);
  const left: Session = { ...session, timers: session.timers.filter(({ endsAt }) => endsAt > session.now) };
  return due.reduce((so, { script, node, endsAt }) => {
    const onExpire = scriptOf(pack, script).nodes[node]?.onExpire;
    const to = onExpire === undefined ? null : `${script}.${onExpire}`;
    return suggest(so, { id: `timer.${script}.${node}.${endsAt}`, kind: 'timer', to, state: 'open' });
  }, left);
}

/** The stop rule and the conditions that a script watches all the time. */
const sameAgain = 3;

function watched(pack: ScriptPack, session: Session): Session {
  const { script, node } = placeOf(pack, session);
  const again = (session.cycles[`${script.code}.${node.id}`]?.count ?? 0) >= sameAgain;
  const stopped = again
    ? suggest(session, { id: `stop.${script.code}.${node.id}`, kind: 'agreeToRegister', to: 'SUB-02', state: 'open' })
    : session;
  return rootOf(pack, session)
    .escalations.filter(({ when }) => holds(when, session))
    .reduce(
      (so, { id, to }) => suggest(so, { id: `escalation.${id}`, kind: 'escalation', to, state: 'open' }),
      stopped,
    );
}
