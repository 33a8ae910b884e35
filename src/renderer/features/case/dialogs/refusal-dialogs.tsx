/** 不予受理: on what ground, in words the complainant reads; and its end, when new facts come. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import LockOutlined from '@mui/icons-material/LockOutlined';
import Typography from '@mui/material/Typography';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips } from '../../../components/choice-chips';
import { StatusChip } from '../../../components/status-chip';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, Words } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

const ownCodes = ['refusal.noSuchGround', 'refusal.contradicted', 'refusal.referenceMissing'];

export function RefusalDialog({ onClose }: Props) {
  const { t, language } = useText();
  const { view } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const blank = { ground: '', reference: '', factsFound: '', basis: '', decisionText: '', internalReason: '' };
  const act = useAct('case.proposeRefusal', blank, t('case:done.proposeRefusal'), onClose, ownCodes);
  const { form, change, problem } = act;
  const ground = view.refusalGrounds.find(({ id }) => id === form.ground);
  const needsReference = ground?.reference !== null && ground !== undefined;
  const complete =
    ground !== undefined &&
    !ground.contradicted &&
    (!needsReference || form.reference.trim() !== '') &&
    [form.factsFound, form.basis, form.decisionText].every((text) => text.trim() !== '');

  /** The sentence the letter says, as long as nobody has written another one. */
  const sentence = (one: typeof ground): string =>
    one === undefined ? '' : t('case:refusal.decision', { ground: one[word] });
  const choose = (id: string): void => {
    const next = view.refusalGrounds.find((one) => one.id === id);
    const untouched = (text: string, proposed: string): boolean => text.trim() === '' || text === proposed;
    change({
      ground: id,
      ...(untouched(form.basis, ground?.article[word] ?? '') ? { basis: next?.article[word] ?? '' } : {}),
      ...(untouched(form.decisionText, sentence(ground)) ? { decisionText: sentence(next) } : {}),
    });
  };
  return (
    <ActDialog
      wide
      title={t('case:act.proposeRefusal')}
      confirmLabel={t('case:remedy.submit')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(complete, form)}
      onClose={onClose}
    >
      <Typography>{t('case:refusal.explain')}</Typography>
      <ChoiceChips
        label={t('case:refusal.ground')}
        required
        options={view.refusalGrounds.map((one) => ({ value: one.id, label: one[word] }))}
        value={ground === undefined ? null : form.ground}
        onChange={choose}
        problem={
          ground?.contradicted === true
            ? { severity: 'block', text: t('case:errors.refusal.contradicted') }
            : problem(
                ground === undefined,
                t('case:refusal.groundMissing'),
                'refusal.noSuchGround',
                'refusal.contradicted',
              )
        }
      />
      {ground !== undefined && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, color: c.inkSoft }}>
          {t('case:refusal.article', { article: ground.article[word] })}
          {ground.confidence === 'toBeConfirmed' && (
            <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />
          )}
        </Box>
      )}
      {ground?.reference != null && (
        <TextField
          label={ground.reference[word]}
          required
          maxCharacters={500}
          value={form.reference}
          onChange={(reference) => change({ reference })}
          problem={problem(
            form.reference.trim() === '',
            t('case:errors.refusal.referenceMissing'),
            'refusal.referenceMissing',
          )}
        />
      )}
      <Words
        label={t('case:remedy.factsFound')}
        value={form.factsFound}
        problem={problem}
        missing={t('case:errors.remedy.fieldEmpty')}
        maxCharacters={10_000}
        rows={3}
        onChange={(factsFound) => change({ factsFound })}
      />
      <Words
        label={t('case:remedy.basis')}
        value={form.basis}
        problem={problem}
        missing={t('case:errors.remedy.fieldEmpty')}
        maxCharacters={5_000}
        onChange={(basis) => change({ basis })}
      />
      <Words
        label={t('case:remedy.decisionText')}
        value={form.decisionText}
        problem={problem}
        missing={t('case:errors.remedy.fieldEmpty')}
        maxCharacters={10_000}
        onChange={(decisionText) => change({ decisionText })}
      />
      <TextField
        label={t('case:remedy.internalReason')}
        labelEnd={
          <StatusChip tone="warning" icon={<LockOutlined aria-hidden />} label={t('case:remedy.neverPrinted')} />
        }
        rows={2}
        maxCharacters={5_000}
        value={form.internalReason}
        onChange={(internalReason) => change({ internalReason })}
      />
    </ActDialog>
  );
}

export function LiftRefusalDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const blank = { receivedOn: nowLocal.slice(0, 10), what: '' };
  const act = useAct('case.liftRefusal', blank, t('case:done.liftRefusal'), onClose, dateCodes);
  const { form, change, problem } = act;
  return (
    <ActDialog
      title={t('case:act.liftRefusal')}
      confirmLabel={t('case:act.liftRefusal')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(form.receivedOn !== '' && form.what.trim() !== '', form)}
      onClose={onClose}
    >
      <Alert severity="info">{t('case:refusal.explainLift')}</Alert>
      <Words
        label={t('case:refusal.what')}
        value={form.what}
        problem={problem}
        rows={3}
        onChange={(what) => change({ what })}
      />
      <Day
        label={t('case:refusal.receivedOn')}
        value={form.receivedOn}
        problem={problem}
        onChange={(receivedOn) => change({ receivedOn })}
      />
    </ActDialog>
  );
}
