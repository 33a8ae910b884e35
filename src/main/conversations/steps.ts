/** One step of a conversation: what the form knows is learned first, then the act; all in one write, and the form follows. */
import type { NewConversationEvent, ShownStep, Spoken } from '../../domain/conversation/events';
import type { Conversation } from '../../domain/conversation/fold';
import { step } from '../../domain/scripts/engine';
import type { Refusal, ScriptEvent } from '../../domain/scripts/events';
import { present, type Shown } from '../../domain/scripts/present';
import { flagExpiry, flagReviewer } from '../../domain/scripts/flag-terms';
import type { ScriptPack } from '../../domain/scripts/compile';
import type { Directory } from '../../domain/directory/directory';
import type { ConversationAct } from '../../shared/contract/conversation';
import type { DraftRecord } from '../drafts/drafts';
import { formWithFacts } from './form-facts';
import { caughtUp, factsHere, type Surroundings } from './surroundings';
import { lineText } from './views';

export interface PlannedStep {
  /** In the order in which they are kept; empty where nothing is worth keeping. */
  readonly events: readonly NewConversationEvent[];
  /** The form beside it as the facts of this step leave it; null where it stays. */
  readonly draft: DraftRecord | null;
}

export type Planned =
  { readonly ok: true; readonly step: PlannedStep } | { readonly ok: false; readonly refusal: Refusal };

/** An act of the page with what main knows of it: when, by whom, and of a flag until when it counts and who looks at it again. */
export function stamped(
  act: ConversationAct,
  stamp: { readonly at: number; readonly by: string },
  directory: Pick<Directory, 'people'>,
): ScriptEvent {
  if (act.type !== 'flagged') return { ...act, ...stamp };
  const reviewer = flagReviewer(directory, stamp.by)?.userId ?? null;
  return { ...act, ...stamp, expiresAt: flagExpiry(act.flag, stamp.at), reviewer };
}

/** What there is to keep of an act. Writes nothing. */
export function planStep(
  pack: ScriptPack,
  talk: Conversation,
  { draft, values }: Pick<Surroundings, 'draft' | 'values'>,
  event: ScriptEvent,
): Planned {
  const { talk: ready, events: learned } = caughtUp(pack, talk, draft, { at: event.at, by: event.by });
  const result = step(pack, ready.session, event);
  if (!result.ok) return { ok: false, refusal: result.refusal };
  // A clock that only went on is nothing to write down.
  const idle = event.type === 'ticking' && sameButTime(result.session, ready.session) && learned.length === 0;
  if (idle) return { ok: true, step: { events: [], draft: null } };
  const shown = present(pack, ready.session, values);
  const silent = (one: ScriptEvent): NewConversationEvent => ({
    type: 'conversation.step',
    payload: { event: one, spoken: null, shown: [] },
  });
  const act: NewConversationEvent = {
    type: 'conversation.step',
    payload: { event, spoken: spokenBy(event, shown), shown: shownBy(pack, result.session, ready.session, values) },
  };
  return {
    ok: true,
    step: {
      events: [...learned.map(silent), act],
      draft: draft === null ? null : followed(pack, ready, result.session, draft),
    },
  };
}

const sameButTime = (after: Conversation['session'], before: Conversation['session']): boolean =>
  after.timers.length === before.timers.length && after.suggestions.length === before.suggestions.length;

/** What the event says was read aloud: as shown, as an alternate, or in other words. */
function spokenBy(event: ScriptEvent, shown: Shown): Spoken {
  if (event.type !== 'said') return null;
  const line = [shown.line, ...shown.alternates].find((one) => one !== null && one.id === event.line) ?? shown.line;
  return line === null ? null : { line: line.id, text: event.altered ?? line.text };
}

/** What came on the screen by this step. */
function shownBy(
  pack: ScriptPack,
  after: Conversation['session'],
  before: Conversation['session'],
  values: Readonly<Record<string, string>>,
): ShownStep[] {
  const current = present(pack, after, values);
  return after.path.slice(before.path.length).map(({ script, node, line }) => {
    const isHere = script === current.script && node === current.node && line === current.line?.id;
    const text = line === null ? null : isHere ? current.line.text : lineText(pack, line, after.wording, values);
    return { script, node, text };
  });
}

/** Null where the form is as it was. */
function followed(
  pack: ScriptPack,
  before: Conversation,
  after: Conversation['session'],
  draft: DraftRecord,
): DraftRecord | null {
  const facts = { ...factsHere(pack, before), ...factsHere(pack, { session: after }) };
  const form = formWithFacts(draft.form, facts, before.session.facts, after.facts);
  return form === draft.form ? null : { ...draft, form };
}
