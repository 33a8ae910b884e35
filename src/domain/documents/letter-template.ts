/**
 * Letter templates are data (resources/packs/letters): blocks of plain text with merge fields `{{field}}`. A template cannot
 * bring markup; a field it does not know, or one that the case leaves empty, blocks the letter and is named.
 */
import { z } from 'zod';
import { customerText, type CustomerText } from './audience-text';
import type { LetterData } from './customer-documents';
import { fenToCapitals, formatYuan } from '../money/format-money';
import { formatDate } from './format';

/** Fields a letter template may use. Each has a label in the `documents` locale files. */
export const LETTER_FIELDS = [
  'institution',
  'outlet',
  'outletAddress',
  'outletPhone',
  'addressee',
  'caseNumber',
  'receivedOn',
  'complaint',
  'factsVerified',
  'basis',
  'decision',
  'remedy',
  'refusalGround',
  'refusalArticle',
  'refusalReference',
  'reviewRequestedOn',
  'reviewToldOn',
  'reviewDecidedOn',
  'reviewGrounds',
  'reviewDecidedBy',
  'reviewReference',
  'reviewResult',
  'reviewChanges',
  'reviewReasons',
  'regulator',
  'regulatorLetter',
  'outcome',
  'amount',
  'amountCapitals',
  'performBy',
  'reviewInstitution',
  'reviewPhone',
  'reviewDays',
  'mediation',
  'arbitration',
  'court',
  'ownerName',
  'ownerPhone',
  'reviewer',
  'issuedOn',
] as const;
export type LetterField = (typeof LETTER_FIELDS)[number];

const OPTIONAL_FIELDS = [
  'refusalReference',
  'reviewChanges',
  'regulatorLetter',
  'factsVerified',
  'basis',
  'decision',
  'amount',
  'performBy',
  'arbitration',
] as const;

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
        kind: z.enum(['reference', 'salutation', 'heading', 'paragraph', 'item', 'signature']),
        text: z.string().min(1),
        /** The block appears only when this field is filled. */
        when: z.enum(OPTIONAL_FIELDS).optional(),
      }),
    )
    .min(1),
});
export type LetterTemplate = z.infer<typeof letterTemplateSchema>;
export type LetterBlockKind = LetterTemplate['blocks'][number]['kind'];

/** One printed piece of text; never markup. */
export interface LetterParagraph {
  readonly kind: LetterBlockKind;
  readonly text: CustomerText;
}

/** A letter ready to be laid out. */
export interface CompiledLetter {
  readonly templateId: string;
  readonly templateVersion: number;
  readonly title: CustomerText;
  readonly paragraphs: readonly LetterParagraph[];
}

/** Why a letter must not be printed: every field that is empty in the case, or unknown to the program. */
export interface LetterFieldEmpty {
  readonly code: 'letter.fieldEmpty';
  readonly fields: readonly { readonly field: string; readonly reason: 'empty' | 'unknown' }[];
}

export type CompileLetterResult =
  { readonly ok: true; readonly value: CompiledLetter } | { readonly ok: false; readonly error: LetterFieldEmpty };

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Fills a template. Values are inserted once: `{{…}}` inside a value stays as typed. Line breaks in a value make paragraphs
 * of their own. Refuses with `letter.fieldEmpty`, naming each field once, in order of appearance.
 */
export function compileLetter(template: LetterTemplate, data: LetterData): CompileLetterResult {
  const values = letterValues(data);
  const problems = new Map<string, 'empty' | 'unknown'>();
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
    for (const line of fill(block.text).split(/\n+/)) {
      const text = customerText(line);
      if (text !== '') paragraphs.push({ kind: block.kind, text });
    }
  }
  if (problems.size > 0) {
    return {
      ok: false,
      error: { code: 'letter.fieldEmpty', fields: [...problems].map(([field, reason]) => ({ field, reason })) },
    };
  }
  return { ok: true, value: { templateId: template.id, templateVersion: template.version, title, paragraphs } };
}

/** Fields in a template that no letter can fill; for checking a pack when it arrives. */
export function unknownLetterFields(template: LetterTemplate): string[] {
  const texts = [template.title, ...template.blocks.map((block) => block.text)].join('\n');
  const names = [...texts.matchAll(FIELD)].map((match) => match[1] ?? '');
  return [...new Set(names)].filter((name) => !isLetterField(name));
}

function isLetterField(name: string): name is LetterField {
  return (LETTER_FIELDS as readonly string[]).includes(name);
}

function letterValues(data: LetterData): Record<LetterField, string> {
  const day = (date: string): string => (date === '' ? '' : formatDate(date, data.language));
  return {
    institution: data.branch.institution,
    outlet: data.branch.outlet,
    outletAddress: data.branch.address,
    outletPhone: data.branch.phone,
    addressee: data.addressee,
    caseNumber: data.caseNumber,
    receivedOn: day(data.receivedOn),
    complaint: data.complaint,
    factsVerified: data.factsVerified,
    basis: data.basis,
    decision: data.decision,
    remedy: withoutStop(data.remedy),
    refusalGround: withoutStop(data.refusal?.ground ?? ''),
    refusalArticle: data.refusal?.article ?? '',
    refusalReference: withoutStop(data.refusal?.reference ?? ''),
    reviewRequestedOn: day(data.reviewed?.requestedOn ?? ''),
    reviewToldOn: day(data.reviewed?.toldOn ?? ''),
    reviewDecidedOn: day(data.reviewed?.decidedOn ?? ''),
    reviewGrounds: data.reviewed?.grounds ?? '',
    reviewDecidedBy: data.reviewed?.institution ?? '',
    reviewReference: data.reviewed?.reference ?? '',
    reviewResult: withoutStop(data.reviewed?.result ?? ''),
    reviewChanges: data.reviewed?.changes ?? '',
    reviewReasons: data.reviewed?.reasons ?? '',
    regulator: data.regulator?.name ?? '',
    regulatorLetter: data.regulator?.letterNumber ?? '',
    outcome: withoutStop(data.regulator?.outcome ?? ''),
    amount: data.amountFen === null ? '' : formatYuan(data.amountFen),
    amountCapitals: data.amountFen === null ? '' : fenToCapitals(data.amountFen),
    performBy: day(data.performBy),
    reviewInstitution: data.review.institution,
    reviewPhone: data.review.phone,
    reviewDays: data.review.withinDays > 0 ? String(data.review.withinDays) : '',
    mediation: withoutStop(data.mediation),
    arbitration: withoutStop(data.arbitration),
    court: withoutStop(data.court),
    ownerName: data.owner.name,
    ownerPhone: data.owner.phone,
    reviewer: data.reviewer,
    issuedOn: day(data.issuedOn),
  };
}

/** Templates put the full stop after these fields; a second one, typed by a person, would stand beside it. */
function withoutStop(text: string): string {
  return text.replace(/[。.；;\s]+$/u, '');
}
