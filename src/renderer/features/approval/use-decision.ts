/** The decision desk: reason, refusals and what to do after them; the same in the inbox and by step-up. */
import { useRef, useState, type RefObject } from 'react';
import type { ApprovalView } from '../../../shared/contract/approval';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { useReasons } from './reasons';
import { allowedOutcomes, canSendUp } from './decide-bar';
import { useApproval, useDecide, type Decision, type LoadedApproval, type Outcome } from './use-approval';

/** What was shown is no longer what stands there: show it anew, sign nothing. */
const STALE: readonly string[] = [
  'approval.changedMeanwhile',
  'remedy.notPending',
  'remedy.notFound',
  'case.wrongState',
  'case.changedMeanwhile',
  'escalation.sentAlready',
  'escalation.canDecide',
];

export interface DecisionDesk extends LoadedApproval {
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  readonly reasonMissing: boolean;
  readonly reasonRef: RefObject<HTMLInputElement | HTMLTextAreaElement | null>;
  readonly busy: boolean;
  readonly refused: CodedError | null;
  readonly clearRefused: () => void;
  readonly decide: (outcome: Outcome, stepUp: Decision['stepUp']) => Promise<void>;
  /** 上报总行. */
  readonly escalate: () => Promise<void>;
}

export function useDecision(
  caseId: string,
  approverId: string | undefined,
  onDecided: (view: ApprovalView, outcome: Outcome) => void,
): DecisionDesk {
  const { t } = useText();
  const loaded = useApproval(caseId, approverId);
  const { view, reload } = loaded;
  const proposalId = view?.shown.proposalId ?? '';
  const reason = useReasons((state) => state.reasons[proposalId] ?? '');
  const keep = useReasons((state) => state.set);
  const [reasonMissing, setReasonMissing] = useState(false);
  const reasonRef = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const { busy, error, clearError, decide, escalate } = useDecide();

  return {
    ...loaded,
    reason,
    setReason: (text) => {
      setReasonMissing(false);
      keep(proposalId, text);
    },
    reasonMissing,
    reasonRef,
    busy,
    refused: error,
    clearRefused: clearError,
    decide: async (outcome, stepUp) => {
      if (view === null || !allowedOutcomes(view).includes(outcome)) return;
      if (outcome !== 'approve' && reason.trim() === '') {
        setReasonMissing(true);
        reasonRef.current?.focus();
        return;
      }
      const refusal = await decide(view, { outcome, reason, stepUp });
      if (refusal === 'busy') return;
      if (refusal !== null) {
        if (STALE.includes(refusal.code)) reload();
        return;
      }
      keep(proposalId, '');
      const { number } = view.shown;
      const done = { approve: 'doneApprove', return: 'doneReturn', reject: 'doneReject' } as const;
      const text =
        outcome === 'approve' && !view.final
          ? t('authority:sheet.endorsed', { number })
          : t(`approval:decide.${done[outcome]}`, { number });
      notify({ severity: 'success', text });
      onDecided(view, outcome);
    },
    escalate: async () => {
      if (view === null || !canSendUp(view)) return;
      const refusal = await escalate(view, reason);
      if (refusal === 'busy') return;
      if (refusal === null) {
        keep(proposalId, '');
        notify({ severity: 'success', text: t('above:send.done', { number: view.shown.number }) });
      }
      if (refusal === null || STALE.includes(refusal.code)) reload();
    },
  };
}
