/** One of many, found by typing: a node, a fact, a kind. */
import { useCallback, useMemo } from 'react';
import { createLabelSearch } from '../../../domain/taxonomy/search';
import { useText } from '../../app/i18n/use-text';
import type { FieldProps } from '../../components/field-frame';
import { TreeSelect, type TreeItem } from '../../components/tree-select';

export interface PickOption {
  readonly id: string;
  readonly label: string;
}

interface PickFieldProps extends FieldProps {
  readonly options: readonly PickOption[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

export function PickField({ options, value, onChange, ...field }: PickFieldProps) {
  const { t } = useText();
  const items = useMemo(() => options.map(({ id, label }): TreeItem => ({ id, label, path: [] })), [options]);
  const search = useMemo(
    () =>
      createLabelSearch(
        items.map(({ id, label }) => ({
          id,
          labels: [
            { text: label, distance: 0 },
            { text: id, distance: 0 },
          ],
        })),
      ),
    [items],
  );
  const find = useCallback(
    (query: string): readonly TreeItem[] => {
      if (query.trim() === '') return items;
      const hits = search(query, items.length).map(({ id }) => id);
      return items.filter(({ id }) => hits.includes(id));
    },
    [items, search],
  );
  return (
    <TreeSelect
      {...field}
      placeholder={t('common:field.searchHint')}
      value={items.find(({ id }) => id === value) ?? { id: value, label: value, path: [] }}
      search={find}
      pauseMs={0}
      onChange={(chosen) => {
        if (chosen !== null) onChange(chosen.id);
      }}
    />
  );
}
