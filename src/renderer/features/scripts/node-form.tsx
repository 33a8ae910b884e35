/**
 * The form of one node: all that is said or read there, in every wording; what it is; where it leads. Kept when somebody leaves a
 * field; what is not whole yet stays in the form, with what is wrong at its place.
 */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { ScriptChange } from '../../../domain/scripts/desk';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import { ScriptNode, type ScriptSource } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import type { KeepChange } from './draft';
import { ExpertField } from './expert-field';
import { KindForm } from './kind-form';
import { NewNode } from './new-node';
import { withText } from './parts/part-form';
import { ExtraTexts, PiecesForm } from './pieces-form';
import { useDraftForm } from './use-draft-form';
import { WaysForm } from './ways-form';
import { WordsForm } from './words-form';

export interface NodeFormProps {
  readonly id: string;
  readonly node: ScriptNode;
  readonly script: ScriptSource;
  readonly facts: SharedFacts;
  readonly disabled: boolean;
  readonly onChange: KeepChange;
  readonly onTyping: (change: ScriptChange | null) => void;
  readonly onRemove: () => void;
  readonly onChoose: (node: string) => void;
}

/** What is left of a node in its form: of the same kind, and otherwise perhaps not whole. */
const readNode =
  (kept: ScriptNode) =>
  (left: unknown): ScriptNode | null =>
    typeof left === 'object' &&
    left !== null &&
    'type' in left &&
    left.type === kept.type &&
    ScriptNode.safeParse(withText(left)).success
      ? (left as ScriptNode)
      : null;

export function NodeForm({
  id,
  node: kept,
  script,
  facts,
  disabled,
  onChange,
  onTyping,
  onRemove,
  onChoose,
}: NodeFormProps) {
  const { t } = useText();
  const {
    value: node,
    type,
    set,
    commit,
    open,
    error,
  } = useDraftForm<ScriptNode>({
    form: `node:${id}`,
    kept,
    read: readNode(kept),
    whole: (next) => {
      const read = ScriptNode.safeParse(next);
      return read.success ? { kind: 'node', id, node: read.data } : null;
    },
    disabled,
    onChange,
    onTyping,
  });
  // Fields of the ways keep what is typed in them; a node that was written by hand gives them new ones.
  const [turn, setTurn] = useState(0);
  const name = t(`scripts:type.${node.type}`);
  const incomplete = open && !ScriptNode.safeParse(node).success;

  return (
    <SectionCard title={`${name} · ${id}`}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {incomplete && <Alert severity="info">{t('scripts:edit.typed')}</Alert>}
        <WordsForm
          id={id}
          node={node}
          script={script}
          disabled={disabled}
          onType={type}
          onCommit={commit}
          onSet={set}
        />
        <PiecesForm node={node} disabled={disabled} onType={type} onSet={set} onCommit={commit} />
        <ExtraTexts node={node} disabled={disabled} onType={type} onSet={set} />
        <KindForm
          node={node}
          script={script}
          facts={facts}
          disabled={disabled}
          onType={type}
          onSet={set}
          onCommit={commit}
        />
        {node.type !== 'end' && !(node.type === 'sub' && node.goOver === true) && (
          <WaysForm key={turn} id={id} node={node} script={script} facts={facts} disabled={disabled} onSet={set} />
        )}
        <ErrorNotice error={error} />
        {!disabled && (
          <>
            <ExpertField
              label={t('scripts:edit.expert')}
              hint={t('scripts:edit.expertHint')}
              value={node}
              disabled={disabled}
              read={(json) => {
                const read = ScriptNode.safeParse(json);
                return read.success
                  ? { ok: true, value: read.data }
                  : { ok: false, place: read.error.issues[0]?.path.map(String).join('.') ?? '' };
              }}
              onRead={(next) => {
                setTurn(turn + 1);
                set(next);
              }}
            />
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
              {node.type !== 'end' && !(node.type === 'sub' && node.goOver === true) && (
                <NewNode
                  after={id}
                  stage={node.stage}
                  script={script}
                  facts={facts}
                  onChange={onChange}
                  onDone={onChoose}
                />
              )}
              <Button color="error" onClick={onRemove}>
                {t('scripts:node.remove')}
              </Button>
            </Box>
          </>
        )}
      </Box>
    </SectionCard>
  );
}
