/** 核实结果: of a fact of the checklist, or of one that somebody adds. */
import Typography from '@mui/material/Typography';
import type { Fact } from '../../../../domain/complaint/findings';
import { findingOutcomes, type FindingOutcome } from '../../../../domain/complaint/investigation-values';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { ActDialog } from './act-dialog';
import { EvidencePick, Words } from './act-fields';
import { useAct } from './use-act';

interface FindingDialogProps {
  /** Null adds a fact. */
  readonly fact: Fact | null;
  readonly onClose: () => void;
}

const codes = ['finding.titleMissing', 'finding.wordsMissing'];

export function FindingDialog({ fact, onClose }: FindingDialogProps) {
  const { t, language } = useText();
  const before = fact?.finding ?? null;
  const blank = {
    title: '',
    outcome: before?.outcome ?? (null as FindingOutcome | null),
    found: before?.found ?? '',
    evidenceIds: before?.evidenceIds ?? ([] as readonly string[]),
  };
  const itemId = fact?.itemId ?? null;
  const act = useAct(
    'case.recordFinding',
    blank,
    t('case:done.recordFinding'),
    onClose,
    codes,
    `case.recordFinding ${itemId ?? ''}`,
  );
  const { form, change, problem } = act;
  const { outcome } = form;
  const named = fact !== null || form.title.trim() !== '';
  const complete = named && outcome !== null && form.found.trim() !== '';
  const sure = outcome === null || outcome === 'verified';
  return (
    <ActDialog
      wide
      title={t(fact === null ? 'investigation:finding.addTitle' : 'investigation:finding.title')}
      confirmLabel={t('investigation:checklist.record')}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(complete, {
          itemId,
          title: form.title,
          outcome: outcome ?? 'verified',
          found: form.found,
          evidenceIds: [...form.evidenceIds],
        })
      }
      onClose={onClose}
    >
      {fact === null ? (
        <TextField
          label={t('investigation:finding.what')}
          required
          maxCharacters={200}
          value={form.title}
          onChange={(title) => change({ title })}
          problem={problem(!named, t('investigation:finding.whatMissing'), 'finding.titleMissing')}
        />
      ) : (
        <Typography sx={{ fontWeight: 600 }}>{language === 'en' ? fact.en : fact.zh}</Typography>
      )}
      <ChoiceChips
        label={t('investigation:finding.outcome')}
        required
        options={findingOutcomes.map((value) => ({ value, label: t(`investigation:outcome.${value}`) }))}
        value={outcome}
        onChange={(value) => change({ outcome: value })}
        problem={problem(outcome === null, t('investigation:finding.outcomeMissing'))}
      />
      <Words
        label={t(sure ? 'investigation:finding.found' : 'investigation:finding.why')}
        hint={t(sure ? 'investigation:finding.foundHint' : 'investigation:finding.whyHint')}
        value={form.found}
        problem={problem}
        codes={['finding.wordsMissing']}
        missing={t('investigation:errors.finding.wordsMissing')}
        maxCharacters={4_000}
        rows={4}
        onChange={(found) => change({ found })}
      />
      <EvidencePick
        label={t('investigation:finding.evidence')}
        values={form.evidenceIds}
        onChange={(evidenceIds) => change({ evidenceIds })}
      />
    </ActDialog>
  );
}
