/** 代理与合作机构: who sold or did what the complaint is about, beside our own staff (M2020 Art. 11). */
import Box from '@mui/material/Box';
import { emptyPartner, partnerKinds, type Partner } from '../../../domain/complaint/values';
import type { IntakeForm } from '../../../shared/contract/intake';
import { useText } from '../../app/i18n/use-text';
import { ChoiceChips } from '../../components/choice-chips';
import { useDraftEnvironment, useForm } from './draft-context';
import { CheckField, DraftText, FieldRow, FieldSlot } from './draft-fields';
import { changeDetails } from './draft-session';

export function PartnerFields() {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const partner = useForm((form) => form.details.partner ?? null);
  return (
    <Box sx={{ display: 'grid', gap: 1.75 }}>
      <CheckField
        field="partner"
        label={t('partner:concerned')}
        checked={partner !== null}
        onChange={(checked) => session.change('partner', changeDetails({ partner: checked ? emptyPartner : null }))}
      />
      {partner !== null && (
        <>
          <FieldSlot field="partner.kind">
            <ChoiceChips
              label={t('partner:kind')}
              options={partnerKinds.map((value) => ({ value, label: t(`vocabulary:partnerKind.${value}`) }))}
              value={partner.kind}
              onChange={(kind) => session.change('partner.kind', changePartner({ kind }))}
            />
          </FieldSlot>
          <FieldRow>
            <DraftText
              field="partner.name"
              label={t('partner:name')}
              get={(form) => form.details.partner?.name ?? ''}
              set={(name) => changePartner({ name })}
            />
            <DraftText
              field="partner.contractNo"
              label={t('partner:contractNo')}
              get={(form) => form.details.partner?.contractNo ?? ''}
              set={(contractNo) => changePartner({ contractNo })}
            />
          </FieldRow>
          <CheckField
            field="partner.soldForUs"
            label={t('partner:soldForUs')}
            hint={t('partner:soldForUsHint')}
            checked={partner.soldForUs}
            onChange={(soldForUs) => session.change('partner.soldForUs', changePartner({ soldForUs }))}
          />
        </>
      )}
    </Box>
  );
}

const changePartner =
  (patch: Partial<Partner>) =>
  (form: IntakeForm): IntakeForm =>
    changeDetails({ partner: { ...(form.details.partner ?? emptyPartner), ...patch } })(form);
