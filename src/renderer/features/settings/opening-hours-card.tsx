/** 营业时间 of the branch: times by typing, as everywhere; a wrong one is said at its field and nothing typed is lost. */
import Box from '@mui/material/Box';
import type { OpeningHours } from '../../../domain/deadlines/opening-hours';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ChoiceChips } from '../../components/choice-chips';
import type { FieldProblem } from '../../components/field-frame';
import { SectionCard } from '../../components/section-card';
import { TextField } from '../../components/text-field';
import { parseLocalTime } from '../../components/parse-local-time';

/** As typed. */
export type TypedHours = OpeningHours;

/** What was typed as hours that can be kept; null while a time can't be read or they are in the wrong order. */
export function hoursOf(typed: TypedHours): OpeningHours | null {
  const opensAt = parseLocalTime(typed.opensAt);
  const closesAt = parseLocalTime(typed.closesAt);
  return opensAt === null || closesAt === null || opensAt >= closesAt ? null : { ...typed, opensAt, closesAt };
}

export interface OpeningHoursCardProps {
  readonly typed: TypedHours;
  readonly onChange: (changes: Partial<TypedHours>) => void;
}

export function OpeningHoursCard({ typed, onChange }: OpeningHoursCardProps) {
  const { t } = useText();
  const unreadable = (text: string): FieldProblem | null =>
    parseLocalTime(text) === null ? { severity: 'block', text: t('branch:hours.unreadable') } : null;
  const wrongOrder: FieldProblem | null =
    unreadable(typed.opensAt) === null && unreadable(typed.closesAt) === null && hoursOf(typed) === null
      ? { severity: 'block', text: t('branch:hours.order') }
      : null;
  const tidy = (text: string): string => parseLocalTime(text) ?? text;
  return (
    <SectionCard title={t('branch:hours.title')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: c.inkSoft }}>{t('branch:hours.intro')}</Box>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(10rem, 1fr))' }}>
          <TextField
            numeric
            label={t('branch:hours.opensAt')}
            value={typed.opensAt}
            problem={unreadable(typed.opensAt)}
            onChange={(opensAt) => onChange({ opensAt })}
            onCommit={(text) => onChange({ opensAt: tidy(text) })}
          />
          <TextField
            numeric
            label={t('branch:hours.closesAt')}
            value={typed.closesAt}
            problem={unreadable(typed.closesAt) ?? wrongOrder}
            onChange={(closesAt) => onChange({ closesAt })}
            onCommit={(text) => onChange({ closesAt: tidy(text) })}
          />
        </Box>
        <ChoiceChips
          label={t('branch:hours.days')}
          options={(['workingDays', 'everyDay'] as const).map((value) => ({
            value,
            label: t(`branch:hours.${value}`),
          }))}
          value={typed.days}
          onChange={(days) => onChange({ days })}
        />
      </Box>
    </SectionCard>
  );
}
