/** The packs that come with the program: taxonomy, deadline rules, calendar. A later version takes them from headquarters. */
import calendarJson from '../../../resources/packs/calendars/cn.json';
import reminderJson from '../../../resources/packs/reminders/house.json';
import bankRulesJson from '../../../resources/packs/rules/cn-bank-2020.json';
import insurerRulesJson from '../../../resources/packs/rules/cn-insurer-2020.json';
import taxonomyJson from '../../../resources/packs/taxonomy/cn.json';
import type { InstitutionType } from '../../domain/complaint/values';
import { parseCalendar, type WorkCalendar } from '../../domain/deadlines/calendar';
import { parseReminderLadder, type ReminderLadder } from '../../domain/deadlines/reminders';
import { parseRulePack, type RulePack } from '../../domain/deadlines/rule-pack';
import { parseTaxonomy, type Taxonomy } from '../../domain/taxonomy/taxonomy';

export interface Packs {
  readonly taxonomy: Taxonomy;
  readonly calendar: WorkCalendar;
  readonly reminders: ReminderLadder;
  readonly rules: { readonly [T in InstitutionType]: RulePack };
}

/** The packs, parsed when they are first asked for: the window need not wait for them. */
export function lazyPacks(): () => Packs {
  let packs: Packs | undefined;
  return () => (packs ??= builtInPacks());
}

/** Packs that come with the program must be right: a problem is a bug and stops the start. */
export function builtInPacks(): Packs {
  const taxonomy = parseTaxonomy(taxonomyJson);
  if (!taxonomy.ok) throw new Error(`taxonomy pack: ${taxonomy.problems.join('; ')}`);
  const calendar = parseCalendar(calendarJson);
  if (!calendar.ok) throw new Error(`calendar pack: ${calendar.problems.join('; ')}`);
  const reminders = parseReminderLadder(reminderJson);
  if (!reminders.ok) throw new Error(`reminder pack: ${reminders.problems.join('; ')}`);
  return {
    taxonomy: taxonomy.taxonomy,
    calendar: calendar.calendar,
    reminders: reminders.ladder,
    rules: { bank: rulePack(bankRulesJson), insurer: rulePack(insurerRulesJson) },
  };
}

function rulePack(json: unknown): RulePack {
  const parsed = parseRulePack(json);
  if (!parsed.ok) throw new Error(`rule pack: ${parsed.problems.join('; ')}`);
  return parsed.pack;
}
