/** Head-count of a complaint face to face, what else makes it a major one, and who was told. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useContext } from 'react';
import { sendableForm } from '../../../../domain/complaint/major-forms';
import { levelOfCount, levelRises, parseHeadCount, presentHeadCount } from '../../../../domain/complaint/joint';
import {
  majorLevels,
  reportMethods,
  reportRecipients,
  type MajorLevel,
  type ReportMethod,
  type ReportRecipient,
} from '../../../../domain/complaint/values';
import { TimeZoneContext, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { DateTimeField } from '../../../components/date-time-field';
import { StatusChip } from '../../../components/status-chip';
import { TextField } from '../../../components/text-field';
import { useNow } from '../../../components/use-now';
import { instantOf, wallClock } from '../../../components/wall-clock';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { Words } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

const timeCodes = ['major.inFuture', 'major.tooEarly'];

export function HeadCountDialog({ onClose }: Props) {
  const { t } = useText();
  const { state, jointRules, goTo } = useCaseEnvironment();
  const blank = { people: String(presentHeadCount(state)?.count ?? '') };
  const rising = (people: number): MajorLevel | null => {
    const level = levelOfCount(people, jointRules);
    return level !== null && levelRises(state, level) ? level : null;
  };
  const act = useAct('case.recordHeadCount', blank, t('case:done.recordHeadCount'), ({ count: people }) => {
    onClose();
    if (rising(people) !== null) goTo('major');
  });
  const { people } = act.form;
  const count = parseHeadCount(people);
  const next = count === null ? null : rising(count);
  const label = t('case:act.recordHeadCount');
  const submit = (): void => void act.submit(count !== null, { count: count ?? 0 });
  return (
    <ActDialog title={label} confirmLabel={label} busy={act.busy} error={act.error} onSubmit={submit} onClose={onClose}>
      <TextField
        label={t('major:field.people')}
        hint={t('major:field.peopleHint')}
        required
        numeric
        inputMode="numeric"
        value={people}
        onChange={(typed) => act.change({ people: typed })}
        problem={act.problem(count === null, t('major:errors.joint.headCountBad'))}
      />
      <Box role="status">
        {next !== null && <Alert severity="warning">{t('major:becomes', { level: t(`major:levels.${next}`) })}</Alert>}
      </Box>
    </ActDialog>
  );
}

export function MajorDialog({ onClose }: Props) {
  const { t, language } = useText();
  const { jointRules, goTo } = useCaseEnvironment();
  const zone = useContext(TimeZoneContext);
  const nowLocal = wallClock(useNow(), zone);
  const word = language === 'en' ? 'en' : 'zh';
  const blank = { cause: '', level: 'major' as MajorLevel, what: '', found: nowLocal };
  const causeCodes = ['major.namedAlready', 'major.noSuchCause'];
  const own = [...timeCodes, ...causeCodes, 'major.levelTooLow'];
  const act = useAct(
    'case.recogniseMajor',
    blank,
    t('case:done.recogniseMajor'),
    () => {
      onClose();
      goTo('major');
    },
    own,
  );
  const { form, change, problem } = act;
  const causes = jointRules?.causes ?? [];
  const cause = causes.find(({ id }) => id === form.cause);
  const foundAtMs = instantOf(form.found, zone);
  const complete = cause !== undefined && form.what.trim() !== '' && foundAtMs !== null;
  const label = t('case:act.recogniseMajor');
  const submit = (): void =>
    void act.submit(complete, {
      cause: form.cause,
      level: form.level,
      what: form.what,
      foundAtMs: foundAtMs ?? 0,
    });
  return (
    <ActDialog
      wide
      title={label}
      confirmLabel={label}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <ChoiceChips
        label={t('major:field.cause')}
        required
        options={causes.map((one) => ({ value: one.id, label: one[word] }))}
        value={cause === undefined ? null : form.cause}
        onChange={(id) => change({ cause: id, level: causes.find((one) => one.id === id)?.level ?? form.level })}
        problem={problem(cause === undefined, t('major:field.causeMissing'), ...causeCodes)}
      />
      {cause !== undefined && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, color: c.inkSoft }}>
          {t('major:basis', { article: cause.article[word] })}
          {cause.confidence === 'toBeConfirmed' && (
            <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />
          )}
        </Box>
      )}
      <ChoiceChips
        label={t('major:field.level')}
        options={majorLevels.map((value) => ({ value, label: t(`major:levels.${value}`) }))}
        value={form.level}
        onChange={(level) => change({ level })}
        problem={problem(false, '', 'major.levelTooLow')}
      />
      <Words
        label={t('major:field.what')}
        value={form.what}
        onChange={(what) => change({ what })}
        problem={problem}
        missing={t('major:field.whatMissing')}
      />
      <DateTimeField
        kind="dateTime"
        required
        label={t('major:field.found')}
        nowLocal={nowLocal}
        value={form.found}
        onChange={(found) => change({ found })}
        problem={problem(foundAtMs === null, t('major:field.timeMissing'), ...timeCodes)}
      />
    </ActDialog>
  );
}

export function ReportDialog({ onClose }: Props) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const zone = useContext(TimeZoneContext);
  const nowLocal = wallClock(useNow(), zone);
  const blank = {
    to: 'headOffice' as ReportRecipient,
    recipient: '',
    method: 'phone' as ReportMethod,
    reported: nowLocal,
    number: '',
    what: '',
    proofIds: [] as readonly string[],
    withForm: true,
  };
  const written = sendableForm(state);
  const formCodes = ['major.noSuchForm', 'major.formNotPrinted', 'major.formSentAlready', 'major.formByPhone'];
  const own = [...timeCodes, 'major.noSuchProof', ...formCodes];
  const act = useAct('case.reportMajor', blank, t('case:done.reportMajor'), onClose, own);
  const { form, change, problem } = act;
  const { reported, proofIds, withForm, ...rest } = form;
  const sent = written !== undefined && withForm && form.method === 'written' ? { form: written.serial } : {};
  const reportedAtMs = instantOf(reported, zone);
  const complete = form.recipient.trim() !== '' && form.what.trim() !== '' && reportedAtMs !== null;
  const label = t('case:act.reportMajor');
  const submit = (): void =>
    void act.submit(complete, { ...rest, ...sent, proofIds: [...proofIds], reportedAtMs: reportedAtMs ?? 0 });
  return (
    <ActDialog
      wide
      title={label}
      confirmLabel={label}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <ChoiceChips
        label={t('major:field.to')}
        hint={t('major:field.toHint')}
        options={reportRecipients.map((value) => ({ value, label: t(`major:to.${value}`) }))}
        value={form.to}
        onChange={(to) => change({ to })}
      />
      <TextField
        label={t('major:field.recipient')}
        required
        maxCharacters={200}
        value={form.recipient}
        onChange={(recipient) => change({ recipient })}
        problem={problem(form.recipient.trim() === '', t('major:field.recipientMissing'))}
      />
      <ChoiceChips
        label={t('major:field.method')}
        options={reportMethods.map((value) => ({ value, label: t(`major:methods.${value}`) }))}
        value={form.method}
        onChange={(method) => change({ method })}
      />
      {form.method === 'written' &&
        (written === undefined ? (
          <Box sx={{ color: c.inkSoft }}>{t('major:form.noneToSend')}</Box>
        ) : (
          <ToggleChips
            label={t('major:form.which')}
            options={[
              {
                value: 'form',
                label: `${t('major:form.serial', { serial: written.serial })} · ${t(`major:stages.${written.stage}`)}`,
              },
            ]}
            values={withForm ? ['form'] : []}
            onChange={(values) => change({ withForm: values.length > 0 })}
            problem={problem(false, '', ...formCodes)}
          />
        ))}
      <DateTimeField
        kind="dateTime"
        required
        label={t('major:field.reported')}
        nowLocal={nowLocal}
        value={reported}
        onChange={(value) => change({ reported: value })}
        problem={problem(reportedAtMs === null, t('major:field.timeMissing'), ...timeCodes)}
      />
      <Words
        label={t('major:field.said')}
        value={form.what}
        onChange={(what) => change({ what })}
        problem={problem}
        missing={t('major:field.saidMissing')}
      />
      <TextField
        label={t('major:field.number')}
        maxCharacters={100}
        value={form.number}
        onChange={(number) => change({ number })}
      />
      {state.evidence.length === 0 ? (
        <Box sx={{ color: c.inkSoft }}>{t('major:field.noProof')}</Box>
      ) : (
        <ToggleChips
          label={t('major:field.proof')}
          hint={t('major:field.proofHint')}
          options={state.evidence.map(({ id, name }) => ({ value: id, label: name }))}
          values={proofIds}
          onChange={(ids) => change({ proofIds: ids })}
          problem={problem(false, '', 'major.noSuchProof')}
        />
      )}
    </ActDialog>
  );
}
