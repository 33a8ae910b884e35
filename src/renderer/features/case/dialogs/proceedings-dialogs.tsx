/** 诉讼与仲裁: that it went to a court or an arbitration body, and how that ended. */
import Typography from '@mui/material/Typography';
import {
  broughtBy,
  pendingProceedings,
  proceedingsKinds,
  proceedingsOutcomes,
  type ProceedingsKind,
  type ProceedingsOutcome,
} from '../../../../domain/complaint/proceedings';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, Pair, Words } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

export function NoteProceedingsDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const blank = {
    kind: 'court' as ProceedingsKind,
    institution: '',
    docketNo: '',
    broughtBy: 'complainant' as (typeof broughtBy)[number],
    since: nowLocal.slice(0, 10),
    note: '',
  };
  const codes = [...dateCodes, 'proceedings.notedAlready'];
  const act = useAct('case.noteProceedings', blank, t('case:done.noteProceedings'), onClose, codes);
  const { form, change, problem } = act;
  const missing = form.institution.trim() === '';
  return (
    <ActDialog
      wide
      title={t('case:act.noteProceedings')}
      confirmLabel={t('case:act.noteProceedings')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(!missing && form.since !== '', form)}
      onClose={onClose}
    >
      <Typography>{t('case:proceedings.explain')}</Typography>
      <ChoiceChips
        label={t('case:proceedings.kind')}
        options={proceedingsKinds.map((value) => ({ value, label: t(`vocabulary:proceedingsKind.${value}`) }))}
        value={form.kind}
        onChange={(kind) => change({ kind })}
      />
      <TextField
        label={t(`case:proceedings.institutionOf.${form.kind}`)}
        required
        maxCharacters={200}
        value={form.institution}
        onChange={(institution) => change({ institution })}
        problem={problem(missing, t('case:proceedings.institutionMissing'))}
      />
      <Pair>
        <TextField
          label={t('case:proceedings.docketNo')}
          maxCharacters={100}
          value={form.docketNo}
          onChange={(docketNo) => change({ docketNo })}
          problem={problem(false, '', 'proceedings.notedAlready')}
        />
        <Day
          label={t('case:proceedings.since')}
          value={form.since}
          problem={problem}
          onChange={(since) => change({ since })}
        />
      </Pair>
      <ChoiceChips
        label={t('case:proceedings.broughtBy')}
        options={broughtBy.map((value) => ({ value, label: t(`vocabulary:broughtBy.${value}`) }))}
        value={form.broughtBy}
        onChange={(value) => change({ broughtBy: value })}
      />
      <TextField
        label={t('case:proceedings.note')}
        rows={2}
        maxCharacters={2_000}
        value={form.note}
        onChange={(note) => change({ note })}
      />
    </ActDialog>
  );
}

export function EndProceedingsDialog({ onClose }: Props) {
  const { t } = useText();
  const format = useFormat();
  const { state, nowLocal } = useCaseEnvironment();
  const pending = pendingProceedings(state);
  const blank = { proceedingsId: '', outcome: null as ProceedingsOutcome | null, on: nowLocal.slice(0, 10), text: '' };
  const act = useAct('case.endProceedings', blank, t('case:done.endProceedings'), onClose, dateCodes);
  const { form, change, problem } = act;
  const { outcome } = form;
  const proceedingsId = pending.some(({ id }) => id === form.proceedingsId)
    ? form.proceedingsId
    : (pending[0]?.id ?? '');
  const complete = outcome !== null && form.on !== '' && form.text.trim() !== '';
  return (
    <ActDialog
      title={t('case:act.endProceedings')}
      confirmLabel={t('case:act.endProceedings')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(complete, { ...form, proceedingsId, outcome: outcome ?? 'decided' })}
      onClose={onClose}
    >
      <ChoiceChips
        label={t('case:proceedings.which')}
        options={pending.map(({ id, institution, docketNo, since }) => ({
          value: id,
          label: [institution, docketNo, format.localDate(since)].filter((text) => text !== '').join(' · '),
        }))}
        value={proceedingsId}
        onChange={(value) => change({ proceedingsId: value })}
      />
      <ChoiceChips
        label={t('case:proceedings.outcome')}
        required
        options={proceedingsOutcomes.map((value) => ({ value, label: t(`vocabulary:proceedingsOutcome.${value}`) }))}
        value={outcome}
        onChange={(value) => change({ outcome: value })}
        problem={problem(outcome === null, t('case:proceedings.outcomeMissing'))}
      />
      <Day label={t('case:proceedings.endedOn')} value={form.on} problem={problem} onChange={(on) => change({ on })} />
      <Words
        label={t('case:proceedings.text')}
        hint={t('case:proceedings.textHint')}
        value={form.text}
        problem={problem}
        missing={t('case:proceedings.textMissing')}
        rows={3}
        onChange={(text) => change({ text })}
      />
    </ActDialog>
  );
}
