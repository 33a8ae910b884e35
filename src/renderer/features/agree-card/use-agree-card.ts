/** The card of a case, as main words it, and the window for the customer that may show it too. */
import { useCallback, useEffect, useState } from 'react';
import type { Signature } from '../../../domain/complaint/agree-card';
import type { DocumentLanguage } from '../../../domain/documents/format';
import type { AgreeCardView } from '../../../shared/contract/agree-card';
import type { CodedError } from '../../app/i18n/message-of';
import { api, subscribe } from '../../bridge/client';
import { newId } from '../../bridge/ids';

export type CardReply =
  | { readonly answer: 'signed'; readonly signature: Signature | null; readonly witnessId: string | null }
  | { readonly answer: 'declined'; readonly words: string; readonly witnessId: string | null };

export interface AgreeCardState {
  readonly view: AgreeCardView | null;
  readonly error: CodedError | null;
  readonly busy: boolean;
  /** The window for the customer is open. */
  readonly displayed: boolean;
  readonly load: () => void;
  readonly display: (on: boolean) => void;
  /** True when it is recorded. */
  readonly reply: (reply: CardReply) => Promise<boolean>;
}

export function useAgreeCard(caseId: string, language: DocumentLanguage): AgreeCardState {
  const [view, setView] = useState<AgreeCardView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const [displayed, setDisplayed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    void api['card.show']({ caseId, language }).then((reply) => {
      if (!current) return;
      if (reply.ok) setView(reply.value);
      else setError(reply.error);
    });
    return () => {
      current = false;
    };
  }, [caseId, language, round]);
  useEffect(() => {
    const look = (): void =>
      void api['card.displayed']({}).then((reply) => {
        if (reply.ok) setDisplayed(reply.value.open);
      });
    look();
    const stop = subscribe('customerScreen.changed', look);
    return () => {
      stop();
      // The card goes with the dialog; an open window says only that somebody is at work.
      void api['card.clear']({ close: false });
    };
  }, []);
  // The window shows what this page shows.
  const digest = view?.digest;
  useEffect(() => {
    if (displayed && digest !== undefined) void api['card.display']({ caseId, language });
  }, [displayed, digest, caseId, language]);

  const load = useCallback(() => setRound((before) => before + 1), []);
  return {
    view,
    error,
    busy,
    displayed,
    load,
    display: (on) => {
      const asked = on ? api['card.display']({ caseId, language }) : api['card.clear']({ close: true });
      void asked.then((reply) => {
        if (reply.ok) setDisplayed(reply.value.open);
        else setError(reply.error);
      });
    },
    reply: async (given) => {
      if (view === null) return false;
      setBusy(true);
      setError(null);
      const answered = await api['card.answer']({
        commandId: newId(),
        caseId,
        language,
        digest: view.digest,
        answer: given.answer,
        signature: given.answer === 'signed' ? given.signature : null,
        words: given.answer === 'declined' ? given.words : '',
        witnessId: given.witnessId,
      });
      setBusy(false);
      if (answered.ok) return true;
      setError(answered.error);
      if (answered.error.code === 'agreeCard.changed') load();
      return false;
    },
  };
}
