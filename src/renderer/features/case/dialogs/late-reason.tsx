/** 超期原因: why a clock was missed, by a code of the rules. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { MissedClock } from '../../../../domain/complaint/lateness';
import type { LatenessReason } from '../../../../domain/deadlines/rule-pack';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips } from '../../../components/choice-chips';
import type { FieldProblem } from '../../../components/field-frame';
import { TextField } from '../../../components/text-field';
import { WhyDay } from '../../../components/why-date/why-chip';
import { useCaseEnvironment } from '../case-context';
import { Words } from './act-fields';

export interface Why {
  readonly code: string;
  readonly words: string;
}

/** A code of the rules, with words where the code says nothing by itself. */
export function isExplained({ code, words }: Why, reasons: readonly LatenessReason[]): boolean {
  const reason = reasons.find(({ id }) => id === code);
  return reason !== undefined && (!reason.words || words.trim() !== '');
}

interface LateReasonProps {
  readonly clock: MissedClock;
  readonly why: Why;
  readonly problem: (missing: boolean, text: string, ...codes: readonly string[]) => FieldProblem | null;
  readonly onChange: (why: Why) => void;
}

/** Of one clock. */
export function LateReason({ clock, why, problem, onChange }: LateReasonProps) {
  const { t, language } = useText();
  const format = useFormat();
  const { view, state } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const values = { name: clock[word], date: format.localDate(clock.dueOn) };
  const reason = view.latenessReasons.find(({ id }) => id === why.code);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, borderTop: `1px solid ${c.line}`, pt: 2 }}>
      <Typography component="div">
        <WhyDay
          caseId={state.id}
          deadlineId={clock.deadline}
          text={
            clock.metOn === null
              ? t('case:lateness.neverMet', values)
              : t('case:lateness.missed', { ...values, metOn: format.localDate(clock.metOn) })
          }
        />
      </Typography>
      <ChoiceChips
        label={t('case:lateness.reason')}
        required
        options={view.latenessReasons.map((one) => ({ value: one.id, label: one[word] }))}
        value={reason === undefined ? null : why.code}
        onChange={(code) => onChange({ ...why, code })}
        problem={problem(reason === undefined, t('case:lateness.reasonMissing'))}
      />
      {reason?.words === true ? (
        <Words
          label={t('case:lateness.words')}
          value={why.words}
          problem={problem}
          missing={t('case:errors.lateness.wordsMissing')}
          onChange={(words) => onChange({ ...why, words })}
        />
      ) : (
        <TextField
          label={t('case:lateness.wordsOptional')}
          rows={2}
          maxCharacters={2_000}
          value={why.words}
          onChange={(words) => onChange({ ...why, words })}
        />
      )}
    </Box>
  );
}
