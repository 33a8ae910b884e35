/**
 * 条件: comparisons in groups of "all", "any" and "must not", with the sentence they make; by hand as JSON for experts. A condition that lacks
 * something counts for nothing until it is whole, and says so.
 */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { canonicalJson } from '../../../domain/evidence/canonical';
import {
  conditionOf,
  emptyComparison,
  guardOf,
  readCondition,
  subjects as allSubjects,
  type Condition,
  type Group,
  type Subject,
} from '../../../domain/scripts/condition';
import { Guard } from '../../../domain/scripts/guard';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { ChoiceChips } from '../../components/choice-chips';
import { ConditionRow } from './condition-row';
import { ExpertField } from './expert-field';
import { useTyped } from '../../components/typed-forms';
import { useGuardText } from './use-guard-text';

/** What conditions of a script may speak of. */
export interface ConditionScope {
  readonly facts: SharedFacts;
  /** Steps that can have been taken. */
  readonly nodes: readonly string[];
  readonly subjects?: readonly Subject[];
}

interface ConditionBuilderProps {
  /** Its name among the forms of the draft. */
  readonly form: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: Guard | null;
  readonly scope: ConditionScope;
  readonly disabled: boolean;
  /** False where there has to be a condition. */
  readonly optional?: boolean;
  /** A condition that is whole, or none. */
  readonly onChange: (value: Guard | null) => void;
}

/** A condition as authors write it by hand. */
const sample = JSON.stringify({ fact: 'agreed', eq: 'yes' });

export function ConditionBuilder(props: ConditionBuilderProps) {
  const { form, label, hint, value, scope, disabled, optional = true, onChange } = props;
  const { t } = useText();
  const sentence = useGuardText(scope.facts);
  const kept = useMemo(() => (value === null ? null : conditionOf(value)), [value]);
  const [condition, setCondition] = useTyped<Condition | null>(form, kept, readCondition);
  const built = condition === null ? null : guardOf(condition);
  const open = condition !== null && built === null;
  const set = (next: Condition | null): void => {
    setCondition(next);
    const guard = next === null ? null : guardOf(next);
    if (next === null ? value !== null : guard !== null && canonicalJson(guard) !== canonicalJson(value))
      onChange(guard);
  };
  const first = (scope.subjects ?? allSubjects)[0] ?? 'fact';
  return (
    <Box
      component="fieldset"
      sx={{ m: 0, p: 1.5, minWidth: 0, border: `1px solid ${c.line}`, borderRadius: `${radiusPx.field}px` }}
    >
      <Box component="legend" sx={{ px: 0.5, fontWeight: 600 }}>
        {label}
      </Box>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box role="status" sx={{ color: open ? c.ink : c.inkSoft }}>
          {open
            ? t('scripts:condition.incomplete')
            : built === null
              ? (hint ?? t('scripts:condition.none'))
              : t('scripts:condition.reads', { text: sentence(built) })}
        </Box>
        {condition !== null && (
          <Part
            condition={condition}
            scope={scope}
            disabled={disabled}
            depth={0}
            onChange={set}
            onRemove={optional ? () => set(null) : null}
          />
        )}
        {!disabled && condition === null && (
          <Box>
            <Button size="small" variant="outlined" onClick={() => set(emptyComparison(first))}>
              {t('scripts:condition.add')}
            </Button>
          </Box>
        )}
        {!disabled && (
          <ExpertField
            label={t('scripts:condition.expert')}
            hint={t('scripts:condition.expertHint', { example: sample })}
            value={built ?? value}
            disabled={disabled}
            read={(json) => {
              if (json === null && optional) return { ok: true, value: null };
              const read = Guard.safeParse(json);
              return read.success
                ? { ok: true, value: read.data }
                : { ok: false, place: read.error.issues[0]?.path.map(String).join('.') ?? '' };
            }}
            onRead={(guard) => set(guard === null ? null : conditionOf(guard))}
          />
        )}
      </Box>
    </Box>
  );
}

interface PartProps {
  readonly condition: Condition;
  readonly scope: ConditionScope;
  readonly disabled: boolean;
  readonly depth: number;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: (() => void) | null;
}

/** Deeper than anybody reads; deeper ones from a file are shown all the same. */
const mostDepth = 3;

