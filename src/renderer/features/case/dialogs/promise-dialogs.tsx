/** 承诺: made, changed as the complainant agreed, and what became of it. */
import Typography from '@mui/material/Typography';
import {
  promiseOutcomes,
  promiseSources,
  type CasePromise,
  type PromiseOutcome,
  type PromiseSource,
} from '../../../../domain/complaint/promises';
import { useText } from '../../../app/i18n/use-text';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { useCaseEnvironment } from '../case-context';
import { useColleagueChoices } from '../stand-back';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, Pair, Words } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}
const ANYONE = 'anyone';

export function MakePromiseDialog({ onClose }: Props) {
  const { t } = useText();
  const { colleagues, nowLocal, state } = useCaseEnvironment();
  const choices = useColleagueChoices('handle');
  const blank = {
    text: '',
    madeOn: nowLocal.slice(0, 10),
    dueOn: '',
    ownerId: state.ownerId ?? ANYONE,
    source: null as PromiseSource | null,
  };
  const codes = [...dateCodes, 'promise.dueBeforeMade'];
  const act = useAct('case.makePromise', blank, t('promises:done.make'), onClose, codes);
  const { form, change, problem } = act;
  const { source } = form;
  const complete = form.text.trim() !== '' && form.madeOn !== '' && form.dueOn !== '' && source !== null;
  return (
    <ActDialog
      title={t('case:act.makePromise')}
      confirmLabel={t('case:act.makePromise')}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(complete, {
          ...form,
          source: source ?? 'conversation',
          ownerId: form.ownerId === ANYONE ? null : form.ownerId,
        })
      }
      onClose={onClose}
    >
      <Typography>{t('promises:explain')}</Typography>
      <Words
        label={t('promises:text')}
        hint={t('promises:textHint')}
        value={form.text}
        problem={problem}
        missing={t('promises:textMissing')}
        onChange={(text) => change({ text })}
      />
      <ChoiceChips
        label={t('promises:source')}
        required
        options={promiseSources.map((value) => ({ value, label: t(`vocabulary:promiseSource.${value}`) }))}
        value={source}
        onChange={(value) => change({ source: value })}
        problem={problem(source === null, t('promises:sourceMissing'))}
      />
      <Pair>
        <Day
          label={t('promises:madeOn')}
          value={form.madeOn}
          problem={problem}
          onChange={(madeOn) => change({ madeOn })}
        />
        <Day
          label={t('promises:dueOn')}
          value={form.dueOn}
          problem={problem}
          codes={['promise.dueBeforeMade']}
          onChange={(dueOn) => change({ dueOn })}
        />
      </Pair>
      <ChoiceChips
        label={t('promises:owner')}
        options={[{ value: ANYONE, label: t('promises:anyone') }, ...choices(colleagues)]}
        value={form.ownerId}
        onChange={(ownerId) => change({ ownerId })}
      />
    </ActDialog>
  );
}

