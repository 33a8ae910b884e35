/** 调解: that both sides agree to it, and how it ended. */
import Typography from '@mui/material/Typography';
import {
  mediationForms,
  mediationOutcomes,
  type MediationForm,
  type MediationOutcome,
} from '../../../../domain/complaint/mediation-values';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { MoneyField } from '../../../components/money-field';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, Pair, Words } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

const sides = ['complainantAgrees', 'institutionAgrees'] as const;

export function StartMediationDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const blank = {
    form: 'mediation' as MediationForm,
    limitFen: null as number | null,
    institution: '',
    mediator: '',
    agreedOn: nowLocal.slice(0, 10),
    complainantAgrees: false,
    institutionAgrees: false,
  };
  const codes = [
    ...dateCodes,
    'mediation.notAgreed',
    'mediation.involved',
    'mediation.limitMissing',
    'mediation.amountMissing',
    'mediation.aboveLimit',
  ];
  const act = useAct('case.startMediation', blank, t('case:done.startMediation'), onClose, codes);
  const { form, change, problem } = act;
  const agreed = form.complainantAgrees && form.institutionAgrees;
  const small = form.form === 'smallDispute';
  const limited = !small || form.limitFen !== null;
  const complete =
    limited && agreed && form.agreedOn !== '' && form.institution.trim() !== '' && form.mediator.trim() !== '';
  return (
    <ActDialog
      wide
      title={t('case:act.startMediation')}
      confirmLabel={t('case:act.startMediation')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(complete, { ...form, limitFen: small ? form.limitFen : null })}
      onClose={onClose}
    >
      <Typography>{t('case:mediation.explain')}</Typography>
      <ChoiceChips
        label={t('case:mediation.form')}
        options={mediationForms.map((value) => ({ value, label: t(`vocabulary:mediationForm.${value}`) }))}
        value={form.form}
        onChange={(value) => change({ form: value })}
      />
      {form.form !== 'mediation' && <Typography>{t(`case:mediation.about.${form.form}`)}</Typography>}
      {small && (
        <MoneyField
          label={t('case:mediation.limit')}
          hint={t('case:mediation.limitHint')}
          required
          valueFen={form.limitFen}
          onChange={(limitFen) => change({ limitFen })}
          problem={
            problem(form.limitFen === null, t('case:errors.mediation.limitMissing'), 'mediation.limitMissing') ??
            problem(false, '', 'mediation.amountMissing') ??
            problem(false, '', 'mediation.aboveLimit')
          }
        />
      )}
      <TextField
        label={t('case:mediation.institution')}
        required
        maxCharacters={200}
        value={form.institution}
        onChange={(institution) => change({ institution })}
        problem={problem(form.institution.trim() === '', t('case:mediation.institutionMissing'))}
      />
      <Pair>
        <TextField
          label={t('case:mediation.mediator')}
          required
          maxCharacters={200}
          value={form.mediator}
          onChange={(mediator) => change({ mediator })}
          problem={problem(form.mediator.trim() === '', t('case:mediation.mediatorMissing'), 'mediation.involved')}
        />
        <Day
          label={t('case:mediation.agreedOn')}
          value={form.agreedOn}
          problem={problem}
          onChange={(agreedOn) => change({ agreedOn })}
        />
      </Pair>
      <ToggleChips
        label={t('case:mediation.agreement')}
        required
        options={sides.map((value) => ({ value, label: t(`case:mediation.${value}`) }))}
        values={sides.filter((side) => form[side])}
        onChange={(values) => change(Object.fromEntries(sides.map((side) => [side, values.includes(side)])))}
        problem={problem(!agreed, t('case:errors.mediation.notAgreed'), 'mediation.notAgreed')}
      />
    </ActDialog>
  );
}

export function EndMediationDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const blank = { outcome: null as MediationOutcome | null, on: nowLocal.slice(0, 10), agreementNo: '', text: '' };
  const act = useAct('case.endMediation', blank, t('case:done.endMediation'), onClose, dateCodes);
  const { form, change, problem } = act;
  const { outcome } = form;
  const settled = outcome !== 'failed';
  const complete = outcome !== null && form.on !== '' && form.text.trim() !== '';
  return (
    <ActDialog
      title={t('case:act.endMediation')}
      confirmLabel={t('case:act.endMediation')}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(complete, {
          ...form,
          outcome: outcome ?? 'failed',
          agreementNo: settled ? form.agreementNo : '',
        })
      }
      onClose={onClose}
    >
      <ChoiceChips
        label={t('case:mediation.outcome')}
        required
        options={mediationOutcomes.map((value) => ({ value, label: t(`vocabulary:mediationOutcome.${value}`) }))}
        value={outcome}
        onChange={(value) => change({ outcome: value })}
        problem={problem(outcome === null, t('case:mediation.outcomeMissing'))}
      />
      <Day label={t('case:mediation.endedOn')} value={form.on} problem={problem} onChange={(on) => change({ on })} />
      {outcome === 'settled' && (
        <TextField
          label={t('case:mediation.agreementNo')}
          maxCharacters={100}
          value={form.agreementNo}
          onChange={(agreementNo) => change({ agreementNo })}
        />
      )}
      <Words
        label={t(settled ? 'case:mediation.terms' : 'case:mediation.whyFailed')}
        {...(settled ? { hint: t('case:mediation.termsHint') } : {})}
        value={form.text}
        problem={problem}
        missing={t('case:mediation.textMissing')}
        rows={3}
        onChange={(text) => change({ text })}
      />
    </ActDialog>
  );
}
