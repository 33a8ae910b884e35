/**
 * The letter compiler. Templates are data (resources/packs/letters): blocks of plain text with merge fields `{{field}}`. A template
 * cannot bring markup. What a letter must say is data too (`letterDuties` of a rule pack), each with the rule that demands it.
 *
 * Nothing is printed while a field that the text uses is empty, while a mandatory element has no fact, or while the template leaves
 * a mandatory element unsaid, or while the lines of an amount contradict it: each is named, with the rule and with the place that fills it.
 */
import { z } from 'zod';
import type { LetterDuty } from '../deadlines/rule-pack';
import { customerText, type CustomerText } from './audience-text';
import type { Calculation } from './calculation';
import {
  isLetterField,
  LETTER_FIELDS,
  letterFields,
  type LetterData,
  type LetterField,
  type LetterPlace,
} from './letter-fields';

/** Shape of a letter template file. */
export const letterTemplateSchema = z.strictObject({
  id: z.string().min(1),
  version: z.int().min(1),
  language: z.enum(['zh-CN', 'en']),
  /** `draft`: wording awaits compliance (待合规确认). */
  status: z.enum(['draft', 'approved']),
  title: z.string().min(1),
  blocks: z
    .array(
      z.strictObject({
        /** `calculation`: the table of an amount; its text stands above. */
        kind: z.enum(['reference', 'salutation', 'heading', 'paragraph', 'item', 'calculation', 'signature']),
        text: z.string().min(1),
        /** The block appears only when this field is filled. */
        when: z.enum(LETTER_FIELDS).optional(),
      }),
    )
    .min(1),
});
export type LetterTemplate = z.infer<typeof letterTemplateSchema>;
export type LetterBlockKind = LetterTemplate['blocks'][number]['kind'];

/** One printed piece of text, never markup, and the facts it rests on. */
export interface LetterParagraph {
  readonly kind: LetterBlockKind;
  readonly text: CustomerText;
  readonly fields: readonly LetterField[];
  /** Stands below the text. */
  readonly table?: Calculation;
}

/** A letter ready to be laid out. */
export interface CompiledLetter {
  readonly templateId: string;
  readonly templateVersion: number;
  readonly title: CustomerText;
  readonly paragraphs: readonly LetterParagraph[];
}

/**
 * `empty`: no fact; `unknown`: no such field in this program; `unsaid`: there is a fact, but the template does not say it;
 * `contradicts`: facts that do not fit each other, such as lines that do not add up to the amount.
 */
export type MissingReason = 'empty' | 'unknown' | 'unsaid' | 'contradicts';

/** What keeps a letter from being printed. */
export interface MissingElement {
  readonly field: string;
  readonly reason: MissingReason;
  /** Where to fill it in; null where only another template or program can help. */
  readonly place: LetterPlace | null;
  /** Ids of the duties that demand it; none where only the text itself would have a gap. */
  readonly duties: readonly string[];
}

/** Why a letter must not be printed: everything that is missing. */
export interface LetterIncomplete {
  readonly code: 'letter.fieldEmpty';
  readonly fields: readonly MissingElement[];
}

export type CompileLetterResult =
  { readonly ok: true; readonly value: CompiledLetter } | { readonly ok: false; readonly error: LetterIncomplete };

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Fills a template. Values are inserted once: `{{…}}` inside a value stays as typed. Line breaks in a value make paragraphs of
 * their own. `duties`: what this form of letter must say. `freeText`: words of the officer's own, put before the signatures; they say
 * nothing that is demanded, and `{{…}}` in them stays as typed. Refuses with everything that is missing, each field once: first those of
 * the text in order of appearance, then those that only a duty asks for.
 */
export function compileLetter(
  template: LetterTemplate,
  { values, calculation = null }: Pick<LetterData, 'values'> & Partial<Pick<LetterData, 'calculation'>>,
  duties: readonly LetterDuty[] = [],
  freeText = '',
): CompileLetterResult {
  const problems = new Map<string, MissingReason>();
  const fill = (text: string): CustomerText =>
    customerText(
      text.replace(FIELD, (_match, name: string) => {
        const value = isLetterField(name) ? values[name] : undefined;
        if (value === undefined) problems.set(name, 'unknown');
        else if (value === '') problems.set(name, 'empty');
        return value ?? '';
      }),
    );
  const title = fill(template.title);
  const paragraphs: LetterParagraph[] = [];
  for (const block of template.blocks) {
    if (block.when !== undefined && values[block.when] === '') continue;
    const fields = fieldsOf(block.text).filter(isLetterField);
    if (block.kind === 'calculation') {
      if (calculation === null) continue;
      const text = fill(block.text);
      paragraphs.push({ kind: block.kind, text, fields: [...fields, 'calculation'], table: calculation });
      continue;
    }
    for (const line of fill(block.text).split(/\n+/)) {
      const text = customerText(line);
      if (text !== '') paragraphs.push({ kind: block.kind, text, fields });
    }
  }
  const firstSignature = paragraphs.findIndex(({ kind }) => kind === 'signature');
  const free = freeText
    .split(/\n+/)
    .map((line) => customerText(line))
    .filter((line) => line !== '')
    .map((text): LetterParagraph => ({ kind: 'paragraph', text, fields: [] }));
  paragraphs.splice(firstSignature < 0 ? paragraphs.length : firstSignature, 0, ...free);
  const said = new Set<string>([...fieldsOf(template.title), ...paragraphs.flatMap(({ fields }) => fields)]);
  for (const field of duties.flatMap((duty) => duty.fields)) {
    const reason = isLetterField(field) ? (values[field] === '' ? 'empty' : 'unsaid') : 'unknown';
    if (!problems.has(field) && !(reason === 'unsaid' && said.has(field))) problems.set(field, reason);
  }
  if (calculation?.addsUp === false) problems.set('calculation', 'contradicts');
  if (problems.size > 0) {
    const fields = [...problems].map(([field, reason]): MissingElement => ({
      field,
      reason,
      place:
        isLetterField(field) && (reason === 'empty' || reason === 'contradicts') ? letterFields[field].place : null,
      duties: duties.filter((duty) => duty.fields.includes(field)).map(({ id }) => id),
    }));
    return { ok: false, error: { code: 'letter.fieldEmpty', fields } };
  }
  return { ok: true, value: { templateId: template.id, templateVersion: template.version, title, paragraphs } };
}

/** Fields in a template that no letter can fill; for checking a pack when it arrives. */
export function unknownLetterFields(template: LetterTemplate): string[] {
  const names = [template.title, ...template.blocks.map((block) => block.text)].flatMap(fieldsOf);
  return [...new Set(names)].filter((name) => !isLetterField(name));
}

function fieldsOf(text: string): string[] {
  return [...text.matchAll(FIELD)].map((match) => match[1] ?? '');
}
