/** What moves the clock of a case: an extension granted above the branch, an external appraisal, new facts. */
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import type { ExtensionGrant } from '../../../../domain/complaint/clock';
import { deliveryMethods, type DeliveryMethod } from '../../../../domain/complaint/values';
import { ExtensionApprover } from '../../../../domain/deadlines/rule-pack';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, type DayProps, Words } from './act-fields';
import { ClockPreview } from './clock-preview';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

const noticeCodes = ['deadline.noticeDate'];

interface NoticeProps {
  readonly method: DeliveryMethod | null;
  readonly on: string;
  readonly problem: DayProps['problem'];
  readonly onChange: (changes: { noticeMethod?: DeliveryMethod; noticeOn?: string }) => void;
}

/** The complainant was told: how and when. */
function Notice({ method, on, problem, onChange }: NoticeProps) {
  const { t } = useText();
  return (
    <>
      <ChoiceChips
        label={t('case:clock.noticeMethod')}
        required
        options={deliveryMethods.map((value) => ({ value, label: t(`vocabulary:deliveryMethod.${value}`) }))}
        value={method}
        onChange={(value) => onChange({ noticeMethod: value })}
        problem={problem(method === null, t('case:dialog.deliveryMissing'))}
      />
      <Day
        label={t('case:clock.noticeOn')}
        value={on}
        problem={problem}
        codes={noticeCodes}
        onChange={(value) => onChange({ noticeOn: value })}
      />
    </>
  );
}

export function ExtendDialog({ onClose }: Props) {
  const { state } = useCaseEnvironment();
  const grant = state.clock?.grant;
  return grant ? <GrantedDialog grant={grant} onClose={onClose} /> : <ApprovedDialog onClose={onClose} />;
}

/** 总行已签批: that the complainant was told is all that the branch adds. */
function GrantedDialog({ grant, onClose }: Props & { readonly grant: ExtensionGrant }) {
  const { t } = useText();
  const format = useFormat();
  const { nowLocal } = useCaseEnvironment();
  const blank = { noticeMethod: null as DeliveryMethod | null, noticeOn: nowLocal.slice(0, 10) };
  const act = useAct(
    'case.extendDeadline',
    blank,
    t('case:done.extendDeadline'),
    onClose,
    noticeCodes,
    `case.extendDeadline/${grant.eventId}`,
  );
  const { form, change, problem } = act;
  const { days, officer, grantedOn, reason } = grant;
  const submit = (): void =>
    void act.submit(form.noticeMethod !== null && form.noticeOn !== '', {
      ...{
        grantId: grant.eventId,
        days,
        level: 'superior',
        approver: officer,
        approvalNo: '',
        approvedOn: grantedOn,
        reason,
      },
      noticeMethod: form.noticeMethod ?? 'handed',
      noticeOn: form.noticeOn,
    });
  return (
    <ActDialog
      title={t('case:act.extendDeadline')}
      confirmLabel={t('case:act.extendDeadline')}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Alert severity="info">
        {t('case:clock.granted', { officer, date: format.localDate(grantedOn), days, reason })}
      </Alert>
      <Typography>{t('case:clock.explainGranted')}</Typography>
      <ClockPreview step={{ kind: 'extend', days }} />
      <Notice method={form.noticeMethod} on={form.noticeOn} problem={problem} onChange={change} />
    </ActDialog>
  );
}

