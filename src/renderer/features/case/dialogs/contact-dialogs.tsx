/** 联系记录 and 会谈纪要: staff only. */
import { useContext } from 'react';
import {
  contactDirections,
  contactWays,
  minutesSignatures,
  type ContactWay,
  type MinutesSignature,
} from '../../../../domain/complaint/investigation-values';
import { TimeZoneContext, useText } from '../../../app/i18n/use-text';
import { ChoiceChips } from '../../../components/choice-chips';
import { DateTimeField } from '../../../components/date-time-field';
import { TextField } from '../../../components/text-field';
import { useNow } from '../../../components/use-now';
import { instantOf, wallClock } from '../../../components/wall-clock';
import { ActDialog } from './act-dialog';
import { EvidencePick, Pair, Words, type DayProps } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}
type Direction = (typeof contactDirections)[number];
const yesNo = ['reachedYes', 'reachedNo'] as const;

export function ContactDialog({ onClose }: Props) {
  const { t } = useText();
  const zone = useContext(TimeZoneContext);
  // The page knows the day only.
  const nowLocal = wallClock(useNow(), zone);
  const blank = {
    at: nowLocal,
    way: 'phone' as ContactWay,
    direction: 'out' as Direction,
    reached: 'reachedYes' as (typeof yesNo)[number],
    person: '',
    staffText: '',
    promise: '',
    promisedBy: '',
  };
  const codes = ['case.dateInFuture', 'contact.textMissing', 'contact.promiseMissing', 'deadline.tooEarly'];
  const act = useAct('case.recordContact', blank, t('case:done.recordContact'), onClose, codes);
  const { form, change, problem } = act;
  const { at, reached: answer, ...rest } = form;
  const atMs = instantOf(at, zone);
  const reached = answer === 'reachedYes';
  const silent = reached && form.staffText.trim() === '';
  const unsaid = form.promisedBy !== '' && form.promise.trim() === '';
  const label = t('case:act.recordContact');
  return (
    <ActDialog
      wide
      title={label}
      confirmLabel={label}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(atMs !== null && !silent && !unsaid, { ...rest, reached, contactedAtMs: atMs ?? 0 })
      }
      onClose={onClose}
    >
      <ChoiceChips
        label={t('investigation:contact.way')}
        options={contactWays.map((value) => ({ value, label: t(`investigation:contact.ways.${value}`) }))}
        value={form.way}
        onChange={(way) => change({ way })}
      />
      <Pair>
        <ChoiceChips
          label={t('investigation:contact.direction')}
          options={contactDirections.map((value) => ({ value, label: t(`investigation:contact.directions.${value}`) }))}
          value={form.direction}
          onChange={(direction) => change({ direction })}
        />
        <ChoiceChips
          label={t('investigation:contact.reached')}
          options={yesNo.map((value) => ({ value, label: t(`investigation:contact.${value}`) }))}
          value={answer}
          onChange={(value) => change({ reached: value })}
        />
      </Pair>
      <Pair>
        <Moment
          label={t('investigation:contact.at')}
          value={at}
          problem={problem}
          missing={atMs === null}
          onChange={(value) => change({ at: value })}
        />
        <TextField
          label={t('investigation:contact.person')}
          maxCharacters={200}
          value={form.person}
          onChange={(person) => change({ person })}
        />
      </Pair>
      <TextField
        label={t(reached ? 'investigation:contact.said' : 'investigation:contact.saidNotReached')}
        required={reached}
        rows={3}
        maxCharacters={4_000}
        value={form.staffText}
        onChange={(staffText) => change({ staffText })}
        problem={problem(silent, t('investigation:contact.saidMissing'), 'contact.textMissing')}
      />
      <TextField
        label={t('investigation:contact.promise')}
        hint={t('investigation:contact.promiseHint')}
        maxCharacters={500}
        value={form.promise}
        onChange={(promise) => change({ promise })}
        problem={problem(unsaid, t('investigation:contact.promiseMissing'), 'contact.promiseMissing')}
      />
      <DateTimeField
        kind="date"
        noNowButton
        label={t('investigation:contact.promisedBy')}
        value={form.promisedBy}
        nowLocal={nowLocal}
        onChange={(promisedBy) => change({ promisedBy })}
        problem={problem(false, '', 'deadline.tooEarly')}
      />
    </ActDialog>
  );
}

