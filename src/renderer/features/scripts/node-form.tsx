/**
 * The form of one node: all that is said or read there, in every wording; what it is; where it leads. Kept when somebody leaves a
 * field; what is not whole yet stays in the form, with what is wrong at its place.
 */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState, type ReactNode } from 'react';
import type { ScriptChange } from '../../../domain/scripts/desk';
import type { DeadlineChoice } from '../../../domain/scripts/deadline-choices';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import { ScriptNode, type ScriptSource } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import type { KeepChange } from './draft';
import { EffectsForm, hasOpenEffect } from './effects-form';
import { ExpertField } from './expert-field';
import { KindForm } from './kind-form';
import { NewNode } from './new-node';
import { withText } from './parts/part-form';
import { ExtraTexts, PiecesForm } from './pieces-form';
import { PromisesForm } from './promises-form';
import { useDraftForm } from './use-draft-form';
import { WaysForm } from './ways-form';
import { WordsForm } from './words-form';

export interface NodeFormProps {
  readonly id: string;
  readonly node: ScriptNode;
  readonly script: ScriptSource;
  readonly facts: SharedFacts;
  readonly deadlines: readonly DeadlineChoice[];
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

/** The node as it can be kept; null while something of it is missing. */
function wholeNode(node: ScriptNode): ScriptNode | null {
  const read = ScriptNode.safeParse(node);
  return read.success && !hasOpenEffect(read.data) ? read.data : null;
}

export function NodeForm({
  id,
  node: kept,
  script,
  facts,
  deadlines,
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
      const read = wholeNode(next);
      return read === null ? null : { kind: 'node', id, node: read };
    },
    disabled,
    onChange,
    onTyping,
  });
  // Fields of the ways keep what is typed in them; a node that was written by hand gives them new ones.
  const [turn, setTurn] = useState(0);
  const name = t(`scripts:type.${node.type}`);
  const incomplete = open && wholeNode(node) === null;
  const known: SharedFacts = { ...facts, ...script.facts };

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
        <Part title={t('scripts:promise.title')} hint={t('scripts:promise.hint')}>
          <PromisesForm
            id={id}
            node={node}
            facts={known}
            steps={Object.keys(script.nodes)}
            deadlines={deadlines}
            disabled={disabled}
            onType={type}
            onSet={set}
            onCommit={commit}
          />
        </Part>
        <Part title={t('scripts:enter.title')} hint={t('scripts:enter.hint')}>
          <EffectsForm node={node} facts={known} disabled={disabled} onType={type} onSet={set} onCommit={commit} />
        </Part>
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

interface PartProps {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}

/** One kind of thing that a step has some of. */
function Part({ title, hint, children }: PartProps) {
  return (
    <Box component="section" aria-label={title} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ fontWeight: 600 }}>{title}</Box>
      <Box sx={{ color: c.inkSoft }}>{hint}</Box>
      {children}
    </Box>
  );
}
