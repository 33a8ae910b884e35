/** A new script: its code, names, place in the library, when it is suggested, and whether it begins blank or as a copy. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useState } from 'react';
import { z } from 'zod';
import { entrySubjects } from '../../../domain/scripts/condition';
import { Guard } from '../../../domain/scripts/guard';
import { shortEntryWords } from '../../../domain/scripts/lint/lint';
import { ScriptCode } from '../../../domain/scripts/script';
import { Family } from '../../../domain/scripts/vocabulary';
import type { ScriptRowView } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import { ConditionBuilder } from './condition-builder';
import { PickField } from './pick-field';
import { TypedFormsOf, useTyped, useTypedForms } from '../../components/typed-forms';
import { useWords } from './use-words';
import { noWords, WordsPair } from './words-pair';

interface NewScriptProps {
  readonly rows: readonly ScriptRowView[];
  readonly onClose: () => void;
}

const Pair = z.object({ zh: z.string(), en: z.string() });
const Typed = z.object({
  code: z.string(),
  family: Family,
  title: Pair,
  trigger: Pair,
  copyOf: z.string(),
  entry: Guard.nullable(),
});
const untouched: z.infer<typeof Typed> = {
  code: '',
  family: 'service',
  title: noWords,
  trigger: noWords,
  copyOf: '',
  entry: null,
};
const form = 'script';
const condition = 'script:entry';

export function NewScript(props: NewScriptProps) {
  const { t } = useText();
  return (
    <Dialog open fullWidth maxWidth="md" onClose={props.onClose} aria-labelledby="new-script-title">
      <DialogTitle id="new-script-title">{t('scripts:create.title')}</DialogTitle>
      <TypedFormsOf of="new">
        <Filled {...props} />
      </TypedFormsOf>
    </Dialog>
  );
}

/** The lowest code of these letters that nothing has. */
function freeCode(rows: readonly ScriptRowView[], letters: string): string {
  for (let at = 1; at < 100; at += 1) {
    const code = `${letters}-${String(at).padStart(2, '0')}`;
    if (!rows.some((row) => row.code === code)) return code;
  }
  return `${letters}-99`;
}

function Filled({ rows, onClose }: NewScriptProps) {
  const { t } = useText();
  const words = useWords();
  const forms = useTypedForms();
  const [typed, setTyped] = useTyped(form, untouched, (left) => Typed.safeParse(left).data ?? null);
  const [commandId] = useState(newId);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const set = (part: Partial<typeof typed>): void => setTyped({ ...typed, ...part });
  const code = typed.code.trim().toUpperCase();
  const taken = rows.some((row) => row.code === code);
  const codeProblem = taken
    ? t('scripts:create.codeTaken')
    : ScriptCode.safeParse(code).success
      ? null
      : t('scripts:create.codeBad');
  const whole = (pair: typeof typed.title): boolean => pair.zh.trim() !== '' && pair.en.trim() !== '';
  const short = shortEntryWords(typed.entry ?? undefined);
  const letters = rows.find(({ family }) => family === typed.family)?.code.slice(0, 3) ?? 'GEN';
  const trimmed = ({ zh, en }: typeof typed.title) => ({ zh: zh.trim(), en: en.trim() });
  const begin = async (): Promise<void> => {
    setTried(true);
    if (codeProblem !== null || !whole(typed.title) || !whole(typed.trigger)) return;
    setBusy(true);
    const reply = await api['scripts.create']({
      commandId,
      code,
      family: typed.family,
      title: trimmed(typed.title),
      trigger: trimmed(typed.trigger),
      entry: typed.entry,
      copyOf: typed.copyOf === '' ? null : typed.copyOf,
    });
    setBusy(false);
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    setTyped(untouched);
    forms.forget((one) => one === form || one === condition);
    navigate({ name: 'scripts', code });
  };
  return (
    <>
      <DialogContent sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box sx={{ color: c.inkSoft }}>{t('scripts:create.intro')}</Box>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            gridTemplateColumns: 'repeat(auto-fit, minmax(min(16rem, 100%), 1fr))',
          }}
        >
          <PickField
            label={t('scripts:create.family')}
            value={typed.family}
            options={Family.options.map((id) => ({ id, label: t(`scripts:family.${id}`) }))}
            onChange={(family) => set({ family: Family.parse(family) })}
          />
          <TextField
            label={t('scripts:create.code')}
            hint={t('scripts:create.codeHint', { example: freeCode(rows, letters) })}
            value={typed.code}
            problem={codeProblem !== null && (tried || taken) ? { severity: 'block', text: codeProblem } : null}
            onChange={(text) => set({ code: text })}
          />
          <PickField
            label={t('scripts:create.from')}
            value={typed.copyOf}
            options={[
              { id: '', label: t('scripts:create.blank') },
              ...rows
                .filter(({ inUse }) => inUse)
                .map((row) => ({
                  id: row.code,
                  label: t('scripts:create.copy', { title: `${row.code} ${words(row.title)}` }),
                })),
            ]}
            onChange={(copyOf) => set({ copyOf })}
          />
        </Box>
        <WordsPair
          label={{ zh: t('scripts:create.titleZh'), en: t('scripts:create.titleEn') }}
          value={typed.title}
          optional={!tried}
          disabled={false}
          onType={(title) => set({ title })}
          onCommit={() => undefined}
        />
        <WordsPair
          label={{ zh: t('scripts:create.triggerZh'), en: t('scripts:create.triggerEn') }}
          value={typed.trigger}
          optional={!tried}
          disabled={false}
          onType={(trigger) => set({ trigger })}
          onCommit={() => undefined}
        />
        <ConditionBuilder
          form={condition}
          label={t('scripts:create.entry')}
          hint={t('scripts:create.entryHint')}
          value={typed.entry}
          scope={{ facts: {}, nodes: [], subjects: entrySubjects }}
          disabled={false}
          onChange={(entry) => set({ entry })}
        />
        {short.length > 0 && (
          <Alert severity="warning">
            {t('scripts:rule.W11')}
            {t('scripts:finding.detail', { detail: short.join(t('scripts:sentence.list')) })}
          </Alert>
        )}
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:action.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void begin()}>
          {t('scripts:create.begin')}
        </Button>
      </DialogActions>
    </>
  );
}
