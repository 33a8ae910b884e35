/** 登记期限事实: what starts or ends a clock of a claim, a surrender, a credit record, or of the central bank. */
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { clockFact, isUsual, recordable } from '../../../../domain/complaint/clock-facts';
import type { ClockFactId } from '../../../../domain/complaint/values';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day } from './act-fields';
import { useAct } from './use-act';

export function ClockFactDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const { state, view, nowLocal } = useCaseEnvironment();
  const offered = recordable(state, view.factRules)
    .map(({ fact }) => fact)
    // What the coding of the complaint speaks for comes first.
    .toSorted((a, b) => Number(isUsual(b, state.details)) - Number(isUsual(a, state.details)));
  const blank = { fact: null as ClockFactId | null, on: nowLocal.slice(0, 10), note: '' };
  const codes = [...dateCodes, 'clockFact.afterEnd'];
  const act = useAct('case.recordClockFact', blank, t('case:done.recordClockFact'), onClose, codes);
  const { form, change, problem } = act;
  const { fact } = form;
  const before = fact === null ? undefined : clockFact(state, fact);
  return (
    <ActDialog
      title={t('case:act.recordClockFact')}
      confirmLabel={t('case:act.recordClockFact')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(fact !== null && form.on !== '', { ...form, fact: fact ?? 'regulatorComplaint' })}
      onClose={onClose}
    >
      <Typography>{t('clockFacts:explain')}</Typography>
      <ChoiceChips
        label={t('clockFacts:which')}
        required
        options={offered.map((value) => ({ value, label: t(`vocabulary:clockFact.${value}`) }))}
        value={fact}
        onChange={(value) => change({ fact: value })}
        problem={problem(fact === null, t('clockFacts:whichMissing'))}
      />
      {fact !== null && <Alert severity="info">{t(`clockFacts:hint.${fact}`)}</Alert>}
      {before && <Alert severity="warning">{t('clockFacts:corrects', { date: format.localDate(before.on) })}</Alert>}
      <Day
        label={t('clockFacts:on')}
        value={form.on}
        problem={problem}
        codes={codes}
        onChange={(on) => change({ on })}
      />
      <TextField
        label={t('clockFacts:note')}
        rows={2}
        maxCharacters={2_000}
        value={form.note}
        onChange={(note) => change({ note })}
      />
    </ActDialog>
  );
}
