/**
 * 核实清单 as data (resources/packs/checklists): what is verified before anything is decided, and where it is usually found. The
 * general part counts for every complaint; further lists for what their business or reason stands below.
 */
import { z } from 'zod';
import type { CaseDetails } from '../complaint/values';

const Words = { zh: z.string().min(1).max(200), en: z.string().min(1).max(200) };

const ChecklistItem = z.strictObject({
  /** Unique in the pack; records name it. */
  id: z.string().min(1).max(40),
  ...Words,
  /** Where it is usually found. */
  where: z.strictObject(Words),
  /** Nothing is proposed while it is open. */
  mandatory: z.boolean(),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

const Items = z.array(ChecklistItem).min(1).max(12);

const ChecklistPack = z.strictObject({
  id: z.string().min(1),
  version: z.string().min(1),
  /** Name of the compliance owner who approved it; null while it is a proposal. */
  approvedBy: z.string().nullable(),
  note: z.string(),
  general: Items,
  lists: z
    .array(
      z.strictObject({
        /** Ids of the taxonomy, of business or reason; the list counts for all that stands below them, too. */
        of: z.array(z.string().min(1).max(64)).min(1).max(20),
        items: Items,
      }),
    )
    .max(200),
});
export type ChecklistPack = z.infer<typeof ChecklistPack>;

export type ParsedChecklist =
  { readonly ok: true; readonly pack: ChecklistPack } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a pack. Besides the shape: an id occurs once, and what a list is for is known to the taxonomy. */
export function parseChecklist(json: unknown, knows: (taxonomyId: string) => boolean): ParsedChecklist {
  const parsed = ChecklistPack.safeParse(json);
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const pack = parsed.data;
  const ids = [pack.general, ...pack.lists.map(({ items }) => items)].flat().map(({ id }) => id);
  const problems = [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id}: occurs twice`),
    ...pack.lists
      .flatMap(({ of }) => of)
      .filter((id) => !knows(id))
      .map((id) => `${id}: the taxonomy does not know it`),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack };
}

/** What is to be verified of a complaint: the special items first, because they are what it is about. */
export function checklistOf(
  { general, lists }: Pick<ChecklistPack, 'general' | 'lists'>,
  { businessId, reasonId }: Pick<CaseDetails, 'businessId' | 'reasonId'>,
): readonly ChecklistItem[] {
  const isBelow = (id: string): boolean => [businessId, reasonId].some((own) => own === id || own.startsWith(`${id}.`));
  return [...lists.filter(({ of }) => of.some(isBelow)).flatMap(({ items }) => items), ...general];
}
