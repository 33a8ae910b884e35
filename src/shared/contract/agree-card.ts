/** 约定卡: shown to the complainant, on this screen and on one that is turned to them, and signed or not. */
import { z } from 'zod';
import { agreeCardCommands } from '../../domain/complaint/agree-card';
import type { AgreeCard } from '../../domain/documents/agree-card';
import { CommandId, noError, operation, refusal, view } from './define';

export interface AgreeCardView {
  /** Its days, for staff who are asked why. */
  readonly dates: readonly { readonly on: string; readonly deadlineId: string }[];
  readonly card: AgreeCard;
  /** Names its words; sent back with the answer. */
  readonly digest: string;
}

const Shown = z.strictObject({ caseId: z.string().max(64), language: z.enum(['zh-CN', 'en']) });

export const agreeCardContract = {
  'card.show': operation({
    kind: 'query',
    input: Shown,
    output: view<AgreeCardView>(),
    error: refusal('case.notFound'),
  }),
  /** The card is worded again by main, and has to be the one that was shown. */
  'card.answer': operation({
    kind: 'command',
    input: agreeCardCommands.answerAgreeCard.omit({ card: true }).extend({ commandId: CommandId, ...Shown.shape }),
    output: z.object({ revision: z.int() }),
    error: z.union([
      refusal('case.notFound'),
      refusal('agreeCard.changed'),
      refusal('agreeCard.noSignature'),
      refusal('agreeCard.witnessIsSelf'),
      z.object({ code: z.literal('agreeCard.refused') }),
    ]),
  }),
  /** Puts the card on the window for the customer, which opens where it is not open. */
  'card.display': operation({
    kind: 'command',
    input: Shown,
    output: z.object({ open: z.boolean() }),
    error: refusal('case.notFound'),
  }),
  /** Takes the card off it again: a quiet waiting text stays, or the window goes. */
  'card.clear': operation({
    kind: 'command',
    input: z.strictObject({ close: z.boolean() }),
    output: z.object({ open: z.boolean() }),
    error: noError,
  }),
  'card.displayed': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ open: z.boolean() }),
    error: noError,
  }),
} as const;
