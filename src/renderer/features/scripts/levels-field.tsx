/** At which levels of anger something counts; none chosen: at every one. */
import { levels, type Level } from '../../../domain/scripts/vocabulary';
import { useText } from '../../app/i18n/use-text';
import { ToggleChips } from '../../components/choice-chips';

interface LevelsFieldProps {
  readonly value: readonly Level[] | undefined;
  readonly disabled: boolean;
  /** Undefined where none is chosen. */
  readonly onChange: (levels: Level[] | undefined) => void;
}

export function LevelsField({ value = [], disabled, onChange }: LevelsFieldProps) {
  const { t } = useText();
  return (
    <ToggleChips
      label={t('scripts:way.atLevels')}
      hint={t('scripts:way.atLevelsHint')}
      disabled={disabled}
      options={levels.map((level) => ({
        value: String(level),
        label: `${String(level)} ${t(`common:emotion.level.${level}`)}`,
      }))}
      values={value.map(String)}
      onChange={(chosen) => {
        const next = levels.filter((level) => chosen.includes(String(level)));
        onChange(next.length === 0 ? undefined : [...next]);
      }}
    />
  );
}