/** Granted on paper: all of it is entered here. */
function ApprovedDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const today = nowLocal.slice(0, 10);
  const own = [...dateCodes, ...noticeCodes, 'deadline.aboveLimit'];
  const blank = {
    days: '30',
    level: null as ExtensionApprover | null,
    approver: '',
    approvalNo: '',
    approvedOn: today,
    reason: '',
    noticeMethod: null as DeliveryMethod | null,
    noticeOn: today,
  };
  const act = useAct('case.extendDeadline', blank, t('case:done.extendDeadline'), onClose, own);
  const { form, change, problem } = act;
  const days = /^\d{1,4}$/.test(form.days.trim()) ? Number(form.days) : 0;
  const missing =
    days < 1 ||
    form.level === null ||
    form.approver.trim() === '' ||
    form.reason.trim() === '' ||
    form.noticeMethod === null ||
    form.approvedOn === '' ||
    form.noticeOn === '';
  const submit = (): void =>
    void act.submit(!missing, {
      ...form,
      days,
      level: form.level ?? 'superior',
      noticeMethod: form.noticeMethod ?? 'handed',
    });
  return (
    <ActDialog
      title={t('case:act.extendDeadline')}
      confirmLabel={t('case:act.extendDeadline')}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography>{t('case:clock.explainExtend')}</Typography>
      <TextField
        label={t('case:clock.days')}
        required
        numeric
        inputMode="numeric"
        maxCharacters={4}
        value={form.days}
        onChange={(text) => change({ days: text })}
        problem={problem(days < 1, t('case:clock.daysBad'), 'deadline.aboveLimit')}
      />
      <ClockPreview step={days < 1 ? null : { kind: 'extend', days }} />
      <ChoiceChips
        label={t('case:clock.level')}
        required
        options={ExtensionApprover.options.map((value) => ({ value, label: t(`case:clock.levels.${value}`) }))}
        value={form.level}
        onChange={(value) => change({ level: value })}
        problem={problem(form.level === null, t('case:clock.levelMissing'))}
      />
      <TextField
        label={t('case:clock.approver')}
        required
        maxCharacters={200}
        value={form.approver}
        onChange={(text) => change({ approver: text })}
        problem={problem(form.approver.trim() === '', t('case:clock.approverMissing'))}
      />
      <TextField
        label={t('case:clock.approvalNo')}
        maxCharacters={100}
        value={form.approvalNo}
        onChange={(text) => change({ approvalNo: text })}
      />
      <Day
        label={t('case:clock.approvedOn')}
        value={form.approvedOn}
        problem={problem}
        onChange={(value) => change({ approvedOn: value })}
      />
      <Words
        label={t('case:dialog.reason')}
        value={form.reason}
        problem={problem}
        onChange={(text) => change({ reason: text })}
      />
      <Notice method={form.noticeMethod} on={form.noticeOn} problem={problem} onChange={change} />
    </ActDialog>
  );
}

export function SuspendDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const today = nowLocal.slice(0, 10);
  const period = 'externalAppraisal';
  const blank = { from: today, reason: '', noticeMethod: null as DeliveryMethod | null, noticeOn: today };
  const act = useAct('case.suspendClock', blank, t('case:done.suspendClock'), onClose, [...dateCodes, ...noticeCodes]);
  const { form, change, problem } = act;
  const missing = form.from === '' || form.reason.trim() === '' || form.noticeMethod === null || form.noticeOn === '';
  const submit = (): void =>
    void act.submit(!missing, { ...form, period, noticeMethod: form.noticeMethod ?? 'handed' });
  return (
    <ActDialog
      title={t('case:act.suspendClock')}
      confirmLabel={t('case:act.suspendClock')}
      busy={act.busy}
      error={act.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography>{t('case:clock.explainSuspend')}</Typography>
      <Words
        label={t('case:clock.appraisal')}
        value={form.reason}
        problem={problem}
        onChange={(text) => change({ reason: text })}
      />
      <Day
        label={t('case:clock.beginsOn')}
        value={form.from}
        problem={problem}
        onChange={(value) => change({ from: value })}
      />
      <ClockPreview step={form.from === '' ? null : { kind: 'suspend', period, on: form.from }} />
      <Notice method={form.noticeMethod} on={form.noticeOn} problem={problem} onChange={change} />
    </ActDialog>
  );
}

export function ResumeDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const blank = { to: nowLocal.slice(0, 10), result: '' };
  const act = useAct('case.resumeClock', blank, t('case:done.resumeClock'), onClose, dateCodes);
  const { form, change, problem } = act;
  return (
    <ActDialog
      title={t('case:act.resumeClock')}
      confirmLabel={t('case:act.resumeClock')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(form.to !== '' && form.result.trim() !== '', form)}
      onClose={onClose}
    >
      <Day
        label={t('case:clock.endsOn')}
        value={form.to}
        problem={problem}
        onChange={(value) => change({ to: value })}
      />
      <ClockPreview step={form.to === '' ? null : { kind: 'resume', on: form.to }} />
      <Words
        label={t('case:clock.result')}
        value={form.result}
        problem={problem}
        onChange={(text) => change({ result: text })}
      />
    </ActDialog>
  );
}

export function AddFactsDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const blank = { receivedOn: nowLocal.slice(0, 10), what: '' };
  const act = useAct('case.addFacts', blank, t('case:done.addFacts'), onClose, dateCodes);
  const { form, change, problem } = act;
  return (
    <ActDialog
      title={t('case:act.addFacts')}
      confirmLabel={t('case:act.addFacts')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(form.receivedOn !== '' && form.what.trim() !== '', form)}
      onClose={onClose}
    >
      <Typography>{t('case:clock.explainFacts')}</Typography>
      <Words
        label={t('case:clock.what')}
        value={form.what}
        problem={problem}
        rows={3}
        onChange={(text) => change({ what: text })}
      />
      <Day
        label={t('case:clock.receivedOn')}
        value={form.receivedOn}
        problem={problem}
        onChange={(value) => change({ receivedOn: value })}
      />
      <ClockPreview step={form.receivedOn === '' ? null : { kind: 'newFacts', on: form.receivedOn }} />
    </ActDialog>
  );
}
