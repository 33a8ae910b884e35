/** The rating of anger and distress, and what follows from it (§1.5, §1.6). */
import type { CompiledScript } from './compile';
import type { Session, Suggestion } from './session';
import type { Distress, Level } from './vocabulary';

/** Two ratings this far apart are needed before the level goes down: a pause for breath is not calm. */
const settledAfterMs = 60_000;

/** The level after a rating: up at once, down only after two lower ratings a minute apart. */
export function rated(
  session: Session,
  rating: Level,
): { readonly level: Level; readonly lowering: Session['lowering'] } {
  const { level, lowering, now } = session;
  if (level === null || rating >= level) return { level: rating, lowering: null };
  if (lowering === null) return { level, lowering: { level: rating, at: now } };
  const lower: Level = lowering.level > rating ? lowering.level : rating;
  if (now - lowering.at < settledAfterMs) return { level, lowering: { level: lower, at: lowering.at } };
  return { level: lower, lowering: null };
}

/** Signs of danger stay until somebody says that it is over; the others follow what is seen. */
const dangerous: readonly Distress[] = ['selfHarm', 'fireSource'];

export const distressAfter = (before: readonly Distress[], seen: readonly Distress[]): Distress[] => [
  ...new Set([...before.filter((sign) => dangerous.includes(sign)), ...seen]),
];

/** Loop rule: a rise while facts and options are discussed leads back to listening, then to the supervisor, then to safety. */
export function afterRise(root: CompiledScript, session: Session): Session {
  const rises = session.rises + 1;
  const listening = listeningNode(root, session);
  const step: Suggestion =
    rises === 1 && listening !== null
      ? { id: 'rise.1', kind: 'backToListening', to: listening, state: 'open' }
      : rises <= 2
        ? { id: 'rise.2', kind: 'supervisor', to: 'manager', state: 'open' }
        : { id: `rise.${rises}`, kind: 'safety', to: 'SUB-03', state: 'open' };
  return suggest({ ...session, rises }, step);
}

/** Where the customer was listened to, else where the script would have done it. */
function listeningNode(root: CompiledScript, { path }: Session): string | null {
  const isListening = (id: string) => root.nodes[id]?.stage === 'S3' && root.nodes[id].type === 'listen';
  const visited = path.filter(({ script, node }) => script === root.code && isListening(node)).at(-1);
  return visited?.node ?? Object.keys(root.nodes).find(isListening) ?? null;
}

/** Adds a suggestion, once for each cause. Nothing is ever done without a person. */
export const suggest = (session: Session, suggestion: Suggestion): Session =>
  session.suggestions.some(({ id }) => id === suggestion.id)
    ? session
    : { ...session, suggestions: [...session.suggestions, suggestion] };
