/**
 * 约定卡 of a case: shown to the complainant, and signed or not. Not signing is an answer like the other, recorded with a witness where
 * there is one, and stands in the way of nothing.
 */
import { z } from 'zod';
import { StoredCard } from '../documents/agree-card';
import type { CaseCommand, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { CaseState } from './state';

/** More than any name takes; a pad that was leant on must not fill the case. */
const mostPoints = 4_000;

const Unit = z.number().min(0).max(1);
/** One stroke of the pen: place on the pad (0–1 of its width and height), pressure, and ms since the first touch. */
const Stroke = z
  .array(z.strictObject({ x: Unit, y: Unit, pressure: Unit, t: z.int().min(0).max(3_600_000) }))
  .min(1)
  .max(mostPoints);
const Signature = z.strictObject({
  strokes: z
    .array(Stroke)
    .min(1)
    .max(200)
    .refine((strokes) => strokes.reduce((sum, one) => sum + one.length, 0) <= mostPoints),
  /** Width of the pad by its height. */
  ratio: z.number().min(0.2).max(20),
});
export type Signature = z.infer<typeof Signature>;

export const cardAnswers = ['signed', 'declined'] as const;

const Answered = z.strictObject({
  card: StoredCard,
  /** base64url SHA-256 of the canonical form of the card, as it stood on the screen. */
  digest: z.string().length(43),
  answer: z.enum(cardAnswers),
  /** Null where nobody signed. */
  signature: Signature.nullable(),
  /** What was said about not signing, in their words; may stay empty. */
  words: z.string().max(500),
  witnessId: z.string().max(64).nullable(),
});

export const agreeCardPayloads = {
  /** 约定卡: signed, or not. */
  'agreeCard.answered': Answered.extend({ cardId: z.string() }),
} as const;

export const agreeCardCommands = { answerAgreeCard: Answered.extend({ words: z.string().trim().max(500) }) } as const;

export const agreeCardRefusals = [
  /** A signature without a stroke, or strokes where nobody signed. */
  z.object({ code: z.literal('agreeCard.noSignature') }),
  /** Whoever shows the card can't be its witness. */
  z.object({ code: z.literal('agreeCard.witnessIsSelf') }),
] as const;

type Payload = z.infer<(typeof agreeCardPayloads)['agreeCard.answered']>;

export interface AnsweredCard extends Payload {
  readonly by: string;
  readonly atMs: number;
}

type AnswerCommand = Extract<CaseCommand, { name: 'answerAgreeCard' }>;

export function decideAgreeCard(
  { input }: AnswerCommand,
  { actorId, newId }: { readonly actorId: string; readonly newId: () => string },
): { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal } {
  if ((input.answer === 'signed') !== (input.signature !== null))
    return { ok: false, error: { code: 'agreeCard.noSignature' } };
  if (input.witnessId === actorId) return { ok: false, error: { code: 'agreeCard.witnessIsSelf' } };
  return { ok: true, event: { type: 'agreeCard.answered', payload: { cardId: newId(), ...input } } };
}

/** What it does to the state of a case; see `evolve`. */
export const foldAgreeCards = {
  'agreeCard.answered': (
    state: CaseState,
    payload: Payload,
    {
      header,
    }: { readonly header: { readonly actor: { readonly userId: string }; readonly at: { readonly wall: number } } },
  ): Partial<CaseState> => ({
    agreeCards: [...(state.agreeCards ?? []), { ...payload, by: header.actor.userId, atMs: header.at.wall }],
  }),
};
