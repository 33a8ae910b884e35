/** One text module of the branch: its name, its words and where it is offered. What is risky in it is hinted at while it is written. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useId, useRef, useState } from 'react';
import { moduleUses, type OwnModule } from '../../../domain/documents/own-modules';
import { moduleFields } from '../../../domain/documents/text-modules';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { api } from '../../bridge/client';
import { checkWords } from '../../bridge/check-words';
import { newId } from '../../bridge/ids';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { focusFirstIn, focusFirstProblem } from '../../components/focus-first';
import { TextField } from '../../components/text-field';
import { WordsCheckProvider } from '../../components/words-check';

interface TextModuleDialogProps {
  /** Null for a new one. */
  readonly id: string | null;
  readonly module: OwnModule;
  readonly onClose: () => void;
  readonly onKept: (name: string) => void;
}

const nameCodes: readonly string[] = ['textModule.nameOfProgram', 'textModule.nameTaken'];
const textCodes: readonly string[] = ['textModule.unknownFields'];
const places = moduleFields.map((field) => `{{${field}}}`).join(' ');

export function TextModuleDialog({ id, module, onClose, onKept }: TextModuleDialogProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const titleId = useId();
  const [form, setForm] = useState(module);
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<CodedError | null>(null);
  const intent = useRef<string | null>(null);
  const [fields, setFields] = useState<HTMLElement | null>(null);
  useEffect(() => {
    focusFirstIn(fields);
  }, [fields]);
  useEffect(() => {
    if (tries > 0 && !busy) focusFirstProblem(fields);
  }, [tries, busy, fields]);

  const change = (changes: Partial<OwnModule>): void => {
    intent.current = null;
    setRefused(null);
    setForm((known) => ({ ...known, ...changes }));
  };
  const missing = (text: string, what: string, codes: readonly string[]): FieldProblem | null => {
    if (refused !== null && codes.includes(refused.code)) return { severity: 'block', text: messageOf(refused) };
    return tries > 0 && text.trim() === '' ? { severity: 'block', text: what } : null;
  };
  const atField = refused !== null && [...nameCodes, ...textCodes].includes(refused.code);

  const submit = async (): Promise<void> => {
    setTries((count) => count + 1);
    if (busy || form.zh.trim() === '' || form.text.zh.trim() === '') return;
    setBusy(true);
    intent.current ??= newId();
    const reply = await api['text.keepModule']({ commandId: intent.current, id, module: form });
    setBusy(false);
    if (reply.ok) onKept(form.zh.trim());
    else setRefused(reply.error);
  };

  return (
    <Dialog open fullWidth maxWidth="sm" onClose={busy ? () => undefined : onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>
        {t(id === null ? 'settings:texts.addTitle' : 'settings:texts.changeTitle')}
      </DialogTitle>
      <WordsCheckProvider value={checkWords}>
        <DialogContent ref={setFields} sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
          <TextField
            label={t('settings:texts.zh')}
            hint={t('settings:texts.zhHint')}
            required
            maxCharacters={60}
            value={form.zh}
            onChange={(zh) => change({ zh })}
            problem={missing(form.zh, t('settings:texts.nameMissing'), nameCodes)}
          />
          <TextField
            label={t('settings:texts.text')}
            hint={t('settings:texts.textHint', { places })}
            required
            rows={3}
            maxCharacters={2_000}
            value={form.text.zh}
            onChange={(zh) => change({ text: { ...form.text, zh } })}
            problem={missing(form.text.zh, t('settings:texts.textMissing'), textCodes)}
          />
          <TextField
            label={t('settings:texts.en')}
            maxCharacters={60}
            value={form.en}
            onChange={(en) => change({ en })}
          />
          <TextField
            label={t('settings:texts.textEn')}
            rows={2}
            maxCharacters={2_000}
            value={form.text.en}
            onChange={(en) => change({ text: { ...form.text, en } })}
          />
          <ChoiceChips
            label={t('settings:texts.use')}
            options={moduleUses.map((value) => ({ value, label: t(`settings:texts.uses.${value}`) }))}
            value={form.use}
            onChange={(use) => change({ use })}
          />
          <ErrorNotice error={atField ? null : refused} />
        </DialogContent>
      </WordsCheckProvider>
      <DialogActions>
        <Button onClick={onClose} disabled={busy}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={() => void submit()}>
          {t('settings:texts.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
