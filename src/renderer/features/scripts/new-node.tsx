/** A new step of any kind after another one: it takes over where that one led, or stands at the end of a new way. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { z } from 'zod';
import { insertion, newNode, type EditRefusal } from '../../../domain/scripts/editing';
import { Id } from '../../../domain/scripts/guard';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import { ScriptCode, ScriptNode, type ScriptSource } from '../../../domain/scripts/script';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import type { KeepChange } from './draft';
import { PickField } from './pick-field';
import { useTyped, useTypedForms } from '../../components/typed-forms';
import { useRefusalText } from './use-refusal-text';
import { useWords } from './use-words';
import { noWords, WordsPair } from './words-pair';

interface NewNodeProps {
  readonly after: string;
  readonly stage: ScriptNode['stage'];
  readonly script: ScriptSource;
  readonly facts: SharedFacts;
  readonly onChange: KeepChange;
  readonly onDone: (node: string) => void;
}

const types = ScriptNode.options.map(({ shape }) => shape.type.value);

const Typed = z.object({
  open: z.boolean(),
  type: z.enum(types),
  id: z.string(),
  words: z.object({ zh: z.string(), en: z.string() }),
  fact: z.string(),
  script: z.string(),
});
const untouched: z.infer<typeof Typed> = {
  open: false,
  type: 'say',
  id: '',
  words: noWords,
  fact: '',
  script: '',
};

export function NewNode({ after, stage, script, facts, onChange, onDone }: NewNodeProps) {
  const { t } = useText();
  const words = useWords();
  const refusalText = useRefusalText();
  const forms = useTypedForms();
  const form = `new:${after}`;
  const [typed, setTyped] = useTyped(form, untouched, (left) => Typed.safeParse(left).data ?? null);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<EditRefusal | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const set = (part: Partial<typeof typed>): void => setTyped({ ...typed, ...part });
  const id = typed.id.trim();
  const idProblem =
    script.nodes[id] !== undefined
      ? t('scripts:node.idTaken')
      : Id.safeParse(id).success
        ? null
        : t('scripts:node.idBad');
  const asksFact = typed.type === 'ask' && typed.fact === '';
  const callsNothing = typed.type === 'sub' && !ScriptCode.safeParse(typed.script.trim()).success;
  const wordless = typed.type !== 'sub' && (typed.words.zh.trim() === '' || typed.words.en.trim() === '');
  const problem = (text: string | null) => (tried && text !== null ? { severity: 'block' as const, text } : null);
  const add = async (): Promise<void> => {
    setTried(true);
    if (idProblem !== null || wordless || asksFact || callsNothing) return;
    const text = { zh: typed.words.zh.trim(), en: typed.words.en.trim() };
    const edited = insertion(script, after, id, (to) =>
      newNode(typed.type, stage, text, { to, fact: typed.fact, script: typed.script.trim() }),
    );
    setRefusal(edited.ok ? null : edited.refusal);
    if (!edited.ok) return;
    const failed = await onChange(edited.edit);
    setError(failed);
    if (failed !== null) return;
    setTyped(untouched);
    forms.forget((one) => one === form);
    onDone(id);
  };
  if (!typed.open) return <Button onClick={() => set({ open: true })}>{t('scripts:node.addAfter')}</Button>;
  return (
    <Box role="group" aria-label={t('scripts:node.addAfter')} sx={{ display: 'grid', gap: 1.5, width: '100%' }}>
      <PickField
        label={t('scripts:node.kind')}
        hint={t(`scripts:node.kindHint.${typed.type}`)}
        value={typed.type}
        options={types.map((type) => ({ id: type, label: t(`scripts:type.${type}`) }))}
        onChange={(chosen) => {
          const type = types.find((one) => one === chosen);
          if (type !== undefined) set({ type });
        }}
      />
      <TextField
        label={t('scripts:node.id')}
        hint={t('scripts:node.idHint')}
        value={typed.id}
        problem={problem(idProblem)}
        onChange={(text) => set({ id: text })}
      />
      {typed.type === 'ask' && (
        <PickField
          label={t('scripts:field.fact')}
          value={typed.fact}
          options={Object.entries({ ...facts, ...script.facts }).map(([key, { label }]) => ({
            id: key,
            label: `${words(label)} · ${key}`,
          }))}
          problem={problem(asksFact ? t('scripts:edit.nothing') : null)}
          onChange={(fact) => set({ fact })}
        />
      )}
      {typed.type === 'sub' ? (
        <TextField
          label={t('scripts:field.script')}
          value={typed.script}
          problem={problem(callsNothing ? t('scripts:create.codeBad') : null)}
          onChange={(text) => set({ script: text })}
        />
      ) : (
        <WordsPair
          label={{ zh: t('scripts:node.firstZh'), en: t('scripts:node.firstEn') }}
          value={typed.words}
          optional={!tried}
          disabled={false}
          onType={(next) => set({ words: next })}
          onCommit={() => undefined}
        />
      )}
      {refusal !== null && <Alert severity="warning">{refusalText(refusal)}</Alert>}
      <ErrorNotice error={error} />
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button variant="outlined" onClick={() => void add()}>
          {t('scripts:node.add')}
        </Button>
        <Button onClick={() => set({ open: false })}>{t('common:action.cancel')}</Button>
      </Box>
    </Box>
  );
}
