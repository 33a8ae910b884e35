/** One comparison: what is looked at, how it is compared, with what. */
import Box from '@mui/material/Box';
import { useState } from 'react';
import {
  emptyComparison,
  operatorsOf,
  subjects as allSubjects,
  type Comparison,
  type Operator,
} from '../../../domain/scripts/condition';
import { institutionTypes } from '../../../domain/complaint/values';
import type { Scalar } from '../../../domain/scripts/guard';
import { Authority, Distress, Mode, Need, Post, RiskFlag, levels } from '../../../domain/scripts/vocabulary';
import type { TaxonomyLanguage } from '../../../domain/taxonomy/taxonomy';
import { useText } from '../../app/i18n/use-text';
import { ChoiceChips, ToggleChips } from '../../components/choice-chips';
import { taxonomyItems } from '../../components/taxonomy';
import { TextField } from '../../components/text-field';
import type { ConditionScope } from './condition-builder';
import { PickField, type PickOption } from './pick-field';
import { useAnswers } from './use-answers';
import { useWords } from './use-words';

interface RowProps {
  readonly comparison: Comparison;
  readonly scope: ConditionScope;
  readonly disabled: boolean;
  readonly onChange: (comparison: Comparison) => void;
}

export function ConditionRow({ comparison, scope, disabled, onChange }: RowProps) {
  const { t } = useText();
  const words = useWords();
  const { subject, of, operator } = comparison;
  const operatorsHere = operatorsOf(subject);
  const pickFact = (label: string, value: string, onPick: (id: string) => void) => (
    <PickField
      label={label}
      value={value}
      options={Object.entries(scope.facts).map(([id, { label: name }]) => ({ id, label: `${words(name)} · ${id}` }))}
      disabled={disabled}
      problem={value === '' ? { severity: 'warn', text: t('scripts:edit.nothing') } : null}
      onChange={onPick}
    />
  );
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1,
        alignItems: 'start',
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(11rem, 100%), 1fr))',
      }}
    >
      <PickField
        label={t('scripts:condition.subject')}
        value={subject}
        options={(scope.subjects ?? allSubjects).map((id) => ({ id, label: t(`scripts:condition.subjects.${id}`) }))}
        disabled={disabled}
        onChange={(id) => {
          const next = allSubjects.find((one) => one === id);
          if (next !== undefined && next !== subject) onChange(emptyComparison(next));
        }}
      />
      {subject === 'fact' &&
        pickFact(t('scripts:condition.of'), of, (id) => onChange({ ...comparison, of: id, values: [] }))}
      {subject === 'visits' && (
        <PickField
          label={t('scripts:condition.ofNode')}
          value={of}
          options={scope.nodes.map((id) => ({ id, label: id }))}
          disabled={disabled}
          problem={of === '' ? { severity: 'warn', text: t('scripts:edit.nothing') } : null}
          onChange={(id) => onChange({ ...comparison, of: id })}
        />
      )}
      {subject === 'withinLimit' &&
        pickFact(t('scripts:condition.of'), String(comparison.values[0] ?? ''), (id) =>
          onChange({ ...comparison, values: [id] }),
        )}
      {operatorsHere.length > 1 && (
        <PickField
          label={t('scripts:condition.operator')}
          value={operator}
          options={operatorsHere.map((id) => ({ id, label: t(`scripts:condition.operators.${id}`) }))}
          disabled={disabled}
          onChange={(id) => {
            const next = operatorsHere.find((one) => one === id);
            if (next !== undefined && next !== operator) onChange(withOperator(comparison, next));
          }}
        />
      )}
      {subject !== 'withinLimit' && (
        <Value comparison={comparison} scope={scope} disabled={disabled} onChange={onChange} />
      )}
    </Box>
  );
}

/** The comparison made another way; what was compared with stays where it still can. */
function withOperator(comparison: Comparison, operator: Operator): Comparison {
  const { values } = comparison;
  if (operator === 'known') return { ...comparison, operator, values: [true] };
  const fits = comparison.operator === 'known' ? [] : operator === 'in' ? values : values.slice(0, 1);
  const numeric = operator === 'gte' || operator === 'lte';
  return { ...comparison, operator, values: numeric ? fits.filter((value) => typeof value === 'number') : fits };
}

