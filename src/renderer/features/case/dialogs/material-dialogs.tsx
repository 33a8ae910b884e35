/** 待补充: what the complainant is asked for, what came of it, and going on without it. */
import Typography from '@mui/material/Typography';
import { openRequest, outstanding } from '../../../../domain/complaint/material';
import { deliveryMethods, type DeliveryMethod } from '../../../../domain/complaint/values';
import { useMessageOf, useText } from '../../../app/i18n/use-text';
import { ChoiceChips, ToggleChips } from '../../../components/choice-chips';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { dateCodes, Day, EvidencePick, Pair, Within, Words } from './act-fields';
import { useAct } from './use-act';

interface Props {
  readonly onClose: () => void;
}

/** A letter that nobody takes tells nothing. */
const tellingMethods = deliveryMethods.filter((method) => method !== 'refusedToTake');
const requestCodes = ['material.held', 'material.noSuchKind', 'material.detailMissing'];

/** Everything stands there, so that whoever looks for a contract learns why it is not asked for. */
export function RequestMaterialDialog({ onClose }: Props) {
  const { t, language } = useText();
  const messageOf = useMessageOf();
  const { view } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const blank = {
    kindIds: [] as readonly string[],
    detail: '',
    method: 'phoneRead' as DeliveryMethod,
    workingDays: 5,
  };
  const label = t('case:act.requestMaterial');
  const act = useAct('case.requestMaterial', blank, t('case:done.requestMaterial'), onClose, requestCodes);
  const { form, change, problem } = act;
  const chosen = view.materials.filter(({ id }) => form.kindIds.includes(id));
  const held = chosen.find(({ isHeld }) => isHeld);
  const detailNeeded = chosen.some(({ describe }) => describe) && form.detail.trim() === '';
  const heldText =
    held &&
    messageOf({
      code: 'material.held',
      ...{ kind: held.zh, kindEn: held.en, where: held.where?.zh ?? '', whereEn: held.where?.en ?? '' },
      ...{ article: held.article.zh, articleEn: held.article.en },
    });
  return (
    <ActDialog
      wide
      title={label}
      confirmLabel={label}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(chosen.length > 0 && held === undefined && !detailNeeded, {
          ...form,
          kindIds: [...form.kindIds],
        })
      }
      onClose={onClose}
    >
      <Typography>{t('investigation:material.explain')}</Typography>
      <ToggleChips
        label={t('investigation:material.kinds')}
        hint={t('investigation:material.kindsHint')}
        required
        options={view.materials.map((kind) => ({ value: kind.id, label: kind[word] }))}
        values={form.kindIds}
        onChange={(kindIds) => change({ kindIds })}
        problem={
          heldText === undefined
            ? problem(
                chosen.length === 0,
                t('investigation:material.kindsMissing'),
                'material.held',
                'material.noSuchKind',
              )
            : { severity: 'block', text: heldText }
        }
      />
      <TextField
        label={t(
          chosen.some(({ describe }) => describe)
            ? 'investigation:material.detail'
            : 'investigation:material.detailOptional',
        )}
        required={chosen.some(({ describe }) => describe)}
        rows={2}
        maxCharacters={2_000}
        value={form.detail}
        onChange={(detail) => change({ detail })}
        problem={problem(detailNeeded, t('investigation:errors.material.detailMissing'), 'material.detailMissing')}
      />
      <Method
        label={t('investigation:material.method')}
        value={form.method}
        onChange={(method) => change({ method })}
      />
      <Within
        label={t('investigation:material.within')}
        value={form.workingDays}
        onChange={(workingDays) => change({ workingDays })}
      />
    </ActDialog>
  );
}

