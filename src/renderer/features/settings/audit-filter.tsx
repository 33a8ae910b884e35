/** Who, what, when and which complaint: the questions that an auditor has of the trail. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { auditKinds } from '../../../domain/audit/audit-kinds';
import { endOfDay, localDateOf, startOfDay } from '../../../domain/deadlines/time-zone';
import { anyAudit, type AuditFilter } from '../../../shared/contract/audit';
import type { UserView } from '../../../shared/contract/session';
import { useText } from '../../app/i18n/use-text';
import { ChoiceChips, ToggleChips } from '../../components/choice-chips';
import { DateTimeField } from '../../components/date-time-field';
import { TextField } from '../../components/text-field';

const EVERYBODY = 'everybody';

export interface AuditFilterPanelProps {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
  readonly users: readonly UserView[];
  readonly timeZone: string;
  readonly nowMs: number;
}

export function AuditFilterPanel({ filter, onChange, users, timeZone, nowMs }: AuditFilterPanelProps) {
  const { t } = useText();
  const nowLocal = `${localDateOf(nowMs, timeZone)}T00:00`;
  const set = (changes: Partial<AuditFilter>): void => onChange({ ...filter, ...changes });
  const { fromMs, toMs } = filter;
  const isSet = JSON.stringify(filter) !== JSON.stringify(anyAudit);
  return (
    <Box sx={{ display: 'grid', gap: 2, mb: 2 }}>
      {users.length > 1 && (
        <ChoiceChips
          label={t('settings:audit.filter.person')}
          options={[
            { value: EVERYBODY, label: t('settings:audit.filter.everybody') },
            ...users.map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
          value={filter.userId ?? EVERYBODY}
          onChange={(value) => set({ userId: value === EVERYBODY ? null : value })}
        />
      )}
      <ToggleChips
        label={t('settings:audit.filter.kinds')}
        options={auditKinds.map((value) => ({ value, label: t(`settings:audit.kind.${value}`) }))}
        values={filter.kinds}
        onChange={(kinds) => set({ kinds: [...kinds] })}
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(13rem, 1fr))' }}>
        <TextField
          label={t('settings:audit.filter.number')}
          hint={t('settings:audit.filter.numberHint')}
          value={filter.number}
          maxCharacters={40}
          onChange={(number) => set({ number })}
        />
        <DateTimeField
          kind="date"
          label={t('settings:audit.filter.from')}
          noNowButton
          nowLocal={nowLocal}
          value={fromMs === null ? '' : localDateOf(fromMs, timeZone)}
          onChange={(day) => set({ fromMs: day === '' ? null : startOfDay(day, timeZone) })}
        />
        <DateTimeField
          kind="date"
          label={t('settings:audit.filter.to')}
          noNowButton
          nowLocal={nowLocal}
          value={toMs === null ? '' : localDateOf(toMs, timeZone)}
          onChange={(day) => set({ toMs: day === '' ? null : endOfDay(day, timeZone) })}
        />
      </Box>
      {isSet && (
        <Box>
          <Button onClick={() => onChange(anyAudit)}>{t('settings:audit.filter.clear')}</Button>
        </Box>
      )}
    </Box>
  );
}
