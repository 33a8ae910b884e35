/** The packs that come with the program: taxonomy, deadline rules, calendar, authority. Rules and calendars of headquarters: `main/packs`. */
import authorityJson from '../../../resources/packs/authority/cn.json';
import calendarJson from '../../../resources/packs/calendars/cn.json';
import checklistJson from '../../../resources/packs/checklists/cn.json';
import materialJson from '../../../resources/packs/materials/cn.json';
import reminderJson from '../../../resources/packs/reminders/house.json';
import bankRulesJson from '../../../resources/packs/rules/cn-bank-2020.json';
import insurerRulesJson from '../../../resources/packs/rules/cn-insurer-2020.json';
import taxonomyJson from '../../../resources/packs/taxonomy/cn.json';
import { authorityRules, parseAuthorityPack, type AuthorityRules } from '../../domain/authority/matrix';
import type { InstitutionType } from '../../domain/complaint/values';
import { parseCalendar, type WorkCalendar } from '../../domain/deadlines/calendar';
import { parseReminderLadder, type ReminderLadder } from '../../domain/deadlines/reminders';
import { parseRulePack, type RulePack } from '../../domain/deadlines/rule-pack';
import { parseChecklist, type ChecklistPack } from '../../domain/investigation/checklist';
import { parseMaterials, type MaterialPack } from '../../domain/investigation/material-kinds';
import { problemLine } from '../../domain/packs/problems';
import { parseTaxonomy, type Taxonomy } from '../../domain/taxonomy/taxonomy';

export interface Packs {
  readonly taxonomy: Taxonomy;
  readonly calendar: WorkCalendar;
  readonly reminders: ReminderLadder;
  readonly checklist: ChecklistPack;
  readonly materials: MaterialPack;
  readonly rules: { readonly [T in InstitutionType]: RulePack };
  /** Calendar and rules as they stand in the files. */
  readonly json: { readonly calendar: unknown; readonly rules: { readonly [T in InstitutionType]: unknown } };
  readonly authority: { readonly [T in InstitutionType]: AuthorityRules };
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
  if (!calendar.ok) throw new Error(`calendar pack: ${calendar.problems.map(problemLine).join('; ')}`);
  const authority = parseAuthorityPack(authorityJson);
  if (!authority.ok) throw new Error(`authority pack: ${authority.problems.join('; ')}`);
  const reminders = parseReminderLadder(reminderJson);
  if (!reminders.ok) throw new Error(`reminder pack: ${reminders.problems.join('; ')}`);
  const checklist = parseChecklist(checklistJson, (id) => taxonomy.taxonomy.nodeById.has(id));
  if (!checklist.ok) throw new Error(`checklist pack: ${checklist.problems.join('; ')}`);
  const materials = parseMaterials(materialJson);
  if (!materials.ok) throw new Error(`material pack: ${materials.problems.join('; ')}`);
  return {
    taxonomy: taxonomy.taxonomy,
    calendar: calendar.calendar,
    reminders: reminders.ladder,
    checklist: checklist.pack,
    materials: materials.pack,
    rules: { bank: rulePack(bankRulesJson), insurer: rulePack(insurerRulesJson) },
    json: { calendar: calendarJson, rules: { bank: bankRulesJson, insurer: insurerRulesJson } },
    authority: {
      bank: authorityRules(authority.pack, 'bank'),
      insurer: authorityRules(authority.pack, 'insurer'),
    },
  };
}

function rulePack(json: unknown): RulePack {
  const parsed = parseRulePack(json);
  if (!parsed.ok) throw new Error(`rule pack: ${parsed.problems.map(problemLine).join('; ')}`);
  return parsed.pack;
}
