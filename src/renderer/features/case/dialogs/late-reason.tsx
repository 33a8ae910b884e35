/** 超期原因: why a clock was missed, by a code of the rules. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { MissedClock } from '../../../../domain/complaint/lateness';
import type { GivenLateness } from '../../../../domain/complaint/values';
import type { LatenessReason } from '../../../../domain/deadlines/rule-pack';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips } from '../../../components/choice-chips';
import type { FieldProblem } from '../../../components/field-frame';
import { TextField } from '../../../components/text-field';
import { WhyDay } from '../../../components/why-date/why-chip';
import { useCaseEnvironment } from '../case-context';
import { missedWhen } from '../lateness-words';
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

/** By rule. */
export type Whys = Readonly<Record<string, Why>>;

const unsaid: Why = { code: '', words: '' };

/** What is said of these clocks, as commands take it. */
export const latenessOf = (clocks: readonly MissedClock[], whys: Whys): GivenLateness =>
  clocks.map(({ ruleId }) => ({ ruleId, ...(whys[ruleId] ?? unsaid) }));

/** Of each of them enough is said. */
export const areExplained = (clocks: readonly MissedClock[], whys: Whys, reasons: readonly LatenessReason[]): boolean =>
  clocks.every(({ ruleId }) => isExplained(whys[ruleId] ?? unsaid, reasons));

type Problem = (missing: boolean, text: string, ...codes: readonly string[]) => FieldProblem | null;

interface LateReasonsProps {
  readonly clocks: readonly MissedClock[];
  readonly whys: Whys;
  readonly problem: Problem;
  readonly onChange: (whys: Whys) => void;
}

/** Of several. */
export function LateReasons({ clocks, whys, problem, onChange }: LateReasonsProps) {
  return clocks.map((clock) => (
    <LateReason
      key={clock.ruleId}
      clock={clock}
      why={whys[clock.ruleId] ?? unsaid}
      problem={problem}
      onChange={(why) => onChange({ ...whys, [clock.ruleId]: why })}
    />
  ));
}

interface LateReasonProps {
  readonly clock: MissedClock;
  readonly why: Why;
  readonly problem: Problem;
  readonly onChange: (why: Why) => void;
}

/** Of one clock. */
export function LateReason({ clock, why, problem, onChange }: LateReasonProps) {
  const { t, language } = useText();
  const format = useFormat();
  const { view, state } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const { date, metOn } = missedWhen(clock, format);
  const values = { name: clock[word], date };
  const reason = view.latenessReasons.find(({ id }) => id === why.code);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, borderTop: `1px solid ${c.line}`, pt: 2 }}>
      <Typography component="div">
        <WhyDay
          caseId={state.id}
          deadlineId={clock.deadline}
          text={metOn === null ? t('case:lateness.neverMet', values) : t('case:lateness.missed', { ...values, metOn })}
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
