/** 诉求, 标识 and 告知: the short sections of the form. */
import Box from '@mui/material/Box';
import { wants } from '../../../domain/complaint/values';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ChoiceChips } from '../../components/choice-chips';
import { EmotionPicker } from '../../components/emotion';
import { FlagPicker } from '../../components/flag-picker';
import { useDraftEnvironment, useForm } from './draft-context';
import { CheckField, DraftText, FieldSlot } from './draft-fields';
import { changeDetails } from './draft-session';

export function WishFields() {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const want = useForm((form) => form.details.want);
  return (
    <Box sx={{ display: 'grid', gap: 1.75 }}>
      <FieldSlot field="want">
        <ChoiceChips
          label={t('intake:wish.want')}
          options={wants.map((value) => ({ value, label: t(`vocabulary:want.${value}`) }))}
          value={want}
          onChange={(value) => session.change('want', changeDetails({ want: value }))}
        />
      </FieldSlot>
      <DraftText
        field="wish"
        label={t('intake:wish.text')}
        hint={t('intake:wish.textHint')}
        rows={2}
        othersWords
        maxCharacters={5_000}
        get={(form) => form.details.wish}
        set={(wish) => changeDetails({ wish })}
      />
    </Box>
  );
}

export function StaffFields() {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const emotion = useForm((form) => form.emotion);
  const flags = useForm((form) => form.details.flags);
  return (
    <Box sx={{ display: 'grid', gap: 1.75 }}>
      <FieldSlot field="emotion">
        <EmotionPicker
          value={emotion}
          hint={t('intake:staff.emotionHint')}
          onChange={(level) => session.change('emotion', (form) => ({ ...form, emotion: level }))}
        />
      </FieldSlot>
      <FieldSlot field="flags">
        <FlagPicker
          label={t('intake:staff.flags')}
          values={flags}
          onChange={(values) => session.change('flags', changeDetails({ flags: [...values] }))}
        />
      </FieldSlot>
    </Box>
  );
}

export function ToldFields() {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const consentTold = useForm((form) => form.details.consentTold);
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Box sx={{ color: c.ink, fontSize: '1.125rem' }}>{t('intake:told.script')}</Box>
      <CheckField
        field="consentTold"
        label={t('intake:told.consent')}
        checked={consentTold}
        onChange={(checked) => session.change('consentTold', changeDetails({ consentTold: checked }))}
      />
    </Box>
  );
}
