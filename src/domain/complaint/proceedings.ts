/**
 * 诉讼与仲裁: that the matter of a complaint was taken to a court or an arbitration body, and how that ended. Nothing stops because
 * of it: the complaint has its own clock and its own answer. While it is pending the file must not go (REGULATION D22).
 */
import { z } from 'zod';
import type { CaseRefusal } from './commands';
import type { CasePayload, NewCaseEvent } from './events';
import type { CaseState } from './state';
import { LocalDate } from './values';

const Text = z.string().trim().max(2_000);

export const proceedingsKinds = ['court', 'arbitration'] as const;
/** 诉讼 · 仲裁. */
export type ProceedingsKind = (typeof proceedingsKinds)[number];

export const proceedingsOutcomes = ['decided', 'settled', 'withdrawn', 'dismissed'] as const;
/** 判决或裁决 · 和解或调解 · 撤回 · 不受理或驳回. */
export type ProceedingsOutcome = (typeof proceedingsOutcomes)[number];

export const broughtBy = ['complainant', 'institution'] as const;

const noted = {
  kind: z.enum(proceedingsKinds),
  /** 法院 or 仲裁委员会. */
  institution: z.string().trim().min(1).max(200),
  /** 案号; empty while there is none. */
  docketNo: z.string().trim().max(100),
  broughtBy: z.enum(broughtBy),
  since: LocalDate,
  note: Text,
};
const ended = { outcome: z.enum(proceedingsOutcomes), on: LocalDate, text: Text.min(1) };

export const proceedingsEvents = {
  'proceedings.noted': z.strictObject({ proceedingsId: z.string(), ...noted }),
  'proceedings.ended': z.strictObject({ proceedingsId: z.string(), ...ended }),
} as const;

export const proceedingsCommands = {
  noteProceedings: z.strictObject(noted),
  endProceedings: z.strictObject({ proceedingsId: z.string(), ...ended }),
} as const;

export const proceedingsRefusals = [
  z.object({ code: z.literal('proceedings.notPending') }),
  /** The same docket is on record already. */
  z.object({ code: z.literal('proceedings.notedAlready'), docketNo: z.string() }),
] as const;

export interface Proceedings extends Omit<CasePayload<'proceedings.noted'>, 'proceedingsId'> {
  readonly id: string;
  readonly ended: Omit<CasePayload<'proceedings.ended'>, 'proceedingsId'> | null;
}

export type ProceedingsCommand = {
  [N in keyof typeof proceedingsCommands]: {
    readonly name: N;
    readonly input: z.output<(typeof proceedingsCommands)[N]>;
  };
}[keyof typeof proceedingsCommands];

export const isProceedingsCommand = (command: { readonly name: string }): command is ProceedingsCommand =>
  command.name in proceedingsCommands;

/** Those that have not ended. */
export const pendingProceedings = ({ proceedings = [] }: Pick<CaseState, 'proceedings'>): readonly Proceedings[] =>
  proceedings.filter((one) => one.ended === null);

type Decision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };
const refuse = (error: CaseRefusal): Decision => ({ ok: false, error });

export function decideProceedings(
  state: CaseState,
  command: ProceedingsCommand,
  { today, newId }: { readonly today: string; readonly newId: () => string },
): Decision {
  if (command.name === 'noteProceedings') {
    const { docketNo, since } = command.input;
    if (since > today) return refuse({ code: 'case.dateInFuture' });
    if (docketNo !== '' && (state.proceedings ?? []).some((one) => one.docketNo === docketNo))
      return refuse({ code: 'proceedings.notedAlready', docketNo });
    return { ok: true, event: { type: 'proceedings.noted', payload: { proceedingsId: newId(), ...command.input } } };
  }
  const { proceedingsId, on } = command.input;
  const pending = pendingProceedings(state).find(({ id }) => id === proceedingsId);
  if (pending === undefined) return refuse({ code: 'proceedings.notPending' });
  if (on > today) return refuse({ code: 'case.dateInFuture' });
  if (on < pending.since) return refuse({ code: 'deadline.tooEarly', notBefore: pending.since });
  return { ok: true, event: { type: 'proceedings.ended', payload: command.input } };
}

/** What proceedings do to the state of a case; see `evolve`. Two people may note their end apart: the first one did. */
export const foldProceedings = {
  'proceedings.noted': (
    { proceedings = [] }: CaseState,
    { proceedingsId, ...rest }: CasePayload<'proceedings.noted'>,
  ): Partial<CaseState> => ({ proceedings: [...proceedings, { id: proceedingsId, ...rest, ended: null }] }),
  'proceedings.ended': (
    { proceedings = [] }: CaseState,
    { proceedingsId, ...end }: CasePayload<'proceedings.ended'>,
  ): Partial<CaseState> => ({
    proceedings: proceedings.map((one) =>
      one.id === proceedingsId && one.ended === null ? { ...one, ended: end } : one,
    ),
  }),
};
