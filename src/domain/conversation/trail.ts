/** The course of a conversation (对话经过) as its case shows it to staff: what was said and done, in the order in which it happened. */
import type { OpenEvent } from '../evidence/event-envelope';
import type { CompiledScript } from '../scripts/compile';
import type { ScriptEvent } from '../scripts/events';
import { valueText } from '../scripts/present';
import type { Session } from '../scripts/session';
import type { Words } from '../scripts/words';
import { newConversationEvent } from './events';

export interface TrailStep {
  readonly atMs: number;
  readonly by: string;
  readonly kind: ScriptEvent['type'] | 'started' | 'joined';
  /** What was said, asked or shown when it happened; in the words that stood there. */
  readonly line: string | null;
  /** What a person gave: an answer, a quote, a basis, other words. */
  readonly words: string;
  /** The same where a script has a name for it: an option, yes or no, an amount. */
  readonly named: Words | null;
  /** A code that the page has a word for: a level, a flag, a kind of danger. */
  readonly code: string;
}

/** Events that tell nothing to whoever reads a case. */
const silent: readonly ScriptEvent['type'][] = ['ticking', 'caseKnown', 'suggestionDismissed'];

/** `script` and `facts`: of the talk, where its scripts are here; without them an answer is shown as it was kept. */
export function trailOf(
  events: readonly OpenEvent[],
  known: { readonly script: Pick<CompiledScript, 'facts'>; readonly facts: Session['facts'] } | null = null,
): readonly TrailStep[] {
  let line: string | null = null;
  return events.flatMap((event): readonly TrailStep[] => {
    const made = newConversationEvent(event);
    const stamp = { atMs: event.header.at.wall, by: event.header.actor.userId };
    if (made === undefined) return [];
    switch (made.type) {
      case 'conversation.started':
        return [{ ...stamp, kind: 'started', line: null, words: '', named: null, code: made.payload.script }];
      case 'conversation.joined':
        return [{ ...stamp, kind: 'joined', line: null, words: '', named: null, code: '' }];
      case 'conversation.step': {
        const { event: act, spoken, shown } = made.payload;
        const stood = spoken?.text ?? (usesLine(act) ? line : null);
        // The line that stands on the screen from now on.
        if (shown.length > 0) line = shown.at(-1)?.text ?? null;
        return silent.includes(act.type)
          ? []
          : [{ ...stamp, kind: act.type, line: stood, ...given(act), named: namedValue(act, known) }];
      }
    }
  });
}

function namedValue(act: ScriptEvent, known: Parameters<typeof trailOf>[1]): Words | null {
  if ((act.type !== 'answered' && act.type !== 'factSet') || act.value === null || !known) return null;
  const { value } = act;
  const { facts } = known.script;
  const kept = Object.entries(known.facts).find(([, fact]) => fact.at === act.at && fact.value === value)?.[0];
  // Answered anew since: then by the only name that this answer can have.
  const declared =
    facts[act.type === 'factSet' ? act.fact : (kept ?? '')] ??
    Object.values(facts).find(({ options }) => options?.some(({ id }) => id === value));
  return declared ? { zh: valueText(declared, value, 'zh'), en: valueText(declared, value, 'en') } : null;
}

const usesLine = ({ type }: ScriptEvent): boolean =>
  ['said', 'skipped', 'answered', 'acted', 'escalated', 'checked'].includes(type);

function given(act: ScriptEvent): Pick<TrailStep, 'words' | 'code'> {
  switch (act.type) {
    case 'answered':
      return { words: act.value === null ? '' : String(act.value), code: act.value === null ? 'unknown' : '' };
    case 'factSet':
      return { words: act.value === null ? '' : String(act.value), code: act.fact };
    case 'listened':
      return { words: act.quote ?? '', code: '' };
    case 'said':
      return { words: '', code: act.altered === undefined ? '' : 'altered' };
    case 'rated':
      return { words: act.distress.join(','), code: String(act.level) };
    case 'flagged':
      return { words: act.basis.join('；'), code: act.flag };
    case 'unflagged':
      return { words: '', code: act.flag };
    case 'modeSet':
      return { words: '', code: act.mode };
    case 'needSet':
      return { words: '', code: act.need };
    case 'wordingSet':
      return { words: '', code: act.wording };
    case 'alarmed':
    case 'alarmOver':
      return { words: '', code: act.kind };
    case 'acted':
      return { words: '', code: act.done ? 'done' : 'notDone' };
    case 'ticked':
      return { words: '', code: act.on ? 'on' : 'off' };
    case 'takenOver':
      return { words: '', code: act.post };
    default:
      return { words: '', code: '' };
  }
}
