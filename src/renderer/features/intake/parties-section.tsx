/** 投诉人: one or several, each for themselves or for somebody else. */
import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { idTypes, partyKinds, type Party, type PartyKind } from '../../../domain/complaint/values';
import type { IntakeForm } from '../../../shared/contract/intake';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ChoiceChips } from '../../components/choice-chips';
import { useDraftEnvironment, useForm } from './draft-context';
import { CheckField, DraftText, FieldRow, FieldSlot, SelectField } from './draft-fields';
import { addParty, changeParty, removeParty } from './draft-session';
import type { FieldId } from './fields';
import { DelegateField, JointFields } from './joint-fields';

const MOST_PARTIES = 50;

export function PartiesFields() {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const count = useForm((form) => form.details.parties.length);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <JointFields />
      {Array.from({ length: count }, (_unused, index) => (
        <PartyFields key={index} index={index} several={count > 1} />
      ))}
      <Box>
        <Button
          startIcon={<AddOutlined />}
          disabled={count >= MOST_PARTIES}
          onClick={() => session.change(`parties.${count}.name`, addParty)}
        >
          {t('intake:party.add')}
        </Button>
      </Box>
    </Box>
  );
}

type TextKey = 'name' | 'phone' | 'idNumber' | 'address' | 'accountTail' | 'representedName';

function PartyFields({ index, several }: { readonly index: number; readonly several: boolean }) {
  const { t } = useText();
  const { session, institutionType } = useDraftEnvironment();
  const party = useForm((form) => form.details.parties[index]);
  if (party === undefined) return null;

  const id = <K extends keyof Party>(key: K): FieldId => `parties.${index}.${key}`;
  const change = (key: keyof Party, patch: Partial<Party>): void => session.change(id(key), changeParty(index, patch));
  const bind = (key: TextKey) => ({
    field: id(key),
    get: (form: IntakeForm): string => form.details.parties[index]?.[key] ?? '',
    set: (text: string) => changeParty(index, { [key]: text }),
  });
  const chooseKind = (kind: PartyKind): void => {
    // An organisation is known by its credit code; what somebody has chosen or typed stays.
    const idType =
      party.idNumber !== ''
        ? party.idType
        : kind === 'organisation' && party.idType === 'residentId'
          ? 'creditCode'
          : kind !== 'organisation' && party.idType === 'creditCode'
            ? 'residentId'
            : party.idType;
    change('kind', { kind, idType });
  };

  return (
    <Box
      role={several ? 'group' : undefined}
      aria-label={several ? t('intake:party.heading', { no: index + 1 }) : undefined}
      sx={{ display: 'grid', gap: 1.75, ...(index > 0 ? { borderTop: `1px solid ${c.line}`, pt: 2 } : {}) }}
    >
      {several && (
        <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
          <Typography sx={{ fontWeight: 600 }}>{t('intake:party.heading', { no: index + 1 })}</Typography>
          <IconButton
            aria-label={t('intake:party.remove', { no: index + 1 })}
            onClick={() => session.change(id('name'), removeParty(index))}
          >
            <CloseOutlined />
          </IconButton>
        </Box>
      )}
      <FieldSlot field={id('kind')}>
        <ChoiceChips
          label={t('intake:party.kind')}
          options={partyKinds.map((kind) => ({ value: kind, label: t(`vocabulary:partyKind.${kind}`) }))}
          value={party.kind}
          onChange={chooseKind}
        />
      </FieldSlot>
      <DelegateField index={index} />
      <FieldRow>
        <DraftText
          {...bind('name')}
          label={party.kind === 'organisation' ? t('intake:party.organisationName') : t('intake:party.name')}
        />
        <DraftText {...bind('phone')} label={t('intake:party.phone')} type="tel" inputMode="tel" numeric />
      </FieldRow>
      {(party.kind === 'proxy' || party.kind === 'heir') && (
        <FieldRow>
          <DraftText
            {...bind('representedName')}
            label={t(party.kind === 'proxy' ? 'intake:party.representedProxy' : 'intake:party.representedHeir')}
            {...(party.kind === 'heir' ? { hint: t('intake:party.heirHint') } : {})}
          />
          {party.kind === 'proxy' && (
            <CheckField
              field={id('authorisationHeld')}
              label={t('intake:party.authorisation')}
              hint={t('intake:party.authorisationHint')}
              checked={party.authorisationHeld}
              onChange={(authorisationHeld) => change('authorisationHeld', { authorisationHeld })}
            />
          )}
        </FieldRow>
      )}
      <FieldRow>
        <FieldSlot field={id('idType')}>
          <SelectField
            label={t('intake:party.idType')}
            options={idTypes.map((idType) => ({ value: idType, label: t(`vocabulary:idType.${idType}`) }))}
            value={party.idType}
            onChange={(idType) => change('idType', { idType })}
          />
        </FieldSlot>
        <DraftText {...bind('idNumber')} label={t('intake:party.idNumber')} numeric />
      </FieldRow>
      <FieldRow>
        <DraftText
          {...bind('accountTail')}
          label={t(institutionType === 'insurer' ? 'intake:party.policyTail' : 'intake:party.accountTail')}
          numeric
        />
        <DraftText {...bind('address')} label={t('intake:party.address')} />
      </FieldRow>
    </Box>
  );
}
