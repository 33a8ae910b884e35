/** 推荐与收尾: where the script belongs, when it is suggested, where it begins and registers, and how it closes. */
import Box from '@mui/material/Box';
import { entrySubjects } from '../../../../domain/scripts/condition';
import type { ScriptSource } from '../../../../domain/scripts/script';
import { Family, Post, Route } from '../../../../domain/scripts/vocabulary';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { ConditionBuilder } from '../condition-builder';
import { NumberField } from '../number-field';
import { PickField } from '../pick-field';
import { useWords } from '../use-words';
import { useTargets } from '../ways-form';
import { usePart, type PartFormProps } from './part-form';

type Closing = NonNullable<ScriptSource['closing']>;
const dueKinds = ['deadline', 'workingDays', 'minutes', 'fact'] as const;
const usualClosing: Closing = {
  owner: 'self',
  due: { deadline: 'decision' },
  routes: ['review', 'mediation', 'court', 'regulator'],
};

export function FrameForm(props: PartFormProps) {
  const { t } = useText();
  const { script, facts, disabled } = props;
  const family = usePart('family', props);
  const entry = usePart('entry', props);
  const start = usePart('start', props);
  const register = usePart('registerAt', props);
  const targets = useTargets(script);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <SectionCard title={t('scripts:frameForm.entry')}>
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <PickField
            label={t('scripts:create.family')}
            value={family.value ?? ''}
            disabled={disabled}
            options={Family.options.map((id) => ({ id, label: t(`scripts:family.${id}`) }))}
            onChange={(chosen) => family.set(Family.parse(chosen))}
          />
          <ConditionBuilder
            form="part:entry:condition"
            label={t('scripts:frameForm.entry')}
            hint={t('scripts:frameForm.noEntry')}
            value={entry.value ?? null}
            scope={{ facts, nodes: [], subjects: entrySubjects }}
            disabled={disabled}
            onChange={(when) => entry.set(when ?? undefined)}
          />
          <PickField
            label={t('scripts:frameForm.start')}
            value={start.value ?? ''}
            disabled={disabled}
            options={targets}
            onChange={(id) => start.set(id)}
          />
          <PickField
            label={t('scripts:frameForm.registerAt')}
            value={register.value ?? ''}
            disabled={disabled}
            options={[{ id: '', label: t('common:state.none') }, ...targets]}
            onChange={(id) => register.set(id === '' ? undefined : id)}
          />
          {[family, entry, start, register].map(({ error }, at) => (
            // Four forms in a fixed order.
            <ErrorNotice key={at} error={error} />
          ))}
        </Box>
      </SectionCard>
      <ClosingForm {...props} />
    </Box>
  );
}

function ClosingForm(props: PartFormProps) {
  const { t } = useText();
  const words = useWords();
  const { script, facts, disabled } = props;
  const closing = usePart('closing', props);
  const value = closing.value;
  const { due } = value ?? usualClosing;
  const dueKind = dueKinds.find((kind) => kind in due) ?? 'deadline';
  const put = (part: Partial<Closing>): void => closing.set({ ...(value ?? usualClosing), ...part });
  return (
    <SectionCard title={t('scripts:frameForm.closing')}>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <ChoiceChips
          label={t('scripts:frameForm.closing')}
          hideLabel
          disabled={disabled}
          options={[
            { value: 'on', label: t('scripts:frameForm.closingOn') },
            { value: 'off', label: t('scripts:frameForm.closingOff') },
          ]}
          value={value === undefined ? 'off' : 'on'}
          onChange={(chosen) => closing.set(chosen === 'on' ? (value ?? usualClosing) : undefined)}
        />
        {value !== undefined && (
          <>
            <PickField
              label={t('scripts:frameForm.owner')}
              value={value.owner}
              disabled={disabled}
              options={[
                { id: 'self', label: t('scripts:frameForm.self') },
                ...Post.options.map((id) => ({ id, label: t(`conversation:post.${id}`) })),
              ]}
              onChange={(chosen) => {
                const owner = chosen === 'self' ? 'self' : Post.options.find((one) => one === chosen);
                if (owner !== undefined) put({ owner });
              }}
            />
            <ChoiceChips
              label={t('scripts:frameForm.due')}
              disabled={disabled}
              options={dueKinds.map((kind) => ({ value: kind, label: t(`scripts:frameForm.dueKind.${kind}`) }))}
              value={dueKind}
              onChange={(kind) => put({ due: firstDue(kind, Object.keys({ ...facts, ...script.facts })) })}
            />
            {'workingDays' in due && (
              <NumberField
                label={t('scripts:frameForm.dueNumber')}
                value={due.workingDays}
                least={0}
                most={30}
                bad={t('scripts:condition.numberBad')}
                optional={false}
                disabled={disabled}
                onChange={(workingDays) => put({ due: { workingDays: workingDays ?? 1 } })}
              />
            )}
            {'minutes' in due && (
              <NumberField
                label={t('scripts:frameForm.dueNumber')}
                value={due.minutes}
                most={480}
                bad={t('scripts:condition.numberBad')}
                optional={false}
                disabled={disabled}
                onChange={(minutes) => put({ due: { minutes: minutes ?? 30 } })}
              />
            )}
            {'fact' in due && (
              <PickField
                label={t('scripts:field.fact')}
                value={due.fact}
                disabled={disabled}
                options={Object.entries({ ...facts, ...script.facts })
                  .filter(([, { input }]) => input === 'date' || input === 'time')
                  .map(([id, { label }]) => ({ id, label: `${words(label)} · ${id}` }))}
                onChange={(fact) => put({ due: { fact } })}
              />
            )}
            <ToggleChips
              label={t('scripts:frameForm.routes')}
              disabled={disabled}
              options={Route.options.map((route) => ({ value: route, label: t(`scripts:route.${route}`) }))}
              values={value.routes}
              onChange={(routes) => {
                if (routes.length > 0) put({ routes: [...routes] });
              }}
            />
          </>
        )}
        <ErrorNotice error={closing.error} />
      </Box>
    </SectionCard>
  );
}

function firstDue(kind: (typeof dueKinds)[number], facts: readonly string[]): Closing['due'] {
  switch (kind) {
    case 'deadline':
      return { deadline: 'decision' };
    case 'workingDays':
      return { workingDays: 1 };
    case 'minutes':
      return { minutes: 30 };
    case 'fact':
      return { fact: facts.find((id) => id.endsWith('At')) ?? facts[0] ?? 'wish' };
  }
}
