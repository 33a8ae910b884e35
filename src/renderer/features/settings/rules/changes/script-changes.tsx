/** Which conversation scripts another release brings, takes away, or says otherwise. */
import type { ChangedScript } from '../../../../../shared/contract/packs';
import { useText } from '../../../../app/i18n/use-text';
import { DataTable } from '../../../../components/data-table';
import { tableHeight } from './table-height';

export function ScriptChanges({ changes }: { readonly changes: readonly ChangedScript[] }) {
  const { t, language } = useText();
  const titleOf = ({ code, title }: ChangedScript): string => `${code} ${language === 'en' ? title.en : title.zh}`;
  const versionOf = ({ before, after }: ChangedScript): string => {
    const named = (version: string | null) => version ?? t('rules:change.scripts.noVersion');
    return `${named(before)} → ${named(after)}`;
  };
  const whatOf = ({ before, after, lines, steps, legal, resting }: ChangedScript): string =>
    [
      before === null
        ? t('rules:change.scripts.added', { lines })
        : after === null
          ? t('rules:change.scripts.removed')
          : lines + steps === 0
            ? t('rules:change.scripts.noted')
            : t('rules:change.scripts.changed', { lines, steps }),
      ...(legal && before !== null && after !== null ? [t('rules:change.scripts.legal')] : []),
      ...(resting > 0 ? [t('rules:change.scripts.resting', { count: resting })] : []),
    ].join(t('rules:matrix.joiner'));
  const columns = [
    { id: 'script', header: t('rules:change.scripts.script'), width: 'minmax(14rem, 2fr)', text: titleOf },
    { id: 'version', header: t('rules:change.scripts.version'), width: '11rem', text: versionOf },
    { id: 'what', header: t('rules:change.scripts.what'), width: 'minmax(14rem, 3fr)', text: whatOf },
  ];
  return (
    <DataTable<ChangedScript>
      label={t('rules:change.scripts.table')}
      height={tableHeight(changes.length)}
      rows={changes}
      rowKey={({ code }) => code}
      columns={columns.map(({ text, ...column }) => ({
        ...column,
        cell: (row: ChangedScript) => <span title={text(row)}>{text(row)}</span>,
      }))}
    />
  );
}
