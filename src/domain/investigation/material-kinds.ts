/**
 * What may be asked of a complainant as data (resources/packs/materials): a closed list. What the institution holds or can look
 * up inside must not be asked for (M2020 Art. 13).
 */
import { z } from 'zod';
import type { CaseState } from '../complaint/state';
import { InstitutionType } from '../complaint/values';
import { Article } from '../deadlines/rule-pack';

const Words = { zh: z.string().min(1).max(120), en: z.string().min(1).max(120) };

const MaterialKind = z
  .strictObject({
    /** Unique in the pack; records name it. */
    id: z.string().min(1).max(40),
    institutions: z.array(InstitutionType).min(1),
    ...Words,
    /** When the institution has it: always, never, or once it stands in the record of the complaint. */
    held: z.enum(['always', 'never', 'idRecorded', 'authorisationHeld']),
    /** Where the institution finds it itself. */
    where: z.strictObject(Words).nullable(),
    /** Of the rule that lets it ask, or forbids it to. */
    article: Article,
    /** It must be said which paper is meant. */
    describe: z.boolean(),
  })
  .refine(({ held, where }) => (held === 'never') === (where === null), {
    error: 'what may be held says where, and nothing else does',
    path: ['where'],
  });
export type MaterialKind = z.infer<typeof MaterialKind>;

const MaterialPack = z.strictObject({
  id: z.string().min(1),
  version: z.string().min(1),
  approvedBy: z.string().nullable(),
  note: z.string(),
  kinds: z.array(MaterialKind).min(1).max(60),
});
export type MaterialPack = z.infer<typeof MaterialPack>;

export type ParsedMaterials =
  { readonly ok: true; readonly pack: MaterialPack } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a pack; problems name the place. */
export function parseMaterials(json: unknown): ParsedMaterials {
  const parsed = MaterialPack.safeParse(json);
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const ids = parsed.data.kinds.map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return twice.length > 0
    ? { ok: false, problems: twice.map((id) => `${id}: occurs twice`) }
    : { ok: true, pack: parsed.data };
}

/** True when the institution has it, so that it must not ask for it. */
export function isHeld({ details }: Pick<CaseState, 'details'>, { held }: Pick<MaterialKind, 'held'>): boolean {
  switch (held) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'idRecorded':
      return details.parties.some(({ idNumber }) => idNumber.trim() !== '');
    case 'authorisationHeld':
      return details.parties.some(({ authorisationHeld }) => authorisationHeld);
  }
}
