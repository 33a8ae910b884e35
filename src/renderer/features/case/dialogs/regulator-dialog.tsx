/** 监管转办: the written answer that was sent to the regulator, and what proves it. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { answerWays, type AnswerWay } from '../../../../domain/complaint/values';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, Pair } from './act-fields';
import { useAct } from './use-act';

export function RegulatorDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { state, nowLocal } = useCaseEnvironment();
  const { number } = state.details.transferLetter;
  const blank = {
    regulator: '',
    referenceNo: '',
    sentOn: nowLocal.slice(0, 10),
    way: null as AnswerWay | null,
    proof: '',
    evidenceIds: [] as readonly string[],
  };
  const codes = [...dateCodes, 'case.noSuchEvidence'];
  const act = useAct('case.answerRegulator', blank, t('case:done.answerRegulator'), onClose, codes);
  const { form, change, problem } = act;
  const words = [form.regulator, form.referenceNo, form.proof];
  const complete = form.way !== null && form.sentOn !== '' && words.every((text) => text.trim() !== '');
  return (
    <ActDialog
      wide
      title={t('case:act.answerRegulator')}
      confirmLabel={t('case:act.answerRegulator')}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(complete, { ...form, way: form.way ?? 'system', evidenceIds: [...form.evidenceIds] })
      }
      onClose={onClose}
    >
      <Typography>{t('case:regulator.explain')}</Typography>
      <Box sx={{ color: c.inkSoft }}>
        {number === '' ? t('case:regulator.letterUnnumbered') : t('case:regulator.letter', { number })}
      </Box>
      <TextField
        label={t('case:regulator.regulator')}
        required
        maxCharacters={200}
        value={form.regulator}
        onChange={(regulator) => change({ regulator })}
        problem={problem(form.regulator.trim() === '', t('case:regulator.regulatorMissing'))}
      />
      <Pair>
        <TextField
          label={t('case:regulator.referenceNo')}
          required
          maxCharacters={100}
          value={form.referenceNo}
          onChange={(referenceNo) => change({ referenceNo })}
          problem={problem(form.referenceNo.trim() === '', t('case:regulator.referenceMissing'))}
        />
        <Day
          label={t('case:regulator.sentOn')}
          value={form.sentOn}
          problem={problem}
          onChange={(sentOn) => change({ sentOn })}
        />
      </Pair>
      <ChoiceChips
        label={t('case:regulator.way')}
        required
        options={answerWays.map((value) => ({ value, label: t(`vocabulary:answerWay.${value}`) }))}
        value={form.way}
        onChange={(way) => change({ way })}
        problem={problem(form.way === null, t('case:regulator.wayMissing'))}
      />
      <TextField
        label={t('case:regulator.proof')}
        required
        maxCharacters={500}
        value={form.proof}
        onChange={(proof) => change({ proof })}
        problem={problem(form.proof.trim() === '', t('case:regulator.proofMissing'))}
      />
      {state.evidence.length > 0 && (
        <ToggleChips
          label={t('case:regulator.evidence')}
          options={state.evidence.map(({ id, name }) => ({ value: id, label: name }))}
          values={form.evidenceIds}
          onChange={(evidenceIds) => change({ evidenceIds })}
          problem={problem(false, '', 'case.noSuchEvidence')}
        />
      )}
    </ActDialog>
  );
}
