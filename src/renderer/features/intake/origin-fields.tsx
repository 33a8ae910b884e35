/** Whom a complaint came through: a transfer letter of the regulator (监管转办), or a petition (信访). */
import Box from '@mui/material/Box';
import { isPetition } from '../../../domain/complaint/petition';
import { emptyPetition, petitionWays, type Petition } from '../../../domain/complaint/values';
import type { IntakeForm } from '../../../shared/contract/intake';
import { useText } from '../../app/i18n/use-text';
import { ChoiceChips } from '../../components/choice-chips';
import { useDraftEnvironment, useForm } from './draft-context';
import { DraftDate, DraftText, FieldRow, FieldSlot } from './draft-fields';
import { changeDetails } from './draft-session';

const REGULATOR = 'channel.regulator';

/** Only what belongs to the channel; what was written stays in sight when the channel is changed. */
export function OriginFields({ nowLocal }: { readonly nowLocal: string }) {
  const fromRegulator = useForm((form) => form.details.channelId === REGULATOR);
  const petition = useForm((form) => isPetition(form.details));
  return (
    <>
      {fromRegulator && <TransferFields nowLocal={nowLocal} />}
      {petition && <PetitionFields nowLocal={nowLocal} />}
    </>
  );
}

function TransferFields({ nowLocal }: { readonly nowLocal: string }) {
  const { t } = useText();
  return (
    <FieldRow>
      <DraftText
        field="transferLetter.number"
        label={t('intake:matter.letterNumber')}
        get={(form) => form.details.transferLetter.number}
        set={(number) => changeLetter({ number })}
      />
      <DraftDate
        field="transferLetter.dueOn"
        kind="date"
        noNowButton
        label={t('intake:matter.letterDueOn')}
        nowLocal={nowLocal}
        get={(form) => form.details.transferLetter.dueOn}
        set={(dueOn) => changeLetter({ dueOn })}
      />
    </FieldRow>
  );
}

function PetitionFields({ nowLocal }: { readonly nowLocal: string }) {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const way = useForm((form) => form.details.petition?.way ?? null);
  return (
    <Box sx={{ display: 'grid', gap: 1.75 }}>
      <FieldSlot field="petition.way">
        <ChoiceChips
          label={t('petition:way')}
          options={petitionWays.map((value) => ({ value, label: t(`vocabulary:petitionWay.${value}`) }))}
          value={way}
          onChange={(value) => session.change('petition.way', changePetition({ way: value }))}
        />
      </FieldSlot>
      <DraftText
        field="petition.office"
        label={t('petition:office')}
        hint={t('petition:officeHint')}
        get={(form) => form.details.petition?.office ?? ''}
        set={(office) => changePetition({ office })}
      />
      <FieldRow>
        <DraftText
          field="petition.number"
          label={t('petition:number')}
          get={(form) => form.details.petition?.number ?? ''}
          set={(number) => changePetition({ number })}
        />
        <DraftDate
          field="petition.dueOn"
          kind="date"
          noNowButton
          label={t('petition:dueOn')}
          nowLocal={nowLocal}
          get={(form) => form.details.petition?.dueOn ?? ''}
          set={(dueOn) => changePetition({ dueOn })}
        />
      </FieldRow>
    </Box>
  );
}

const changeLetter =
  (patch: Partial<IntakeForm['details']['transferLetter']>) =>
  (form: IntakeForm): IntakeForm =>
    changeDetails({ transferLetter: { ...form.details.transferLetter, ...patch } })(form);

const changePetition =
  (patch: Partial<Petition>) =>
  (form: IntakeForm): IntakeForm =>
    changeDetails({ petition: { ...(form.details.petition ?? emptyPetition), ...patch } })(form);
