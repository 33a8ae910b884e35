/** The packs that come with the program. Those that headquarters sends in their place: `main/packs`. */
import authorityJson from '../../../resources/packs/authority/cn.json';
import calendarJson from '../../../resources/packs/calendars/cn.json';
import checklistJson from '../../../resources/packs/checklists/cn.json';
import materialJson from '../../../resources/packs/materials/cn.json';
import planJson from '../../../resources/packs/plans/major-complaint.json';
import reminderJson from '../../../resources/packs/reminders/house.json';
import bankRulesJson from '../../../resources/packs/rules/cn-bank-2020.json';
import insurerRulesJson from '../../../resources/packs/rules/cn-insurer-2020.json';
import scriptsJson from '../../../resources/packs/scripts/release.json';
import stopsJson from '../../../resources/packs/stops/none.json';
import taxonomyJson from '../../../resources/packs/taxonomy/cn.json';
import type { InstitutionType } from '../../domain/complaint/values';
import { parseChecklist, type ChecklistPack } from '../../domain/investigation/checklist';
import { parseMaterials, type MaterialPack } from '../../domain/investigation/material-kinds';
import { readContents, type PackContents, type PackKind } from '../../domain/packs/kinds';
import { problemLine } from '../../domain/packs/problems';
import { parseTaxonomy, type Taxonomy } from '../../domain/taxonomy/taxonomy';

export interface Packs {
  readonly taxonomy: Taxonomy;
  readonly checklist: ChecklistPack;
  readonly materials: MaterialPack;
  /** Of each kind that headquarters may replace, what such an institution starts with. */
  readonly contents: { readonly [T in InstitutionType]: PackContents };
  /** The same as they stand in the files. */
  readonly json: { readonly [T in InstitutionType]: { readonly [K in PackKind]: unknown } };
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
  const checklist = parseChecklist(checklistJson, (id) => taxonomy.taxonomy.nodeById.has(id));
  if (!checklist.ok) throw new Error(`checklist pack: ${checklist.problems.join('; ')}`);
  const materials = parseMaterials(materialJson);
  if (!materials.ok) throw new Error(`material pack: ${materials.problems.join('; ')}`);
  const json = { bank: jsonOf(bankRulesJson), insurer: jsonOf(insurerRulesJson) };
  return {
    taxonomy: taxonomy.taxonomy,
    checklist: checklist.pack,
    materials: materials.pack,
    contents: { bank: contentsOf(json.bank), insurer: contentsOf(json.insurer) },
    json,
  };
}

function jsonOf(rules: unknown): { readonly [K in PackKind]: unknown } {
  return {
    rules,
    calendar: calendarJson,
    authority: authorityJson,
    plan: planJson,
    reminders: reminderJson,
    scripts: scriptsJson,
    stops: stopsJson,
  };
}

function contentsOf(json: { readonly [K in PackKind]: unknown }): PackContents {
  const read = <K extends PackKind>(kind: K): PackContents[K] => {
    const contents = readContents(kind, json[kind]);
    if (!contents.ok) throw new Error(`${kind} pack: ${contents.problems.map(problemLine).join('; ')}`);
    return contents.pack;
  };
  return {
    rules: read('rules'),
    calendar: read('calendar'),
    authority: read('authority'),
    plan: read('plan'),
    reminders: read('reminders'),
    scripts: read('scripts'),
    stops: read('stops'),
  };
}