export function ChangePromiseDialog({ promise, onClose }: Props & { readonly promise: CasePromise }) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const blank = {
    promiseId: promise.promiseId,
    text: promise.text,
    dueOn: promise.dueOn,
    agreedOn: nowLocal.slice(0, 10),
    agreement: '',
    reason: '',
    complainantAgrees: false,
  };
  const codes = [...dateCodes, 'promise.notAgreed', 'promise.dueBeforeMade', 'promise.unchanged'];
  const act = useAct('case.changePromise', blank, t('promises:done.change'), onClose, codes);
  const { change, problem } = act;
  // What was typed at another promise does not belong here.
  const form = act.form.promiseId === promise.promiseId ? act.form : blank;
  const edit = (changes: Partial<typeof blank>): void => change({ ...form, ...changes });
  const words = [form.text, form.agreement, form.reason].every((text) => text.trim() !== '');
  const complete = words && form.complainantAgrees && form.dueOn !== '' && form.agreedOn !== '';
  return (
    <ActDialog
      title={t('promises:changeTitle')}
      confirmLabel={t('promises:changeTitle')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(complete, form)}
      onClose={onClose}
    >
      <Typography>{t('promises:changeExplain')}</Typography>
      <ToggleChips
        label={t('promises:agrees')}
        required
        options={[{ value: 'yes', label: t('promises:agreesYes') }]}
        values={form.complainantAgrees ? ['yes'] : []}
        onChange={(values) => edit({ complainantAgrees: values.includes('yes') })}
        problem={problem(!form.complainantAgrees, t('promises:errors.promise.notAgreed'), 'promise.notAgreed')}
      />
      <Words
        label={t('promises:newText')}
        value={form.text}
        problem={problem}
        missing={t('promises:textMissing')}
        codes={['promise.unchanged']}
        onChange={(text) => edit({ text })}
      />
      <Pair>
        <Day
          label={t('promises:newDueOn')}
          value={form.dueOn}
          problem={problem}
          codes={['promise.dueBeforeMade']}
          onChange={(dueOn) => edit({ dueOn })}
        />
        <Day
          label={t('promises:agreedOn')}
          value={form.agreedOn}
          problem={problem}
          onChange={(agreedOn) => edit({ agreedOn })}
        />
      </Pair>
      <Words
        label={t('promises:agreement')}
        hint={t('promises:agreementHint')}
        value={form.agreement}
        problem={problem}
        missing={t('promises:agreementMissing')}
        onChange={(agreement) => edit({ agreement })}
      />
      <Words label={t('promises:why')} value={form.reason} problem={problem} onChange={(reason) => edit({ reason })} />
    </ActDialog>
  );
}

export function SettlePromiseDialog({ promise, onClose }: Props & { readonly promise: CasePromise }) {
  const { t } = useText();
  const { nowLocal, state } = useCaseEnvironment();
  const blank = {
    promiseId: promise.promiseId,
    outcome: null as PromiseOutcome | null,
    on: nowLocal.slice(0, 10),
    words: '',
    evidenceIds: [] as readonly string[],
  };
  const act = useAct('case.settlePromise', blank, t('promises:done.settle'), onClose, dateCodes);
  const { change, problem } = act;
  const form = act.form.promiseId === promise.promiseId ? act.form : blank;
  const edit = (changes: Partial<typeof blank>): void => change({ ...form, ...changes });
  const { outcome } = form;
  const kept = outcome !== 'broken';
  const complete = outcome !== null && form.on !== '' && form.words.trim() !== '';
  return (
    <ActDialog
      title={t('promises:settleTitle')}
      confirmLabel={t('promises:settle')}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(complete, {
          ...form,
          outcome: outcome ?? 'broken',
          evidenceIds: kept ? [...form.evidenceIds] : [],
        })
      }
      onClose={onClose}
    >
      <Typography>{promise.text}</Typography>
      <ChoiceChips
        label={t('promises:outcome')}
        required
        options={promiseOutcomes.map((value) => ({ value, label: t(`vocabulary:promiseOutcome.${value}`) }))}
        value={outcome}
        onChange={(value) => edit({ outcome: value })}
        problem={problem(outcome === null, t('promises:outcomeMissing'))}
      />
      <Day label={t('promises:settledOn')} value={form.on} problem={problem} onChange={(on) => edit({ on })} />
      <Words
        label={t(kept ? 'promises:proof' : 'promises:brokenWhy')}
        {...(kept ? { hint: t('promises:proofHint') } : {})}
        value={form.words}
        problem={problem}
        missing={t(kept ? 'promises:proofMissing' : 'case:dialog.reasonMissing')}
        onChange={(words) => edit({ words })}
      />
      {kept && state.evidence.length > 0 && (
        <ToggleChips
          label={t('promises:evidence')}
          options={state.evidence.map(({ id, name }) => ({ value: id, label: name }))}
          values={form.evidenceIds}
          onChange={(evidenceIds) => edit({ evidenceIds: [...evidenceIds] })}
        />
      )}
    </ActDialog>
  );
}
