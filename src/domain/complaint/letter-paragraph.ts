/**
 * 补充说明: one free paragraph in a letter, in the officer's own words. It stands beside what the letter must say and never for it; it
 * is part of the case, so that every copy says the same, and it stays as it is once its reader has the letter. That of a decision is
 * written with the proposal and signed with it: a sentence of one's own can turn what was approved into something else.
 */
import { z } from 'zod';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import { currentProposal, type CaseState } from './state';
import { longestParagraph, PaperKind } from './values';

/** The slip has a layout of its own. */
const LetterPaper = PaperKind.exclude(['slip']);

const Paragraph = z.strictObject({
  kind: LetterPaper,
  language: z.enum(['zh-CN', 'en']),
  /** Empty takes it out. */
  text: z.string().max(longestParagraph),
});

export const letterParagraphPayloads = {
  /** 补充说明 of a kind of letter in one of its languages; the last one counts. */
  'letter.paragraphWritten': Paragraph,
} as const;

export const letterParagraphCommands = {
  writeLetterParagraph: Paragraph.extend({ text: z.string().trim().max(longestParagraph) }),
} as const;

export const letterParagraphRefusals = [
  /** Its reader has the letter: the copies say what it said. */
  z.object({ code: z.literal('letter.alreadyTold') }),
  /** What this letter says is signed as a whole: its paragraph is written in the proposal (处理方案). */
  z.object({ code: z.literal('letter.signedText') }),
] as const;

export interface LetterParagraphText extends z.infer<typeof Paragraph> {
  readonly by: string;
  readonly atMs: number;
}

type Kind = z.infer<typeof LetterPaper>;

/** Letters whose own words somebody with the authority has signed. */
export const isSignedText = (kind: Kind): boolean => kind === 'letter';

/** The free paragraph of a letter, "" where there is none. */
export function paragraphOf(state: CaseState, kind: Kind, language: 'zh-CN' | 'en'): string {
  if (!isSignedText(kind)) return keptParagraph(state, kind, language);
  const signed = currentProposal(state)?.content.ownParagraph ?? '';
  // A decision that was told before paragraphs were signed: its copies go on saying what it said.
  return signed === '' && letterToldAlready(state, kind) ? keptParagraph(state, kind, language) : signed;
}

/** As it was written beside the letter, signed or not. */
export function keptParagraph(state: CaseState, kind: Kind, language: 'zh-CN' | 'en'): string {
  return state.letterParagraphs?.find((one) => one.kind === kind && one.language === language)?.text ?? '';
}

/** Whether a letter of this kind reached its reader, by whichever act tells it. */
export function letterToldAlready(state: CaseState, kind: Kind): boolean {
  switch (kind) {
    case 'letter':
      return state.delivery !== null;
    case 'reviewLetter':
      return (state.reviews ?? []).some(({ told }) => told !== null);
    default:
      return (state.letterDeliveries ?? []).some((delivery) => delivery.kind === kind);
  }
}

export function writeParagraph(
  state: CaseState,
  input: CaseCommandInput<'writeLetterParagraph'>,
): { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal } {
  if (isSignedText(input.kind)) return { ok: false, error: { code: 'letter.signedText' } };
  if (letterToldAlready(state, input.kind)) return { ok: false, error: { code: 'letter.alreadyTold' } };
  return { ok: true, event: { type: 'letter.paragraphWritten', payload: input } };
}

/** What it does to the state of a case; see `evolve`. */
export const foldLetterParagraphs = {
  'letter.paragraphWritten': (
    state: CaseState,
    payload: z.infer<typeof Paragraph>,
    {
      header,
    }: { readonly header: { readonly actor: { readonly userId: string }; readonly at: { readonly wall: number } } },
  ): Partial<CaseState> => ({
    letterParagraphs: [
      ...(state.letterParagraphs ?? []).filter(
        ({ kind, language }) => kind !== payload.kind || language !== payload.language,
      ),
      ...(payload.text === '' ? [] : [{ ...payload, by: header.actor.userId, atMs: header.at.wall }]),
    ],
    // What was printed before says something else than what would be told.
    ...(payload.kind === 'letter' ? { letterPrinted: false } : {}),
  }),
};
