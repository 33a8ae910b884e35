/** Tasks and the satisfaction callback (满意度回访). */
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { lateCallback } from '../../../../domain/complaint/lateness';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { DateTimeField } from '../../../components/date-time-field';
import { TextField } from '../../../components/text-field';
import { openCallback } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { areExplained, latenessOf, LateReasons, type Whys } from './late-reason';
import { useColleagueChoices } from '../stand-back';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}
const ANYONE = 'anyone';

export function TaskDialog({ onClose }: Props) {
  const { t } = useText();
  const { colleagues, nowLocal } = useCaseEnvironment();
  const choices = useColleagueChoices('handle');
  const act = useAct('case.createTask', { title: '', dueOn: '', ownerId: ANYONE }, t('case:done.createTask'), onClose);
  const { title, dueOn, ownerId } = act.form;
  const submit = (): void =>
    void act.submit(title.trim() !== '' && dueOn !== '', {
      title,
      dueOn,
      ownerId: ownerId === ANYONE ? null : ownerId,
    });
  return (
    <ActDialog
      title={t('case:tasks.add')}
      confirmLabel={t('case:tasks.add')}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('case:tasks.what')}
        required
        autoFocus
        maxCharacters={500}
        value={title}
        onChange={(text) => act.change({ title: text })}
        problem={act.problem(title.trim() === '', t('case:dialog.titleMissing'))}
      />
      <DateTimeField
        kind="date"
        required
        label={t('case:tasks.dueOn')}
        value={dueOn}
        nowLocal={nowLocal}
        onChange={(value) => act.change({ dueOn: value })}
        problem={act.problem(dueOn === '', t('case:dialog.dateMissing'))}
      />
      <ChoiceChips
        label={t('case:tasks.owner')}
        options={[{ value: ANYONE, label: t('case:tasks.ownerAnyone') }, ...choices(colleagues)]}
        value={ownerId}
        onChange={(value) => act.change({ ownerId: value })}
      />
    </ActDialog>
  );
}

const outcomes = ['answered', 'declined', 'unreachable'] as const;
const aspects = ['result', 'process', 'attitude'] as const;
const scale = ['1', '2', '3', '4', '5'] as const;
type Score = (typeof scale)[number];

interface CallbackForm {
  readonly outcome: (typeof outcomes)[number] | null;
  readonly result: Score | null;
  readonly process: Score | null;
  readonly attitude: Score | null;
  readonly comment: string;
  readonly late: Whys;
}

export function CallbackDialog({ onClose }: Props) {
  const { t } = useText();
  const { state, view, nowLocal } = useCaseEnvironment();
  const missed = lateCallback(state, view.missedClocks, nowLocal.slice(0, 10));
  const initial: CallbackForm = { outcome: null, result: null, process: null, attitude: null, comment: '', late: {} };
  const act = useAct('case.recordCallback', initial, t('case:done.recordCallback'), onClose, ['callback.byHandler']);
  const { outcome, comment, late } = act.form;
  const answered = outcome === 'answered';
  const scores = aspects.map((aspect) => act.form[aspect]);
  const [result, process, attitude] = scores.map(Number);
  const scored = outcome !== null && (!answered || !scores.includes(null));
  const complete = scored && areExplained(missed, late, view.latenessReasons);
  const byHandler = act.problem(false, '', 'callback.byHandler') !== null;
  const submit = (): void =>
    void act.submit(complete, {
      taskId: openCallback(state)?.id ?? '',
      outcome: outcome ?? 'answered',
      scores: answered ? { result: result ?? 0, process: process ?? 0, attitude: attitude ?? 0 } : null,
      comment,
      lateness: latenessOf(missed, late),
    });
  return (
    <ActDialog
      title={t('case:act.recordCallback')}
      confirmLabel={t('case:act.recordCallback')}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {byHandler && (
        <Alert severity="error">
          <AlertTitle>{t('case:callback.byHandlerTitle')}</AlertTitle>
          {t('case:callback.byHandlerBody')}
        </Alert>
      )}
      <ChoiceChips
        label={t('case:callback.outcome')}
        required
        options={outcomes.map((value) => ({ value, label: t(`case:callback.outcomes.${value}`) }))}
        value={outcome}
        onChange={(value) => act.change({ outcome: value })}
        problem={act.problem(outcome === null, t('case:callback.outcomeMissing'))}
      />
      {answered &&
        aspects.map((aspect) => (
          <ChoiceChips
            key={aspect}
            label={t(`case:callback.score.${aspect}`)}
            required
            options={scale.map((value) => ({ value, label: t(`case:callback.scale.${value}`) }))}
            value={act.form[aspect]}
            onChange={(value) => act.change({ [aspect]: value })}
            problem={act.problem(act.form[aspect] === null, t('case:callback.scoreMissing'))}
          />
        ))}
      <TextField
        label={t('case:callback.comment')}
        rows={2}
        othersWords
        maxCharacters={2_000}
        value={comment}
        onChange={(text) => act.change({ comment: text })}
      />
      <LateReasons clocks={missed} whys={late} problem={act.problem} onChange={(whys) => act.change({ late: whys })} />
    </ActDialog>
  );
}

/** Closing a task: how it was done may be said. */
export function CompleteTaskDialog({
  taskId,
  title,
  onClose,
}: Props & { readonly taskId: string; readonly title: string }) {
  const { t } = useText();
  const act = useAct(
    'case.completeTask',
    { note: '' },
    t('case:done.completeTask'),
    onClose,
    [],
    `case.completeTask ${taskId}`,
  );
  return (
    <ActDialog
      title={title}
      confirmLabel={t('case:tasks.done')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(true, { taskId, note: act.form.note })}
      onClose={onClose}
    >
      <TextField
        label={t('case:tasks.note')}
        autoFocus
        rows={2}
        maxCharacters={2_000}
        value={act.form.note}
        onChange={(text) => act.change({ note: text })}
      />
    </ActDialog>
  );
}
