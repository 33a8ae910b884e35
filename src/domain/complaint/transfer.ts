/**
 * 转出: another institution is competent, so the complaint is handed to it and the complainant told (REGULATION §6). It is closed
 * once that institution confirms; where it declines, the complaint comes back with its number and its time of receipt.
 */
import type { CaseCommand, CaseRefusal } from './commands';
import type { CasePayload, NewCaseEvent } from './events';
import type { CaseState } from './state';
import { unanswered } from './owed-answers';

type TransferCommand = Extract<CaseCommand, { name: 'transferOut' | 'confirmTransfer' | 'takeBackTransfer' }>;

export type TransferDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

/** One transfer, and what became of it; null while the other institution has not answered. */
export interface Transfer extends CasePayload<'case.transferred'> {
  readonly result:
    | { readonly outcome: 'confirmed'; readonly on: string; readonly referenceNo: string }
    | { readonly outcome: 'declined'; readonly on: string; readonly reason: string }
    | null;
}

const refuse = (error: CaseRefusal): TransferDecision => ({ ok: false, error });

export function isTransferCommand(command: { readonly name: string }): command is TransferCommand {
  return ['transferOut', 'confirmTransfer', 'takeBackTransfer'].includes(command.name);
}

/** The transfer that stands: not declined. */
export function standingTransfer({ transfers }: Pick<CaseState, 'transfers'>): Transfer | undefined {
  const last = transfers?.at(-1);
  return last?.result?.outcome === 'declined' ? undefined : last;
}

/** The other institution has it, and said so. */
export function transferConfirmed(state: Pick<CaseState, 'transfers'>): boolean {
  return standingTransfer(state)?.result?.outcome === 'confirmed';
}

/** The day on which the complainant was told that another institution deals with it; null where none does. */
export function handedOverOn(state: Pick<CaseState, 'transfers'>): string | null {
  return standingTransfer(state)?.toldOn ?? null;
}

/** Events for a step of a transfer; the state machine says from where. */
export function decideTransfer(
  state: CaseState,
  command: TransferCommand,
  { today, receivedOn }: { readonly today: string; readonly receivedOn: string },
): TransferDecision {
  switch (command.name) {
    case 'transferOut': {
      // Art. 11: the institution answers for what others sell for it.
      if (state.details.partner?.soldForUs === true) return refuse({ code: 'transfer.ours' });
      const { on, toldOn } = command.input;
      const bad = outside(on, receivedOn, today);
      if (bad) return bad;
      if (toldOn < receivedOn || toldOn > today) return refuse({ code: 'deadline.noticeDate', notBefore: receivedOn });
      return { ok: true, event: { type: 'case.transferred', payload: command.input } };
    }
    case 'confirmTransfer': {
      const transfer = standingTransfer(state);
      if (state.status !== 'transferred' || !transfer) return refuse({ code: 'case.wrongState', status: state.status });
      const waiting = unanswered(state);
      if (waiting) return refuse(waiting);
      const bad = outside(command.input.on, transfer.on, today);
      return bad ?? { ok: true, event: { type: 'transfer.confirmed', payload: command.input } };
    }
    case 'takeBackTransfer': {
      const transfer = standingTransfer(state);
      if (!transfer || (state.status !== 'transferred' && state.status !== 'closed'))
        return refuse({ code: 'case.wrongState', status: state.status });
      const bad = outside(command.input.on, transfer.on, today);
      return bad ?? { ok: true, event: { type: 'transfer.declined', payload: command.input } };
    }
  }
}

function outside(on: string, notBefore: string, today: string): TransferDecision | undefined {
  if (on > today) return refuse({ code: 'case.dateInFuture' });
  return on < notBefore ? refuse({ code: 'deadline.tooEarly', notBefore }) : undefined;
}

/** What a transfer does to the state of a case; see `evolve`. */
export const afterTransfer = {
  transferred: (state: CaseState, payload: CasePayload<'case.transferred'>): Partial<CaseState> => ({
    transfers: [...(state.transfers ?? []), { ...payload, result: null }],
  }),
  confirmed: (
    state: CaseState,
    { on, referenceNo }: CasePayload<'transfer.confirmed'>,
    closedAtMs: number,
  ): Partial<CaseState> => ({ ...withResult(state, { outcome: 'confirmed', on, referenceNo }), closedAtMs }),
  declined: (state: CaseState, { on, reason }: CasePayload<'transfer.declined'>): Partial<CaseState> => ({
    ...withResult(state, { outcome: 'declined', on, reason }),
    closedAtMs: null,
  }),
} as const;

function withResult({ transfers = [] }: CaseState, result: NonNullable<Transfer['result']>): Partial<CaseState> {
  const last = transfers.at(-1);
  return last === undefined ? {} : { transfers: [...transfers.slice(0, -1), { ...last, result }] };
}
