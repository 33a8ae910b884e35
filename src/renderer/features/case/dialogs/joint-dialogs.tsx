/** Head-count of a complaint face to face, what else makes it a major one, and who was told. */
import { useContext } from 'react';
import { parseHeadCount, presentHeadCount } from '../../../../domain/complaint/joint';
import {
  majorCauses,
  majorLevels,
  reportMethods,
  reportRecipients,
  type MajorCause,
  type MajorLevel,
  type ReportMethod,
  type ReportRecipient,
} from '../../../../domain/complaint/values';
import { TimeZoneContext, useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { DateTimeField } from '../../../components/date-time-field';
import { TextField } from '../../../components/text-field';
import { useNow } from '../../../components/use-now';
import { instantOf, wallClock } from '../../../components/wall-clock';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

const timeCodes = ['major.inFuture', 'major.tooEarly'];
const named = majorCauses.filter((cause) => cause !== 'headCount');
type NamedCause = Exclude<MajorCause, 'headCount'>;

export function HeadCountDialog({ onClose }: Props) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const blank = { people: String(presentHeadCount(state)?.count ?? '') };
  const act = useAct('case.recordHeadCount', blank, t('case:done.recordHeadCount'), onClose);
  const count = parseHeadCount(act.form.people);
  const label = t('case:act.recordHeadCount');
  const submit = (): void => void act.submit(count !== null, { count: count ?? 0 });
  return (
    <ActDialog title={label} confirmLabel={label} busy={act.busy} error={act.error} onSubmit={submit} onClose={onClose}>
      <TextField
        label={t('major:field.people')}
        required
        numeric
        inputMode="numeric"
        value={act.form.people}
        onChange={(people) => act.change({ people })}
        problem={act.problem(count === null, t('major:errors.joint.headCountBad'))}
      />
    </ActDialog>
  );
}

export function MajorDialog({ onClose }: Props) {
  const { t } = useText();
  const zone = useContext(TimeZoneContext);
  const nowLocal = wallClock(useNow(), zone);
  const blank = { cause: null as NamedCause | null, level: 'major' as MajorLevel, what: '', found: nowLocal };
  const own = [...timeCodes, 'major.namedAlready'];
  const act = useAct('case.recogniseMajor', blank, t('case:done.recogniseMajor'), onClose, own);
  const { form, change, problem } = act;
  const foundAtMs = instantOf(form.found, zone);
  const complete = form.cause !== null && form.what.trim() !== '' && foundAtMs !== null;
  const label = t('case:act.recogniseMajor');
  const submit = (): void =>
    void act.submit(complete, {
      cause: form.cause ?? 'other',
      level: form.level,
      what: form.what,
      foundAtMs: foundAtMs ?? 0,
    });
  return (
    <ActDialog title={label} confirmLabel={label} busy={act.busy} error={act.error} onSubmit={submit} onClose={onClose}>
      <ChoiceChips
        label={t('major:field.cause')}
        required
        options={named.map((value) => ({ value, label: t(`major:causes.${value}`) }))}
        value={form.cause}
        onChange={(cause) => change({ cause })}
        problem={problem(form.cause === null, t('major:field.missing'), 'major.namedAlready')}
      />
      <ChoiceChips
        label={t('major:field.level')}
        options={majorLevels.map((value) => ({ value, label: t(`major:levels.${value}`) }))}
        value={form.level}
        onChange={(level) => change({ level })}
      />
      <TextField
        label={t('major:field.what')}
        required
        rows={2}
        maxCharacters={2_000}
        value={form.what}
        onChange={(what) => change({ what })}
        problem={problem(form.what.trim() === '', t('major:field.missing'))}
      />
      <DateTimeField
        kind="dateTime"
        required
        label={t('major:field.when')}
        nowLocal={nowLocal}
        value={form.found}
        onChange={(found) => change({ found })}
        problem={problem(foundAtMs === null, t('major:field.missing'), ...timeCodes)}
      />
    </ActDialog>
  );
}

export function ReportDialog({ onClose }: Props) {
  const { t } = useText();
  const zone = useContext(TimeZoneContext);
  const nowLocal = wallClock(useNow(), zone);
  const blank = {
    to: 'regulator' as ReportRecipient,
    recipient: '',
    method: 'phone' as ReportMethod,
    reported: nowLocal,
    number: '',
    what: '',
  };
  const act = useAct('case.reportMajor', blank, t('case:done.reportMajor'), onClose, timeCodes);
  const { form, change, problem } = act;
  const { reported, ...rest } = form;
  const reportedAtMs = instantOf(reported, zone);
  const complete = form.recipient.trim() !== '' && form.what.trim() !== '' && reportedAtMs !== null;
  const label = t('case:act.reportMajor');
  const submit = (): void => void act.submit(complete, { ...rest, reportedAtMs: reportedAtMs ?? 0 });
  return (
    <ActDialog title={label} confirmLabel={label} busy={act.busy} error={act.error} onSubmit={submit} onClose={onClose}>
      <ChoiceChips
        label={t('major:field.to')}
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
        problem={problem(form.recipient.trim() === '', t('major:field.missing'))}
      />
      <ChoiceChips
        label={t('major:field.method')}
        options={reportMethods.map((value) => ({ value, label: t(`major:methods.${value}`) }))}
        value={form.method}
        onChange={(method) => change({ method })}
      />
      <DateTimeField
        kind="dateTime"
        required
        label={t('major:field.when')}
        nowLocal={nowLocal}
        value={reported}
        onChange={(value) => change({ reported: value })}
        problem={problem(reportedAtMs === null, t('major:field.missing'), ...timeCodes)}
      />
      <TextField
        label={t('major:field.number')}
        maxCharacters={100}
        value={form.number}
        onChange={(number) => change({ number })}
      />
      <TextField
        label={t('major:field.what')}
        required
        rows={2}
        maxCharacters={2_000}
        value={form.what}
        onChange={(what) => change({ what })}
        problem={problem(form.what.trim() === '', t('major:field.missing'))}
      />
    </ActDialog>
  );
}
