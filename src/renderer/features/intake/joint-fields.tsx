/** 共同投诉: several people come together, how many they are, and who speaks for them (M2020 Art. 12). */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { delegateCount, levelOfCount, parseHeadCount } from '../../../domain/complaint/joint';
import { useText } from '../../app/i18n/use-text';
import { useDraftEnvironment, useFieldCheck, useForm } from './draft-context';
import { CheckField, DraftText, FieldRow } from './draft-fields';
import { changeDetails, changeParty } from './draft-session';

export function JointFields() {
  const { t } = useText();
  const { session, jointRules } = useDraftEnvironment();
  const joint = useForm((form) => form.details.joint === true);
  const people = useForm((form) => parseHeadCount(form.headCountText ?? ''));
  const level = joint && people !== null ? levelOfCount(people, jointRules) : null;
  const major = jointRules?.major ?? null;
  return (
    <Box sx={{ display: 'grid', gap: 1.75 }}>
      <CheckField
        field="joint"
        label={t('major:intake.joint')}
        checked={joint}
        onChange={(checked) => session.change('joint', changeDetails({ joint: checked }))}
      />
      {joint && (
        <FieldRow>
          <DraftText
            field="headCountText"
            label={t('major:field.people')}
            hint={
              major === null ? t('major:intake.peopleHint') : t('major:intake.peopleHintMajor', { count: major.count })
            }
            inputMode="numeric"
            numeric
            get={(form) => form.headCountText ?? ''}
            set={(headCountText) => (form) => ({ ...form, headCountText })}
          />
          <Delegates />
        </FieldRow>
      )}
      <Box role="status">
        {level !== null && (
          <Alert severity="warning">{t('major:becomes', { level: t(`major:levels.${level}`) })}</Alert>
        )}
      </Box>
    </Box>
  );
}

/** How many were chosen so far, and how many may be. */
function Delegates() {
  const { t } = useText();
  const { jointRules } = useDraftEnvironment();
  const count = useForm((form) => delegateCount(form.details));
  const cap = jointRules?.delegates ?? null;
  return (
    <Box>
      <Box sx={{ fontWeight: 500, mb: 0.5 }}>
        {cap === null
          ? t('major:people.delegates', { count })
          : t('major:people.delegatesOf', { count, most: cap.count })}
      </Box>
      <Box>{t('major:intake.delegatesHint')}</Box>
    </Box>
  );
}

/** Whether this complainant speaks for the others. What is ticked stays ticked while it is no joint complaint. */
export function DelegateField({ index }: { readonly index: number }) {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const joint = useForm((form) => form.details.joint === true);
  const delegate = useForm((form) => form.details.parties[index]?.delegate === true);
  const field = `parties.${index}.delegate` as const;
  const { problem } = useFieldCheck(field);
  if (!joint) return null;
  return (
    <CheckField
      field={field}
      label={t('major:intake.delegate')}
      checked={delegate}
      problem={problem}
      onChange={(checked) => session.change(field, changeParty(index, { delegate: checked }))}
    />
  );
}
