/** Which deadlines of the rules in force a script can promise to somebody (话术里能说的期限). */
import type { DeadlineRule } from '../deadlines/rule-pack';

/** A deadline with the name that its rule pack gives it. */
export interface DeadlineChoice {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/** Owed to an authority or to the file: nobody at a counter promises them to a customer. */
const inHouse: readonly string[] = [
  'archive',
  'majorReport',
  'majorWrittenReport',
  'regulatorTransfer',
  'withdrawalClosing',
];

/**
 * Duties of the institution that count from a fact, each once, in the order of the pack. `known`: those that the check of scripts
 * knows; one beyond them would be refused when the script is checked.
 */
export function deadlineChoices(rules: readonly DeadlineRule[], known: readonly string[]): readonly DeadlineChoice[] {
  const choices = new Map<string, DeadlineChoice>();
  for (const { deadline: id, zh, en, kind, start } of rules) {
    const promised = kind === 'duty' && 'facts' in start && !inHouse.includes(id) && known.includes(id);
    if (promised && !choices.has(id)) choices.set(id, { id, zh, en });
  }
  return [...choices.values()];
}
