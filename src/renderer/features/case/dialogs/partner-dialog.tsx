/** 代理与合作机构: who sold or did what the complaint is about, beside our own staff. */
import Typography from '@mui/material/Typography';
import { emptyPartner, partnerKinds } from '../../../../domain/complaint/values';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { Pair } from './act-fields';
import { useAct } from './use-act';

export function PartnerDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const blank = state.details.partner ?? emptyPartner;
  const act = useAct('case.recordDetails', blank, t('partner:done'), onClose);
  const { form, change, problem } = act;
  const unnamed = form.name.trim() === '';
  return (
    <ActDialog
      title={t('partner:title')}
      confirmLabel={t('common:action.save')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(!unnamed, { changes: { partner: form } })}
      onClose={onClose}
    >
      <Typography>{t('partner:explain')}</Typography>
      <ChoiceChips
        label={t('partner:kind')}
        required
        options={partnerKinds.map((value) => ({ value, label: t(`vocabulary:partnerKind.${value}`) }))}
        value={form.kind}
        onChange={(kind) => change({ kind })}
      />
      <Pair>
        <TextField
          label={t('partner:name')}
          required
          maxCharacters={200}
          value={form.name}
          onChange={(name) => change({ name })}
          problem={problem(unnamed, t('partner:nameMissing'))}
        />
        <TextField
          label={t('partner:contractNo')}
          maxCharacters={100}
          value={form.contractNo}
          onChange={(contractNo) => change({ contractNo })}
        />
      </Pair>
      <ToggleChips
        label={t('partner:responsible')}
        hint={t('partner:soldForUsHint')}
        options={[{ value: 'soldForUs', label: t('partner:soldForUs') }]}
        values={form.soldForUs ? ['soldForUs'] : []}
        onChange={(values) => change({ soldForUs: values.length > 0 })}
      />
    </ActDialog>
  );
}
