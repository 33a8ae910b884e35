/** What can be asked of the list besides words. Every change counts at once. */
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useCallback } from 'react';
import { endOfDay, localDateOf, startOfDay } from '../../../domain/deadlines/time-zone';
import { caseStatuses } from '../../../domain/complaint/states';
import { flags, listMarks, type InstitutionType } from '../../../domain/complaint/values';
import type { Dimension } from '../../../domain/taxonomy/taxonomy';
import type { HistoryFilter } from '../../../shared/contract/history';
import type { UserTile } from '../../../shared/contract/session';
import { useText } from '../../app/i18n/use-text';
import { ToggleChips } from '../../components/choice-chips';
import { DateTimeField } from '../../components/date-time-field';
import { searchTaxonomy, taxonomyLabel, withDescendants } from '../../components/taxonomy';
import { TreeSelect } from '../../components/tree-select';

export interface FilterPanelProps {
  readonly filter: HistoryFilter;
  readonly onChange: (filter: HistoryFilter) => void;
  readonly users: readonly UserTile[];
  readonly institutionType: InstitutionType;
  readonly timeZone: string;
  readonly nowMs: number;
}

export function FilterPanel({ filter, onChange, users, institutionType, timeZone, nowMs }: FilterPanelProps) {
  const { t } = useText();
  const set = (changes: Partial<HistoryFilter>): void => onChange({ ...filter, ...changes });
  const nowLocal = `${localDateOf(nowMs, timeZone)}T00:00`;
  const { receivedFromMs, receivedToMs } = filter;
  const flagsSet = flags.filter((flag) => filter.flags.includes(flag));
  const marks = listMarks.filter((mark) => filter.flags.includes(mark));
  return (
    <Box sx={{ display: 'grid', gap: 2, p: 2 }}>
      <ToggleChips
        label={t('history:filter.status')}
        options={caseStatuses.map((value) => ({ value, label: t(`vocabulary:status.${value}`) }))}
        values={filter.statuses}
        onChange={(statuses) => set({ statuses: [...statuses] })}
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(12rem, 1fr))' }}>
        <CategoryFilter
          label={t('history:filter.business')}
          dimension="business"
          institutionType={institutionType}
          ids={filter.businessIds}
          onChange={(businessIds) => set({ businessIds })}
        />
        <CategoryFilter
          label={t('history:filter.reason')}
          dimension="reason"
          institutionType={institutionType}
          ids={filter.reasonIds}
          onChange={(reasonIds) => set({ reasonIds })}
        />
        <CategoryFilter
          label={t('history:filter.channel')}
          dimension="channel"
          institutionType={institutionType}
          ids={filter.channelIds}
          onChange={(channelIds) => set({ channelIds })}
        />
        <DateTimeField
          kind="date"
          label={t('history:filter.from')}
          noNowButton
          nowLocal={nowLocal}
          value={receivedFromMs === null ? '' : localDateOf(receivedFromMs, timeZone)}
          onChange={(day) => set({ receivedFromMs: day === '' ? null : startOfDay(day, timeZone) })}
        />
        <DateTimeField
          kind="date"
          label={t('history:filter.to')}
          noNowButton
          nowLocal={nowLocal}
          // The filter is half-open; a person means the whole of the last day.
          value={receivedToMs === null ? '' : localDateOf(receivedToMs - 1, timeZone)}
          onChange={(day) => set({ receivedToMs: day === '' ? null : endOfDay(day, timeZone) + 1 })}
        />
      </Box>
      <ToggleChips
        label={t('history:filter.flags')}
        options={flags.map((value) => ({ value, label: t(`vocabulary:flag.${value}`) }))}
        values={flagsSet}
        onChange={(chosen) => set({ flags: [...chosen, ...marks] })}
      />
      <ToggleChips
        label={t('history:filter.marks')}
        options={listMarks.map((value) => ({ value, label: t(`vocabulary:listMark.${value}`) }))}
        values={marks}
        onChange={(chosen) => set({ flags: [...flagsSet, ...chosen] })}
      />
      {users.length > 1 && (
        <ToggleChips
          label={t('history:filter.owner')}
          options={users.map(({ userId, name }) => ({ value: userId, label: name }))}
          values={filter.ownerIds}
          onChange={(ownerIds) => set({ ownerIds: [...ownerIds] })}
        />
      )}
    </Box>
  );
}

interface CategoryFilterProps {
  readonly label: string;
  readonly dimension: Dimension;
  readonly institutionType: InstitutionType;
  readonly ids: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

/** Branches of a tree; what lies below a branch is meant too, and kept with it, so that the store needs no tree. */
function CategoryFilter({ label, dimension, institutionType, ids, onChange }: CategoryFilterProps) {
  const { t, language } = useText();
  const search = useCallback(
    (query: string) => searchTaxonomy(dimension, institutionType, language, query),
    [dimension, institutionType, language],
  );
  const below = (id: string): readonly string[] => withDescendants(id, dimension, institutionType);
  // The tops of what is chosen: everything else came with them.
  const tops = ids.filter((id) => !ids.some((other) => other !== id && below(other).includes(id)));
  return (
    <Box sx={{ display: 'grid', gap: 0.75, alignContent: 'start' }}>
      <TreeSelect
        label={label}
        value={null}
        search={search}
        pauseMs={0}
        placeholder={t('history:filter.add')}
        onChange={(item) => {
          if (item !== null) onChange([...new Set([...ids, ...below(item.id)])]);
        }}
      />
      {tops.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
          {tops.map((id) => (
            <Chip
              key={id}
              label={taxonomyLabel(id, language)}
              onDelete={() => {
                const gone = below(id);
                onChange(ids.filter((other) => !gone.includes(other)));
              }}
            />
          ))}
        </Box>
      )}
    </Box>
  );
}
