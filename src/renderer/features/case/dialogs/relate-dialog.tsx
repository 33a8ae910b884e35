/** 并入或关联: another complaint beside this one, and what each choice would do to both clocks, before anybody commits. */
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { CompareView, PairOutlook } from '../../../../shared/contract/case';
import { useMessageOf, useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { CasePicker } from '../../../components/case-picker';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { ErrorNotice } from '../../../components/error-notice';
import { useCaseEnvironment } from '../case-context';
import { useKeptForm } from '../form-store';
import { useCaseCommand } from '../use-command';
import { ActDialog } from './act-dialog';
import { Words } from './act-fields';
import { ComparedCases, PairClocks } from './compared-cases';
import { useComparison } from './use-comparison';

interface RelateForm {
  readonly otherId: string;
  readonly way: PairOutlook['way'] | null;
  readonly reason: string;
  readonly personChecked: boolean;
}

const blank: RelateForm = { otherId: '', way: null, reason: '', personChecked: false };

export function RelateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const { caseId, relateTo } = useCaseEnvironment();
  const { form: kept, change, clear } = useKeptForm<RelateForm>('case.merge', blank);
  const form = relateTo === null || relateTo === kept.otherId ? kept : { ...blank, otherId: relateTo };
  const merge = useCaseCommand('case.merge');
  const link = useCaseCommand('case.link');
  const [tried, setTried] = useState(false);
  const compared = useComparison(form.otherId);
  const comparison = compared !== null && 'outlooks' in compared ? compared : null;
  const { way } = form;
  const outlook = comparison?.outlooks.find((one) => one.way === way && one.refusal === null) ?? null;
  const mustCheck = comparison?.samePerson === 'unsure' && way !== 'link';
  const refused = merge.error ?? link.error;
  const isPersonRefusal = refused?.code === 'pair.personUnsure';
  const missing = (condition: boolean, text: string) =>
    tried && condition ? ({ severity: 'block', text } as const) : null;
  const set = (changes: Partial<RelateForm>): void => {
    merge.clearError();
    link.clearError();
    change({ ...form, ...changes });
  };

  const submit = async (): Promise<void> => {
    setTried(true);
    const { otherId, reason, personChecked } = form;
    if (outlook === null || reason.trim() === '' || (mustCheck && !personChecked)) return;
    const done =
      outlook.way === 'link'
        ? await link.run({ otherId, reason })
        : await merge.run({ otherId, way: outlook.way, reason, personChecked: mustCheck && personChecked });
    if (!done) return;
    clear();
    notify({ severity: 'success', text: t(`duplicates:done.${outlook.way === 'link' ? 'link' : 'merge'}`) });
    onClose();
  };

  return (
    <ActDialog
      wide
      title={t('case:act.merge')}
      confirmLabel={t('duplicates:confirm')}
      busy={merge.busy || link.busy}
      error={isPersonRefusal ? null : refused}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Typography>{t('duplicates:explain')}</Typography>
      <CasePicker
        label={t('duplicates:which')}
        noneYet={t('duplicates:none')}
        caseId={caseId}
        value={form.otherId}
        onChange={(otherId) => set({ ...blank, otherId, reason: form.reason })}
        problem={missing(form.otherId === '', t('duplicates:whichMissing'))}
      />
      {compared !== null && 'code' in compared && <ErrorNotice error={compared} />}
      {comparison !== null && (
        <>
          <ComparedCases comparison={comparison} />
          <ChoiceChips
            label={t('duplicates:way')}
            required
            options={comparison.outlooks.map((one) => ({
              value: one.way,
              label: t(`duplicates:ways.${one.way}`, { earlier: comparison.earlier.number }),
              ...(one.refusal === null ? {} : { blockedBy: messageOf(one.refusal) }),
            }))}
            value={way}
            onChange={(value) => set({ way: value })}
            problem={missing(outlook === null, t('duplicates:wayMissing'))}
          />
          {outlook !== null && <PairClocks comparison={comparison} outlook={outlook} />}
          {outlook?.way === 'newFacts' && recalls(comparison) && (
            <Alert severity="warning">{t('duplicates:recalls', { earlier: comparison.earlier.number })}</Alert>
          )}
          {outlook !== null && mustCheck && (
            <ToggleChips
              label={t('duplicates:personCheck')}
              required
              options={[{ value: 'checked', label: t('duplicates:personChecked') }]}
              values={form.personChecked ? ['checked'] : []}
              onChange={(values) => set({ personChecked: values.length > 0 })}
              problem={
                isPersonRefusal
                  ? { severity: 'block', text: messageOf(refused) }
                  : missing(!form.personChecked, t('duplicates:errors.pair.personUnsure'))
              }
            />
          )}
          {outlook !== null && (
            <Words
              label={t(`duplicates:reason.${outlook.way}`)}
              value={form.reason}
              problem={(empty, text) => missing(empty, text)}
              onChange={(reason) => set({ reason })}
            />
          )}
        </>
      )}
    </ActDialog>
  );
}

/** Something waits or was approved in the earlier one that new facts make void. */
function recalls({ earlier }: CompareView): boolean {
  return earlier.status === 'remedyPending' || earlier.status === 'approved';
}
