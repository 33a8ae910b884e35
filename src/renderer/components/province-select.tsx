/** 省份: chosen from the list, found by Chinese, pinyin, initials or English. */
import { useCallback, useMemo } from 'react';
import { provinces } from '../../domain/directory/provinces';
import { createLabelSearch } from '../../domain/taxonomy/search';
import { useText } from '../app/i18n/use-text';
import type { FieldProps } from './field-frame';
import { TreeSelect, type TreeItem } from './tree-select';

const createProvinceSearch = () =>
  createLabelSearch(
    provinces.map(({ zh, zhFull, en }) => ({
      id: zh,
      labels: [zh, zhFull, en].map((text) => ({ text, distance: 0 })),
    })),
  );
/** Made with the first query. */
let search: ReturnType<typeof createProvinceSearch> | undefined;

export interface ProvinceSelectProps extends FieldProps {
  /** Short Chinese name; another text, from before there was a list, is shown as it is. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function ProvinceSelect({ value, onChange, ...field }: ProvinceSelectProps) {
  const { t, language } = useText();
  const itemOf = useCallback(
    (zh: string): TreeItem => {
      const known = provinces.find((province) => province.zh === zh);
      return { id: zh, label: language === 'en' ? (known?.en ?? zh) : zh, path: [] };
    },
    [language],
  );
  const item = useMemo(() => (value === '' ? null : itemOf(value)), [value, itemOf]);
  const find = useCallback(
    (query: string): readonly TreeItem[] =>
      query.trim() === ''
        ? provinces.map(({ zh }) => itemOf(zh))
        : (search ??= createProvinceSearch())(query, provinces.length).map((hit) => itemOf(hit.id)),
    [itemOf],
  );
  return (
    <TreeSelect
      {...field}
      placeholder={t('common:field.searchHint')}
      value={item}
      search={find}
      pauseMs={0}
      onChange={(chosen) => onChange(chosen?.id ?? '')}
    />
  );
}