export function ReceiveMaterialDialog({ onClose }: Props) {
  const { t, language } = useText();
  const { state, nowLocal } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const request = openRequest(state);
  const missing = request ? outstanding(request) : [];
  const blank = {
    kindIds: missing.map(({ id }) => id) as readonly string[],
    receivedOn: nowLocal.slice(0, 10),
    what: '',
    evidenceIds: [] as readonly string[],
  };
  const label = t('case:act.receiveMaterial');
  const codes = [...dateCodes, 'material.nothingReceived', 'material.noSuchKind'];
  const act = useAct('case.receiveMaterial', blank, t('case:done.receiveMaterial'), onClose, codes);
  const { form, change, problem } = act;
  const rest = missing.filter(({ id }) => !form.kindIds.includes(id));
  const complete = form.kindIds.length > 0 && form.receivedOn !== '';
  return (
    <ActDialog
      wide
      title={label}
      confirmLabel={label}
      busy={act.busy}
      error={act.error}
      onSubmit={() =>
        void act.submit(complete, { ...form, kindIds: [...form.kindIds], evidenceIds: [...form.evidenceIds] })
      }
      onClose={onClose}
    >
      <ToggleChips
        label={t('investigation:material.which')}
        required
        options={missing.map((kind) => ({ value: kind.id, label: kind[word] }))}
        values={form.kindIds}
        onChange={(kindIds) => change({ kindIds })}
        problem={problem(
          form.kindIds.length === 0,
          t('investigation:material.whichMissing'),
          'material.nothingReceived',
          'material.noSuchKind',
        )}
      />
      {rest.length > 0 && form.kindIds.length > 0 && (
        <Typography>
          {t('investigation:material.stillWaiting', {
            kinds: rest.map((kind) => kind[word]).join(t('case:list.separator')),
          })}
        </Typography>
      )}
      <Day
        label={t('investigation:material.receivedOn')}
        value={form.receivedOn}
        problem={problem}
        onChange={(receivedOn) => change({ receivedOn })}
      />
      <TextField
        label={t('investigation:material.what')}
        rows={2}
        maxCharacters={2_000}
        value={form.what}
        onChange={(what) => change({ what })}
      />
      <EvidencePick
        label={t('investigation:material.evidence')}
        hint={t('investigation:material.evidenceHint')}
        values={form.evidenceIds}
        onChange={(evidenceIds) => change({ evidenceIds })}
      />
    </ActDialog>
  );
}

const endCodes = [...dateCodes, 'material.notDueYet'];

export function EndWaitingDialog({ onClose }: Props) {
  const { t } = useText();
  const { nowLocal } = useCaseEnvironment();
  const blank = { noticeMethod: 'phoneRead' as DeliveryMethod, noticeOn: nowLocal.slice(0, 10), reason: '' };
  const label = t('case:act.endWaiting');
  const act = useAct('case.endWaiting', blank, t('case:done.endWaiting'), onClose, endCodes);
  const { form, change, problem } = act;
  return (
    <ActDialog
      title={label}
      confirmLabel={label}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(form.noticeOn !== '' && form.reason.trim() !== '', form)}
      onClose={onClose}
    >
      <Typography>{t('investigation:material.noticeExplain')}</Typography>
      <Pair>
        <Day
          label={t('investigation:material.noticeOn')}
          value={form.noticeOn}
          problem={problem}
          codes={endCodes}
          onChange={(noticeOn) => change({ noticeOn })}
        />
      </Pair>
      <Method
        label={t('investigation:material.noticeMethod')}
        value={form.noticeMethod}
        onChange={(noticeMethod) => change({ noticeMethod })}
      />
      <Words
        label={t('investigation:material.reason')}
        value={form.reason}
        problem={problem}
        rows={3}
        onChange={(reason) => change({ reason })}
      />
    </ActDialog>
  );
}

interface MethodProps {
  readonly label: string;
  readonly value: DeliveryMethod;
  readonly onChange: (method: DeliveryMethod) => void;
}

function Method({ label, value, onChange }: MethodProps) {
  const { t } = useText();
  return (
    <ChoiceChips
      label={label}
      required
      options={tellingMethods.map((method) => ({ value: method, label: t(`vocabulary:deliveryMethod.${method}`) }))}
      value={value}
      onChange={onChange}
    />
  );
}
