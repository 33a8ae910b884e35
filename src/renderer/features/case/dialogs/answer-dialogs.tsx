/** 书面答复: what was sent to the regulator (监管转办) or because of a petition (信访), and what proves it. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { petitionOf } from '../../../../domain/complaint/petition';
import { answerWays, type AnswerWay } from '../../../../domain/complaint/values';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, Pair } from './act-fields';
import { useAct, type Act } from './use-act';

interface AnswerForm {
  readonly recipient: string;
  readonly referenceNo: string;
  readonly sentOn: string;
  readonly way: AnswerWay | null;
  readonly proof: string;
  readonly evidenceIds: readonly string[];
}

const codes = [...dateCodes, 'case.noSuchEvidence'];

/** Sent through the system of the other side, that is no way to this one. */
const waysBeside = (other: AnswerWay): readonly AnswerWay[] => answerWays.filter((way) => way !== other);

function useBlank(recipient: string): AnswerForm {
  const { nowLocal } = useCaseEnvironment();
  return { recipient, referenceNo: '', sentOn: nowLocal.slice(0, 10), way: null, proof: '', evidenceIds: [] };
}

export function RegulatorDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { number } = useCaseEnvironment().state.details.transferLetter;
  const act = useAct('case.answerRegulator', useBlank(''), t('case:done.answerRegulator'), onClose, codes);
  const { recipient, ...form } = act.form;
  return (
    <AnswerDialog
      act={act}
      title={t('case:act.answerRegulator')}
      explain={t('case:regulator.explain')}
      papers={number === '' ? t('case:regulator.letterUnnumbered') : t('case:regulator.letter', { number })}
      recipientLabel={t('case:regulator.regulator')}
      recipientMissing={t('case:regulator.regulatorMissing')}
      ways={waysBeside('petitionSystem')}
      onSubmit={(complete, sent) => void act.submit(complete, { ...form, ...sent, regulator: recipient })}
      onClose={onClose}
    />
  );
}

export function PetitionDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const petition = petitionOf(state.details);
  const number = petition?.number ?? '';
  const office = petition?.office.trim() ?? '';
  const blank = useBlank(office === '' ? (state.details.parties[0]?.name ?? '') : office);
  const act = useAct('case.answerPetition', blank, t('case:done.answerPetition'), onClose, codes);
  return (
    <AnswerDialog
      act={act}
      title={t('case:act.answerPetition')}
      explain={t('petition:explain')}
      papers={number === '' ? t('petition:unnumbered') : t('petition:numbered', { number })}
      recipientLabel={t('petition:recipient')}
      recipientMissing={t('petition:recipientMissing')}
      ways={waysBeside('system')}
      onSubmit={(complete, sent) => void act.submit(complete, { ...act.form, ...sent })}
      onClose={onClose}
    />
  );
}

interface AnswerDialogProps {
  readonly act: Pick<Act<'case.answerPetition', AnswerForm>, 'form' | 'change' | 'problem' | 'busy' | 'error'>;
  readonly title: string;
  readonly explain: string;
  readonly papers: string;
  readonly recipientLabel: string;
  readonly recipientMissing: string;
  readonly ways: readonly AnswerWay[];
  readonly onSubmit: (complete: boolean, sent: { readonly way: AnswerWay; readonly evidenceIds: string[] }) => void;
  readonly onClose: () => void;
}

function AnswerDialog({ act, ways, onSubmit, onClose, ...texts }: AnswerDialogProps) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const { form, change, problem } = act;
  const words = [form.recipient, form.referenceNo, form.proof];
  const complete = form.way !== null && form.sentOn !== '' && words.every((text) => text.trim() !== '');
  return (
    <ActDialog
      wide
      title={texts.title}
      confirmLabel={texts.title}
      busy={act.busy}
      error={act.error}
      onSubmit={() => onSubmit(complete, { way: form.way ?? 'handed', evidenceIds: [...form.evidenceIds] })}
      onClose={onClose}
    >
      <Typography>{texts.explain}</Typography>
      <Box sx={{ color: c.inkSoft }}>{texts.papers}</Box>
      <TextField
        label={texts.recipientLabel}
        required
        maxCharacters={200}
        value={form.recipient}
        onChange={(recipient) => change({ recipient })}
        problem={problem(form.recipient.trim() === '', texts.recipientMissing)}
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
        options={ways.map((value) => ({ value, label: t(`vocabulary:answerWay.${value}`) }))}
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
