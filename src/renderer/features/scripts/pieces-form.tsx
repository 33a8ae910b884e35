/** The pieces of a step that come in numbers: prompts, things to do; and texts that may be there or not. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { Id } from '../../../domain/scripts/guard';
import type { ScriptNode } from '../../../domain/scripts/script';
import { EvidenceKind } from '../../../domain/scripts/vocabulary';
import { useText } from '../../app/i18n/use-text';
import { ToggleChips } from '../../components/choice-chips';
import { TextField } from '../../components/text-field';
import { LevelsField } from './levels-field';
import { ListEditor } from './list-editor';
import { freshId } from './parts/part-form';
import { PickField } from './pick-field';
import { noWords, WordsPair } from './words-pair';

interface PiecesFormProps {
  readonly node: ScriptNode;
  readonly disabled: boolean;
  readonly onType: (node: ScriptNode) => void;
  readonly onSet: (node: ScriptNode) => void;
  readonly onCommit: () => void;
}

type Prompt = Extract<ScriptNode, { type: 'listen' }>['prompts'][number];
type Item = Extract<ScriptNode, { type: 'checklist' }>['items'][number];

export function PiecesForm({ node, disabled, onType, onSet, onCommit }: PiecesFormProps) {
  const { t } = useText();
  const label = { zh: t('scripts:edit.zh'), en: t('scripts:edit.en') };
  if (node.type === 'listen')
    return (
      <ListEditor
        label={t('scripts:field.prompts')}
        items={node.prompts}
        least={1}
        most={5}
        disabled={disabled}
        nameOf={(_item, position) => t('scripts:field.prompt', { position })}
        empty={(): Prompt => ({
          id: freshId(
            node.prompts.map(({ id }) => id),
            'more',
          ),
          ...noWords,
        })}
        onType={(prompts) => onType({ ...node, prompts: [...prompts] })}
        onSet={(prompts) => onSet({ ...node, prompts: [...prompts] })}
      >
        {({ item, type, set }) => (
          <>
            <WordsPair
              label={label}
              value={item}
              rows={2}
              disabled={disabled}
              onType={(words) => type({ ...item, ...words })}
              onCommit={onCommit}
            />
            <LevelsField
              value={item.levels}
              disabled={disabled}
              onChange={(chosen) => {
                const { levels: _levels, ...rest } = item;
                set(chosen === undefined ? rest : { ...rest, levels: chosen });
              }}
            />
          </>
        )}
      </ListEditor>
    );
  if (node.type === 'checklist')
    return (
      <ListEditor
        label={t('scripts:field.items')}
        items={node.items}
        least={1}
        most={9}
        disabled={disabled}
        nameOf={(_item, position) => t('scripts:field.item', { position })}
        empty={(): Item => ({
          id: freshId(
            node.items.map(({ id }) => id),
            'item',
          ),
          ...noWords,
        })}
        onType={(items) => onType({ ...node, items: [...items] })}
        onSet={(items) => onSet({ ...node, items: [...items] })}
      >
        {({ item, type, set }) => (
          <>
            <WordsPair
              label={label}
              value={item}
              disabled={disabled}
              onType={(words) => type({ ...item, ...words })}
              onCommit={onCommit}
            />
            <ToggleChips
              label={t('scripts:field.blocking')}
              hideLabel
              disabled={disabled}
              options={[{ value: 'blocking', label: t('scripts:field.blocking') }]}
              values={item.blocking === true ? ['blocking'] : []}
              onChange={(values) => {
                const { blocking: _blocking, ...rest } = item;
                set(values.length === 0 ? rest : { ...rest, blocking: true });
              }}
            />
            <PickField
              label={t('scripts:field.evidence')}
              value={item.evidence ?? ''}
              disabled={disabled}
              options={[
                { id: '', label: t('scripts:evidence.none') },
                ...EvidenceKind.options.map((id) => ({ id, label: t(`scripts:evidence.${id}`) })),
              ]}
              onChange={(chosen) => {
                const { evidence: _evidence, ...rest } = item;
                const evidence = EvidenceKind.options.find((one) => one === chosen);
                set(evidence === undefined ? rest : { ...rest, evidence });
              }}
            />
          </>
        )}
      </ListEditor>
    );
  return null;
}

const removals = {
  why: 'removeWhy',
  unanswered: 'removeUnanswered',
  closing: 'removeClosing',
  text: 'removeText',
} as const;
type ExtraField = keyof typeof removals;

/** Each with the words it begins with. */
function extrasOf(node: ScriptNode): readonly { readonly field: ExtraField; readonly start: object }[] {
  const extras: { readonly field: ExtraField; readonly start: object }[] = [{ field: 'why', start: noWords }];
  if (node.type === 'say' || node.type === 'ask') extras.push({ field: 'unanswered', start: node.text });
  if (node.type === 'end') extras.push({ field: 'closing', start: noWords });
  if (node.type === 'choose' || node.type === 'checklist' || node.type === 'timer')
    extras.push({ field: 'text', start: noWords });
  return extras;
}

/** Texts that a step can be given, and what takes them away again. Begin with the usual words, so that there is something to change. */
export function ExtraTexts({ node, disabled, onType, onSet }: Omit<PiecesFormProps, 'onCommit'>) {
  const { t } = useText();
  if (disabled) return null;
  const without = (field: string): ScriptNode => {
    const { [field]: _gone, ...rest } = node as Record<string, unknown>;
    return rest as ScriptNode;
  };
  const toggle = (field: ExtraField, start: object) => {
    const has = (node as Record<string, unknown>)[field] !== undefined;
    return (
      <Button
        key={field}
        size="small"
        onClick={() => (has ? onSet(without(field)) : onType({ ...node, [field]: start }))}
      >
        {t(has ? `scripts:field.${removals[field]}` : `scripts:field.${field}`)}
      </Button>
    );
  };
  const spoken = node.type === 'say' || node.type === 'ask';
  return (
    <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
        {extrasOf(node).map(({ field, start }) => toggle(field, start))}
      </Box>
      {spoken && <Alternate node={node} onSet={onSet} />}
    </Box>
  );
}

function Alternate({
  node,
  onSet,
}: {
  readonly node: Extract<ScriptNode, { type: 'say' | 'ask' }>;
  readonly onSet: (node: ScriptNode) => void;
}) {
  const { t } = useText();
  const [name, setName] = useState('');
  const id = name.trim();
  const bad =
    node.alternates?.[id] !== undefined
      ? t('scripts:node.idTaken')
      : Id.safeParse(id).success
        ? null
        : t('scripts:node.idBad');
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-end' }}>
      <Box sx={{ flex: '1 1 12rem', maxWidth: '20rem' }}>
        <TextField
          label={t('scripts:field.alternateName')}
          value={name}
          problem={id !== '' && bad !== null ? { severity: 'block', text: bad } : null}
          onChange={setName}
        />
      </Box>
      <Button
        size="small"
        disabled={bad !== null}
        onClick={() => {
          onSet({ ...node, alternates: { ...node.alternates, [id]: node.text } });
          setName('');
        }}
      >
        {t('scripts:field.alternate')}
      </Button>
    </Box>
  );
}
