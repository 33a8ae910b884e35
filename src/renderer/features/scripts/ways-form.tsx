/** Where a node leads: in the order in which the ways are tried, each with its levels, its button or its condition. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { edgesOf } from '../../../domain/scripts/graph';
import { Guard } from '../../../domain/scripts/guard';
import type { Edge, ScriptNode, ScriptSource } from '../../../domain/scripts/script';
import { levels, type Level } from '../../../domain/scripts/vocabulary';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { ToggleChips } from '../../components/choice-chips';
import { TextField } from '../../components/text-field';
import { headline, languages } from './places';
import { PickField, type PickOption } from './pick-field';
import { useWords } from './use-words';

type Leading = Exclude<ScriptNode, { type: 'end' }>;

interface WaysFormProps {
  readonly node: Leading;
  readonly script: ScriptSource;
  readonly disabled: boolean;
  readonly onType: (node: ScriptNode) => void;
  readonly onSet: (node: ScriptNode) => void;
  readonly onCommit: () => void;
}

const mostWays = 9;
const angry: Guard = { emotion: { gte: 2 } };
/** A condition as authors write it. */
const sample = JSON.stringify({ fact: 'agreed', eq: 'yes' });

export function WaysForm({ node, script, disabled, onSet }: WaysFormProps) {
  const { t } = useText();
  const words = useWords();
  const ways = edgesOf(node);
  const targets = Object.entries(script.nodes).map(([id, one]): PickOption => {
    const first = headline(one);
    return { id, label: first === null ? id : `${id} · ${words(first)}` };
  });
  const put = (next: readonly Edge[]): void => {
    const [only] = next;
    // One way without a condition is written as its name alone.
    const plain =
      node.type !== 'choose' &&
      next.length === 1 &&
      only !== undefined &&
      only.levels === undefined &&
      only.when === undefined &&
      only.is === undefined &&
      only.label === undefined;
    onSet({ ...node, next: plain ? only.to : [...next] } as ScriptNode);
  };
  const at = (index: number, edge: Edge): void => put(ways.map((one, place) => (place === index ? edge : one)));
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
            key={`${String(index)} ${String(ways.length)}`}
            edge={edge}
            position={index + 1}
            targets={targets}
            disabled={disabled}
            onChange={(next) => at(index, next)}
            onRemove={ways.length > 1 ? () => put(ways.filter((_one, place) => place !== index)) : null}
          />
        ))}
        {!disabled && ways.length < mostWays && (
          <Box>
            <Button
              size="small"
              onClick={() =>
                put([
                  ...ways.map(({ else: _else, ...edge }, place) =>
                    // What stood last was for all others; the new way is that now.
                    place === ways.length - 1 &&
                    edge.when === undefined &&
                    edge.levels === undefined &&
                    edge.label === undefined
                      ? { ...edge, when: angry }
                      : edge,
                  ),
                  { to: script.registerAt ?? script.start, else: true },
                ])
              }
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
  readonly edge: Edge;
  readonly position: number;
  readonly targets: readonly PickOption[];
  readonly disabled: boolean;
  readonly onChange: (edge: Edge) => void;
  readonly onRemove: (() => void) | null;
}

function Way({ edge, position, targets, disabled, onChange, onRemove }: WayProps) {
  const { t } = useText();
  const [condition, setCondition] = useState(edge.when === undefined ? '' : JSON.stringify(edge.when));
  const [label, setLabel] = useState(edge.label ?? { zh: '', en: '' });
  const read = readGuard(condition);
  const keepCondition = (): void => {
    const { when: _when, ...rest } = edge;
    if (condition.trim() === '') onChange(rest);
    else if (read !== null) {
      const { else: _else, ...conditional } = rest;
      onChange({ ...conditional, when: read });
    }
  };
  const keepLabel = (): void => {
    const { label: _label, ...rest } = edge;
    if (label.zh.trim() === '' && label.en.trim() === '') onChange(rest);
    else if (label.zh.trim() !== '' && label.en.trim() !== '') onChange({ ...rest, label });
  };
  const halfLabel = (label.zh.trim() === '') !== (label.en.trim() === '');
  return (
    <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <PickField
        label={t('scripts:way.to', { position })}
        value={edge.to}
        options={targets}
        disabled={disabled}
        onChange={(to) => onChange({ ...edge, to })}
      />
      <ToggleChips
        label={t('scripts:way.atLevels')}
        hint={t('scripts:way.atLevelsHint')}
        disabled={disabled}
        options={levels.map((level) => ({
          value: String(level),
          label: `${String(level)} ${t(`common:emotion.level.${level}`)}`,
        }))}
        values={(edge.levels ?? []).map(String)}
        onChange={(values) => {
          const { levels: _levels, ...rest } = edge;
          const next = levels.filter((level: Level) => values.includes(String(level)));
          onChange(next.length === 0 ? rest : { ...rest, levels: [...next] });
        }}
      />
      <Box
        sx={{
          display: 'grid',
          gap: 1,
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(12rem, 100%), 1fr))',
          alignItems: 'start',
        }}
      >
        {languages.map((key) => (
          <TextField
            key={key}
            label={t(`scripts:way.label.${key}`)}
            value={label[key]}
            disabled={disabled}
            problem={halfLabel && label[key].trim() === '' ? { severity: 'block', text: t('scripts:own.empty') } : null}
            onChange={(text) => setLabel((before) => ({ ...before, [key]: text }))}
            onCommit={keepLabel}
          />
        ))}
      </Box>
      <TextField
        label={t('scripts:way.when')}
        hint={t('scripts:way.whenHint', { example: sample })}
        value={condition}
        disabled={disabled}
        problem={
          condition.trim() !== '' && read === null ? { severity: 'block', text: t('scripts:way.whenBad') } : null
        }
        onChange={setCondition}
        onCommit={keepCondition}
      />
      {!disabled && onRemove !== null && (
        <Box>
          <Button size="small" color="error" onClick={onRemove}>
            {t('scripts:way.remove', { position })}
          </Button>
        </Box>
      )}
    </Box>
  );
}

/** A condition as it is written in a source; null where it is none. */
function readGuard(text: string): Guard | null {
  try {
    const read = Guard.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
