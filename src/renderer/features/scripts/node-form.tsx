/**
 * The form of one node: all that is said or read there, in every wording; what it is; where it leads. Kept when somebody leaves a
 * field; what is not whole yet stays in the form, with what is wrong at its place.
 */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import { ScriptNode, type ScriptSource } from '../../../domain/scripts/script';
import { Action, Apology, Authority, Outcome, Post, Skill, Stage } from '../../../domain/scripts/vocabulary';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import type { KeepChange } from './draft';
import { NewNode } from './new-node';
import { PickField, type PickOption } from './pick-field';
import { useWords } from './use-words';
import { WaysForm } from './ways-form';
import { WordsForm } from './words-form';

export interface NodeFormProps {
  readonly id: string;
  readonly node: ScriptNode;
  readonly script: ScriptSource;
  readonly facts: SharedFacts;
  readonly disabled: boolean;
  readonly onChange: KeepChange;
  readonly onChoose: (node: string) => void;
}

export function NodeForm({ id, node: kept, script, facts, disabled, onChange, onChoose }: NodeFormProps) {
  const { t } = useText();
  const [node, setNode] = useState(kept);
  const [error, setError] = useState<CodedError | null>(null);
  const name = t(`scripts:type.${node.type}`);

  /** Keeps the node if it is whole and another than before. */
  const keep = async (next: ScriptNode): Promise<void> => {
    const read = ScriptNode.safeParse(next);
    if (disabled || !read.success || JSON.stringify(read.data) === JSON.stringify(kept)) return;
    setError(await onChange({ kind: 'node', id, node: read.data }));
  };
  const set = (next: ScriptNode): void => {
    setNode(next);
    void keep(next);
  };
  const remove = async (): Promise<void> => {
    const sure = await confirm({
      title: t('scripts:node.removeTitle', { node: id }),
      body: t('scripts:node.removeBody'),
      confirmLabel: t('scripts:node.remove'),
      tone: 'danger',
    });
    if (sure) setError(await onChange({ kind: 'node', id, node: null }));
  };

  return (
    <SectionCard title={`${name} · ${id}`}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <WordsForm
          id={id}
          node={node}
          script={script}
          disabled={disabled}
          onType={setNode}
          onCommit={() => void keep(node)}
          onSet={set}
        />
        <Kind node={node} script={script} facts={facts} disabled={disabled} onSet={set} />
        {node.type !== 'end' && (
          <WaysForm
            node={node}
            script={script}
            disabled={disabled}
            onType={setNode}
            onSet={set}
            onCommit={() => void keep(node)}
          />
        )}
        <ErrorNotice error={error} />
        {!disabled && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            {node.type !== 'end' && (
              <NewNode after={id} node={node} script={script} onChange={onChange} onDone={onChoose} />
            )}
            {id !== script.start && id !== script.registerAt && (
              <Button color="error" onClick={() => void remove()}>
                {t('scripts:node.remove')}
              </Button>
            )}
          </Box>
        )}
      </Box>
    </SectionCard>
  );
}

interface KindProps {
  readonly node: ScriptNode;
  readonly script: ScriptSource;
  readonly facts: SharedFacts;
  readonly disabled: boolean;
  readonly onSet: (node: ScriptNode) => void;
}

/** What kind of step it is: stage, skill, the fact that is asked, whose signature it needs. */
function Kind({ node, script, facts, disabled, onSet }: KindProps) {
  const { t } = useText();
  const words = useWords();
  const none: PickOption = { id: '', label: t('common:state.none') };
  const pick = (label: string, value: string, options: readonly PickOption[], onPick: (id: string) => void) => (
    <PickField key={label} label={label} value={value} options={options} disabled={disabled} onChange={onPick} />
  );
  const stage = pick(
    t('conversation:stage.label'),
    node.stage,
    Stage.options.map((one) => ({ id: one, label: `${one} ${t(`conversation:stage.${one}`)}` })),
    (chosen) => onSet({ ...node, stage: Stage.parse(chosen) }),
  );
  const skills = Skill.options.map((one) => ({ id: one, label: t(`conversation:skill.${one}`) }));
  const known = { ...facts, ...script.facts };
  const more = (() => {
    switch (node.type) {
      case 'say':
        return [
          pick(t('scripts:field.skill'), node.skill, skills, (chosen) =>
            onSet({ ...node, skill: Skill.parse(chosen) }),
          ),
          pick(
            t('scripts:field.apology'),
            node.apology ?? '',
            [none, ...Apology.options.map((one) => ({ id: one, label: t(`conversation:apology.${one}`) }))],
            (chosen) => {
              const { apology: _before, ...rest } = node;
              onSet(chosen === '' ? rest : { ...rest, apology: Apology.parse(chosen) });
            },
          ),
        ];
      case 'listen':
        return [
          pick(t('scripts:field.skill'), node.skill, skills, (chosen) =>
            onSet({ ...node, skill: Skill.parse(chosen) }),
          ),
        ];
      case 'ask':
        return [
          pick(
            t('scripts:field.fact'),
            node.fact,
            Object.entries(known).map(([id, { label }]) => ({ id, label: `${words(label)} · ${id}` })),
            (fact) => onSet({ ...node, fact }),
          ),
        ];
      case 'act':
        return [
          pick(
            t('scripts:field.action'),
            node.action,
            Action.options.map((one) => ({ id: one, label: t(`conversation:action.${one}`) })),
            (chosen) => onSet({ ...node, action: Action.parse(chosen) }),
          ),
          pick(
            t('scripts:field.authority'),
            node.authority ?? '',
            Authority.options.map((one) => ({ id: one, label: t(`scripts:authority.${one}`) })),
            (chosen) => onSet({ ...node, authority: Authority.parse(chosen) }),
          ),
        ];
      case 'escalate':
        return [
          pick(
            t('scripts:field.to'),
            node.to,
            Post.options.map((one) => ({ id: one, label: t(`conversation:post.${one}`) })),
            (chosen) => onSet({ ...node, to: Post.parse(chosen) }),
          ),
        ];
      case 'end':
        return [
          pick(
            t('scripts:field.outcome'),
            node.outcome,
            Outcome.options.map((one) => ({
              id: one,
              label: one === 'return' ? t('scripts:field.return') : t(`conversation:outcome.${one}`),
            })),
            (chosen) => onSet({ ...node, outcome: Outcome.parse(chosen) }),
          ),
        ];
      case 'choose':
      case 'checklist':
      case 'timer':
      case 'note':
      case 'sub':
        return [];
    }
  })();
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(16rem, 100%), 1fr))',
        alignItems: 'start',
      }}
    >
      {stage}
      {more}
    </Box>
  );
}
