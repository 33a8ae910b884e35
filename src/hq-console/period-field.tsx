/** 期间: named ones, or a first and a last day. */
import Box from '@mui/material/Box';
import { useText } from '../renderer/app/i18n/use-text';
import { longestPeriodDays, PeriodInput } from '../shared/hq-console/metrics';
import { periodKinds, periodOf, type Period, type PeriodKind } from '../shared/hq-console/period';
import { DayField } from './day-field';
import { SelectField } from './fields';

export interface PeriodChoice {
  readonly kind: PeriodKind;
  /** What stands in the two fields; used when days are chosen. */
  readonly from: string;
  readonly to: string;
}

/** The period that is chosen; null while the two days are none. */
export function chosenPeriod({ kind, from, to }: PeriodChoice, today: string): Period | null {
  if (kind !== 'days') return periodOf(kind, today);
  return PeriodInput.safeParse({ from, to }).success ? { from, to } : null;
}

interface PeriodFieldProps {
  readonly choice: PeriodChoice;
  readonly today: string;
  readonly onChange: (choice: PeriodChoice) => void;
}

export function PeriodField({ choice, today, onChange }: PeriodFieldProps) {
  const { t } = useText();
  const wrong = choice.from !== '' && choice.to !== '' && chosenPeriod(choice, today) === null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'start' }}>
      <Box sx={{ width: '12rem' }}>
        <SelectField
          label={t('console:metrics.period')}
          value={choice.kind}
          onChange={(kind) => {
            // Whoever wants other days begins with those in sight.
            const now = chosenPeriod(choice, today) ?? { from: '', to: '' };
            onChange({ ...now, kind });
          }}
          options={periodKinds.map((value) => ({ value, label: t(`console:metrics.kind.${value}`) }))}
        />
      </Box>
      {choice.kind === 'days' && (
        <>
          <Box sx={{ width: '14rem' }}>
            <DayField
              label={t('console:metrics.from')}
              value={choice.from}
              onChange={(from) => onChange({ ...choice, from })}
            />
          </Box>
          <Box sx={{ width: '16rem' }}>
            <DayField
              label={t('console:metrics.to')}
              value={choice.to}
              onChange={(to) => onChange({ ...choice, to })}
              problem={
                wrong
                  ? {
                      severity: 'block',
                      text:
                        choice.to < choice.from
                          ? t('console:cases.dayOrder')
                          : t('console:metrics.tooLong', { days: longestPeriodDays }),
                    }
                  : null
              }
            />
          </Box>
        </>
      )}
    </Box>
  );
}