export function MinutesDialog({ onClose }: Props) {
  const { t } = useText();
  const zone = useContext(TimeZoneContext);
  // The page knows the day only.
  const nowLocal = wallClock(useNow(), zone);
  const blank = {
    at: nowLocal,
    place: '',
    participants: '',
    agreed: '',
    disputed: '',
    signature: null as MinutesSignature | null,
    evidenceIds: [] as readonly string[],
  };
  const codes = ['case.dateInFuture', 'minutes.pointsMissing'];
  const act = useAct('case.recordMinutes', blank, t('case:done.recordMinutes'), onClose, codes);
  const { form, change, problem } = act;
  const { at, signature, evidenceIds, ...rest } = form;
  const atMs = instantOf(at, zone);
  const pointless = form.agreed.trim() === '' && form.disputed.trim() === '';
  const complete =
    atMs !== null && !pointless && signature !== null && form.place.trim() !== '' && form.participants.trim() !== '';
  const label = t('case:act.recordMinutes');
  return (
    <ActDialog
      wide
      title={label}
      confirmLabel={label}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(complete, {
          ...rest,
          metAtMs: atMs ?? 0,
          signature: signature ?? 'notAsked',
          evidenceIds: [...evidenceIds],
        })
      }
      onClose={onClose}
    >
      <Pair>
        <Moment
          label={t('investigation:minutes.at')}
          value={at}
          problem={problem}
          missing={atMs === null}
          onChange={(value) => change({ at: value })}
        />
        <TextField
          label={t('investigation:minutes.place')}
          required
          maxCharacters={200}
          value={form.place}
          onChange={(place) => change({ place })}
          problem={problem(form.place.trim() === '', t('investigation:minutes.placeMissing'))}
        />
      </Pair>
      <Words
        label={t('investigation:minutes.participants')}
        hint={t('investigation:minutes.participantsHint')}
        value={form.participants}
        problem={problem}
        missing={t('investigation:minutes.participantsMissing')}
        maxCharacters={1_000}
        onChange={(participants) => change({ participants })}
      />
      <TextField
        label={t('investigation:minutes.agreed')}
        rows={3}
        maxCharacters={4_000}
        value={form.agreed}
        onChange={(agreed) => change({ agreed })}
        problem={problem(pointless, t('investigation:minutes.pointsMissing'), 'minutes.pointsMissing')}
      />
      <TextField
        label={t('investigation:minutes.disputed')}
        rows={3}
        maxCharacters={4_000}
        value={form.disputed}
        onChange={(disputed) => change({ disputed })}
      />
      <ChoiceChips
        label={t('investigation:minutes.signature')}
        required
        options={minutesSignatures.map((value) => ({ value, label: t(`investigation:minutes.signatures.${value}`) }))}
        value={signature}
        onChange={(value) => change({ signature: value })}
        problem={problem(signature === null, t('investigation:minutes.signatureMissing'))}
      />
      <EvidencePick
        label={t('investigation:minutes.evidence')}
        values={evidenceIds}
        onChange={(ids) => change({ evidenceIds: ids })}
      />
    </ActDialog>
  );
}

interface MomentProps extends Pick<DayProps, 'label' | 'value' | 'problem' | 'onChange'> {
  readonly missing: boolean;
}

/** When it was: a date and a time that are over. */
function Moment({ label, value, problem, missing, onChange }: MomentProps) {
  const { t } = useText();
  const nowLocal = wallClock(useNow(), useContext(TimeZoneContext));
  return (
    <DateTimeField
      kind="dateTime"
      required
      label={label}
      value={value}
      nowLocal={nowLocal}
      onChange={onChange}
      problem={problem(missing, t('investigation:contact.atMissing'), 'case.dateInFuture')}
    />
  );
}
