/** 必问与事实: what is always asked, and the facts that only this script knows. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { Id } from '../../../../domain/scripts/guard';
import type { FactDeclaration, ScriptSource } from '../../../../domain/scripts/script';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { radiusPx } from '../../../app/theme/tokens';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { TextField } from '../../../components/text-field';
import { ConditionBuilder } from '../condition-builder';
import { ListEditor } from '../list-editor';
import { PickField } from '../pick-field';
import { useWords } from '../use-words';
import { noWords, WordsPair } from '../words-pair';
import { freshId, usePart, type PartFormProps } from './part-form';

type Required = ScriptSource['required'][number];
type Facts = NonNullable<ScriptSource['facts']>;

const inputs = ['text', 'money', 'date', 'time', 'number', 'choice', 'yesNo', 'phone', 'card', 'idNumber'] as const;

export function FactsForm(props: PartFormProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: 'minmax(0, 1fr)',
        '@media (min-width: 64rem)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
      }}
    >
      <RequiredFacts {...props} />
      <OwnFacts {...props} />
    </Box>
  );
}

function RequiredFacts(props: PartFormProps) {
  const { t } = useText();
  const words = useWords();
  const { script, facts, disabled } = props;
  const required = usePart('required', props);
  const items = required.value ?? [];
  const known = { ...facts, ...script.facts };
  const idOf = (item: Required): string => (typeof item === 'string' ? item : item.fact);
  const options = Object.entries(known).map(([id, { label }]) => ({ id, label: `${words(label)} · ${id}` }));
  const free = options.find(({ id }) => !items.some((item) => idOf(item) === id));
  return (
    <SectionCard title={t('scripts:factsForm.required')}>
      <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('scripts:factsForm.requiredHint')}</Box>
      <ListEditor
        label={t('scripts:factsForm.required')}
        items={items}
        most={12}
        disabled={disabled || free === undefined}
        addLabel={t('scripts:factsForm.add')}
        nameOf={(item) => {
          const declared = known[idOf(item)];
          return declared === undefined ? idOf(item) : words(declared.label);
        }}
        empty={(): Required => free?.id ?? 'wish'}
        onType={(next) => required.set([...next])}
        onSet={(next) => required.set([...next])}
      >
        {({ item, position, set }) => (
          <>
            <PickField
              label={t('scripts:field.fact')}
              value={idOf(item)}
              options={options}
              disabled={disabled}
              onChange={(fact) => set(typeof item === 'string' ? fact : { ...item, fact })}
            />
            <ConditionBuilder
              form={`part:required:${String(position)}`}
              label={t('scripts:factsForm.whenAsked')}
              hint={t('scripts:factsForm.always')}
              value={typeof item === 'string' ? null : item.when}
              scope={{ facts: known, nodes: Object.keys(script.nodes) }}
              disabled={disabled}
              onChange={(when) => set(when === null ? idOf(item) : { fact: idOf(item), when })}
            />
          </>
        )}
      </ListEditor>
      <ErrorNotice error={required.error} />
    </SectionCard>
  );
}

function OwnFacts(props: PartFormProps) {
  const { t } = useText();
  const { script, facts, disabled } = props;
  const own = usePart('facts', props, (value) => Object.keys(value).length === 0);
  const [name, setName] = useState('');
  const id = name.trim();
  const known: Facts = own.value ?? {};
  const bad =
    known[id] !== undefined || facts[id] !== undefined
      ? t('scripts:factsForm.idTaken')
      : Id.safeParse(id).success
        ? null
        : t('scripts:factsForm.idBad');
  const put = (of: string, fact: FactDeclaration): Facts => ({ ...known, [of]: fact });
  return (
    <SectionCard title={t('scripts:factsForm.own')}>
      <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('scripts:factsForm.ownHint')}</Box>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {Object.entries(known).map(([of, fact]) => (
          <Box
            key={of}
            component="fieldset"
            sx={{ m: 0, p: 1.5, minWidth: 0, border: `1px solid ${c.line}`, borderRadius: `${radiusPx.field}px` }}
          >
            <Box component="legend" sx={{ px: 0.5, fontWeight: 600 }}>
              {of}
            </Box>
            <OneFact
              fact={fact}
              disabled={disabled}
              onType={(next) => own.type(put(of, next))}
              onSet={(next) => own.set(put(of, next))}
              onCommit={own.commit}
            />
            {!disabled && (
              <Button
                size="small"
                color="error"
                sx={{ mt: 1.5 }}
                onClick={() => {
                  const { [of]: _gone, ...left } = known;
                  own.set(left);
                }}
              >
                {t('scripts:edit.remove', { name: of })}
              </Button>
            )}
          </Box>
        ))}
        {!disabled && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-end' }}>
            <Box sx={{ flex: '1 1 12rem' }}>
              <TextField
                label={t('scripts:factsForm.id')}
                value={name}
                problem={id !== '' && bad !== null ? { severity: 'block', text: bad } : null}
                onChange={setName}
              />
            </Box>
            <Button
              variant="outlined"
              size="small"
              disabled={bad !== null || Object.keys(script.facts ?? {}).length > 40}
              onClick={() => {
                own.type(put(id, { label: noWords, input: 'text' }));
                setName('');
              }}
            >
              {t('scripts:factsForm.addOwn')}
            </Button>
          </Box>
        )}
        <ErrorNotice error={own.error} />
      </Box>
    </SectionCard>
  );
}

interface OneFactProps {
  readonly fact: FactDeclaration;
  readonly disabled: boolean;
  readonly onType: (fact: FactDeclaration) => void;
  readonly onSet: (fact: FactDeclaration) => void;
  readonly onCommit: () => void;
}

function OneFact({ fact, disabled, onType, onSet, onCommit }: OneFactProps) {
  const { t } = useText();
  const options = fact.options ?? [];
  const fresh = (taken: readonly { readonly id: string }[]) => ({
    id: freshId(
      taken.map(({ id }) => id),
      'option',
    ),
    ...noWords,
  });
  const withInput = (input: FactDeclaration['input']): void => {
    const { options: before, ...rest } = fact;
    if (input !== 'choice') onSet({ ...rest, input });
    else {
      const first = fresh([]);
      onType({ ...rest, input, options: before ?? [first, fresh([first])] });
    }
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <WordsPair
        label={{ zh: t('scripts:factsForm.labelZh'), en: t('scripts:factsForm.labelEn') }}
        value={fact.label}
        disabled={disabled}
        onType={(label) => onType({ ...fact, label })}
        onCommit={onCommit}
      />
      <PickField
        label={t('scripts:factsForm.input')}
        value={fact.input}
        disabled={disabled}
        options={inputs.map((id) => ({ id, label: t(`scripts:factsForm.inputs.${id}`) }))}
        onChange={(chosen) => {
          const input = inputs.find((one) => one === chosen);
          if (input !== undefined) withInput(input);
        }}
      />
      {fact.input === 'choice' && (
        <ListEditor
          label={t('scripts:factsForm.options')}
          items={options}
          least={2}
          most={9}
          disabled={disabled}
          nameOf={({ id }) => id}
          empty={() => fresh(options)}
          onType={(next) => onType({ ...fact, options: [...next] })}
          onSet={(next) => onSet({ ...fact, options: [...next] })}
        >
          {({ item, type }) => (
            <WordsPair
              label={{ zh: t('scripts:edit.zh'), en: t('scripts:edit.en') }}
              value={item}
              disabled={disabled}
              onType={(words) => type({ ...item, ...words })}
              onCommit={onCommit}
            />
          )}
        </ListEditor>
      )}
    </Box>
  );
}
