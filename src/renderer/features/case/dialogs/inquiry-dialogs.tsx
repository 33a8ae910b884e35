/** 协办: the question to another department, and its answer. */
import Typography from '@mui/material/Typography';
import { departments, type Department } from '../../../../domain/complaint/investigation-values';
import type { CaseTask } from '../../../../domain/complaint/state';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, EvidencePick, Pair, Within, Words } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

export function SendInquiryDialog({ onClose }: Props) {
  const { t } = useText();
  const blank = { department: null as Department | null, addressee: '', question: '', workingDays: 3 };
  const act = useAct('case.sendInquiry', blank, t('case:done.sendInquiry'), onClose, ['inquiry.addresseeBarred']);
  const { form, change, problem } = act;
  const { department } = form;
  const label = t('case:act.sendInquiry');
  return (
    <ActDialog
      wide
      title={label}
      confirmLabel={label}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(department !== null && form.question.trim() !== '', {
          ...form,
          department: department ?? 'product',
        })
      }
      onClose={onClose}
    >
      <Typography>{t('investigation:inquiry.explain')}</Typography>
      <ChoiceChips
        label={t('investigation:inquiry.department')}
        required
        options={departments.map((value) => ({ value, label: t(`investigation:inquiry.departments.${value}`) }))}
        value={department}
        onChange={(value) => change({ department: value })}
        problem={problem(department === null, t('investigation:inquiry.departmentMissing'))}
      />
      <TextField
        label={t('investigation:inquiry.addressee')}
        hint={t('investigation:inquiry.addresseeHint')}
        maxCharacters={200}
        value={form.addressee}
        onChange={(addressee) => change({ addressee })}
        problem={problem(false, '', 'inquiry.addresseeBarred')}
      />
      <Words
        label={t('investigation:inquiry.question')}
        value={form.question}
        problem={problem}
        missing={t('investigation:inquiry.questionMissing')}
        rows={3}
        onChange={(question) => change({ question })}
      />
      <Within
        label={t('investigation:inquiry.within')}
        value={form.workingDays}
        onChange={(workingDays) => change({ workingDays })}
      />
    </ActDialog>
  );
}

export function AnswerInquiryDialog({ task, onClose }: Props & { readonly task: CaseTask }) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const blank = {
    answeredOn: nowLocal.slice(0, 10),
    answeredBy: task.inquiry?.addressee ?? '',
    answer: '',
    evidenceIds: [] as readonly string[],
  };
  const codes = [...dateCodes, 'inquiry.answererBarred'];
  const kept = `case.answerInquiry ${task.id}`;
  const act = useAct('case.answerInquiry', blank, t('case:done.answerInquiry'), onClose, codes, kept);
  const { form, change, problem } = act;
  const complete = form.answeredOn !== '' && form.answeredBy.trim() !== '' && form.answer.trim() !== '';
  const label = t('investigation:inquiry.answer');
  return (
    <ActDialog
      wide
      title={label}
      confirmLabel={label}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(complete, { ...form, inquiryId: task.id, evidenceIds: [...form.evidenceIds] })}
      onClose={onClose}
    >
      <Typography sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{task.inquiry?.question}</Typography>
      <Pair>
        <Day
          label={t('investigation:inquiry.answeredOn')}
          value={form.answeredOn}
          problem={problem}
          onChange={(answeredOn) => change({ answeredOn })}
        />
        <TextField
          label={t('investigation:inquiry.answeredBy')}
          required
          maxCharacters={200}
          value={form.answeredBy}
          onChange={(answeredBy) => change({ answeredBy })}
          problem={problem(
            form.answeredBy.trim() === '',
            t('investigation:inquiry.answeredByMissing'),
            'inquiry.answererBarred',
          )}
        />
      </Pair>
      <Words
        label={t('investigation:inquiry.answerText')}
        othersWords
        value={form.answer}
        problem={problem}
        missing={t('investigation:inquiry.answerMissing')}
        maxCharacters={10_000}
        rows={4}
        onChange={(answer) => change({ answer })}
      />
      <EvidencePick
        label={t('investigation:inquiry.evidence')}
        values={form.evidenceIds}
        onChange={(evidenceIds) => change({ evidenceIds })}
      />
    </ActDialog>
  );
}
