/** By when something is done (最晚什么时候): a deadline of the rules in force, working days, minutes, or a day that was agreed. */
import Box from '@mui/material/Box';
import type { DeadlineChoice } from '../../../domain/scripts/deadline-choices';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import type { Due } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import { ChoiceChips } from '../../components/choice-chips';
import { deadlineName } from '../../components/why-date/derivation-text';
import { NumberField } from './number-field';
import { PickField } from './pick-field';
import { useWords } from './use-words';

const dueKinds = ['deadline', 'workingDays', 'minutes', 'fact'] as const;
type DueKind = (typeof dueKinds)[number];

interface DueFieldProps {
  readonly label: string;
  readonly value: Due;
  /** Those of the script and the shared ones. */
  readonly facts: SharedFacts;
  readonly deadlines: readonly DeadlineChoice[];
  readonly disabled: boolean;
  readonly onChange: (due: Due) => void;
}

export function DueField({ label, value, facts, deadlines, disabled, onChange }: DueFieldProps) {
  const text = useText();
  const { t } = text;
  const words = useWords();
  // A day or a time is what can be agreed upon.
  const days = Object.entries(facts).filter(([, { input }]) => input === 'date' || input === 'time');
  const kind = dueKinds.find((one) => one in value) ?? 'deadline';
  const first = (chosen: DueKind): Due => {
    switch (chosen) {
      case 'deadline':
        return { deadline: 'decision' };
      case 'workingDays':
        return { workingDays: 1 };
      case 'minutes':
        return { minutes: 30 };
      case 'fact':
        return { fact: days[0]?.[0] ?? '' };
    }
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <ChoiceChips
        label={label}
        disabled={disabled}
        options={dueKinds
          .filter((one) => one !== 'fact' || days.length > 0 || kind === 'fact')
          .map((one) => ({ value: one, label: t(`scripts:due.kind.${one}`) }))}
        value={kind}
        onChange={(chosen) => onChange(first(chosen))}
      />
      {'deadline' in value && (
        <PickField
          label={t('scripts:due.deadline')}
          hint={t('scripts:due.deadlineHint')}
          value={value.deadline}
          disabled={disabled}
          options={deadlines.map((one) => ({ id: one.id, label: deadlineName(one, text) }))}
          onChange={(deadline) => onChange({ deadline })}
        />
      )}
      {'workingDays' in value && (
        <NumberField
          label={t('scripts:due.workingDays')}
          value={value.workingDays}
          least={0}
          most={30}
          bad={t('scripts:due.workingDaysBad')}
          optional={false}
          disabled={disabled}
          onChange={(workingDays) => onChange({ workingDays: workingDays ?? 1 })}
        />
      )}
      {'minutes' in value && (
        <NumberField
          label={t('scripts:due.minutes')}
          value={value.minutes}
          most={480}
          bad={t('scripts:due.minutesBad')}
          optional={false}
          disabled={disabled}
          onChange={(minutes) => onChange({ minutes: minutes ?? 30 })}
        />
      )}
      {'fact' in value && (
        <PickField
          label={t('scripts:due.fact')}
          value={value.fact}
          disabled={disabled}
          problem={value.fact === '' ? { severity: 'block', text: t('scripts:edit.nothing') } : null}
          options={days.map(([id, { label: name }]) => ({ id, label: `${words(name)} · ${id}` }))}
          onChange={(fact) => onChange({ fact })}
        />
      )}
    </Box>
  );
}
