/** 上报: what is watched the whole time, and who is fetched when it happens. */
import Box from '@mui/material/Box';
import type { Guard } from '../../../../domain/scripts/guard';
import type { ScriptSource } from '../../../../domain/scripts/script';
import { Post } from '../../../../domain/scripts/vocabulary';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips } from '../../../components/choice-chips';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { ConditionBuilder } from '../condition-builder';
import { ListEditor } from '../list-editor';
import { PickField } from '../pick-field';
import { noWords, WordsPair } from '../words-pair';
import { freshId, usePart, type PartFormProps } from './part-form';

type Escalation = ScriptSource['escalations'][number];

/** What a new rule watches for until its author says otherwise. */
const angry: Guard = { emotion: { gte: 3 } };

export function EscalationsForm(props: PartFormProps) {
  const { t } = useText();
  const { script, facts, disabled } = props;
  const escalations = usePart('escalations', props);
  const items = escalations.value ?? [];
  const scope = { facts: { ...facts, ...script.facts }, nodes: Object.keys(script.nodes) };
  return (
    <SectionCard title={t('scripts:edit.escalations')}>
      <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('scripts:escalationsForm.hint')}</Box>
      <ListEditor
        label={t('scripts:edit.escalations')}
        items={items}
        most={8}
        disabled={disabled}
        nameOf={({ id }) => id}
        empty={(): Escalation => ({
          id: freshId(
            items.map(({ id }) => id),
            'call',
          ),
          when: angry,
          to: 'manager',
          urgency: 'now',
          reason: noWords,
        })}
        onType={(next) => escalations.type([...next])}
        onSet={(next) => escalations.set([...next])}
      >
        {({ item, position, type, set }) => (
          <>
            <ConditionBuilder
              form={`part:escalations:${String(position)}`}
              label={t('scripts:escalationsForm.when')}
              value={item.when}
              scope={scope}
              disabled={disabled}
              optional={false}
              onChange={(when) => {
                if (when !== null) set({ ...item, when });
              }}
            />
            <PickField
              label={t('scripts:escalationsForm.to')}
              value={item.to}
              disabled={disabled}
              options={Post.options.map((id) => ({ id, label: t(`conversation:post.${id}`) }))}
              onChange={(chosen) => set({ ...item, to: Post.parse(chosen) })}
            />
            <ChoiceChips
              label={t('scripts:escalationsForm.urgency')}
              disabled={disabled}
              options={(['now', 'quarterHour', 'today'] as const).map((value) => ({
                value,
                label: t(`conversation:urgency.${value}`),
              }))}
              value={item.urgency}
              onChange={(urgency) => set({ ...item, urgency })}
            />
            <WordsPair
              label={{ zh: t('scripts:escalationsForm.reasonZh'), en: t('scripts:escalationsForm.reasonEn') }}
              value={item.reason}
              disabled={disabled}
              onType={(reason) => type({ ...item, reason })}
              onCommit={escalations.commit}
            />
          </>
        )}
      </ListEditor>
      <ErrorNotice error={escalations.error} />
    </SectionCard>
  );
}
