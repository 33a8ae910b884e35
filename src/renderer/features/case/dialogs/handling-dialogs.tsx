/** Who handles it and how: accept, change handler, recusal, emotion. */
import type { Complexity, Emotion } from '../../../../domain/complaint/values';
import { complexities } from '../../../../domain/complaint/values';
import { permissionsOf } from '../../../../domain/authority/roles';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips, type Choice } from '../../../components/choice-chips';
import { EmotionPicker } from '../../../components/emotion';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { useColleagueChoices } from '../stand-back';
import { ActDialog } from './act-dialog';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

/** Colleagues with the right to edit; those who must stand back can't be chosen, and it says why. */
function useHandlers() {
  const { colleagues } = useCaseEnvironment();
  const choices = useColleagueChoices('own');
  return choices(colleagues.filter(({ role }) => permissionsOf[role].includes('case.edit')));
}

const isOpen = ({ blockedBy }: Choice<string>): boolean => blockedBy === undefined;

interface AcceptForm {
  readonly complexity: Complexity;
  readonly complexityReason: string;
  readonly ownerId: string;
}

export function AcceptDialog({ onClose }: Props) {
  const { t } = useText();
  const { userId, state } = useCaseEnvironment();
  const handlers = useHandlers();
  const nobodyHint = handlers.some(isOpen) ? {} : { hint: t('case:standBack.nobodyHandles') };
  const own = ['case.reasonMissing'];
  const blank: AcceptForm = { complexity: 'simple', complexityReason: '', ownerId: state.ownerId ?? userId };
  const act = useAct('case.accept', blank, t('case:done.accept'), onClose, own);
  const { complexity, complexityReason, ownerId } = act.form;
  const reasonMissing = complexity === 'complex' && complexityReason.trim() === '';
  const ownerMissing = !handlers.some((one) => one.value === ownerId && isOpen(one));
  const submit = (): void =>
    void act.submit(!reasonMissing && !ownerMissing, {
      complexity,
      complexityReason: complexity === 'complex' ? complexityReason : '',
      ownerId,
    });
  return (
    <ActDialog
      title={t('case:act.accept')}
      confirmLabel={t('case:act.accept')}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <ChoiceChips
        label={t('case:dialog.complexity')}
        hint={t(`case:dialog.complexityHint.${complexity}`)}
        options={complexities.map((value) => ({ value, label: t(`vocabulary:complexity.${value}`) }))}
        value={complexity}
        onChange={(value) => act.change({ complexity: value })}
      />
      {complexity === 'complex' && (
        <TextField
          label={t('case:dialog.complexityReason')}
          required
          rows={2}
          maxCharacters={2_000}
          value={complexityReason}
          onChange={(text) => act.change({ complexityReason: text })}
          problem={act.problem(reasonMissing, t('case:dialog.reasonMissing'), ...own)}
        />
      )}
      <ChoiceChips
        label={t('case:dialog.owner')}
        required
        options={handlers}
        value={ownerId}
        onChange={(value) => act.change({ ownerId: value })}
        problem={act.problem(ownerMissing, t('case:dialog.ownerMissing'))}
        {...nobodyHint}
      />
    </ActDialog>
  );
}

export function AssignDialog({ onClose }: Props) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const handlers = useHandlers().filter(({ value }) => value !== state.ownerId);
  const nobodyHint = handlers.some(isOpen) ? {} : { hint: t('case:standBack.nobodyHandles') };
  const act = useAct('case.assign', { ownerId: '', reason: '' }, t('case:done.assign'), onClose);
  const { ownerId, reason } = act.form;
  const missing = !handlers.some((one) => one.value === ownerId && isOpen(one));
  return (
    <ActDialog
      title={t('case:act.assign')}
      confirmLabel={t('case:act.assign')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(!missing, { ownerId, reason })}
      onClose={onClose}
    >
      <ChoiceChips
        label={t('case:dialog.owner')}
        required
        options={handlers}
        value={ownerId}
        onChange={(value) => act.change({ ownerId: value })}
        problem={act.problem(missing, t('case:dialog.ownerMissing'))}
        {...nobodyHint}
      />
      <TextField
        label={t('case:dialog.reasonOptional')}
        rows={2}
        maxCharacters={2_000}
        value={reason}
        onChange={(text) => act.change({ reason: text })}
      />
    </ActDialog>
  );
}

export function RecusalDialog({ onClose }: Props) {
  const { t } = useText();
  const { colleagues, userId, state } = useCaseEnvironment();
  const act = useAct('case.declareRecusal', { userId, reason: '' }, t('case:done.declareRecusal'), onClose);
  const { form } = act;
  const missing = form.reason.trim() === '';
  const people = colleagues.filter((person) => !state.recusals.some((recusal) => recusal.userId === person.userId));
  return (
    <ActDialog
      title={t('case:act.declareRecusal')}
      confirmLabel={t('case:act.declareRecusal')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(!missing, form)}
      onClose={onClose}
    >
      <ChoiceChips
        label={t('case:dialog.person')}
        options={people.map((person) => ({ value: person.userId, label: person.name }))}
        value={form.userId}
        onChange={(value) => act.change({ userId: value })}
      />
      <TextField
        label={t('case:dialog.reason')}
        required
        rows={2}
        maxCharacters={2_000}
        value={form.reason}
        onChange={(text) => act.change({ reason: text })}
        problem={act.problem(missing, t('case:dialog.reasonMissing'))}
      />
    </ActDialog>
  );
}

export function EmotionDialog({ onClose }: Props) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const blank: { readonly emotion: Emotion } = { emotion: state.emotionPath.at(-1)?.emotion ?? 0 };
  const act = useAct('case.rateEmotion', blank, t('case:done.rateEmotion'), onClose);
  return (
    <ActDialog
      title={t('case:emotion.title')}
      confirmLabel={t('common:action.save')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(true, act.form)}
      onClose={onClose}
    >
      <EmotionPicker value={act.form.emotion} onChange={(emotion) => act.change({ emotion })} />
    </ActDialog>
  );
}