function Value({ comparison, scope, disabled, onChange }: RowProps) {
  const { t, language } = useText();
  const answersOf = useAnswers();
  const { subject, of, operator, values } = comparison;
  const [value] = values;
  const put = (...next: readonly Scalar[]): void => onChange({ ...comparison, values: next });
  const label = t('scripts:condition.value');
  const missing = values.length === 0 ? { severity: 'warn' as const, text: t('scripts:edit.nothing') } : null;
  const pick = (options: readonly PickOption[]) => (
    <PickField
      label={label}
      value={String(value ?? '')}
      options={options}
      disabled={disabled}
      problem={missing}
      onChange={(id) => put(id)}
    />
  );
  const chips = (
    options: readonly { readonly value: string; readonly label: string }[],
    onPick: (id: string) => void,
  ) => (
    <ChoiceChips
      label={label}
      options={options}
      value={value === undefined ? null : String(value)}
      disabled={disabled}
      problem={missing}
      onChange={onPick}
    />
  );
  switch (subject) {
    case 'fact': {
      if (operator === 'known')
        return chips(
          [
            { value: 'true', label: t('scripts:condition.known.yes') },
            { value: 'false', label: t('scripts:condition.known.no') },
          ],
          (id) => put(id === 'true'),
        );
      const declared = scope.facts[of];
      const options = answersOf(declared);
      if (options.length > 0 && operator === 'in')
        return (
          <ToggleChips
            label={label}
            options={options.map((one) => ({ value: one.id, label: one.label }))}
            values={values.map(String)}
            disabled={disabled}
            problem={missing}
            onChange={(ids) => put(...ids)}
          />
        );
      if (options.length > 0 && (operator === 'eq' || operator === 'ne')) return pick(options);
      const numeric =
        operator === 'gte' || operator === 'lte' || declared?.input === 'number' || declared?.input === 'money';
      return <Typed comparison={comparison} numeric={numeric} disabled={disabled} onChange={onChange} />;
    }
    case 'emotion':
      return chips(
        levels.map((level) => ({
          value: String(level),
          label: `${String(level)} ${t(`common:emotion.level.${level}`)}`,
        })),
        (id) => put(Number(id)),
      );
    case 'flag':
      return pick(RiskFlag.options.map((id) => ({ id, label: t(`conversation:flag.${id}`) })));
    case 'distress':
      return pick(Distress.options.map((id) => ({ id, label: t(`conversation:distress.${id}`) })));
    case 'mode':
      return pick(Mode.options.map((id) => ({ id, label: t(`scripts:mode.${id}`) })));
    case 'need':
      return pick(Need.options.map((id) => ({ id, label: t(`scripts:needOf.${id}`) })));
    case 'post':
      return pick(Post.options.map((id) => ({ id, label: t(`conversation:post.${id}`) })));
    case 'within':
      return pick(Authority.options.map((id) => ({ id, label: t(`scripts:authority.${id}`) })));
    case 'called':
      return chips(
        [
          { value: 'true', label: t('scripts:condition.called.yes') },
          { value: 'false', label: t('scripts:condition.called.no') },
        ],
        (id) => put(id === 'true'),
      );
    case 'taxonomy':
      return pick(categories(language));
    case 'visits':
    case 'elapsed':
      return <Typed comparison={comparison} numeric disabled={disabled} onChange={onChange} />;
    case 'words':
      return <Typed comparison={comparison} numeric={false} disabled={disabled} onChange={onChange} />;
    case 'withinLimit':
      return null;
  }
}

/** Of banks and of insurers: a script may be for both. */
function categories(language: TaxonomyLanguage): readonly PickOption[] {
  const all = institutionTypes.flatMap((institution) => taxonomyItems('business', institution, language));
  return [...new Map(all.map(({ id, label, path }) => [id, { id, label: [...path, label].join(' › ') }])).values()];
}

interface TypedProps {
  readonly comparison: Comparison;
  readonly numeric: boolean;
  readonly disabled: boolean;
  readonly onChange: (comparison: Comparison) => void;
}

/** Words or numbers that somebody types; several with commas between. */
function Typed({ comparison, numeric, disabled, onChange }: TypedProps) {
  const { t } = useText();
  const { operator, values } = comparison;
  const several = operator === 'in';
  const [text, setText] = useState(() => values.map(String).join('、'));
  const parts = several
    ? text
        .split(/[、,，;；\n]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : [text.trim()].filter((part) => part !== '');
  const read = numeric ? parts.map(Number) : parts;
  const bad = read.some((part) => typeof part === 'number' && !Number.isFinite(part));
  // What was written by hand with other kinds of values stays so until somebody types.
  const untouched = text === values.map(String).join('、');
  return (
    <TextField
      label={t(several ? 'scripts:condition.values' : numeric ? 'scripts:condition.number' : 'scripts:condition.value')}
      value={text}
      disabled={disabled}
      {...(numeric ? { inputMode: 'decimal' as const } : {})}
      problem={
        bad
          ? { severity: 'block', text: t('scripts:condition.numberBad') }
          : parts.length === 0
            ? { severity: 'warn', text: t('scripts:edit.noText') }
            : null
      }
      onChange={setText}
      onCommit={() => {
        if (!untouched && !bad) onChange({ ...comparison, values: read });
      }}
    />
  );
}
