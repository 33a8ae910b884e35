/** 核查: what the complainant asks of the superior institution, and what it decided. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { partyKinds, reviewResults, type PartyKind, type ReviewResult } from '../../../../domain/complaint/values';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { StatusChip } from '../../../components/status-chip';
import { TextField } from '../../../components/text-field';
import { WhyDay } from '../../../components/why-date/why-chip';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, Pair, Words } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

export function RequestReviewDialog({ onClose }: Props) {
  const { t, language } = useText();
  const format = useFormat();
  const { view, state, nowLocal } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const terms = view.reviewTerms;
  const blank = {
    receivedOn: nowLocal.slice(0, 10),
    by: 'self' as PartyKind,
    byName: '',
    grounds: '',
    evidenceIds: [] as readonly string[],
    lateReason: '',
  };
  const isLate = ({ receivedOn }: { readonly receivedOn: string }): boolean =>
    terms !== null && terms.lastOn !== null && receivedOn > terms.lastOn;
  const codes = [...dateCodes, 'review.applicantMissing', 'case.noSuchEvidence', 'review.lateReasonMissing'];
  const [turnedDown, done] = [t('case:done.requestReviewLate'), t('case:done.requestReview')];
  const act = useAct(
    'case.requestReview',
    blank,
    (form) => (isLate(form) && terms?.late === 'refuse' ? turnedDown : done),
    onClose,
    codes,
  );
  const { form, change, problem } = act;
  const late = isLate(form);
  const refused = late && terms?.late === 'refuse';
  const asksReason = late && terms?.late === 'acceptWithReason';
  const lastOn = terms?.lastOn ?? '';
  const complete =
    form.receivedOn !== '' &&
    form.grounds.trim() !== '' &&
    (form.by === 'self' || form.byName.trim() !== '') &&
    (!asksReason || form.lateReason.trim() !== '');
  return (
    <ActDialog
      wide
      title={t('case:act.requestReview')}
      confirmLabel={t(refused ? 'case:review.recordRefused' : 'case:act.requestReview')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(complete, { ...form, evidenceIds: [...form.evidenceIds] })}
      onClose={onClose}
    >
      <Typography>{t('case:review.explain')}</Typography>
      {terms !== null && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, color: c.inkSoft }}>
          {lastOn !== '' && (
            <WhyDay
              caseId={state.id}
              deadlineId="reviewRequest"
              text={t('case:review.lastOn', { date: format.localDate(lastOn) })}
            />
          )}
          <Box>{t('case:review.article', { article: terms.article[word] })}</Box>
          {terms.confidence === 'toBeConfirmed' && (
            <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />
          )}
        </Box>
      )}
      <Day
        label={t('case:review.receivedOn')}
        value={form.receivedOn}
        problem={problem}
        onChange={(receivedOn) => change({ receivedOn })}
      />
      {refused && (
        <Alert severity="warning">
          <WhyDay
            caseId={state.id}
            deadlineId="reviewRequest"
            text={t('case:review.lateRefused', { date: format.localDate(lastOn) })}
          />
        </Alert>
      )}
      {asksReason && (
        <>
          <Alert severity="info">
            <WhyDay
              caseId={state.id}
              deadlineId="reviewRequest"
              text={t('case:review.lateAccepted', { date: format.localDate(lastOn) })}
            />
          </Alert>
          <Words
            label={t('case:review.lateReason')}
            value={form.lateReason}
            problem={problem}
            codes={['review.lateReasonMissing']}
            onChange={(lateReason) => change({ lateReason })}
          />
        </>
      )}
      <ChoiceChips
        label={t('case:review.by')}
        required
        options={partyKinds.map((value) => ({ value, label: t(`vocabulary:partyKind.${value}`) }))}
        value={form.by}
        onChange={(by) => change({ by })}
      />
      {form.by !== 'self' && (
        <TextField
          label={t('case:review.byName')}
          required
          maxCharacters={200}
          value={form.byName}
          onChange={(byName) => change({ byName })}
          problem={problem(
            form.byName.trim() === '',
            t('case:errors.review.applicantMissing'),
            'review.applicantMissing',
          )}
        />
      )}
      <Words
        label={t('case:review.grounds')}
        othersWords
        value={form.grounds}
        problem={problem}
        missing={t('case:review.groundsMissing')}
        maxCharacters={10_000}
        rows={4}
        onChange={(grounds) => change({ grounds })}
      />
      {state.evidence.length > 0 && (
        <ToggleChips
          label={t('case:review.evidence')}
          hint={t('case:review.evidenceHint')}
          options={state.evidence.map(({ id, name }) => ({ value: id, label: name }))}
          values={form.evidenceIds}
          onChange={(evidenceIds) => change({ evidenceIds })}
          problem={problem(false, '', 'case.noSuchEvidence')}
        />
      )}
    </ActDialog>
  );
}

export function ReviewDecisionDialog({ onClose }: Props) {
  const { t, language } = useText();
  const { view, nowLocal } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const blank = {
    referenceNo: '',
    institution: '',
    decidedBy: '',
    decidedOn: nowLocal.slice(0, 10),
    result: null as ReviewResult | null,
    changes: '',
    reasons: '',
    basis: view.reviewTerms?.article[word] ?? '',
  };
  const codes = [...dateCodes, 'review.decidedByHandler', 'review.changesMissing'];
  const act = useAct('case.decideReview', blank, t('case:done.decideReview'), onClose, codes);
  const { form, change, problem } = act;
  const { result } = form;
  const changes = result === 'changed' ? form.changes : '';
  const words = [form.referenceNo, form.institution, form.decidedBy, form.reasons, form.basis];
  const complete =
    result !== null &&
    form.decidedOn !== '' &&
    words.every((text) => text.trim() !== '') &&
    (result === 'upheld' || changes.trim() !== '');
  return (
    <ActDialog
      wide
      title={t('case:act.decideReview')}
      confirmLabel={t('case:act.decideReview')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(complete, { ...form, result: result ?? 'upheld', changes })}
      onClose={onClose}
    >
      <Typography>{t('case:review.explainDecision')}</Typography>
      <Pair>
        <TextField
          label={t('case:review.institution')}
          required
          maxCharacters={200}
          value={form.institution}
          onChange={(institution) => change({ institution })}
          problem={problem(form.institution.trim() === '', t('case:review.institutionMissing'))}
        />
        <TextField
          label={t('case:review.referenceNo')}
          required
          maxCharacters={100}
          value={form.referenceNo}
          onChange={(referenceNo) => change({ referenceNo })}
          problem={problem(form.referenceNo.trim() === '', t('case:review.referenceMissing'))}
        />
      </Pair>
      <Pair>
        <TextField
          label={t('case:review.decidedBy')}
          required
          maxCharacters={200}
          value={form.decidedBy}
          onChange={(decidedBy) => change({ decidedBy })}
          problem={problem(form.decidedBy.trim() === '', t('case:review.decidedByMissing'), 'review.decidedByHandler')}
        />
        <Day
          label={t('case:review.decidedOn')}
          value={form.decidedOn}
          problem={problem}
          onChange={(decidedOn) => change({ decidedOn })}
        />
      </Pair>
      <ChoiceChips
        label={t('case:review.result')}
        required
        options={reviewResults.map((value) => ({ value, label: t(`vocabulary:reviewResult.${value}`) }))}
        value={result}
        onChange={(value) => change({ result: value })}
        problem={problem(result === null, t('case:review.resultMissing'))}
      />
      {result === 'changed' && (
        <Words
          label={t('case:review.changes')}
          hint={t('case:review.changesHint')}
          value={form.changes}
          problem={problem}
          codes={['review.changesMissing']}
          missing={t('case:errors.review.changesMissing')}
          maxCharacters={10_000}
          rows={3}
          onChange={(text) => change({ changes: text })}
        />
      )}
      <Words
        label={t('case:review.reasons')}
        value={form.reasons}
        problem={problem}
        missing={t('case:review.reasonsMissing')}
        maxCharacters={10_000}
        rows={3}
        onChange={(reasons) => change({ reasons })}
      />
      <Words
        label={t('case:review.basis')}
        value={form.basis}
        problem={problem}
        missing={t('case:review.basisMissing')}
        maxCharacters={5_000}
        onChange={(basis) => change({ basis })}
      />
    </ActDialog>
  );
}
