/** Where a node leads: in the order in which the ways are tried, each with its levels, its button or its condition. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import {
  connection,
  disconnection,
  mostWays,
  reached,
  withWays,
  type Edited,
  type EditRefusal,
} from '../../../domain/scripts/editing';
import { edgesOf } from '../../../domain/scripts/graph';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import type { Edge, ScriptNode, ScriptSource } from '../../../domain/scripts/script';
import { Mode, Need } from '../../../domain/scripts/vocabulary';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { ToggleChips } from '../../components/choice-chips';
import { ConditionBuilder, type ConditionScope } from './condition-builder';
import { LevelsField } from './levels-field';
import { headline } from './places';
import { PickField, type PickOption } from './pick-field';
import { useRefusalText } from './use-refusal-text';
import { useWords } from './use-words';
import { isBlank, noWords, WordsPair } from './words-pair';

type Leading = Exclude<ScriptNode, { type: 'end' }>;

interface WaysFormProps {
  readonly id: string;
  readonly node: Leading;
  readonly script: ScriptSource;
  readonly facts: SharedFacts;
  readonly disabled: boolean;
  readonly onSet: (node: ScriptNode) => void;
}

/** Every step as something that can be chosen: its name and its first words. */
export function useTargets(script: ScriptSource): readonly PickOption[] {
  const words = useWords();
  return Object.entries(script.nodes).map(([id, one]): PickOption => {
    const first = headline(one);
    return { id, label: first === null ? id : `${id} · ${words(first)}` };
  });
}

export function WaysForm({ id, node, script, facts, disabled, onSet }: WaysFormProps) {
  const { t } = useText();
  const refusalText = useRefusalText();
  const targets = useTargets(script);
  const [refusal, setRefusal] = useState<EditRefusal | null>(null);
  const [turn, setTurn] = useState(0);
  const ways = edgesOf(node);
  const here: ScriptSource = { ...script, nodes: { ...script.nodes, [id]: node } };
  /** Brings a change about, unless it would cut a step off: then it says which. */
  const put = (edited: Edited): void => {
    setRefusal(edited.ok ? null : edited.refusal);
    const next = edited.ok ? edited.edit.nodes?.[id] : undefined;
    if (next === undefined || next === null) return;
    if (edgesOf(next).length !== ways.length) setTurn(turn + 1);
    onSet(next);
  };
  const at = (index: number, edge: Edge): void =>
    put(
      reached(
        here,
        id,
        withWays(
          node,
          ways.map((one, place) => (place === index ? edge : one)),
        ),
      ),
    );
  const earlier = (index: number): void => {
    const moved = ways.map((one, place) =>
      place === index ? ways[index - 1] : place === index - 1 ? ways[index] : one,
    );
    setTurn(turn + 1);
    put(
      reached(
        here,
        id,
        withWays(
          node,
          moved.filter((one): one is Edge => one !== undefined),
        ),
      ),
    );
  };
  const scope: ConditionScope = { facts: { ...facts, ...script.facts }, nodes: Object.keys(script.nodes) };
  const unled = Object.keys(script.nodes).find((one) => one !== id && !ways.some(({ to }) => to === one));
  return (
    <Box
      component="fieldset"
      sx={{ m: 0, p: 1.5, minWidth: 0, border: `1px solid ${c.line}`, borderRadius: `${radiusPx.field}px` }}
    >
      <Box component="legend" sx={{ px: 0.5, fontWeight: 600 }}>
        {t('scripts:node.ways')}
      </Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {ways.map((edge, index) => (
          <Way
            key={`${String(index)} ${String(turn)}`}
            form={`node:${id}:way:${String(index)}`}
            edge={edge}
            node={node}
            position={index + 1}
            targets={targets}
            scope={scope}
            disabled={disabled}
            onChange={(next) => at(index, next)}
            onRemove={ways.length > 1 ? () => put(disconnection(here, id, index)) : null}
            onEarlier={index > 0 ? () => earlier(index) : null}
          />
        ))}
        {refusal !== null && <Alert severity="warning">{refusalText(refusal)}</Alert>}
        {!disabled && ways.length < mostWays && unled !== undefined && (
          <Box>
            <Button
              size="small"
              onClick={() => {
                const close = script.registerAt ?? script.start;
                put(connection(here, id, ways.some(({ to }) => to === close) || close === id ? unled : close));
              }}
            >
              {t('scripts:way.add')}
            </Button>
          </Box>
        )}
      </Box>
    </Box>
  );
}

