/** 结案: how it ended, and why a clock was missed where one was. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { openPromises } from '../../../../domain/complaint/promises';
import type { MissedClock } from '../../../../domain/complaint/lateness';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips } from '../../../components/choice-chips';
import type { FieldProblem } from '../../../components/field-frame';
import { TextField } from '../../../components/text-field';
import { WhyDay } from '../../../components/why-date/why-chip';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { Words } from './act-fields';
import { useAct } from './use-act';

const own = ['case.reasonMissing'];

interface Why {
  readonly code: string;
  readonly words: string;
}

export function CloseDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { view, state } = useCaseEnvironment();
  const later = openPromises(state).length;
  const { missedClocks, latenessReasons } = view;
  const blank = { summary: '', late: {} as Readonly<Record<string, Why>> };
  const act = useAct('case.close', blank, t('case:done.close'), onClose, own);
  const { summary, late } = act.form;
  const whyOf = ({ ruleId }: MissedClock): Why => late[ruleId] ?? { code: '', words: '' };
  const explained = missedClocks.every((clock) => {
    const { code, words } = whyOf(clock);
    const reason = latenessReasons.find(({ id }) => id === code);
    return reason !== undefined && (!reason.words || words.trim() !== '');
  });
  const lateness = missedClocks.map((clock) => ({ ruleId: clock.ruleId, ...whyOf(clock) }));
  return (
    <ActDialog
      wide={missedClocks.length > 0}
      title={t('case:act.close')}
      confirmLabel={t('case:act.close')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(summary.trim() !== '' && explained, { summary, lateness })}
      onClose={onClose}
    >
      <Typography>{t('case:dialog.closeExplain')}</Typography>
      {later > 0 && <Typography>{t('promises:closingLater', { count: later })}</Typography>}
      <TextField
        label={t('case:dialog.summary')}
        hint={t('case:dialog.summaryHint')}
        required
        autoFocus
        rows={3}
        maxCharacters={2_000}
        value={summary}
        onChange={(text) => act.change({ summary: text })}
        problem={act.problem(summary.trim() === '', t('case:dialog.reasonMissing'), ...own)}
      />
      {missedClocks.map((clock) => (
        <LateReason
          key={clock.ruleId}
          clock={clock}
          why={whyOf(clock)}
          problem={act.problem}
          onChange={(why) => act.change({ late: { ...late, [clock.ruleId]: why } })}
        />
      ))}
    </ActDialog>
  );
}

interface LateReasonProps {
  readonly clock: MissedClock;
  readonly why: Why;
  readonly problem: (missing: boolean, text: string, ...codes: readonly string[]) => FieldProblem | null;
  readonly onChange: (why: Why) => void;
}

/** 超期原因 of one clock. */
function LateReason({ clock, why, problem, onChange }: LateReasonProps) {
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