function Part({ condition, scope, disabled, depth, onChange, onRemove }: PartProps) {
  const { t } = useText();
  const first = (scope.subjects ?? allSubjects)[0] ?? 'fact';
  const tools = !disabled && (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
      {condition.kind === 'compare' && depth < mostDepth && (
        <Button size="small" onClick={() => onChange({ kind: 'all', items: [condition, emptyComparison(first)] })}>
          {t('scripts:condition.addGroup')}
        </Button>
      )}
      <Button
        size="small"
        onClick={() => onChange(condition.kind === 'not' ? condition.item : { kind: 'not', item: condition })}
      >
        {t(condition.kind === 'not' ? 'scripts:condition.unwrap' : 'scripts:condition.wrap')}
      </Button>
      {onRemove !== null && (
        <Button size="small" color="error" onClick={onRemove}>
          {t(condition.kind === 'compare' ? 'scripts:condition.remove' : 'scripts:condition.removeGroup')}
        </Button>
      )}
    </Box>
  );
  if (condition.kind === 'compare')
    return (
      <Box role="group" aria-label={t('scripts:condition.label')} sx={{ display: 'grid', gap: 0.5, minWidth: 0 }}>
        <ConditionRow comparison={condition} scope={scope} disabled={disabled} onChange={onChange} />
        {tools}
      </Box>
    );
  return (
    <Box
      role="group"
      aria-label={condition.kind === 'not' ? t('scripts:condition.not') : t('scripts:condition.group')}
      sx={{
        display: 'grid',
        gap: 1.5,
        minWidth: 0,
        pl: 1.5,
        borderInlineStart: `3px solid ${c.lineStrong}`,
        gridTemplateColumns: 'minmax(0, 1fr)',
      }}
    >
      {condition.kind === 'not' ? (
        <>
          <Box sx={{ fontWeight: 600 }}>{t('scripts:condition.not')}</Box>
          <Part
            condition={condition.item}
            scope={scope}
            disabled={disabled}
            depth={depth + 1}
            onChange={(item) => onChange({ kind: 'not', item })}
            onRemove={null}
          />
        </>
      ) : (
        <Items group={condition} scope={scope} disabled={disabled} depth={depth} onChange={onChange} />
      )}
      {tools}
    </Box>
  );
}

function Items({
  group,
  scope,
  disabled,
  depth,
  onChange,
}: Omit<PartProps, 'condition' | 'onRemove'> & { readonly group: Group }) {
  const { t } = useText();
  const first = (scope.subjects ?? allSubjects)[0] ?? 'fact';
  // Rows that stay keep their fields when another one goes.
  const [names, setNames] = useState<readonly number[]>(() => group.items.map((_item, at) => at));
  const nameOf = (at: number): number => names[at] ?? at;
  const add = (item: Condition): void => {
    setNames([...group.items.map((_item, at) => nameOf(at)), Math.max(-1, ...names) + 1]);
    onChange({ ...group, items: [...group.items, item] });
  };
  const remove = (at: number): void => {
    setNames(group.items.map((_item, place) => nameOf(place)).filter((_name, place) => place !== at));
    const left = group.items.filter((_item, place) => place !== at);
    const [only] = left;
    onChange(left.length === 1 && only !== undefined ? only : { ...group, items: left });
  };
  return (
    <>
      <ChoiceChips
        label={t('scripts:condition.group')}
        hideLabel
        disabled={disabled}
        options={(['all', 'any'] as const).map((value) => ({ value, label: t(`scripts:condition.${value}`) }))}
        value={group.kind}
        onChange={(kind) => onChange({ ...group, kind })}
      />
      {group.items.map((item, at) => (
        <Part
          key={nameOf(at)}
          condition={item}
          scope={scope}
          disabled={disabled}
          depth={depth + 1}
          onChange={(next) =>
            onChange({ ...group, items: group.items.map((one, place) => (place === at ? next : one)) })
          }
          onRemove={group.items.length > 1 ? () => remove(at) : null}
        />
      ))}
      {!disabled && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          <Button size="small" variant="outlined" onClick={() => add(emptyComparison(first))}>
            {t('scripts:condition.add')}
          </Button>
          {depth < mostDepth && (
            <Button
              size="small"
              onClick={() =>
                add({
                  kind: group.kind === 'all' ? 'any' : 'all',
                  items: [emptyComparison(first), emptyComparison(first)],
                })
              }
            >
              {t('scripts:condition.addGroup')}
            </Button>
          )}
        </Box>
      )}
    </>
  );
}
