/** Why one wants to see it: a chip is enough, and the last reason is offered again. */
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import type { InputOf } from '../../../../shared/contract/define';
import type { AppContract } from '../../../../shared/contract/contract';
import type { CodedError } from '../../../app/i18n/message-of';
import { useText } from '../../../app/i18n/use-text';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { ChoiceChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from '../dialogs/act-dialog';
import { useKeptForm } from '../form-store';

export type RevealField = InputOf<AppContract['case.reveal']>['field'];

export interface Revealed {
  readonly value: string;
  readonly hideAfterMs: number;
}

const quickReasons = ['contact', 'verify', 'investigate', 'deliver', 'other'] as const;
type QuickReason = (typeof quickReasons)[number];
const blank: { readonly quick: QuickReason; readonly other: string } = { quick: 'contact', other: '' };
/** What main has answered so far; named in the dialog before the first answer. */
const USUAL_SECONDS = 10;

interface RevealDialogProps {
  readonly field: RevealField;
  readonly partyIndex: number;
  readonly label: string;
  readonly onClose: () => void;
  readonly onRevealed: (revealed: Revealed) => void;
}

export function RevealDialog({ field, partyIndex, label, onClose, onRevealed }: RevealDialogProps) {
  const { t } = useText();
  const { caseId } = useCaseEnvironment();
  const { form, change } = useKeptForm('reveal', blank);
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const intent = useRef<string | null>(null);
  const running = useRef(false);
  const reason = form.quick === 'other' ? form.other.trim() : t(`case:reveal.quick.${form.quick}`);

  const submit = async (): Promise<void> => {
    setTried(true);
    if (reason === '' || running.current) return;
    running.current = true;
    setBusy(true);
    intent.current ??= newId();
    const reply = await api['case.reveal']({ commandId: intent.current, caseId, field, partyIndex, reason });
    running.current = false;
    setBusy(false);
    if (reply.ok) onRevealed(reply.value);
    else setError(reply.error);
  };

  return (
    <ActDialog
      title={t('case:reveal.title', { field: label })}
      confirmLabel={t('case:reveal.confirm')}
      busy={busy}
      error={error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Typography>{t('case:reveal.explain', { seconds: USUAL_SECONDS })}</Typography>
      <ChoiceChips
        label={t('case:reveal.reason')}
        options={quickReasons.map((value) => ({ value, label: t(`case:reveal.quick.${value}`) }))}
        value={form.quick}
        onChange={(quick) => change({ quick })}
      />
      {form.quick === 'other' && (
        <TextField
          label={t('case:reveal.reasonOther')}
          required
          autoFocus
          maxCharacters={200}
          value={form.other}
          onChange={(other) => change({ other })}
          problem={tried && reason === '' ? { severity: 'block', text: t('case:dialog.reasonMissing') } : null}
        />
      )}
    </ActDialog>
  );
}
