/** What is decided on, the evidence list behind it, and the decision itself. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Evidence } from '../../../domain/complaint/values';
import type { ApprovalView } from '../../../shared/contract/approval';
import type { CodedError } from '../../app/i18n/message-of';
import { api, subscribe } from '../../bridge/client';
import { newId } from '../../bridge/ids';

export interface LoadedApproval {
  readonly view: ApprovalView | null;
  readonly files: readonly Evidence[];
  readonly error: CodedError | null;
  /** The digest differs from the one first shown: the person must read again. */
  readonly changed: boolean;
  readonly reload: () => void;
}

/** `approverId`: on the counter's PC, whose eyes these are. */
export function useApproval(caseId: string, approverId?: string): LoadedApproval {
  const [view, setView] = useState<ApprovalView | null>(null);
  const [files, setFiles] = useState<readonly Evidence[]>([]);
  const [error, setError] = useState<CodedError | null>(null);
  const [changed, setChanged] = useState(false);
  const asked = useRef(0);
  const digest = useRef<string | null>(null);

  const reload = useCallback(() => {
    asked.current += 1;
    const mine = asked.current;
    const input = approverId === undefined ? { caseId } : { caseId, approverId };
    // Names and kinds of the files come with the case; what the signature covers names them by their hash only.
    void Promise.all([api['approval.show'](input), api['case.get']({ caseId })]).then(([shown, whole]) => {
      if (mine !== asked.current) return;
      setError(shown.ok ? null : shown.error);
      if (whole.ok) setFiles(whole.value.state.evidence);
      if (!shown.ok) return;
      if (digest.current !== null && digest.current !== shown.value.digest) setChanged(true);
      digest.current = shown.value.digest;
      setView(shown.value);
    });
  }, [caseId, approverId]);

  useEffect(() => {
    reload();
    const stop = subscribe('cases.changed', ({ caseIds }) => {
      if (caseIds.length === 0 || caseIds.includes(caseId)) reload();
    });
    return () => {
      asked.current += 1;
      stop();
    };
  }, [caseId, reload]);
  return { view, files, error, changed, reload };
}

export const outcomes = ['approve', 'return', 'reject'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Decision {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly stepUp: { readonly userId: string; readonly password: string } | null;
}

/** Sends a decision on exactly what was shown. One id per outcome and digest: a repeat signs nothing twice. */
export function useDecide(): {
  readonly busy: boolean;
  readonly error: CodedError | null;
  readonly clearError: () => void;
  readonly decide: (view: ApprovalView, decision: Decision) => Promise<CodedError | null | 'busy'>;
  /** 上报总行. */
  readonly escalate: (view: ApprovalView, reason: string) => Promise<CodedError | null | 'busy'>;
} {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const running = useRef(false);
  const intent = useRef<{ readonly of: string; readonly id: string } | null>(null);

  type Shown = Pick<ApprovalView['shown'], 'caseId' | 'proposalId'> & { readonly digest: string };
  type Sent = Promise<{ readonly ok: true } | { readonly ok: false; readonly error: CodedError }>;
  const once = useCallback(async (view: ApprovalView, act: string, send: (id: string, shown: Shown) => Sent) => {
    if (running.current) return 'busy' as const;
    running.current = true;
    setBusy(true);
    setError(null);
    const { caseId, proposalId } = view.shown;
    const of = `${proposalId}/${view.digest}/${act}`;
    if (intent.current?.of !== of) intent.current = { of, id: newId() };
    const reply = await send(intent.current.id, { caseId, proposalId, digest: view.digest });
    running.current = false;
    setBusy(false);
    if (reply.ok) {
      intent.current = null;
      return null;
    }
    setError(reply.error);
    return reply.error;
  }, []);
  const decide = useCallback(
    (view: ApprovalView, { outcome, reason, stepUp }: Decision) =>
      once(view, outcome, (commandId, shown) =>
        api['approval.decide']({ commandId, ...shown, outcome, reason: reason.trim(), stepUp }),
      ),
    [once],
  );
  const escalate = useCallback(
    (view: ApprovalView, reason: string) =>
      once(view, 'escalate', (commandId, shown) =>
        api['approval.escalate']({ commandId, ...shown, reason: reason.trim() }),
      ),
    [once],
  );
  const clearError = useCallback(() => setError(null), []);
  return { busy, error, clearError, decide, escalate };
}
