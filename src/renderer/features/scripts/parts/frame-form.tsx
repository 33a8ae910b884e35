/** 推荐与收尾: where the script belongs, when it is suggested, where it begins and registers, and how it closes. */
import Box from '@mui/material/Box';
import { entrySubjects } from '../../../../domain/scripts/condition';
import type { ScriptSource } from '../../../../domain/scripts/script';
import { Family, Route } from '../../../../domain/scripts/vocabulary';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { ConditionBuilder } from '../condition-builder';
import { DueField } from '../due-field';
import { OwnerField } from '../owner-field';
import { PickField } from '../pick-field';
import { useTargets } from '../ways-form';
import { usePart, type PartFormProps } from './part-form';

type Closing = NonNullable<ScriptSource['closing']>;
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
  const { script, facts, deadlines, disabled } = props;
  const closing = usePart('closing', props);
  const value = closing.value;
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
            <OwnerField
              label={t('scripts:frameForm.owner')}
              value={value.owner}
              disabled={disabled}
              onChange={(owner) => put({ owner })}
            />
            <DueField
              label={t('scripts:frameForm.due')}
              value={value.due}
              facts={{ ...facts, ...script.facts }}
              deadlines={deadlines}
              disabled={disabled}
              onChange={(due) => put({ due })}
            />
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
