/** 修正分类编码: channel, business and reason of a case that was told or closed; nothing of what was told changes by it. */
import { useCallback } from 'react';
import type { Dimension } from '../../../../domain/taxonomy/taxonomy';
import { useText } from '../../../app/i18n/use-text';
import { searchTaxonomy, taxonomyItem } from '../../../components/taxonomy';
import { TreeSelect } from '../../../components/tree-select';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { useAct } from './use-act';

const fields = ['channelId', 'businessId', 'reasonId'] as const;
type Field = (typeof fields)[number];
const dimensionOf: { readonly [F in Field]: Dimension } = {
  channelId: 'channel',
  businessId: 'business',
  reasonId: 'reason',
};

export function CodingDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const { channelId, businessId, reasonId } = state.details;
  const act = useAct('case.recordDetails', { channelId, businessId, reasonId }, t('case:done.recordDetails'), onClose);
  const changed = fields.filter((field) => act.form[field] !== state.details[field]);
  const submit = (): void => {
    const changes = Object.fromEntries(changed.map((field) => [field, act.form[field]]));
    const complete = fields.every((field) => act.form[field] !== '');
    if (complete && changed.length === 0) onClose();
    else void act.submit(complete, { changes });
  };
  return (
    <ActDialog
      title={t('case:act.recordDetails')}
      confirmLabel={t('case:act.recordDetails')}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {fields.map((field) => (
        <CodeField
          key={field}
          field={field}
          value={act.form[field]}
          onChange={(id) => act.change({ [field]: id })}
          problem={act.problem(act.form[field] === '', t('case:dialog.codeMissing'))}
        />
      ))}
    </ActDialog>
  );
}

interface CodeFieldProps {
  readonly field: Field;
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly problem: ReturnType<ReturnType<typeof useAct>['problem']>;
}

function CodeField({ field, value, onChange, problem }: CodeFieldProps) {
  const { t, language } = useText();
  const { institutionType } = useCaseEnvironment();
  const dimension = dimensionOf[field];
  const search = useCallback(
    (query: string) => searchTaxonomy(dimension, institutionType, language, query),
    [dimension, institutionType, language],
  );
  return (
    <TreeSelect
      label={t(`case:field.${field}`)}
      required
      value={taxonomyItem(value, language)}
      search={search}
      pauseMs={0}
      onChange={(item) => onChange(item?.id ?? '')}
      problem={problem}
    />
  );
}
