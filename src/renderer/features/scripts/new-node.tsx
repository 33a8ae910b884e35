/** A new line after a node: it takes over where that one led, so that the script stays whole. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { edgesOf } from '../../../domain/scripts/graph';
import { Id } from '../../../domain/scripts/guard';
import type { ScriptNode, ScriptSource } from '../../../domain/scripts/script';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import type { KeepChange } from './draft';
import { languages } from './places';

interface NewNodeProps {
  readonly after: string;
  readonly node: Exclude<ScriptNode, { type: 'end' }>;
  readonly script: ScriptSource;
  readonly onChange: KeepChange;
  readonly onDone: (node: string) => void;
}

export function NewNode({ after, node, script, onChange, onDone }: NewNodeProps) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState({ id: '', zh: '', en: '' });
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const [only, ...others] = edgesOf(node);
  // A choice has several ways out: the new line would not know which of them it goes on.
  if (only === undefined || others.length > 0 || node.type === 'choose') return null;
  const id = typed.id.trim();
  const idProblem =
    script.nodes[id] !== undefined
      ? t('scripts:node.idTaken')
      : Id.safeParse(id).success
        ? null
        : t('scripts:node.idBad');
  const empty = (text: string) => (text.trim() === '' ? t('scripts:own.empty') : null);
  const problem = (text: string | null) => (tried && text !== null ? { severity: 'block' as const, text } : null);
  const add = async (): Promise<void> => {
    setTried(true);
    if (idProblem !== null || empty(typed.zh) !== null || empty(typed.en) !== null) return;
    const line: ScriptNode = {
      type: 'say',
      stage: node.stage,
      skill: 'encourager',
      text: { zh: typed.zh.trim(), en: typed.en.trim() },
      next: only.to,
    };
    const failed =
      (await onChange({ kind: 'node', id, node: line })) ??
      (await onChange({ kind: 'node', id: after, node: { ...node, next: id } as ScriptNode }));
    setError(failed);
    if (failed === null) onDone(id);
  };
  if (!open) return <Button onClick={() => setOpen(true)}>{t('scripts:node.addAfter')}</Button>;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, width: '100%' }}>
      <TextField
        label={t('scripts:node.id')}
        hint={t('scripts:node.idHint')}
        value={typed.id}
        problem={problem(idProblem)}
        onChange={(text) => setTyped((before) => ({ ...before, id: text }))}
      />
      {languages.map((key) => (
        <TextField
          key={key}
          label={t(`conversation:wording.${key}`)}
          value={typed[key]}
          problem={problem(empty(typed[key]))}
          onChange={(text) => setTyped((before) => ({ ...before, [key]: text }))}
        />
      ))}
      <ErrorNotice error={error} />
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button variant="outlined" onClick={() => void add()}>
          {t('scripts:node.add')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('common:action.cancel')}</Button>
      </Box>
    </Box>
  );
}