interface WayProps {
  readonly form: string;
  readonly edge: Edge;
  readonly node: Leading;
  readonly position: number;
  readonly targets: readonly PickOption[];
  readonly scope: ConditionScope;
  readonly disabled: boolean;
  readonly onChange: (edge: Edge) => void;
  readonly onRemove: (() => void) | null;
  readonly onEarlier: (() => void) | null;
}

function Way(props: WayProps) {
  const { form, edge, node, position, targets, scope, disabled, onChange, onRemove, onEarlier } = props;
  const { t } = useText();
  const [label, setLabel] = useState(edge.label ?? noWords);
  const keepLabel = (): void => {
    const { label: _label, ...rest } = edge;
    if (isBlank(label)) onChange(rest);
    else if (label.zh.trim() !== '' && label.en.trim() !== '') onChange({ ...rest, label });
  };
  const needs: readonly PickOption[] =
    node.type === 'choose' && node.on === 'need'
      ? Need.options.map((id) => ({ id, label: t(`scripts:needOf.${id}`) }))
      : node.type === 'choose' && node.on === 'mode'
        ? Mode.options.map((id) => ({ id, label: t(`scripts:mode.${id}`) }))
        : [];
  return (
    <Box
      role="group"
      aria-label={t('scripts:edit.row', { position })}
      sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <PickField
        label={t('scripts:way.to', { position })}
        value={edge.to}
        options={targets}
        disabled={disabled}
        onChange={(to) => onChange({ ...edge, to })}
      />
      <LevelsField
        value={edge.levels}
        disabled={disabled}
        onChange={(chosen) => {
          const { levels: _levels, ...rest } = edge;
          onChange(chosen === undefined ? rest : { ...withoutElse(rest), levels: chosen });
        }}
      />
      {needs.length > 0 && (
        <PickField
          label={t('scripts:way.kindOfEdge')}
          value={edge.is ?? ''}
          options={[{ id: '', label: t('scripts:way.isNone') }, ...needs]}
          disabled={disabled}
          onChange={(chosen) => {
            const { is: _is, ...rest } = edge;
            const is = [...Need.options, ...Mode.options].find((one) => one === chosen);
            onChange(is === undefined ? rest : { ...withoutElse(rest), is });
          }}
        />
      )}
      <WordsPair
        label={{ zh: t('scripts:way.label.zh'), en: t('scripts:way.label.en') }}
        value={label}
        optional
        disabled={disabled}
        onType={setLabel}
        onCommit={keepLabel}
      />
      <ConditionBuilder
        form={form}
        label={t('scripts:way.when')}
        {...(edge.else === true ? { hint: t('scripts:way.elseHint') } : {})}
        value={edge.when ?? null}
        scope={scope}
        disabled={disabled}
        onChange={(when) => {
          const { when: _when, ...rest } = edge;
          onChange(when === null ? rest : { ...withoutElse(rest), when });
        }}
      />
      {!disabled && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          <ToggleChips
            label={t('scripts:way.else')}
            hideLabel
            options={[{ value: 'else', label: t('scripts:way.else') }]}
            values={edge.else === true ? ['else'] : []}
            onChange={(values) => {
              const rest = withoutElse(edge);
              onChange(values.length === 0 ? rest : { ...rest, else: true });
            }}
          />
          {onEarlier !== null && (
            <Button size="small" onClick={onEarlier}>
              {t('scripts:way.up', { position })}
            </Button>
          )}
          {onRemove !== null && (
            <Button size="small" color="error" onClick={onRemove}>
              {t('scripts:way.remove', { position })}
            </Button>
          )}
        </Box>
      )}
    </Box>
  );
}

function withoutElse({ else: _else, ...rest }: Edge): Edge {
  return rest;
}
